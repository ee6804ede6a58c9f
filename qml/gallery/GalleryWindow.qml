// SPDX-License-Identifier: Apache-2.0
// The gallery in a window of its own, in the frame of the app.
import QtQuick
import Qoloner.Style
import Qoloner.Components

Window {
    id: window

    visible: true
    title: "Qolöner"
    color: Theme.surface

    AdaptiveShell {
        id: shell
        anchors.fill: parent
        currentKey: "discover"
        destinations: [
            { key: "discover", label: qsTr("Discover"), icon: "compass" },
            { key: "map", label: qsTr("Map"), icon: "map" },
            { key: "routes", label: qsTr("Routes"), icon: "route" },
            { key: "events", label: qsTr("Events"), icon: "event", badge: 2 },
            { key: "queue", label: qsTr("Queue"), icon: "inbox" }
        ]
        status: SyncLine { width: parent ? parent.width : 0; waiting: 3 }
        onChosen: key => currentKey = key

        GalleryPage {
            anchors.fill: parent
            onUndoable: shell.toast.show(qsTr("Added to favourites"), qsTr("Undo"))
        }
    }
}
