// SPDX-License-Identifier: Apache-2.0
// Language, look, network and account; every change is there at once.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    signal navigate(string page, var params)
    signal back()

    readonly property var scales: [0.85, 1, 1.25, 1.5, 2]
    readonly property var meteredUses: Services.settings.meteredUses
    function themeName(theme: string): string {
        return theme === "light" ? qsTr("Light") : theme === "dark" ? qsTr("Dark")
            : theme === "contrast" ? qsTr("High contrast") : qsTr("As the device");
    }

    function useName(use: string): string {
        return use === "everything" ? qsTr("Everything") : use === "nothing" ? qsTr("Nothing")
            : qsTr("Small changes only");
    }

    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Settings")
    }
    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }

        SectionHeader { text: qsTr("Account"); Layout.fillWidth: true }
        Card {
            Layout.fillWidth: true
            AppText {
                visible: text !== ""
                text: Services.sync.personName
                kind: "title"
                Layout.fillWidth: true
            }
            AppText {
                objectName: "account.role"
                text: Words.role(Services.sync.role)
                Layout.fillWidth: true
            }
            AppText {
                visible: text !== ""
                text: Services.sync.serverUrl
                kind: "label"
                muted: true
                wrapMode: Text.WrapAnywhere
                Layout.fillWidth: true
            }
            AppButton {
                objectName: "account.join"
                visible: !Services.sync.enrolled
                text: qsTr("Join with an invite")
                kind: "secondary"
                Layout.fillWidth: true
                onClicked: root.navigate("join", {})
            }
        }
        SectionHeader { text: qsTr("Language and look"); Layout.fillWidth: true }
        ChoiceRow {
            objectName: "settings.language"
            label: qsTr("Language")
            value: Services.settings.language
            options: Array.from(Services.settings.languages).map(code => ({ value: code, label: Format.languageName(code) }))
            Layout.fillWidth: true
            onChosen: value => Services.settings.language = value
        }
        ChoiceRow {
            objectName: "settings.theme"
            label: qsTr("Theme")
            value: Services.settings.theme
            options: Array.from(Services.settings.themes).map(theme => ({ value: theme, label: root.themeName(theme) }))
            Layout.fillWidth: true
            onChosen: value => Services.settings.theme = value
        }
        ChoiceRow {
            objectName: "settings.textScale"
            label: qsTr("Text size")
            value: String(Services.settings.textScale)
            placeholder: qsTr("%1 %").arg(Math.round(Services.settings.textScale * 100))
            options: root.scales.map(scale => ({ value: String(scale), label: qsTr("%1 %").arg(Math.round(scale * 100)) }))
            Layout.fillWidth: true
            onChosen: value => Services.settings.textScale = Number(value)
        }
        SectionHeader { text: qsTr("Network"); Layout.fillWidth: true }
        SyncProblem { Layout.fillWidth: true }
        SwitchRow {
            objectName: "settings.offline"
            title: qsTr("Stay offline")
            detail: qsTr("Nothing is sent or fetched; everything you save waits here.")
            checked: Services.sync.offline
            Layout.fillWidth: true
            onToggled: Services.sync.offline = checked
        }
        ChoiceRow {
            objectName: "settings.meteredUse"
            label: qsTr("On mobile data")
            value: Services.settings.meteredUse
            options: root.meteredUses.map(use => ({ value: use, label: root.useName(use) }))
            Layout.fillWidth: true
            onChosen: value => Services.settings.meteredUse = value
        }
        ListRow {
            visible: Services.sync.enrolled
            title: qsTr("Outbox")
            detail: qsTr("%n waiting", "", Services.sync.pendingCount)
            iconName: "outbox"
            chevron: true
            Layout.fillWidth: true
            Layout.leftMargin: -Metrics.l
            Layout.rightMargin: -Metrics.l
            onClicked: root.navigate("outbox", {})
        }
        ListRow {
            objectName: "settings.diagnostics"
            title: qsTr("Diagnostics")
            detail: qsTr("A report for whoever helps you, without personal data")
            iconName: "info"
            chevron: true
            Layout.fillWidth: true
            Layout.leftMargin: -Metrics.l
            Layout.rightMargin: -Metrics.l
            onClicked: root.navigate("diagnostics", {})
        }
    }
}
