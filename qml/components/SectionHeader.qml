// SPDX-License-Identifier: Apache-2.0
// The name of a group of rows, with one quiet action.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

RowLayout {
    id: root

    property string text
    property string actionText

    signal acted()

    spacing: Metrics.s

    AppText {
        text: root.text
        kind: "title"
        Layout.fillWidth: true
        Accessible.role: Accessible.Heading
    }
    AppButton {
        visible: text !== ""
        text: root.actionText
        kind: "text"
        onClicked: root.acted()
    }
}
