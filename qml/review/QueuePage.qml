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

    property string chosen             // shown beside the list

    signal navigate(string page, var params)
    signal back()

    QueueModel { id: queue; services: Services }
    ListDetail {
        id: both
        anchors.fill: parent
        list: Item {
            anchors.fill: parent
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
                delegate: ListRow {
                    required property var model
                    objectName: "row." + model.rowId
                    width: ListView.view.width
                    title: model.name || qsTr("No name yet")
                    detail: [model.craftName, model.settlement, model.regionName].filter(part => part).join(" · ")
                    note: [model.isNew ? qsTr("New") : qsTr("Changes: %n", "", model.changedFields),
                        model.conflicts > 0 ? qsTr("Conflicts: %n", "", model.conflicts) : "",
                        model.hasConsent ? "" : qsTr("No consent"),
                        Format.dateTime(model.waitingSince)].filter(part => part).join(" · ")
                    noteColor: model.conflicts > 0 || !model.hasConsent ? Theme.warning : Theme.textMuted
                    iconName: "person"
                    chevron: !both.both
                    selected: both.both && root.chosen === model.rowId
                    onClicked: {
                        if (both.both)
                            root.chosen = model.rowId;
                        else
                            root.navigate("review", { rowId: model.rowId });
                    }
                }
            }
            EmptyState {
                anchors.centerIn: parent
                width: parent.width
                visible: queue.count === 0 && !queue.loading
                title: qsTr("Nothing waits for you")
                text: Services.sync.offline ? qsTr("You are offline; what is new comes with the next connection.")
                    : qsTr("New records and changes stand here, oldest first.")
            }
        }
        Loader {
            anchors.fill: parent
            active: both.both && root.chosen !== ""
            sourceComponent: ReviewRecordPage {
                rowId: root.chosen
                showBack: false
                onNavigate: (page, params) => root.navigate(page, params)
            }
        }
        EmptyState {
            anchors.centerIn: parent
            width: parent.width
            visible: both.both && root.chosen === "" && queue.count > 0
            title: qsTr("Choose a record")
            text: qsTr("It opens here, field by field.")
        }
    }
}
