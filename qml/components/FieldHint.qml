// SPDX-License-Identifier: Apache-2.0
// What an empty field may be filled with.
import QtQuick

AppText {
    required property TextFieldRow row

    anchors.fill: parent
    muted: true
    text: row.placeholder
    maximumLineCount: row.multiline ? 3 : 1
    Accessible.ignored: true
}
