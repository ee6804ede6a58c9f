// SPDX-License-Identifier: Apache-2.0
// What there is to see: search, kinds to choose from, a list and a map of the same.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    property bool split: false             // the map stands beside the list
    property string selectedId             // row of the page beside the list
    property string chip                   // "masters", a group of kinds, "" for everything
    property string craft                  // masters of this craft only
    property string craftName
    property string query
    property bool onMap: false
    property bool nearby: false

    // What `split` shows where no page is open.
    readonly property Component wide: sideMap
    readonly property bool loading: entries.loading
    readonly property bool searching: query !== ""
    readonly property var entries: searching ? hits : chip === "masters" ? masters : places
    readonly property var groups: ({
        museums: ["museum", "gallery", "library"],
        markets: ["market", "shop"],
        workshops: ["workshop", "home_workshop", "cluster", "school", "organization", "village"],
        venues: ["theatre", "events_venue"],
        parks: ["park", "square", "street"],
        sights: ["landmark", "government", "transport"]
    })

    signal navigate(string page, var params)
    signal back()

    function open(entity: string, rowId: string): void {
        if (entity === "craft") {
            craftName = hits.get(hits.indexOf(rowId), "name") ?? "";
            craft = rowId;
            chip = "masters";
            search.clear();
            search.submit();
        } else {
            navigate(entity === "artisan" ? "master" : entity, { rowId: rowId });
        }
    }

    onNearbyChanged: nearby ? Services.position.start() : Services.position.stop()
    Component.onDestruction: if (nearby) Services.position.stop()

    PlacesModel {
        id: places
        services: Services
        kinds: root.groups[root.chip] ?? []
        near: Services.position.coordinate
    }
    MastersModel {
        id: masters
        services: Services
        craft: root.craft
        near: Services.position.coordinate
    }
    SearchModel {
        id: hits
        services: Services
        query: root.query
        near: Services.position.coordinate
    }
    // Qt 6.4 makes no bound component in a Loader or as a header, and only in a
    // bound one does qmllint let the ids around it pass.
    // qmllint disable unqualified
    Component {
        id: sideMap
        DiscoverMap {
            entries: root.entries
            entity: root.chip === "masters" ? "artisan" : "place"
            onOpened: (entity, rowId) => root.open(entity, rowId)
        }
    }
    // qmllint enable unqualified

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Item {
            implicitHeight: search.height
            Layout.fillWidth: true
            Layout.topMargin: Metrics.m
            Layout.leftMargin: Metrics.l
            Layout.rightMargin: root.split ? Metrics.l : Metrics.s
            SearchField {
                id: search
                objectName: "discover.search"
                width: parent.width - (root.split ? 0 : views.width + Metrics.xs)
                onSearched: query => root.query = query
            }
            Row {
                id: views
                visible: !root.split
                anchors { right: parent.right; verticalCenter: search.verticalCenter }
                IconButton {
                    objectName: "discover.showList"
                    iconName: "list"
                    name: qsTr("Show the list")
                    ink: root.onMap ? Theme.textMuted : Theme.primary
                    Accessible.checked: !root.onMap
                    onClicked: root.onMap = false
                }
                IconButton {
                    objectName: "discover.showMap"
                    iconName: "map"
                    name: qsTr("Show the map")
                    ink: root.onMap ? Theme.primary : Theme.textMuted
                    Accessible.checked: root.onMap
                    onClicked: root.onMap = true
                }
            }
        }
        FilterChipRow {
            visible: !root.searching
            name: qsTr("What to show")
            leftMargin: Metrics.l
            rightMargin: Metrics.l
            options: [
                ...(Services.position.available ? [{ value: "nearby", label: qsTr("Near me"), icon: "location" }] : []),
                { value: "masters", label: root.craftName !== "" ? root.craftName : qsTr("Masters"), icon: "person" },
                { value: "museums", label: qsTr("Museums") },
                { value: "markets", label: qsTr("Markets and shops") },
                { value: "workshops", label: qsTr("Workshops and schools") },
                { value: "venues", label: qsTr("Theatres") },
                { value: "parks", label: qsTr("Parks") },
                { value: "sights", label: qsTr("Sights") }
            ]
            selected: [root.chip, root.nearby ? "nearby" : ""]
            Layout.fillWidth: true
            Layout.topMargin: Metrics.xs
            Layout.bottomMargin: Metrics.xs
            onToggled: (value, on) => {
                if (value === "nearby") {
                    root.nearby = on;
                    return;
                }
                root.craft = "";
                root.craftName = "";
                root.chip = on ? value : "";
            }
        }
        AppText {
            visible: root.searching && hits.count > 0
            text: qsTr("%n found", "", hits.count)
            kind: "label"
            muted: true
            Layout.margins: Metrics.l
            Layout.bottomMargin: Metrics.s
        }
        EntryList {
            visible: root.split || !root.onMap
            model: root.entries
            loading: root.loading
            selectedId: root.selectedId
            header: root.chip === "" && !root.searching ? mastersAbove : null
            emptyTitle: root.searching ? qsTr("Nothing found for “%1”").arg(root.query)
                : root.chip !== "" ? qsTr("Nothing here yet") : qsTr("The guide is still empty")
            emptyText: root.searching ? qsTr("Try another word, or a part of it: Kazakh, Russian and Latin letters all find the same.")
                : root.chip !== "" ? qsTr("Places and masters of this kind appear here when they are published.")
                : Services.sync.phase === "offline"
                    ? qsTr("Connect to the internet once: everything is then kept on this device and works without a network.")
                    : qsTr("The places of the city are on their way. After that everything works without a network.")
            emptyAction: root.searching || root.chip !== "" ? "" : qsTr("Look for news now")
            Layout.fillWidth: true
            Layout.fillHeight: true
            onOpened: (entity, rowId) => root.open(entity, rowId)
            onEmptyActed: Services.sync.syncNow()
        }
        Loader {
            active: !root.split && root.onMap
            visible: active
            sourceComponent: sideMap
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
    // qmllint disable unqualified
    Component {
        id: mastersAbove
        MasterStrip {
            width: ListView.view ? ListView.view.width : 0
            model: masters
            count: masters.count
            onOpened: rowId => root.open("artisan", rowId)
            onAllAsked: root.chip = "masters"
        }
    }
    // qmllint enable unqualified
}
