// SPDX-License-Identifier: Apache-2.0
// What one can do with a page, pinned below it: in line with the page's column.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

Rectangle {
    id: root

    default property alias content: column.data

    implicitHeight: column.implicitHeight + 2 * Metrics.m
    height: visible ? implicitHeight : 0
    color: Theme.surfaceRaised

    Rectangle { width: parent.width; height: Metrics.hair; color: Theme.outline }
    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: Metrics.m }
        anchors.leftMargin: Metrics.margin(parent.width)
        anchors.rightMargin: Metrics.margin(parent.width)
        spacing: Metrics.s
    }
}
