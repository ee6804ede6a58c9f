// SPDX-License-Identifier: Apache-2.0
// Two people wrote the same field, or one deleted what another was editing: what
// stands, what was kept, and the choice.
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

    // The whole record: what lost is a deletion, not a text.
    readonly property bool deletion: reason === "edit_of_deleted" || reason === "deleted_while_edited"
    readonly property string key: deletion ? "record" : field

    signal restored(string conflictId)
    signal dismissed(string conflictId)

    objectName: "conflict." + key
    spacing: Metrics.s

    AppText {
        text: root.deletion ? qsTr("Deleted or kept?") : Words.field(root.field)
        strong: true
        Layout.fillWidth: true
    }
    AppText {
        objectName: "conflict.what"
        text: !root.deletion ? qsTr("Two people changed this without seeing each other's text.")
            : root.loser === "" ? qsTr("Somebody deleted this record while somebody else was editing it. Nothing was lost: the record with the edits stands.")
            : qsTr("%1 deleted this record while somebody else was editing it. Nothing was lost: the record with the edits stands.").arg(root.loser)
        kind: "label"
        muted: !root.deletion
        Layout.fillWidth: true
    }
    AppText {
        visible: root.deletion && text !== ""
        text: Format.dateTime(root.writtenAt)
        kind: "label"
        muted: true
        Layout.fillWidth: true
    }
    AppText {
        visible: !root.deletion
        text: qsTr("Stands now")
        kind: "label"
        strong: true
        Layout.fillWidth: true
    }
    AppText { visible: !root.deletion; text: root.winning === "" ? qsTr("Empty") : root.winning; Layout.fillWidth: true }
    AppText {
        visible: !root.deletion
        text: Format.joined([qsTr("Kept aside"), root.loser, Format.dateTime(root.writtenAt)], " · ")
        kind: "label"
        strong: true
        Layout.fillWidth: true
    }
    Rectangle {
        visible: !root.deletion
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
    ButtonRow {
        spacing: Metrics.s
        Layout.fillWidth: true
        AppButton {
            objectName: "conflict." + root.key + ".restore"
            text: root.deletion ? qsTr("Delete the record") : qsTr("Restore")
            kind: "secondary"
            enabled: !root.busy
            onClicked: root.restored(root.conflictId)
        }
        AppButton {
            objectName: "conflict." + root.key + ".dismiss"
            text: root.deletion ? qsTr("Keep the record") : qsTr("Leave as it stands")
            kind: root.deletion ? "secondary" : "text"
            enabled: !root.busy
            onClicked: root.dismissed(root.conflictId)
        }
    }
}
