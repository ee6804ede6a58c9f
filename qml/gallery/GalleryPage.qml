// SPDX-License-Identifier: Apache-2.0
// Every component once, in the states that matter.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

Item {
    id: root

    property string craft: "felt"
    property var filters: ["open"]
    signal undoable()

    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        title: qsTr("Gallery")
        subtitle: qsTr("Every component of the interface")
        IconButton { iconName: "share"; name: qsTr("Share") }
        IconButton { iconName: "heart"; name: qsTr("Add to favourites"); onClicked: root.undoable() }
    }
    ScrollColumn {
        id: page
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }

        SearchField { Layout.fillWidth: true }
        FilterChipRow {
            options: [
                { value: "open", label: qsTr("Open now") }, { value: "felt", label: qsTr("Felt") },
                { value: "silver", label: qsTr("Jewellery") }, { value: "wood", label: qsTr("Wood") },
                { value: "clay", label: qsTr("Pottery") }
            ]
            selected: root.filters
            onToggled: (value, on) => root.filters = on ? root.filters.concat(value) : root.filters.filter(v => v !== value)
            Layout.fillWidth: true
        }
        PhotoFrame {
            ratio: 16 / 9
            placeholder: Theme.surfaceSunken
            alt: qsTr("Felt workshop")
            Layout.fillWidth: true
            Layout.preferredHeight: implicitHeight
        }
        AppText { text: qsTr("Felt workshop"); kind: "display"; Layout.fillWidth: true }
        LanguageBadge { shown: "ru"; wanted: "kk"; Layout.fillWidth: true }
        AppText {
            text: qsTr("The wool is carded, laid in a pattern, wetted with hot water and rolled until it becomes felt.")
            Layout.fillWidth: true
        }
        ButtonRow {
            Layout.fillWidth: true
            AppButton { text: qsTr("Show the way"); iconName: "route" }
            AppButton { text: qsTr("Call"); iconName: "phone"; kind: "secondary" }
        }
        Flow {
            spacing: Metrics.s
            Layout.fillWidth: true
            AppButton { text: qsTr("Later"); kind: "text" }
            AppButton { text: qsTr("Delete"); kind: "danger"; iconName: "trash" }
            AppButton { text: qsTr("Send"); enabled: false }
        }
        OrnamentDivider { Layout.fillWidth: true }

        SectionHeader { text: qsTr("Stops"); actionText: qsTr("Show all"); Layout.fillWidth: true }
        Card {
            padding: 0
            spacing: 0
            Layout.fillWidth: true
            ListRow {
                title: qsTr("Green Bazaar")
                detail: qsTr("Market hall of 1904, rebuilt")
                note: Format.distance(1240) + " · " + Format.duration(18)
                leading: StepBadge { number: 1; step: "done" }
                chevron: true
                Layout.fillWidth: true
            }
            ListRow {
                title: qsTr("Museum of folk instruments")
                detail: qsTr("Wooden house in the Russian style")
                note: Format.distance(350)
                leading: StepBadge { number: 2; step: "next" }
                chevron: true
                selected: true
                Layout.fillWidth: true
            }
            ListRow {
                title: qsTr("Craft shop")
                detail: Format.money(1250000, "KZT")
                leading: StepBadge { number: 3 }
                trailing: IconButton { iconName: "heart-filled"; name: qsTr("Remove from favourites"); ink: Theme.primary }
                divider: false
                Layout.fillWidth: true
            }
        }
        SectionHeader { text: qsTr("Register a master"); Layout.fillWidth: true }
        TextFieldRow { label: qsTr("Name"); text: "Айша Сәрсенқызы"; mandatory: true; language: "kk"; Layout.fillWidth: true }
        TextFieldRow {
            label: qsTr("Phone")
            text: "8 701"
            error: qsTr("A phone number has 11 digits.")
            Layout.fillWidth: true
        }
        TextFieldRow {
            label: qsTr("Story")
            placeholder: qsTr("How did the craft come to the family?")
            helper: qsTr("You can write in any language.")
            multiline: true
            language: "ru"
            Layout.fillWidth: true
        }
        ChoiceRow {
            label: qsTr("Craft")
            value: root.craft
            options: [
                { value: "felt", label: qsTr("Felt") }, { value: "silver", label: qsTr("Jewellery") },
                { value: "wood", label: qsTr("Wood") }
            ]
            onChosen: value => root.craft = value
            Layout.fillWidth: true
        }
        SwitchRow {
            title: qsTr("Visitors are welcome")
            detail: qsTr("By appointment, on weekdays")
            checked: true
            Layout.fillWidth: true
        }
        CheckRow {
            title: qsTr("The master agrees to be shown publicly")
            detail: qsTr("Consent text 1.0, read aloud in Kazakh")
            checked: true
            Layout.fillWidth: true
        }
        SectionHeader { text: qsTr("States"); Layout.fillWidth: true }
        Banner { text: qsTr("The place closes in 30 minutes."); Layout.fillWidth: true }
        Banner { kind: "warning"; title: qsTr("Position is rough"); text: qsTr("Within %1. Go outside for a better one.").arg(Format.distance(120)); Layout.fillWidth: true }
        Banner { kind: "error"; title: qsTr("The photo was not saved"); text: qsTr("The disk is full. The rest of the form is kept."); actionText: qsTr("Free some space"); dismissible: true; Layout.fillWidth: true }
        Banner { kind: "success"; text: qsTr("Published."); Layout.fillWidth: true }
        SyncLine { when: Format.time(new Date(2026, 0, 5, 12, 40)); Layout.fillWidth: true }
        SyncLine { phase: "syncing"; waiting: 12; Layout.fillWidth: true }
        SyncLine { phase: "offline"; Layout.fillWidth: true }
        SyncLine { problems: 1; Layout.fillWidth: true }
        ProgressRow {
            title: qsTr("Map of Almaty")
            detail: Format.bytes(13400000) + " / " + Format.bytes(42000000)
            progress: 0.32
            pausable: true
            Layout.fillWidth: true
        }
        OrnamentDivider { Layout.fillWidth: true }
        EmptyState {
            title: qsTr("No favourites yet")
            text: qsTr("Press the heart on a master or a place, and it will wait for you here, even offline.")
            actionText: qsTr("Look around")
            Layout.fillWidth: true
        }
        ErrorState {
            message: qsTr("The server answered with something that is not ours.")
            Layout.fillWidth: true
        }
    }
}
