// SPDX-License-Identifier: Apache-2.0
// Thin, and only there while something moves or a mouse is near.
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style

T.ScrollBar {
    id: root

    implicitWidth: Metrics.s
    implicitHeight: Metrics.s
    padding: 2
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1
    minimumSize: 0.08
    contentItem: Rectangle {
        implicitWidth: Metrics.xs
        implicitHeight: Metrics.xs
        radius: Metrics.xs / 2
        color: Theme.outlineStrong
        opacity: root.policy === T.ScrollBar.AlwaysOn || root.active ? 0.8 : 0
        Behavior on opacity { NumberAnimation { duration: Theme.gentle } }
    }
}
