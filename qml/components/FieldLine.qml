// SPDX-License-Identifier: Apache-2.0
// The line of a TextFieldRow that one types into.
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style

T.TextField {
    id: input

    required property TextFieldRow row

    implicitHeight: Math.max(Metrics.touch + 4, contentHeight + topPadding + bottomPadding)
    leftPadding: Metrics.m
    rightPadding: Metrics.m
    topPadding: Metrics.s
    bottomPadding: Metrics.s
    verticalAlignment: TextInput.AlignVCenter
    text: input.row.text
    font.pixelSize: Theme.bodySize
    color: Theme.text
    selectionColor: Theme.info
    selectedTextColor: Theme.infoSoft
    selectByMouse: true
    readOnly: input.row.readOnly
    maximumLength: input.row.maximumLength
    inputMethodHints: input.row.inputHints
    Accessible.name: input.row.spoken
    Accessible.description: input.row.error !== "" ? input.row.error : input.row.helper
    // At rest the beginning shows, not where one stopped.
    onTextChanged: if (!activeFocus) cursorPosition = 0
    onActiveFocusChanged: if (!activeFocus) cursorPosition = 0
    onTextEdited: input.row.edited(text)
    onEditingFinished: input.row.committed()
    background: FieldFrame { active: input.activeFocus; row: input.row }
    FieldHint {
        row: input.row
        visible: input.text === "" && input.preeditText === ""
        anchors { leftMargin: input.leftPadding; rightMargin: input.rightPadding }
        verticalAlignment: Text.AlignVCenter
    }
}
