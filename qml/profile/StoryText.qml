// SPDX-License-Identifier: Apache-2.0
// A story, and in which language it is told when not in the reader's.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

ColumnLayout {
    id: root

    property string text
    property string language

    visible: text !== ""
    spacing: Metrics.s

    LanguageBadge {
        shown: root.language
        Layout.fillWidth: true
    }
    AppText {
        text: root.text
        lineHeight: 1.25
        Layout.fillWidth: true
    }
}
