// SPDX-License-Identifier: Apache-2.0
// A question or a choice over the page: slides up from the bottom on a phone,
// stands in the middle of anything wider. Esc, outside and Close all close it.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.Popup {
    id: root

    default property alias content: column.data
    property string title
    property alias footer: footerRow.data
    property bool closable: true

    readonly property real windowWidth: parent ? parent.width : 0
    readonly property real windowHeight: parent ? parent.height : 0
    readonly property bool bottom: Metrics.layoutFor(windowWidth) === "phone"

    parent: T.Overlay.overlay
    modal: true
    focus: true
    dim: true
    closePolicy: closable ? T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside : T.Popup.NoAutoClose
    width: bottom ? windowWidth : Math.min(windowWidth - 2 * Metrics.xl, Metrics.dialogWidth)
    height: Math.min(implicitHeight, windowHeight - (bottom ? Metrics.xxxl : 2 * Metrics.xl))
    implicitHeight: head.implicitHeight + column.implicitHeight + foot.implicitHeight + topPadding + bottomPadding
        + 2 * Metrics.m
    x: bottom ? 0 : Math.round((windowWidth - width) / 2)
    y: bottom ? windowHeight - height : Math.round((windowHeight - height) / 2)
    leftPadding: Metrics.l
    rightPadding: Metrics.l
    topPadding: Metrics.s
    bottomPadding: Metrics.l

    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.quick }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.quick }
    }
    T.Overlay.modal: Rectangle { color: Theme.scrim }

    background: Rectangle {
        color: Theme.surfaceRaised
        radius: Metrics.radiusLarge
        border { width: Metrics.hair; color: Theme.outline }
        Rectangle {                      // square below: the sheet stands on the edge
            visible: root.bottom
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: parent.radius
            color: parent.color
        }
    }
    contentItem: body
    property Item body: ColumnLayout {
        spacing: Metrics.m
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title
        RowLayout {
            id: head
            spacing: Metrics.s
            Layout.fillWidth: true
            AppText {
                text: root.title
                kind: "title"
                Layout.fillWidth: true
            }
            IconButton {
                objectName: "close"
                visible: root.closable
                iconName: "close"
                name: qsTr("Close")
                onClicked: root.close()
            }
        }
        Flickable {
            id: scroller
            clip: true
            contentWidth: width
            contentHeight: column.implicitHeight
            boundsBehavior: Flickable.StopAtBounds
            implicitHeight: column.implicitHeight
            T.ScrollBar.vertical: AppScrollBar {}
            Layout.fillWidth: true
            Layout.fillHeight: true
            ColumnLayout {
                id: column
                width: scroller.width
                spacing: Metrics.m
            }
        }
        Item {
            id: foot
            visible: footerRow.visibleChildren.length > 0
            implicitHeight: visible ? footerRow.implicitHeight : 0
            Layout.fillWidth: true
            Flow {
                id: footerRow
                width: parent.width
                spacing: Metrics.s
                layoutDirection: Qt.RightToLeft
            }
        }
    }
}
