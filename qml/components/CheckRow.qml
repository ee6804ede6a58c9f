// SPDX-License-Identifier: Apache-2.0
// A box to tick beside a sentence: consent, agreement, a chosen item.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.CheckDelegate {
    id: root

    property string title
    property string detail

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Metrics.touch, implicitContentHeight + topPadding + bottomPadding)
    // The box stands beside the first line of words, both in the middle where there is one line.
    topPadding: Math.max(Metrics.s, (Metrics.touch - implicitContentHeight) / 2)
    bottomPadding: topPadding
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5
    Accessible.name: title
    Accessible.description: detail

    contentItem: RowLayout {
        spacing: Metrics.m
        Rectangle {
            implicitWidth: Theme.iconSmall + 6
            implicitHeight: Theme.iconSmall + 6
            radius: 6
            color: root.checked ? Theme.primary : Theme.surfaceRaised
            border { width: root.checked ? 0 : 2; color: Theme.outlineStrong }
            Layout.alignment: Qt.AlignTop
            Icon {
                anchors.centerIn: parent
                width: Theme.iconSmall
                height: Theme.iconSmall
                visible: root.checked
                name: "check"
                color: Theme.onPrimary
            }
            FocusRing { shown: root.visualFocus; radius: 8 }
        }
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
    }
    background: Item {}
}
