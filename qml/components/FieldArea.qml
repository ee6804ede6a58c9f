// SPDX-License-Identifier: Apache-2.0
// The many lines of a TextFieldRow that one types into.
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style

T.TextArea {
    id: input

    required property TextFieldRow row

    implicitHeight: Math.max(Metrics.touch * 2.5, contentHeight + topPadding + bottomPadding)
    padding: Metrics.m
    text: input.row.text
    font.pixelSize: Theme.bodySize
    color: Theme.text
    selectionColor: Theme.info
    selectedTextColor: Theme.infoSoft
    selectByMouse: true
    readOnly: input.row.readOnly
    wrapMode: TextEdit.Wrap
    textFormat: TextEdit.PlainText
    inputMethodHints: input.row.inputHints
    KeyNavigation.priority: KeyNavigation.BeforeItem
    KeyNavigation.tab: input.nextItemInFocusChain(true)
    KeyNavigation.backtab: input.nextItemInFocusChain(false)
    Accessible.name: input.row.spoken
    Accessible.description: input.row.error !== "" ? input.row.error : input.row.helper
    Accessible.multiLine: true
    onTextChanged: {
        if (text.length > input.row.maximumLength)
            remove(input.row.maximumLength, text.length);
        else if (activeFocus && text !== input.row.text)
            input.row.edited(text);
    }
    onActiveFocusChanged: if (!activeFocus) input.row.committed()
    background: FieldFrame { active: input.activeFocus; row: input.row }
    FieldHint {
        row: input.row
        visible: input.text === "" && input.preeditText === ""
        anchors.margins: Metrics.m
    }
}
