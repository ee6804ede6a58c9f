// SPDX-License-Identifier: Apache-2.0
// What waits for a moderator, oldest first; beside it the record, when wide.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    property bool split: false             // a page stands beside the list
    property string selectedId             // row of that page
    readonly property alias loading: queue.loading
    readonly property bool nothing: queue.count === 0

    signal navigate(string page, var params)
    signal back()

    QueueModel { id: queue; services: Services }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Queue")
        subtitle: queue.count > 0 ? qsTr("%n waiting", "", queue.count) : ""
    }
    ListView {
        objectName: "review.queue"
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        clip: true
        model: queue
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        T.ScrollBar.vertical: AppScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Queue")
        delegate: ListRow {
            required property var model
            objectName: "row." + model.rowId
            width: ListView.view.width
            leftPadding: Metrics.margin(width)
            rightPadding: leftPadding
            title: model.name || qsTr("No name yet")
            detail: Format.joined([model.craftName, model.settlement, model.regionName], " · ")
            note: Format.joined([model.isNew ? qsTr("New") : qsTr("Changes: %n", "", model.changedFields),
                model.conflicts > 0 ? qsTr("Conflicts: %n", "", model.conflicts) : "",
                model.hasConsent ? "" : qsTr("No consent"),
                Format.dateTime(model.waitingSince)], " · ")
            noteColor: model.conflicts > 0 || !model.hasConsent ? Theme.warning : Theme.textMuted
            iconName: "person"
            chevron: !root.split
            selected: root.selectedId === model.rowId
            onClicked: root.navigate("review", { rowId: model.rowId })
        }
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: root.nothing && !queue.loading
        title: qsTr("Nothing waits for you")
        text: Services.sync.offline ? qsTr("You are offline; what is new comes with the next connection.")
            : qsTr("New records and changes stand here, oldest first.")
    }
}
