// SPDX-License-Identifier: Apache-2.0
// The records made on this device, and the artisan's own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account
import Qoloner.Models

Item {
    id: root

    readonly property bool artisan: Services.sync.role === "artisan"
    property string selectedId             // row of the page beside the list
    readonly property alias loading: records.loading
    readonly property bool nothing: records.count === 0

    signal navigate(string page, var params)
    signal back()

    MyRecordsModel { id: records; services: Services }
    PageHeader {
        id: header
        width: parent.width
        title: root.artisan ? qsTr("My record") : qsTr("My records")
    }
    ListView {
        objectName: "records.list"
        readonly property string firstId: records.count > 0 ? records.get(0, "rowId") : ""
        readonly property string firstName: records.count > 0 ? records.get(0, "name") : ""
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: foot.top }
        clip: true
        model: records
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        T.ScrollBar.vertical: AppScrollBar {}
        delegate: ListRow {
            id: entry
            required property var model
            objectName: "row." + model.rowId
            width: ListView.view.width
            leftPadding: Metrics.margin(width)
            rightPadding: leftPadding
            selected: root.selectedId === model.rowId
            title: model.name || qsTr("No name yet")
            detail: Format.joined([model.craftName, model.settlement], " · ")
            note: model.rejected ? qsTr("Refused: see the outbox")
                : model.pending ? qsTr("Saved on this phone, waiting for a connection") : Words.status(model.status)
            noteColor: model.rejected ? Theme.danger : model.pending ? Theme.pending : Theme.textMuted
            iconName: "person"
            chevron: true
            onClicked: root.navigate(root.artisan ? "editStory" : "register", { rowId: model.rowId })
        }
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: records.count === 0 && !records.loading
        title: qsTr("No records yet")
        text: root.artisan ? qsTr("Your record comes with the next connection.")
            : qsTr("A master you register stands here at once, with or without a connection.")
    }
    Item {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Metrics.margin(parent.width) }
        anchors.bottomMargin: Metrics.l
        height: Math.max(create.visible ? create.height : 0, mine.visible ? mine.height : 0)
        AppButton {
            id: create
            objectName: "field.new"
            anchors { right: parent.right; bottom: parent.bottom }
            width: Math.min(parent.width, Math.max(implicitWidth, 240))
            visible: !root.artisan
            text: qsTr("Register a master")
            iconName: "plus"
            onClicked: root.navigate("register", { rowId: "" })
        }
        AppButton {
            id: mine
            objectName: "mine.edit"
            anchors { right: parent.right; bottom: parent.bottom }
            width: Math.min(parent.width, Math.max(implicitWidth, 240))
            visible: root.artisan && Services.sync.artisan !== ""
            text: qsTr("Edit my story")
            iconName: "edit"
            onClicked: root.navigate("editStory", { rowId: Services.sync.artisan })
        }
    }
}
