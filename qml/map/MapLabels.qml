// SPDX-License-Identifier: Apache-2.0
// The names on the map: a pool of texts that the map moves and hands out.
pragma ComponentBehavior: Bound
import QtQuick
import Qoloner.Style

Item {
    id: root
    objectName: "map.labels"

    required property var map               // a MapView

    Repeater {
        model: root.map.labels

        Text {
            id: label

            required property string caption
            required property real centreX
            required property real centreY
            required property real angle
            required property int pixelSize
            required property bool bold
            required property bool italic
            required property real letterSpacing
            required property color colour
            required property color haloColour
            required property bool shown

            text: caption
            x: centreX - width / 2
            y: centreY - height / 2
            rotation: angle
            opacity: shown ? 1 : 0
            visible: opacity > 0
            color: colour
            style: Text.Outline
            styleColor: haloColour
            font { family: root.map.fontFamily; pixelSize: label.pixelSize; bold: label.bold; italic: label.italic }
            font.letterSpacing: letterSpacing
            renderType: angle === 0 ? Text.NativeRendering : Text.QtRendering
            textFormat: Text.PlainText
            Accessible.ignored: true        // the list beside the map says it better

            Behavior on opacity { NumberAnimation { duration: Theme.quick } }
        }
    }
}
