// SPDX-License-Identifier: Apache-2.0
// Zoom and locate, in the corner that a thumb reaches.
import QtQuick
import Qoloner.Style
import Qoloner.Components

Column {
    id: root

    required property var map               // a MapView
    property bool zoomButtons: true
    property bool locatable: false

    signal locate()

    spacing: Metrics.s

    IconButton {
        visible: root.zoomButtons
        iconName: "plus"
        name: qsTr("Zoom in")
        raised: true
        enabled: root.map.zoom < root.map.maximumZoom
        onClicked: root.map.zoomBy(1)
    }
    IconButton {
        visible: root.zoomButtons
        iconName: "minus"
        name: qsTr("Zoom out")
        raised: true
        enabled: root.map.zoom > root.map.minimumZoom
        onClicked: root.map.zoomBy(-1)
    }
    IconButton {
        visible: root.locatable
        iconName: "location"
        name: qsTr("Show where I am")
        raised: true
        onClicked: root.locate()
    }
}
