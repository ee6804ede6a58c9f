// SPDX-License-Identifier: Apache-2.0
// A small choice that is on or off.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.Button {
    id: root

    property string iconName
    readonly property color ink: checked ? Theme.onPrimarySoft : Theme.text

    checkable: true
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Metrics.touch, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Metrics.l
    rightPadding: Metrics.l
    topPadding: Metrics.xs
    bottomPadding: Metrics.xs
    hoverEnabled: true
    Accessible.role: Accessible.CheckBox

    contentItem: RowLayout {
        spacing: Metrics.xs
        Icon {
            visible: root.checked || root.iconName !== ""
            name: root.checked ? "check" : root.iconName
            color: root.ink
            Layout.preferredWidth: Theme.iconSmall
            Layout.preferredHeight: Theme.iconSmall
        }
        AppText {
            text: root.text
            kind: "label"
            wrapMode: Text.NoWrap
            color: root.ink
            font.weight: root.checked ? Font.Bold : Font.Normal
            Accessible.ignored: true
        }
    }
    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: Metrics.xs
            anchors.bottomMargin: Metrics.xs
            radius: height / 2
            color: root.checked ? Theme.primarySoft : Theme.surfaceRaised
            border { width: Metrics.hair; color: root.checked ? Theme.primary : Theme.outlineStrong }
            FocusRing { shown: root.visualFocus; radius: height / 2 }
        }
    }
}
