// SPDX-License-Identifier: Apache-2.0
// The frame of the app: destinations below on a phone, in a rail on a tablet,
// in a sidebar on a desktop; the page in the middle, one status line, a toast.
pragma ComponentBehavior: Bound
import QtQuick
import Qoloner.Style

Rectangle {
    id: root

    default property alias content: page.data
    property alias status: statusSlot.data
    property var destinations: []      // [{ key, label, icon, badge? }]
    property string currentKey
    property bool chrome: true         // false: the page has the whole window
    property string title: "Qolöner"

    readonly property string layout: Metrics.layoutFor(width)
    readonly property alias toast: toast

    // The words below the icons are as large as the longest of them allows, all alike.
    readonly property real wordRoom: (layout === "phone" ? width / Math.max(1, destinations.length)
        : Metrics.rail - 2 * Metrics.xs) - Metrics.s
    // Names the font's size: a call alone does not tell the binding that it changed.
    readonly property real longestWord: words.font.pixelSize > 0
        ? Math.max(1, ...destinations.map(d => words.advanceWidth(d.label))) : 1
    readonly property int wordSize: Math.max(10, Math.floor(words.font.pixelSize * Math.min(1, wordRoom / longestWord)))

    signal chosen(string key)

    color: Theme.surface

    // By index into plain positioners: a new language or role must neither lose
    // the focus nor leave a Layout (Qt 6.4) holding a button that is gone.
    component Destination: NavButton {
        required property int index
        readonly property var modelData: root.destinations[index] ?? ({})
        text: modelData.label ?? ""
        iconName: modelData.icon ?? ""
        badge: modelData.badge ?? 0
        checked: modelData.key === root.currentKey
        wordSize: root.wordSize
        objectName: "nav." + modelData.key
        onClicked: root.chosen(modelData.key)
    }

    FontMetrics { id: words; font.pixelSize: Theme.captionSize; font.weight: Font.Bold }
    Rectangle {
        id: side
        objectName: "side"
        visible: root.chrome && root.layout !== "phone"
        readonly property bool wide: root.layout === "desktop"
        width: !visible ? 0 : wide ? Metrics.sidebar : Metrics.rail
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
        color: Theme.surfaceRaised
        Rectangle {
            anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
            width: Metrics.hair
            color: Theme.outline
        }
        Column {
            anchors { fill: parent; margins: side.wide ? Metrics.m : Metrics.xs }
            spacing: Metrics.xs
            Item {
                width: parent.width
                height: Metrics.bar
                Icon {
                    id: mark
                    x: side.wide ? Metrics.s : (parent.width - width) / 2
                    y: Metrics.s
                    width: 44
                    height: 30
                    name: "ramshorn"
                    color: Theme.primary
                }
                AppText {
                    visible: side.wide
                    anchors { left: mark.right; leftMargin: Metrics.m; verticalCenter: mark.verticalCenter }
                    text: root.title
                    kind: "title"
                    wrapMode: Text.NoWrap
                }
            }
            Repeater {
                model: root.destinations.length
                delegate: Destination {
                    wide: side.wide
                    width: parent ? parent.width : 0
                }
            }
        }
    }
    Item {
        id: page
        anchors { left: side.right; right: parent.right; top: parent.top; bottom: statusBar.top }
    }
    Item {
        id: statusBar
        anchors { left: side.right; right: parent.right; bottom: bar.top }
        height: root.chrome && statusSlot.children.length > 0 ? statusSlot.childrenRect.height : 0
        visible: height > 0
        Rectangle { width: parent.width; height: Metrics.hair; color: Theme.outline }
        Item { id: statusSlot; anchors.fill: parent }
    }
    Rectangle {
        id: bar
        objectName: "bar"
        visible: root.chrome && root.layout === "phone"
        height: visible ? barRow.implicitHeight + Metrics.xs : 0
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        color: Theme.surfaceRaised
        Rectangle { width: parent.width; height: Metrics.hair; color: Theme.outline }
        Row {
            id: barRow
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            Repeater {
                model: root.destinations.length
                delegate: Destination { width: barRow.width / Math.max(1, root.destinations.length) }
            }
        }
    }
    Toast {
        id: toast
        anchors { horizontalCenter: page.horizontalCenter; bottom: page.bottom; bottomMargin: Metrics.l }
        width: implicitWidth
        z: 10
    }
}
