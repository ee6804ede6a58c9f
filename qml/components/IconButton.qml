// SPDX-License-Identifier: Apache-2.0
// A drawing to press; its name is what a screen reader says and a mouse shows.
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style

T.Button {
    id: root

    required property string iconName
    required property string name
    property color ink: Theme.text
    property bool raised: false        // over a map or a photo

    implicitWidth: Metrics.touch
    implicitHeight: Metrics.touch
    padding: (Metrics.touch - Metrics.icon) / 2
    opacity: enabled ? 1 : 0.4
    hoverEnabled: true
    Accessible.name: name

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            width: Metrics.icon
            height: Metrics.icon
            name: root.iconName
            color: root.ink
        }
    }
    background: Rectangle {
        radius: width / 2
        color: root.raised ? Theme.surfaceRaised : Qt.alpha(Theme.surfaceRaised, 0)
        border { width: root.raised ? Metrics.hair : 0; color: Theme.outline }
        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.ink
            opacity: root.down ? 0.16 : root.hovered ? 0.07 : 0
        }
        FocusRing { shown: root.visualFocus; radius: width / 2 }
    }
}
