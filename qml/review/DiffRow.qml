// SPDX-License-Identifier: Apache-2.0
// One field: what is public now, and what is proposed instead.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account

ColumnLayout {
    id: root

    required property string field
    property string published
    property string proposed
    property bool changed: false
    property string record              // the work it belongs to; empty: the master's own

    objectName: "diff." + field
    spacing: Metrics.xs

    AppText {
        text: (root.record === "" ? "" : root.record + " · ") + Words.field(root.field)
        kind: "label"
        strong: true
        muted: !root.changed
        Layout.fillWidth: true
    }
    AppText {
        visible: root.changed && text !== ""
        text: root.published
        muted: true
        font.strikeout: true
        Layout.fillWidth: true
        Accessible.name: qsTr("Now public: %1").arg(text)
    }
    Rectangle {
        color: root.changed ? Theme.successSoft : Qt.alpha(Theme.surface, 0)
        radius: Metrics.radiusSmall
        implicitHeight: value.implicitHeight + (root.changed ? 2 * Metrics.s : 0)
        Layout.fillWidth: true
        AppText {
            id: value
            objectName: "diff." + root.field + ".proposed"
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
            anchors.leftMargin: root.changed ? Metrics.m : 0
            anchors.rightMargin: anchors.leftMargin
            text: root.proposed === "" ? qsTr("Empty") : root.proposed
            Accessible.name: root.changed ? qsTr("Proposed: %1").arg(text) : text
        }
    }
}
