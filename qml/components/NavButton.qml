// SPDX-License-Identifier: Apache-2.0
// A destination in the bottom bar, the rail or the sidebar.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.Button {
    id: root

    property string iconName
    property int badge: 0
    property bool wide: false          // icon and words side by side
    property int wordSize: Theme.captionSize   // pixels, of words below the icon

    checkable: false
    implicitWidth: Math.max(Metrics.touch, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(wide ? 48 : Metrics.bar, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: wide ? Metrics.l : 2
    rightPadding: leftPadding
    topPadding: Metrics.xs
    bottomPadding: Metrics.xs
    hoverEnabled: true
    Accessible.role: Accessible.PageTab
    Accessible.name: badge > 0 ? qsTr("%1, %n new", "", badge).arg(text) : text

    component Badge: Rectangle {
        id: badge
        property int number: 0
        visible: number > 0
        width: Math.max(height, count.implicitWidth + Metrics.s)
        height: count.implicitHeight + 2
        radius: height / 2
        color: Theme.primary
        AppText {
            id: count
            anchors.centerIn: parent
            text: badge.number > 99 ? "99+" : badge.number
            kind: "caption"
            font.pixelSize: Math.min(Theme.captionSize, 13)   // not over the drawing below it
            strong: true
            wrapMode: Text.NoWrap
            color: Theme.onPrimary
            Accessible.ignored: true
        }
    }
    contentItem: GridLayout {
        columns: root.wide ? 3 : 1
        columnSpacing: Metrics.m
        rowSpacing: 0
        Item {
            implicitWidth: root.wide ? Metrics.icon : 56
            implicitHeight: root.wide ? Metrics.icon : 30
            Layout.alignment: root.wide ? Qt.AlignVCenter : Qt.AlignHCenter | Qt.AlignBottom
            Rectangle {
                anchors.fill: parent
                visible: root.checked && !root.wide
                radius: height / 2
                color: Theme.primarySoft
            }
            Icon {
                anchors.centerIn: parent
                width: Metrics.icon
                height: Metrics.icon
                name: root.iconName
                color: root.checked ? Theme.onPrimarySoft : Theme.textMuted
            }
            Badge {
                x: parent.width / 2 + 4
                y: -2
                number: root.wide ? 0 : root.badge
            }
        }
        AppText {
            text: root.text
            kind: root.wide ? "body" : "caption"
            font.weight: root.checked ? Font.Bold : Font.Normal
            color: root.checked ? (root.wide ? Theme.onPrimarySoft : Theme.text) : Theme.textMuted
            horizontalAlignment: root.wide ? Text.AlignLeft : Text.AlignHCenter
            maximumLineCount: root.wide ? 2 : 1
            font.pixelSize: root.wide ? Theme.bodySize : root.wordSize
            wrapMode: root.wide ? Text.Wrap : Text.NoWrap
            Layout.fillWidth: true
            Layout.alignment: root.wide ? Qt.AlignVCenter : Qt.AlignTop
            Accessible.ignored: true
        }
        Badge {
            number: root.wide ? root.badge : 0
            Layout.preferredWidth: width
            Layout.preferredHeight: height
        }
    }
    background: Rectangle {
        radius: Metrics.radius
        color: root.checked && root.wide ? Theme.primarySoft
            : Qt.alpha(Theme.text, root.down ? 0.08 : root.hovered ? 0.04 : 0)
        FocusRing { shown: root.visualFocus; gap: -2; radius: Metrics.radius }
    }
}
