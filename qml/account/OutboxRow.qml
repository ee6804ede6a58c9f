// SPDX-License-Identifier: Apache-2.0
// One thing done on this device: what, its state, why, what one can do.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

Card {
    id: root

    required property string dseq
    property string kind
    property string name
    property string outcome            // the model's state
    property var created
    property string errorCode
    property string errorField
    property var errorArgs: []

    property bool merged: false
    property string mergedField
    property bool mergedMine: false    // this one is shown, the other is kept
    property string mergedOther
    property string mergedWith
    property bool needsReview: false
    property var actions: []           // of "mend", "look", "again", "discard", "send"

    readonly property bool refused: outcome === "rejected"
    readonly property bool waiting: outcome === "pending" || outcome === "held"
    readonly property bool undecided: needsReview || (merged && mergedField !== "")

    signal mendAsked()
    signal lookAsked()
    signal againAsked()
    signal discardAsked()

    objectName: "row." + dseq
    spacing: Metrics.s

    function kindWord(kind: string): string {
        switch (kind) {
        case "put": return qsTr("New record");
        case "delete": return qsTr("Deletion");
        case "undelete": return qsTr("Taking back a deletion");
        case "approve": return qsTr("Approval");
        case "withdraw": return qsTr("Withdrawal");
        }
        return qsTr("Change");
    }
    function stateWord(state: string): string {
        switch (state) {
        case "pending": return qsTr("Saved here, waiting for a connection");
        case "held": return qsTr("With the server, waiting for an earlier change");
        case "accepted": return merged ? qsTr("Sent, and joined with somebody else's change") : qsTr("Sent");
        case "settled": return merged ? qsTr("Arrived, and joined with somebody else's change") : qsTr("Arrived");
        case "rejected": return qsTr("Refused; it needs you");
        case "mended": return qsTr("Mended by a later change");
        case "discarded": return qsTr("Discarded");
        }
        return qsTr("State not known to this version of the app");
    }
    function mergedText(): string {
        const who = mergedWith === "" ? qsTr("Somebody") : mergedWith;
        const field = Words.field(mergedField);
        return mergedMine ? qsTr("%1: what you wrote is shown. %2 wrote “%3”; it is kept until a moderator decides.").arg(field).arg(who).arg(mergedOther)
            : qsTr("%1: “%2” is shown. What you wrote is kept until a moderator decides.").arg(field).arg(mergedOther);
    }

    AppText {
        text: root.name === "" ? root.kindWord(root.kind) : root.name
        strong: true
        Layout.fillWidth: true
    }
    AppText {
        text: root.kindWord(root.kind) + " · " + Format.dateTime(root.created)
        kind: "label"
        muted: true
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Metrics.s
        Layout.fillWidth: true
        Icon {
            name: root.refused ? "error" : root.outcome === "pending" ? "outbox" : root.outcome === "held" ? "clock"
                : root.outcome === "discarded" ? "trash" : root.undecided ? "warning" : "check"
            color: stateText.color
            Layout.preferredWidth: Theme.iconSmall
            Layout.preferredHeight: Theme.iconSmall
            Layout.alignment: Qt.AlignTop
        }
        AppText {
            id: stateText
            objectName: "outbox." + root.dseq + ".state"
            text: root.stateWord(root.outcome)
            kind: "label"
            color: root.refused ? Theme.danger : root.waiting ? Theme.pending : root.outcome === "discarded" ? Theme.textMuted
                : root.undecided ? Theme.warning : Theme.success
            Layout.fillWidth: true
        }
    }
    AppText {
        objectName: "outbox." + root.dseq + ".why"
        visible: text !== ""
        text: root.errorCode !== "" ? ErrorText.sentence(root.errorCode, root.errorField, root.errorArgs)
            : root.merged && root.mergedField !== "" ? root.mergedText()
            : root.merged ? qsTr("Both changes are in the record.")
            : root.needsReview ? qsTr("Somebody deleted the record meanwhile. A moderator decides whether it stays.") : ""
        kind: "label"
        Layout.fillWidth: true
    }
    ButtonRow {
        visible: root.actions.length > 0 && !(root.actions.length === 1 && root.waiting)
        spacing: Metrics.s
        Layout.fillWidth: true
        AppButton {
            objectName: "outbox." + root.dseq + ".mend"
            visible: root.actions.includes("mend")
            text: qsTr("Mend")
            kind: "secondary"
            onClicked: root.mendAsked()
        }
        AppButton {
            objectName: "outbox." + root.dseq + ".look"
            visible: root.actions.includes("look")
            text: qsTr("Look at it")
            kind: "secondary"
            onClicked: root.lookAsked()
        }
        AppButton {
            objectName: "outbox." + root.dseq + ".again"
            visible: root.actions.includes("again")
            text: qsTr("Send again")
            kind: "text"
            onClicked: root.againAsked()
        }
        AppButton {
            objectName: "outbox." + root.dseq + ".discard"
            visible: root.actions.includes("discard")
            text: qsTr("Discard")
            kind: "text"
            onClicked: root.discardAsked()
        }
    }
}
