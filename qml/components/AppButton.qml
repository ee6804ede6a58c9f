// SPDX-License-Identifier: Apache-2.0
// A button with words: one primary a screen, the rest quieter.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.Button {
    id: root

    property string kind: "primary"    // primary, secondary, text, danger
    property string iconName

    // What cannot be pressed now is still there to be read.
    readonly property color ground: !enabled && kind !== "text" ? Theme.surfaceSunken : kind === "primary" ? Theme.primary : kind === "danger" ? Theme.danger
        : kind === "secondary" ? Theme.surfaceRaised : Qt.alpha(Theme.primary, 0)
    property color ink: !enabled ? Theme.textMuted : kind === "primary" ? Theme.onPrimary : kind === "danger" ? Theme.onDanger
        : kind === "secondary" ? Theme.text : Theme.primary

    implicitWidth: Math.max(Metrics.touch, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Metrics.touch, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: kind === "text" ? Metrics.m : Metrics.l + Metrics.xs
    rightPadding: leftPadding
    topPadding: Metrics.s
    bottomPadding: Metrics.s
    hoverEnabled: true

    component Centred: Item {
        default property alias parts: row.data
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight
        RowLayout {
            id: row
            anchors.centerIn: parent
            width: Math.min(parent.width, implicitWidth)
            spacing: Metrics.s
        }
    }
    contentItem: Centred {
        Icon {
            visible: root.iconName !== ""
            name: root.iconName
            color: root.ink
            Layout.preferredWidth: Theme.iconSmall + 2
            Layout.preferredHeight: Theme.iconSmall + 2
        }
        AppText {
            text: root.text
            visible: root.text !== ""
            strong: true
            color: root.ink
            maximumLineCount: 2
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Metrics.radius
        color: root.ground
        border { width: root.kind === "secondary" ? Metrics.hair : 0; color: root.enabled ? Theme.outlineStrong : Theme.outline }
        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.ink
            opacity: root.down ? 0.16 : root.hovered ? 0.07 : 0
        }
        FocusRing { shown: root.visualFocus }
    }
}
