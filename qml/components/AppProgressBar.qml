// SPDX-License-Identifier: Apache-2.0
// A bar with a number, or a slow sweep while the number is not known.
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style

T.ProgressBar {
    id: root

    implicitWidth: 160
    implicitHeight: 6
    background: Rectangle { radius: height / 2; color: Theme.surfaceSunken }
    component Filling: Item {
        id: filling
        property bool sweeping: false
        property real share: 0             // 0..1, while not sweeping
        clip: true
        Rectangle {
            id: bar
            readonly property real sweep: filling.width * 0.3
            width: filling.sweeping ? sweep : filling.width * filling.share
            height: filling.height
            radius: height / 2
            color: Theme.primary
            NumberAnimation on x {
                running: filling.sweeping && filling.visible && Theme.gentle > 0
                from: -bar.sweep
                to: filling.width
                duration: Theme.gentle * 6
                loops: Animation.Infinite
                onRunningChanged: if (!running) bar.x = 0
            }
        }
    }
    contentItem: Filling {
        sweeping: root.indeterminate
        share: root.position
    }
}
