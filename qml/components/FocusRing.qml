// SPDX-License-Identifier: Apache-2.0
// The ring around whatever the keyboard is on.
import QtQuick
import Qoloner.Style

Rectangle {
    id: root

    property bool shown: false
    property int gap: 2

    anchors.fill: parent
    anchors.margins: -gap
    visible: shown
    color: "transparent"
    radius: Metrics.radius + gap
    border { width: Metrics.focusRing; color: Theme.focus }
    z: 1
}
