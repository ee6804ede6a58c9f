// SPDX-License-Identifier: Apache-2.0
// One thing in a list: what leads, what it is, a detail, what trails.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.ItemDelegate {
    id: root

    property string title
    property string detail
    property string note               // small line, for distance, hours, state
    property Item leading
    property Item trailing
    property string iconName           // instead of `leading`
    property bool chevron: false
    property bool selected: false
    property bool divider: true
    property color noteColor: Theme.textMuted

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Metrics.row, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Metrics.l
    rightPadding: Metrics.l
    topPadding: Metrics.m
    bottomPadding: Metrics.m
    hoverEnabled: true
    Accessible.name: Format.joined([title, detail, note], ", ")
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: RowLayout {
        spacing: Metrics.l
        Icon {
            visible: root.iconName !== "" && !root.leading
            name: root.iconName
            color: root.selected ? Theme.onPrimarySoft : Theme.textMuted
            Layout.preferredWidth: Metrics.icon
            Layout.preferredHeight: Metrics.icon
        }
        Item {
            visible: root.leading !== null
            children: root.leading ? [root.leading] : []
            Layout.preferredWidth: root.leading ? root.leading.width : 0
            Layout.preferredHeight: root.leading ? root.leading.height : 0
        }
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true
            AppText {
                text: root.title
                strong: true
                font.weight: Font.DemiBold
                color: root.selected ? Theme.onPrimarySoft : Theme.text
                maximumLineCount: 5
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppText {
                visible: text !== ""
                text: root.detail
                kind: "label"
                color: root.selected ? Theme.onPrimarySoft : Theme.textMuted
                maximumLineCount: 4
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppText {
                visible: text !== ""
                text: root.note
                kind: "label"
                color: root.selected ? Theme.onPrimarySoft : root.noteColor
                maximumLineCount: 4
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
        Item {
            visible: root.trailing !== null
            children: root.trailing ? [root.trailing] : []
            Layout.preferredWidth: root.trailing ? root.trailing.width : 0
            Layout.preferredHeight: root.trailing ? root.trailing.height : 0
        }
        Icon {
            visible: root.chevron
            name: "chevron"
            color: Theme.textMuted
            Layout.preferredWidth: Theme.iconSmall
            Layout.preferredHeight: Theme.iconSmall
        }
    }
    background: Rectangle {
        color: root.selected ? Theme.primarySoft : Qt.alpha(Theme.surface, 0)
        Rectangle {
            anchors.fill: parent
            color: Theme.text
            opacity: root.down ? 0.09 : root.hovered ? 0.04 : 0
        }
        Rectangle {
            visible: root.divider && !root.selected
            height: Metrics.hair
            color: Theme.outline
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: root.leftPadding; rightMargin: root.rightPadding }
        }
        FocusRing { shown: root.visualFocus; gap: -2; radius: Metrics.radiusSmall }
    }
}
