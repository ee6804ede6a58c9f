// SPDX-License-Identifier: Apache-2.0
// The map of the product: base map, names, places, a route, the position.
pragma ComponentBehavior: Bound
import QtQuick
import Qoloner.Style
import Qoloner.Map

FocusScope {
    id: root

    property alias packPath: view.packPath
    property alias language: view.language
    property alias framed: view.framed       // [{lat, lon}, ...] kept in sight
    property alias interactive: view.interactive
    readonly property alias view: view      // camera: setView, flyTo, framed, project

    property var model: null                // roles: rowId, name, kind, lat, lon
    property string selectedId: ""
    property var routePath: []              // [{lat, lon}, ...]
    property real positionLat: 0
    property real positionLon: 0
    property real accuracyMetres: 0
    property bool positionValid: false
    property bool zoomButtons: width >= Metrics.tablet
    property real bottomInset: 0            // covered by a sheet or bar

    signal markerActivated(string id)
    signal mapTapped(real latitude, real longitude)
    signal gestureStarted()

    function locate(): void {
        if (positionValid)
            view.flyTo(positionLat, positionLon, Math.max(view.zoom, 16));
    }

    clip: true

    MapView {
        id: view

        anchors.fill: parent
        focus: true
        styleName: Theme.dark ? "dark" : "light"
        textScale: Theme.textScale
        reducedMotion: Theme.reducedMotion
        bottomInset: credits.visible ? credits.height + root.bottomInset : root.bottomInset
        hiddenLayers: root.model ? ["poi-name"] : []   // the markers are the points of interest
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Map")
        Accessible.description: qsTr("Arrow keys move it, plus and minus zoom. The list shows the same places.")
        onTapped: (latitude, longitude) => root.mapTapped(latitude, longitude)
        onGestureStarted: root.gestureStarted()
    }
    MapPath {
        anchors.fill: parent
        map: view
        path: root.routePath
        color: Theme.primary
        casingColor: Theme.surfaceRaised
        lineWidth: 5
    }
    MapLabels {
        anchors.fill: parent
        map: view
    }
    PositionDot {
        map: view
        visible: root.positionValid
        latitude: root.positionLat
        longitude: root.positionLon
        accuracyMetres: root.accuracyMetres
    }
    Repeater {
        model: root.model

        MapMarker {
            required property string rowId
            required property double lat
            required property double lon

            map: view
            latitude: lat
            longitude: lon
            visible: !isNaN(lat) && !isNaN(lon)   // not every entry has a position
            selected: rowId === root.selectedId
            onActivated: root.markerActivated(rowId)
        }
    }
    MapNotice {
        anchors.centerIn: parent
        problem: view.problem
        partial: view.status === MapView.Ready
    }
    MapControls {
        anchors { right: parent.right; bottom: parent.bottom; margins: Metrics.m; bottomMargin: Metrics.m + view.bottomInset }
        map: view
        zoomButtons: root.zoomButtons
        locatable: root.positionValid
        onLocate: root.locate()
    }
    // Always there: the map is other people's work too.
    Rectangle {
        id: credits
        objectName: "map.credits"
        anchors { right: parent.right; bottom: parent.bottom; bottomMargin: root.bottomInset }
        visible: view.attribution !== ""
        width: Math.min(credit.implicitWidth + 2 * Metrics.s, root.width)
        height: credit.implicitHeight + Metrics.xs
        color: Qt.alpha(Theme.surface, 0.88)

        Text {
            id: credit

            anchors.centerIn: parent
            width: parent.width - 2 * Metrics.s
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: view.attribution
            textFormat: Text.PlainText
            color: Theme.textMuted
            font.pixelSize: Math.min(13, Theme.captionSize - 1)  // the map below it matters more
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
}
