// SPDX-License-Identifier: Apache-2.0
// Server and code, or a whole invite pasted into the first field.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

ColumnLayout {
    id: root

    property string serverUrl
    property bool joining: false
    property string errorCode
    property var errorArgs: []

    signal submitted(string server, string code)
    signal cancelled()

    readonly property bool wholeInvite: server.value.trim().startsWith("qoloner:")
    readonly property bool ready: !joining && server.value.trim() !== "" && (wholeInvite || code.value.trim() !== "")

    function submit(): void {
        if (ready)
            submitted(server.value.trim(), wholeInvite ? "" : code.value.trim());
    }

    spacing: Metrics.l

    AppText {
        text: qsTr("An invite comes from the person who runs the registry: a link, or a server address with a code of eight letters and digits.")
        muted: true
        Layout.fillWidth: true
    }
    TextFieldRow {
        id: server
        objectName: "join.server"
        label: qsTr("Server or invite link")
        text: root.serverUrl
        placeholder: "https://"
        maximumLength: 2048
        inputHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
        readOnly: root.joining
        Layout.fillWidth: true
        onCommitted: if (root.wholeInvite) code.focus = false
    }
    TextFieldRow {
        id: code
        objectName: "join.code"
        visible: !root.wholeInvite
        label: qsTr("Code")
        placeholder: "K7QM-3D0F"
        maximumLength: 64
        inputHints: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText
        readOnly: root.joining
        Layout.fillWidth: true
        Keys.onReturnPressed: root.submit()
    }
    Banner {
        objectName: "join.error"
        visible: root.errorCode !== ""
        kind: "error"
        title: qsTr("This device did not join")
        text: root.errorCode === "" ? "" : ErrorText.sentence(root.errorCode, "", root.errorArgs)
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: root.joining
        title: qsTr("Joining…")
        detail: qsTr("You can leave this page; joining goes on when there is a connection.")
        Layout.fillWidth: true
    }
    AppButton {
        objectName: "join.submit"
        visible: !root.joining
        text: qsTr("Join")
        enabled: root.ready
        Layout.fillWidth: true
        onClicked: root.submit()
    }
    AppButton {
        objectName: "join.cancel"
        visible: root.joining
        text: qsTr("Cancel")
        kind: "secondary"
        Layout.fillWidth: true
        onClicked: root.cancelled()
    }
}
