// SPDX-License-Identifier: Apache-2.0
// One thing the page has to say: a note, a warning, an error, a success.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

Rectangle {
    id: root

    property string kind: "info"       // info, warning, error, success
    property string title
    property string text
    property string actionText
    property bool dismissible: false

    signal acted()
    signal dismissed()

    readonly property color ink: kind === "error" ? Theme.danger : kind === "warning" ? Theme.warning
        : kind === "success" ? Theme.success : Theme.info

    implicitWidth: row.implicitWidth + 2 * Metrics.l
    implicitHeight: row.implicitHeight + 2 * Metrics.m
    radius: Metrics.radius
    color: kind === "error" ? Theme.dangerSoft : kind === "warning" ? Theme.warningSoft
        : kind === "success" ? Theme.successSoft : Theme.infoSoft
    border { width: Theme.highContrast ? 2 : 0; color: ink }
    Accessible.role: kind === "error" || kind === "warning" ? Accessible.AlertMessage : Accessible.Notification
    Accessible.name: Format.joined([title, text], ". ")

    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.m; leftMargin: Metrics.l }
        spacing: Metrics.m
        Icon {
            name: root.kind === "success" ? "check" : root.kind
            color: root.ink
            Layout.preferredWidth: Metrics.icon
            Layout.preferredHeight: Metrics.icon
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true
            AppText {
                visible: text !== ""
                text: root.title
                strong: true
                color: root.ink
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppText {
                visible: text !== ""
                text: root.text
                kind: "label"
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppButton {
                visible: text !== ""
                text: root.actionText
                kind: "text"
                leftPadding: 0
                onClicked: root.acted()
            }
        }
        IconButton {
            visible: root.dismissible
            iconName: "close"
            name: qsTr("Dismiss")
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: -Metrics.s
            Layout.rightMargin: -Metrics.s
            onClicked: root.dismissed()
        }
    }
}
