// SPDX-License-Identifier: Apache-2.0
// Two people wrote the same field: what stands, what was kept, and the choice.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account

Card {
    id: root

    required property string conflictId
    required property string field
    property string winning
    property string losing
    property string loser
    property var writtenAt
    property string reason
    property bool busy: false

    signal restored(string conflictId)
    signal dismissed(string conflictId)

    objectName: "conflict." + field
    spacing: Metrics.s

    AppText {
        text: Words.field(root.field)
        strong: true
        Layout.fillWidth: true
    }
    AppText {
        text: root.reason === "edit_of_deleted" || root.reason === "deleted_while_edited"
            ? ErrorText.what(root.reason, "", []) : qsTr("Two people changed this without seeing each other's text.")
        kind: "label"
        muted: true
        Layout.fillWidth: true
    }
    AppText { text: qsTr("Stands now"); kind: "label"; strong: true; Layout.fillWidth: true }
    AppText { text: root.winning === "" ? qsTr("Empty") : root.winning; Layout.fillWidth: true }
    AppText {
        text: Format.joined([qsTr("Kept aside"), root.loser, Format.dateTime(root.writtenAt)], " · ")
        kind: "label"
        strong: true
        Layout.fillWidth: true
    }
    Rectangle {
        color: Theme.warningSoft
        radius: Metrics.radiusSmall
        implicitHeight: kept.implicitHeight + 2 * Metrics.s
        Layout.fillWidth: true
        AppText {
            id: kept
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.s }
            anchors.leftMargin: Metrics.m
            text: root.losing === "" ? qsTr("Empty") : root.losing
        }
    }
    Flow {
        spacing: Metrics.s
        Layout.fillWidth: true
        AppButton {
            objectName: "conflict." + root.field + ".restore"
            text: qsTr("Restore")
            kind: "secondary"
            enabled: !root.busy
            onClicked: root.restored(root.conflictId)
        }
        AppButton {
            objectName: "conflict." + root.field + ".dismiss"
            text: qsTr("Leave as it stands")
            kind: "text"
            enabled: !root.busy
            onClicked: root.dismissed(root.conflictId)
        }
    }
}
