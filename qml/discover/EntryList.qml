// SPDX-License-Identifier: Apache-2.0
// The list beside the map: places, masters or search hits.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components

ListView {
    id: root

    required property bool loading
    property string selectedId
    property bool searching: false         // rows are search hits
    property string emptyTitle
    property string emptyText
    property string emptyAction

    property bool touched: false           // scrolled by hand

    signal opened(string entity, string rowId)
    signal emptyActed()

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    reuseItems: false
    T.ScrollBar.vertical: AppScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Places and masters")

    onMovementStarted: touched = true
    onModelChanged: touched = false
    // What stands above the rows may come after them.
    Connections {
        target: root.headerItem
        function onHeightChanged(): void {
            if (!root.touched)
                root.positionViewAtBeginning();
        }
    }

    delegate: EntryRow {
        required property var model
        width: ListView.view.width
        about: model.detail
        metres: model.distance
        photo: model.photo ?? ""
        selected: rowId === root.selectedId
        onClicked: root.opened(model.entity ?? (model.kind === "master" ? "artisan" : "place"), rowId)
    }

    EmptyState {
        anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: Metrics.xxxl }
        visible: root.count === 0 && !root.loading
        title: root.emptyTitle
        text: root.emptyText
        actionText: root.emptyAction
        onActed: root.emptyActed()
    }
}
