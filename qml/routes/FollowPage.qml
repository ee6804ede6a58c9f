// SPDX-License-Identifier: Apache-2.0
// Walking a route: the map follows the walker, the panel says what comes next.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components
import Qoloner.Map
import Qoloner.Models as Models

Item {
    id: root

    required property string rowId
    readonly property bool wholeWidth: true
    readonly property bool loading: follower.loading
    readonly property bool sideBySide: width >= Metrics.listPane + 360
    property bool centred: true            // the map moves with the walker

    signal navigate(string page, var params)
    signal back()

    function follow(): void {
        const position = Models.Services.position;
        if (centred && position.valid)
            map.view.setView(position.latitude, position.longitude, Math.max(map.view.zoom, 16));
    }

    Models.RoutePage {
        id: page
        services: Models.Services
        rowId: root.rowId
    }
    Models.StopsModel {
        id: stops
        services: Models.Services
        route: root.rowId
    }
    Models.RouteFollower {
        id: follower
        services: Models.Services
        route: root.rowId
        Component.onCompleted: start()
    }
    Connections {
        target: Models.Services.position
        function onPositionChanged(): void { root.follow(); }
    }

    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        showBack: true
        centred: false
        title: page.name
        onBack: root.back()
    }
    CraftMap {
        id: map
        anchors { left: parent.left; right: root.sideBySide ? panelBox.left : parent.right; top: header.bottom }
        anchors.bottom: root.sideBySide ? parent.bottom : panelBox.top
        packPath: Models.Services.mapPack
        language: Models.Services.settings.language
        model: stops
        selectedId: follower.finished ? "" : stops.count > 0 ? (stops.get(follower.nextIndex, "rowId") ?? "") : ""
        routePath: page.path
        framed: positionValid ? [] : page.path
        positionValid: Models.Services.position.valid
        positionLat: positionValid ? Models.Services.position.latitude : 0
        positionLon: positionValid ? Models.Services.position.longitude : 0
        accuracyMetres: Models.Services.position.accuracy > 0 ? Models.Services.position.accuracy : 0
        onGestureStarted: root.centred = false
        onMarkerActivated: id => {
            const row = stops.indexOf(id);
            if (row >= 0)
                root.navigate("place", { rowId: stops.get(row, "placeId") });
        }
    }
    AppButton {
        anchors { horizontalCenter: map.horizontalCenter; top: map.top; topMargin: Metrics.m }
        visible: !root.centred && Models.Services.position.valid
        text: qsTr("Follow me")
        iconName: "location"
        kind: "secondary"
        onClicked: {
            root.centred = true;
            root.follow();
        }
    }
    Rectangle {
        id: panelBox
        anchors { right: parent.right; bottom: parent.bottom }
        width: root.sideBySide ? Metrics.listPane : parent.width
        height: root.sideBySide ? root.height - header.height
            : Math.min(panel.implicitHeight + 2 * Metrics.l, (root.height - header.height) * 0.6)
        color: Theme.surface
        Rectangle {
            width: root.sideBySide ? Metrics.hair : parent.width
            height: root.sideBySide ? parent.height : Metrics.hair
            color: Theme.outline
        }
        Flickable {
            anchors { fill: parent; topMargin: Metrics.l; leftMargin: Metrics.l; rightMargin: Metrics.l }
            clip: true
            contentWidth: width
            contentHeight: contentItem.childrenRect.height + Metrics.l
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: AppScrollBar {}
            FollowPanel {
                id: panel
                width: parent.width
                guide: follower
                stopCount: stops.count
                source: Models.Services.position.errorCode
                sensor: Models.Services.position.available
                onLeave: {
                    follower.stop();
                    root.back();
                }
            }
            Column {                   // beside a map there is room for all stops
                visible: root.sideBySide
                anchors { left: parent.left; right: parent.right; top: panel.bottom; topMargin: Metrics.l }
                Repeater {
                    model: stops
                    delegate: StopRow {
                        required property int index
                        required property string placeId
                        objectName: "follow.stop." + order
                        width: parent ? parent.width : 0
                        leftPadding: 0
                        rightPadding: 0
                        divider: index < stops.count - 1
                        step: follower.finished || index <= follower.arrivedIndex ? "done"
                            : index === follower.nextIndex ? "next" : "ahead"
                        onClicked: root.navigate("place", { rowId: placeId })
                    }
                }
            }
        }
    }
}
