// SPDX-License-Identifier: Apache-2.0
// A place on the map: a round badge on a pin, coloured by kind.
import QtQuick
import Qoloner.Style
import Qoloner.Components
import Qoloner.Map

MapAnchor {
    id: root

    required property string name
    required property string kind           // kinds of the catalogue, see badgeFor()
    property bool selected: false

    signal activated()

    readonly property var badge: badgeFor(kind)
    readonly property int size: selected ? 40 : 30

    // Makers and their events in madder, collections in indigo, trade in ochre, open air in green.
    function badgeFor(kind: string): var {
        switch (kind) {
        case "workshop":
        case "home_workshop":
        case "cluster":
        case "artisan":
        case "master":
        case "events_venue":
        case "theatre":
        case "event":
            return { ground: Theme.primary, ink: Theme.onPrimary };
        case "museum":
        case "gallery":
        case "library":
            return { ground: Theme.info, ink: Theme.surface };
        case "market":
        case "shop":
            return { ground: Theme.warning, ink: Theme.surface };
        case "park":
        case "square":
        case "street":
            return { ground: Theme.success, ink: Theme.surface };
        default:
            return { ground: Theme.textMuted, ink: Theme.surface };
        }
    }

    z: selected ? 2 : activeFocus ? 1 : 0
    clickable: true
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: root.activated()
    Keys.onReturnPressed: root.activated()
    Keys.onEnterPressed: root.activated()
    Keys.onSpacePressed: root.activated()

    // The tail; its tip is the place.
    Rectangle {
        x: -width / 2
        y: -width * 1.05
        width: root.size * 0.36
        height: width
        rotation: 45
        color: root.badge.ground
        border { width: 1.5; color: Theme.surfaceRaised }
    }
    Rectangle {
        id: disc

        x: -width / 2
        y: -height - root.size * 0.2
        width: root.size
        height: width
        radius: width / 2
        color: root.badge.ground
        border { width: root.selected ? 2.5 : 1.5; color: Theme.surfaceRaised }

        Behavior on width { NumberAnimation { duration: Theme.quick } }

        Icon {
            anchors.centerIn: parent
            width: root.size * 0.56
            height: width
            name: Kinds.icon(root.kind)
            color: root.badge.ink
        }
        Rectangle {
            anchors { fill: parent; margins: -4 }
            visible: root.activeFocus
            radius: width / 2
            color: "transparent"
            border { width: Metrics.focusRing; color: Theme.focus }
        }
    }
    // The name of the selected place.
    Rectangle {
        visible: root.selected
        x: -width / 2
        y: Metrics.s
        width: Math.min(caption.implicitWidth, 220) + 2 * Metrics.m
        height: caption.implicitHeight + Metrics.s
        radius: Metrics.radiusSmall
        color: Theme.surfaceRaised
        border { width: Metrics.hair; color: Theme.outline }

        Text {
            id: caption

            anchors.centerIn: parent
            width: parent.width - 2 * Metrics.m
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
            text: root.name
            color: Theme.text
            font { pixelSize: Theme.labelSize; bold: true }
            Accessible.ignored: true
        }
    }
    // What a finger meets is larger than what the eye sees.
    Item {
        x: -Metrics.touch / 2
        y: -root.size * 0.7 - Metrics.touch / 2
        width: Metrics.touch
        height: Metrics.touch

        TapHandler { onTapped: root.activated() }
        HoverHandler { cursorShape: Qt.PointingHandCursor }
    }
}
