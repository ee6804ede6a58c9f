// SPDX-License-Identifier: Apache-2.0
// A raised sheet of felt that holds things together; pressable when asked.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.AbstractButton {
    id: root

    default property alias content: column.data
    property bool pressable: false

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Metrics.l
    spacing: Metrics.m
    hoverEnabled: pressable
    focusPolicy: pressable ? Qt.StrongFocus : Qt.NoFocus
    Accessible.role: pressable ? Accessible.Button : Accessible.Grouping
    Keys.onReturnPressed: if (pressable) root.clicked()

    property Item body: ColumnLayout { id: column; spacing: root.spacing }
    contentItem: body
    background: Rectangle {
        radius: Metrics.radius
        color: Theme.surfaceRaised
        border { width: Metrics.hair; color: Theme.outline }
        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: Theme.text
            visible: root.pressable
            opacity: root.down ? 0.07 : root.hovered ? 0.03 : 0
        }
        FocusRing { shown: root.visualFocus && root.pressable }
    }
}
