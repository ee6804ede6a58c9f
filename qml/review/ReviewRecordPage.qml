// SPDX-License-Identifier: Apache-2.0
// A record out of the queue, over its model.
import QtQuick
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account
import Qoloner.Models

Item {
    id: root

    property string rowId
    property bool showBack: true

    signal navigate(string page, var params)
    signal back()

    onRowIdChanged: {
        view.doneText = "";
        view.failure = "";
    }

    ReviewPage {
        id: review
        services: Services
        rowId: root.rowId
        onDone: action => {
            view.failure = "";
            view.doneText = action === "withdraw" ? qsTr("Withdrawn on this device; it is hidden everywhere with the next connection.")
                : action === "approve" ? qsTr("Approved on this device; it is public with the next connection.")
                : qsTr("Saved on this device.");
        }
        onFailed: (code, field, args) => view.failure = ErrorText.sentence(code, field, args)
    }
    PageHeader {
        id: header
        width: parent.width
        title: review.name
        subtitle: Words.status(review.status)
        showBack: root.showBack
        onBack: root.back()
        IconButton {
            objectName: "review.edit"
            visible: review.found
            enabled: !review.busy
            iconName: "edit"
            name: qsTr("Edit")
            onClicked: root.navigate("editStory", { rowId: root.rowId })
        }
    }
    ReviewView {
        id: view
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        visible: review.found
        page: review
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: !review.found && !review.loading
        title: qsTr("This record is no longer here")
        text: view.doneText
    }
}
