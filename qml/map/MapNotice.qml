// SPDX-License-Identifier: Apache-2.0
// What is wrong with the map, in words; nothing when it is well.
import QtQuick
import Qoloner.Style
import Qoloner.Map

Rectangle {
    id: root

    required property int problem           // MapView.Problem
    readonly property bool mapHidden: problem !== MapView.NoProblem && !(problem === MapView.PackDamaged && partial)
    property bool partial: false            // some of the map is there

    readonly property string title: {
        switch (problem) {
        case MapView.NoProblem: return "";
        case MapView.PackMissing: return qsTr("The map file is missing");
        case MapView.PackNotADatabase:
        case MapView.PackNotAMap: return qsTr("This file is not a map");
        case MapView.PackDamaged: return partial ? qsTr("Part of the map is damaged") : qsTr("The map file is damaged");
        case MapView.PackTooLarge: return qsTr("The map file holds more than it may");
        case MapView.NoGraphics: return qsTr("This device cannot draw the map");
        default: return qsTr("The map's style could not be read");
        }
    }
    readonly property string advice: {
        if (problem === MapView.NoGraphics)
            return qsTr("The list shows the same places, with addresses and distances.");
        return qsTr("Places, routes and search still work. Install the map again to see it.");
    }

    visible: problem !== MapView.NoProblem
    width: Math.min(360, parent ? parent.width - 2 * Metrics.l : 360)
    height: words.implicitHeight + 2 * Metrics.l
    radius: Metrics.radius
    color: Theme.surfaceRaised
    border { width: Metrics.hair; color: Theme.outline }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title + " " + advice

    Column {
        id: words

        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Metrics.l }
        spacing: Metrics.xs

        Text {
            width: parent.width
            text: root.title
            wrapMode: Text.Wrap
            color: Theme.text
            font { pixelSize: Theme.bodySize; bold: true }
        }
        Text {
            width: parent.width
            text: root.advice
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.labelSize
        }
    }
}
