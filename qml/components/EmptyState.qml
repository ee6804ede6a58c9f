// SPDX-License-Identifier: Apache-2.0
// Nothing here yet: says why, and what would put something here.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

ColumnLayout {
    id: root

    property string title
    property string text
    property string actionText
    property string iconName: "ramshorn"
    property color ink: Theme.ornament

    signal acted()

    spacing: Metrics.m

    Icon {
        name: root.iconName
        color: root.ink
        Layout.preferredWidth: 112
        Layout.preferredHeight: 78
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Metrics.s
    }
    AppText {
        text: root.title
        kind: "title"
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.leftMargin: Metrics.l
        Layout.rightMargin: Metrics.l
    }
    AppText {
        visible: text !== ""
        text: root.text
        muted: true
        horizontalAlignment: Text.AlignHCenter
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: 420
        Layout.leftMargin: Metrics.l
        Layout.rightMargin: Metrics.l
    }
    AppButton {
        objectName: "action"
        visible: text !== ""
        text: root.actionText
        kind: "secondary"
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Metrics.s
        onClicked: root.acted()
    }
}
