// SPDX-License-Identifier: Apache-2.0
// Fairs, festivals and classes, the next one first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    property string selectedId
    readonly property alias loading: events.loading
    readonly property bool nothing: events.count === 0

    signal navigate(string page, var params)
    signal back()

    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        title: qsTr("Events")
    }
    ListView {
        id: list
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        T.ScrollBar.vertical: AppScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Events")
        model: EventsModel {
            id: events
            services: Services
        }
        delegate: ListRow {
            id: row
            required property string rowId
            required property var model
            objectName: "row." + rowId
            width: ListView.view.width
            leftPadding: Metrics.margin(width)
            rightPadding: leftPadding
            title: model.name
            detail: Format.joined([Kinds.label(model.kind), model.place], " · ")
            note: model.underWay ? qsTr("Now, until %1").arg(Format.longDate(model.nextEnd))
                : isNaN(model.nextStart) ? model.whenText : Format.dateRange(model.nextStart, model.nextEnd)
            noteColor: model.underWay ? Theme.success : Theme.textMuted
            selected: rowId === root.selectedId
            leading: DateBadge {
                when: row.model.nextStart
                underWay: row.model.underWay
            }
            onClicked: root.navigate("event", { rowId: rowId })
        }
        EmptyState {
            anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: Metrics.xxxl }
            visible: events.count === 0 && !events.loading
            title: qsTr("No events yet")
            text: qsTr("Fairs, festivals and classes appear here after the first connection, and stay without a network.")
        }
    }
}
