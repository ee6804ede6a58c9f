// SPDX-License-Identifier: Apache-2.0
// The name of a group of rows, with one quiet action beside or below it.
import QtQuick
import Qoloner.Style

Item {
    id: root

    property string text
    property string actionText

    readonly property bool stacked: actionText !== "" && words.advanceWidth + action.implicitWidth + Metrics.m > width

    signal acted()

    implicitWidth: words.advanceWidth + (actionText === "" ? 0 : action.implicitWidth)
    implicitHeight: actionText === "" ? title.height
        : stacked ? title.height + action.height : Math.max(title.height, action.height)

    TextMetrics { id: words; text: root.text; font: title.font }
    AppText {
        id: title
        text: root.text
        kind: "title"
        width: root.stacked || root.actionText === "" ? root.width : root.width - action.width
        y: root.stacked ? 0 : (root.height - height) / 2
        Accessible.role: Accessible.Heading
    }
    AppButton {
        id: action
        visible: text !== ""
        text: root.actionText
        kind: "text"
        leftPadding: 0
        rightPadding: 0
        width: Math.min(implicitWidth, root.width)
        x: root.stacked ? 0 : root.width - width
        y: root.stacked ? title.height : (root.height - height) / 2
        onClicked: root.acted()
    }
}
