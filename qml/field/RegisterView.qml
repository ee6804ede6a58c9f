// SPDX-License-Identifier: Apache-2.0
// The form of a master's record: sections in one column, Save pinned below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account

Item {
    id: root

    required property var form
    property var crafts: []            // [{ value, label }], narrowed by a search
    property var regions: []
    property string craftName
    property string failure            // a refused save, as a text
    property string photoError
    property bool searching: false
    property bool given: false
    property bool asked: false         // Save was pressed with something missing
    property bool saved: false

    signal craftSearched(string text)
    signal closed()

    readonly property bool named: form.nameKk !== "" || form.nameRu !== "" || form.nameEn !== ""
    readonly property var needed: [
        { name: "name", done: named }, { name: "craft", done: form.craft !== "" },
        { name: "region", done: form.region !== "" },
        { name: "settlement", done: form.settlement !== "" }, { name: "position", done: form.hasPosition },
        { name: "consent", done: !form.needsConsent || given && form.consentPurposes.length > 0 }]
    readonly property var missing: needed.filter(need => !need.done)
    // In the order in which one meets them; what stands nowhere comes last.
    readonly property var order: ["name", "craft", "region", "settlement", "position", "lat", "lon", "guardian", "consentMethod",
        "consent", "photo", "story", "phone", "birth", "field"]
    readonly property var faults: Object.keys(form.errors).sort((a, b) => place(a) - place(b))
    readonly property string consentError: !asked || !form.needsConsent || needed[5].done ? errorOf(["consent", "consentPurposes", "purposes"])
        : ErrorText.sentence("consent_missing", "", [])

    function place(name: string): int {
        const at = order.findIndex(start => name === start || name.startsWith(start + "_"));
        return at < 0 ? order.length : at;
    }
    function errorOf(names: var): string {
        const name = names.find(each => form.errors[each]) ?? "";
        return name === "" ? "" : ErrorText.sentence(form.errors[name], name, form.errorArgs[name] ?? []);
    }
    function trySave(): void {
        asked = true;
        const fits = form.check();
        if (fits && (!form.needsConsent || needed[5].done))
            form.save();
        else
            column.contentY = 0;
    }

    ScrollColumn {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        visible: !root.saved

        Banner {
            objectName: "register.restored"
            visible: root.form.restored
            title: qsTr("Your draft is back")
            text: qsTr("It was kept when the app closed.")
            actionText: qsTr("Start afresh")
            Layout.fillWidth: true
            onActed: root.form.discardDraft()
        }
        Banner {
            objectName: "register.summary"
            visible: root.failure !== "" || root.asked && (root.faults.length > 0 || root.consentError !== "")
            kind: "error"
            title: qsTr("Not saved yet; nothing you typed is lost")
            text: Format.joined(new Set([root.failure, ...root.faults.map(name => root.errorOf([name])), root.consentError]), "\n")
            Layout.fillWidth: true
        }
        FormSection {
            number: 1
            title: qsTr("Name")
            helper: qsTr("As the master wants it shown; one language is enough.")
            done: root.named
            FormField { name: "name_kk"; errors: root.form.errors; errorArgs: root.form.errorArgs; text: root.form.nameKk; maximumLength: 200; onEdited: text => root.form.nameKk = text }
            FormField { name: "name_ru"; errors: root.form.errors; errorArgs: root.form.errorArgs; text: root.form.nameRu; maximumLength: 200; onEdited: text => root.form.nameRu = text }
            FormField { name: "name_en"; errors: root.form.errors; errorArgs: root.form.errorArgs; text: root.form.nameEn; maximumLength: 200; onEdited: text => root.form.nameEn = text }
        }
        FormSection {
            number: 2
            title: qsTr("Craft and place")
            done: root.form.craft !== "" && root.form.region !== "" && root.form.settlement !== ""
            ChoiceRow {
                objectName: "register.craft"
                label: Words.plainField("craft")
                options: root.crafts
                value: root.form.craft
                placeholder: root.craftName === "" ? qsTr("Choose") : root.craftName
                error: root.errorOf(["craft"])
                mandatory: true
                searchable: true
                Layout.fillWidth: true
                onSearched: text => root.craftSearched(text)
                onChosen: value => root.form.craft = value
            }
            ChoiceRow {
                objectName: "register.region"
                label: Words.plainField("region")
                options: root.regions
                value: root.form.region
                error: root.errorOf(["region"])
                mandatory: true
                Layout.fillWidth: true
                onChosen: value => root.form.region = value
            }
            FormField { name: "settlement"; errors: root.form.errors; errorArgs: root.form.errorArgs; mandatory: true; text: root.form.settlement; maximumLength: 200; onEdited: text => root.form.settlement = text }
        }
        PositionSection {
            number: 3
            form: root.form
            done: root.form.hasPosition
            searching: root.searching
            error: root.errorOf(["position", "lat", "lon"])
        }
        ConsentSection {
            number: 4
            visible: root.form.needsConsent
            form: root.form
            given: root.given
            done: root.needed[5].done
            error: root.consentError
            onAgreed: given => root.given = given
        }
        PhotoSection { number: 5; form: root.form; done: root.form.photos.length > 0; error: root.photoError }
        FormSection {
            number: 6
            title: qsTr("Story")
            helper: qsTr("Who taught the craft, what is made, what is special here.")
            done: root.form.storyKk !== "" || root.form.storyRu !== "" || root.form.storyEn !== ""
            FormField { name: "story_kk"; errors: root.form.errors; errorArgs: root.form.errorArgs; multiline: true; text: root.form.storyKk; maximumLength: 8000; onEdited: text => root.form.storyKk = text }
            FormField { name: "story_ru"; errors: root.form.errors; errorArgs: root.form.errorArgs; multiline: true; text: root.form.storyRu; maximumLength: 8000; onEdited: text => root.form.storyRu = text }
            FormField { name: "story_en"; errors: root.form.errors; errorArgs: root.form.errorArgs; multiline: true; text: root.form.storyEn; maximumLength: 8000; onEdited: text => root.form.storyEn = text }
        }
        FormSection {
            number: 7
            title: qsTr("Not public")
            helper: qsTr("Only for the people who work with the registry.")
            FormField { name: "phone"; errors: root.form.errors; errorArgs: root.form.errorArgs; text: root.form.phone; maximumLength: 20; inputHints: Qt.ImhDialableCharactersOnly; onEdited: text => root.form.phone = text }
            FormField {
                name: "birth_year"
                errors: root.form.errors
                errorArgs: root.form.errorArgs
                text: root.form.birthYear > 0 ? String(root.form.birthYear) : ""
                maximumLength: 4
                inputHints: Qt.ImhDigitsOnly
                onEdited: text => root.form.birthYear = Number(text) || 0
            }
            FormField { name: "field_note"; errors: root.form.errors; errorArgs: root.form.errorArgs; multiline: true; text: root.form.fieldNote; maximumLength: 8000; onEdited: text => root.form.fieldNote = text }
        }
    }
    EmptyState {
        id: savedState
        anchors.centerIn: parent
        width: parent.width
        visible: root.saved
        iconName: "check"
        ink: Theme.success
        title: [root.form.nameKk, root.form.nameRu, root.form.nameEn].find(name => name !== "") ?? ""
        actionText: qsTr("Done")
        onActed: root.closed()
    }
    AppText {
        objectName: "register.savedNote"
        anchors { left: parent.left; right: parent.right; top: savedState.bottom; margins: Metrics.xl }
        visible: root.saved
        text: qsTr("Saved on this phone, waiting for a connection.")
        horizontalAlignment: Text.AlignHCenter
        color: Theme.pending
        strong: true
    }
    PageFoot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: !root.saved
        AppProgressBar {
            value: (root.needed.length - root.missing.length) / root.needed.length
            Accessible.name: progressText.text
            Layout.fillWidth: true
        }
        AppText {
            id: progressText
            objectName: "register.progress"
            text: root.missing.length === 0 ? qsTr("Everything needed is there")
                : qsTr("Still needed: %1").arg(root.missing.map(need => Words.plainField(need.name)).join(", "))
            kind: "label"
            muted: true
            maximumLineCount: 4
            Layout.fillWidth: true
        }
        AppButton {
            objectName: "register.save"
            text: qsTr("Save")
            enabled: !root.form.busy
            Layout.fillWidth: true
            onClicked: root.trySave()
        }
    }
}
