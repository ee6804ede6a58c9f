// SPDX-License-Identifier: Apache-2.0
// A still map that shows where one thing is.
import QtQuick
import Qoloner.Style
import Qoloner.Components
import Qoloner.Map
import Qoloner.Models

Item {
    id: root

    property bool shown: true              // false: there is nothing to show
    property real latitude
    property real longitude
    property string name
    property string kind: "place"
    property real blurMetres: 0            // the position is only known this well
    property real zoom: blurMetres > 1000 ? 13 : blurMetres > 0 ? 14.5 : 16

    function aim(): void { map.view.setView(latitude, longitude, zoom); }

    visible: shown
    implicitHeight: Metrics.touch * 4.5
    onLatitudeChanged: aim()
    onLongitudeChanged: aim()
    Component.onCompleted: aim()

    CraftMap {
        id: map
        anchors.fill: parent
        packPath: root.shown ? Services.mapPack : ""
        language: Services.settings.language
        zoomButtons: false
        interactive: false

        PositionDot {
            map: map.view
            visible: root.blurMetres > 0
            latitude: root.latitude
            longitude: root.longitude
            accuracyMetres: root.blurMetres / 2
        }
        MapMarker {
            map: map.view
            visible: root.blurMetres === 0
            latitude: root.latitude
            longitude: root.longitude
            name: root.name
            kind: root.kind
            activeFocusOnTab: false
        }
    }
    CornerMask { anchors.fill: parent; radius: Metrics.radius }
    Rectangle {
        anchors.fill: parent
        radius: Metrics.radius
        color: "transparent"
        border { width: Metrics.hair; color: Theme.outline }
    }
}
