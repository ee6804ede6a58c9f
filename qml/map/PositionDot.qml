// SPDX-License-Identifier: Apache-2.0
// Where the person is, and how sure that is.
import QtQuick
import Qoloner.Style
import Qoloner.Map

MapAnchor {
    id: root

    property real accuracyMetres: 0

    Rectangle {
        anchors.centerIn: parent
        width: root.map ? 2 * root.accuracyMetres / root.map.metresPerPixel : 0
        height: width
        radius: width / 2
        visible: width > 26
        color: Qt.alpha(Theme.info, 0.14)
        border { width: Metrics.hair; color: Qt.alpha(Theme.info, 0.5) }
    }
    Rectangle {
        anchors.centerIn: parent
        width: 20
        height: width
        radius: width / 2
        color: Theme.info
        border { width: 3; color: Theme.surfaceRaised }
    }
}
