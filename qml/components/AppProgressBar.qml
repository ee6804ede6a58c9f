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
    contentItem: Item {
        clip: true
        Rectangle {
            id: bar
            readonly property real sweep: parent.width * 0.3
            width: root.indeterminate ? sweep : parent.width * root.position
            height: parent.height
            radius: height / 2
            color: Theme.primary
            NumberAnimation on x {
                running: root.indeterminate && root.visible && Theme.gentle > 0
                from: -bar.sweep
                to: root.width
                duration: Theme.gentle * 6
                loops: Animation.Infinite
                onRunningChanged: if (!running) bar.x = 0
            }
        }
    }
}
