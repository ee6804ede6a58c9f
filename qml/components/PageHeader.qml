// SPDX-License-Identifier: Apache-2.0
// The top of a page: back, its title, its actions.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

Item {
    id: root

    default property alias actions: actionRow.data
    property string title
    property string subtitle
    property bool showBack: false
    property bool centred: true        // in line with a page's column; false: at the edge

    readonly property real side: centred ? Metrics.margin(width) : Metrics.l

    signal back()

    implicitHeight: Math.max(Metrics.bar, row.implicitHeight + 2 * Metrics.s)

    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        // The drawings of the buttons, not their edges, stand in line.
        anchors.leftMargin: root.showBack ? root.side - Metrics.m : root.side
        anchors.rightMargin: root.side - Metrics.m
        spacing: Metrics.xs
        IconButton {
            objectName: "page.back"
            visible: root.showBack
            iconName: "back"
            name: qsTr("Back")
            onClicked: root.back()
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            AppText {
                text: root.title
                kind: root.showBack ? "title" : "headline"
                maximumLineCount: 2
                Layout.fillWidth: true
                Accessible.role: Accessible.Heading
            }
            AppText {
                visible: text !== ""
                text: root.subtitle
                kind: "label"
                muted: true
                maximumLineCount: 2
                Layout.fillWidth: true
            }
        }
        RowLayout { id: actionRow; spacing: 0 }
    }
}
