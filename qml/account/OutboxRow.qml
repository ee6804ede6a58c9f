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

    readonly property bool refused: outcome === "rejected"

    signal opened()
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
        case "held": return qsTr("With the server, waiting for an earlier change");
        case "accepted": case "settled": return qsTr("Arrived");
        case "rejected": return qsTr("Refused");
        case "closed": return qsTr("Done");
        }
        return qsTr("Saved here, waiting for a connection");
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
            name: root.refused ? "error" : root.outcome === "pending" ? "outbox" : root.outcome === "held" ? "clock" : "check"
            color: stateText.color
            Layout.preferredWidth: Metrics.iconSmall
            Layout.preferredHeight: Metrics.iconSmall
            Layout.alignment: Qt.AlignTop
        }
        AppText {
            id: stateText
            objectName: "outbox." + root.dseq + ".state"
            text: root.stateWord(root.outcome)
            kind: "label"
            color: root.refused ? Theme.danger : root.outcome === "pending" || root.outcome === "held" ? Theme.pending
                : Theme.success
            Layout.fillWidth: true
        }
    }
    AppText {
        visible: root.refused
        text: root.refused ? ErrorText.sentence(root.errorCode, root.errorField, root.errorArgs) : ""
        kind: "label"
        Layout.fillWidth: true
    }
    Flow {
        visible: root.refused
        spacing: Metrics.s
        Layout.fillWidth: true
        AppButton {
            text: qsTr("Mend")
            kind: "secondary"
            onClicked: root.opened()
        }
        AppButton {
            text: qsTr("Discard")
            kind: "text"
            onClicked: root.discardAsked()
        }
    }
}
