// SPDX-License-Identifier: Apache-2.0
// The map of Discover: the entries of the list, the position, a tapped entry.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Map
import Qoloner.Models

Item {
    id: root

    property var entries: null             // the model of the list
    property string selectedId
    property string entity: "place"        // what an entry without one is

    signal opened(string entity, string rowId)

    readonly property int row: selectedId !== "" && entries && entries.count > 0 ? entries.indexOf(selectedId) : -1

    CraftMap {
        id: map
        objectName: "discover.map"
        anchors.fill: parent
        packPath: Services.mapPack
        language: Services.settings.language
        model: root.entries
        selectedId: root.selectedId
        positionValid: Services.position.valid
        positionLat: Services.position.valid ? Services.position.latitude : 0
        positionLon: Services.position.valid ? Services.position.longitude : 0
        accuracyMetres: Services.position.accuracy > 0 ? Services.position.accuracy : 0
        bottomInset: card.visible ? card.height + Metrics.l : 0
        onMarkerActivated: id => root.selectedId = id
        onMapTapped: root.selectedId = ""
    }
    Card {
        id: card
        visible: root.row >= 0
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Metrics.m }
        padding: 0
        spacing: 0
        EntryRow {
            visible: root.row >= 0
            rowId: root.selectedId
            objectName: "map." + rowId
            name: root.row < 0 ? "" : root.entries.get(root.row, "name")
            nameLanguage: root.row < 0 ? "" : root.entries.get(root.row, "nameLanguage")
            kind: root.row < 0 ? "" : root.entries.get(root.row, "kind")
            about: root.row < 0 ? "" : root.entries.get(root.row, "detail")
            metres: root.row < 0 ? NaN : root.entries.get(root.row, "distance")
            chevron: true
            divider: false
            Layout.fillWidth: true
            onClicked: root.opened(root.entries.get(root.row, "entity") ?? root.entity, rowId)
        }
    }
}
