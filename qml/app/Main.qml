// SPDX-License-Identifier: Apache-2.0
// The window of the app: the sections of the role, the sync line, the theme.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models
import Qoloner.Account

Window {
    id: window

    property string shownAs                // a role to look at, without having it
    readonly property string role: shownAs !== "" ? shownAs : Services.sync.role
    property string section: keys[0]
    readonly property var keys: Pages.sectionsOf(role)
    readonly property Section current: sections.count > 0 ? sections.itemAt(keys.indexOf(section))?.item ?? null : null
    readonly property Item currentPage: current?.currentPage ?? null

    readonly property bool phone: Metrics.layoutFor(width) === "phone"
    readonly property int inBar: keys.length > 5 ? 4 : 5
    readonly property var more: phone && keys.length > 5 ? keys.slice(inBar) : []

    function openSection(key: string): void {
        moreSheet.close();
        if (key === "outbox" && keys.indexOf(key) < 0)
            key = "settings";          // who sends nothing has there what there is to know of sync
        if (keys.indexOf(key) < 0) {
            openPage("", {});          // another role's, or of a newer version
            return;
        }
        if (key === section)
            current?.popAll();
        section = key;
    }
    function openPage(page: string, params: var): void { current?.navigate(page, params, false); }
    function say(words: string): void { shell.toast.show(words, ""); }
    // False when there is nowhere to go back to.
    function goBack(): bool {
        if (!current || current.depth === 0)
            return false;
        current.pop();
        return true;
    }
    function destination(key: string): var {
        return {
            key: key, label: Pages.label(key), icon: Pages.icon(key),
            badge: key === "outbox" ? outbox.rejected : key === "review" ? queue.count : 0
        };
    }

    width: 1280
    height: 800
    minimumWidth: 320
    minimumHeight: 480
    title: "Qolöner"
    color: Theme.surface
    onPhoneChanged: moreSheet.close()
    onKeysChanged: if (keys.indexOf(section) < 0) section = keys[0]

    Binding { target: Theme; property: "mode"; value: Services.settings.theme }
    Binding { target: Theme; property: "textScale"; value: Services.settings.textScale }
    OutboxModel { id: outbox; services: Services }
    QueueModel { id: queue; services: Services }
    Shortcut { sequences: ["Back", "Alt+Left", "Esc"]; onActivated: window.goBack() }
    Connections {
        target: Services.sync
        function onJoined(): void {
            window.say(qsTr("This device has joined"));
            window.section = window.keys[0];
        }
    }

    AdaptiveShell {
        id: shell
        anchors.fill: parent
        currentKey: window.more.indexOf(window.section) >= 0 ? "more" : window.section
        destinations: window.keys.filter(key => window.more.indexOf(key) < 0)
            .map(window.destination).concat(window.more.length > 0 ? [window.destination("more")] : [])
        onChosen: key => key === "more" ? moreSheet.open() : window.openSection(key)
        status: SyncLine {
            objectName: "sync.line"
            readonly property int pendingCount: Services.sync.pendingCount
            width: parent ? parent.width : 0
            waiting: pendingCount
            problems: outbox.rejected
            phase: {
                const sync = Services.sync;
                if (sync.phase === "pushing" || sync.phase === "pulling" || sync.phase === "connecting")
                    return "syncing";
                if (sync.phase === "offline" || sync.offline)
                    return "offline";
                if (sync.lastErrorCode !== "")
                    return "problem";
                if (sync.waitsForUnmetered)
                    return "metered";
                return isNaN(sync.lastSuccess) ? "offline" : "idle";
            }
            problem: Services.sync.lastErrorCode === "" ? ""
                : ErrorText.what(Services.sync.lastErrorCode, "", Services.sync.lastErrorArgs)
            when: isNaN(Services.sync.lastSuccess) ? "" : Format.time(Services.sync.lastSuccess)
            onClicked: window.openSection("outbox")
        }

        Repeater {
            id: sections
            model: window.keys
            delegate: Loader {             // by address: Qt 6.4 makes no bound component in a Loader
                id: holder
                required property string modelData
                readonly property bool current: modelData === window.section
                anchors.fill: parent
                visible: current
                function show(): void {
                    if (current && !item)
                        setSource("Section.qml", { key: modelData });
                }
                onCurrentChanged: show()
                Component.onCompleted: show()
                onLoaded: (item as Section).sectionAsked.connect(window.openSection)
            }
        }
    }
    Sheet {
        id: moreSheet
        objectName: "more"
        title: qsTr("More")
        Column {                       // a positioner: a wider window takes the rows away
            id: moreRows
            Layout.fillWidth: true
            Repeater {
                model: window.more
                delegate: ListRow {
                    required property string modelData
                    objectName: "nav." + modelData
                    title: Pages.label(modelData)
                    iconName: Pages.icon(modelData)
                    selected: modelData === window.section
                    divider: false
                    width: moreRows.width
                    onClicked: window.openSection(modelData)
                }
            }
        }
    }
}
