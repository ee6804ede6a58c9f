// SPDX-License-Identifier: Apache-2.0
// Masters side by side above the places.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

ColumnLayout {
    id: root

    required property var model            // MastersModel
    required property int count

    signal opened(string rowId)
    signal allAsked()

    spacing: Metrics.s
    visible: count > 0

    SectionHeader {
        text: qsTr("Masters")
        actionText: qsTr("Show all")
        Layout.fillWidth: true
        Layout.leftMargin: Metrics.l
        Layout.rightMargin: Metrics.l
        onActed: root.allAsked()
    }
    ListView {
        id: strip
        orientation: ListView.Horizontal
        spacing: Metrics.m
        leftMargin: Metrics.l
        rightMargin: Metrics.l
        boundsBehavior: Flickable.StopAtBounds
        model: root.visible ? root.model : null
        Layout.fillWidth: true
        Layout.preferredHeight: currentItem ? currentItem.height : 1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Masters")
        delegate: MasterCard {
            onOpened: root.opened(rowId)
        }
    }
    SectionHeader {
        text: qsTr("Places")
        Layout.fillWidth: true
        Layout.leftMargin: Metrics.l
        Layout.rightMargin: Metrics.l
        Layout.topMargin: Metrics.s
    }
}
