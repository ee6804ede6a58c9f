// SPDX-License-Identifier: Apache-2.0
// A page was asked for that this app, or this role, does not have.
import QtQuick
import Qoloner.Style
import Qoloner.Components

Item {
    id: root

    signal navigate(string page, var params)
    signal back()

    objectName: "notFound"

    PageHeader {
        id: header
        width: parent.width
        showBack: true
        onBack: root.back()
    }
    EmptyState {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        title: qsTr("There is no such page")
        text: qsTr("It may belong to a newer version of the app, or to another role.")
        actionText: qsTr("Go back")
        onActed: root.back()
    }
}
