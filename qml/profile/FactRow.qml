// SPDX-License-Identifier: Apache-2.0
// One fact of a page: a drawing, what it is, what is known.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

RowLayout {
    id: root

    property string iconName: "info"
    property string label
    property string value
    property color ink: Theme.text

    visible: value !== ""
    spacing: Metrics.l

    Icon {
        name: root.iconName
        color: Theme.primary
        Layout.preferredWidth: Metrics.icon
        Layout.preferredHeight: Metrics.icon
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 2
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        AppText {
            text: root.label
            kind: "caption"
            muted: true
            Layout.fillWidth: true
            Accessible.ignored: true
        }
        AppText {
            text: root.value
            color: root.ink
            Layout.fillWidth: true
            Accessible.name: root.label + ": " + root.value
        }
    }
}
