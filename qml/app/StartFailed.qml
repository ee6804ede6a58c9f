// SPDX-License-Identifier: Apache-2.0
// The window when what is kept on this device cannot be opened.
import QtQuick
import Qoloner.Style
import Qoloner.Components

Window {
    id: window

    required property string code          // "replica_newer", "replica_locked", "disk_full", "storage_failed"

    signal retried()

    width: 480
    height: 640
    minimumWidth: 320
    minimumHeight: 480
    visible: true
    title: "Qolöner"
    color: Theme.surface

    ErrorState {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        title: qsTr("The app cannot open its data")
        message: window.code === "replica_newer" ? qsTr("A newer version of the app has been here. Update this one.")
            : window.code === "replica_locked" ? qsTr("Its key is missing, or another program is using it.")
            : window.code === "disk_full" ? qsTr("There is no room left on this device. Make some and try again.")
            : qsTr("The storage of this device did not answer as it should.")
        kept: qsTr("Nothing was changed or deleted.")
        onRetried: window.retried()
    }
}
