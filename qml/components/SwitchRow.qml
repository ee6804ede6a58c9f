// SPDX-License-Identifier: Apache-2.0
// A sentence that is true or not. `checked` flows in, `toggled` reports.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.SwitchDelegate {
    id: root

    property string title
    property string detail

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Metrics.row, implicitContentHeight + topPadding + bottomPadding)
    topPadding: Metrics.s
    bottomPadding: Metrics.s
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5
    Accessible.name: title
    Accessible.description: detail

    contentItem: RowLayout {
        spacing: Metrics.l
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true
            AppText { text: root.title; Layout.fillWidth: true; Accessible.ignored: true }
            AppText {
                visible: text !== ""
                text: root.detail
                kind: "label"
                muted: true
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
        Rectangle {
            implicitWidth: 52
            implicitHeight: 30
            radius: height / 2
            color: root.checked ? Theme.primary : Theme.surfaceSunken
            border { width: Metrics.hair; color: root.checked ? Theme.primary : Theme.outlineStrong }
            Rectangle {
                x: root.checked ? parent.width - width - 4 : 4
                anchors.verticalCenter: parent.verticalCenter
                width: 22
                height: 22
                radius: 11
                color: root.checked ? Theme.onPrimary : Theme.outlineStrong
                Behavior on x { NumberAnimation { duration: Theme.quick } }
            }
            FocusRing { shown: root.visualFocus; radius: height / 2 }
        }
    }
    background: Item {}
}
