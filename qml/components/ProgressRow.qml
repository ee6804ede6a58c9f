// SPDX-License-Identifier: Apache-2.0
// Long work: its name, its numbers, and a way to pause it.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

RowLayout {
    id: root

    property string title
    property string detail             // "12 of 40 · 3,2 MB"
    property real progress: NaN        // 0..1; NaN while not known
    property bool pausable: false
    property bool paused: false

    signal pauseToggled()

    spacing: Metrics.m

    ColumnLayout {
        spacing: Metrics.xs
        Layout.fillWidth: true
        AppText { text: root.title; Layout.fillWidth: true }
        AppProgressBar {
            indeterminate: isNaN(root.progress) && !root.paused
            value: isNaN(root.progress) ? 0 : root.progress
            Accessible.name: root.title
            Layout.fillWidth: true
        }
        AppText {
            visible: text !== ""
            text: root.paused ? qsTr("Paused · %1").arg(root.detail) : root.detail
            kind: "label"
            muted: true
            Layout.fillWidth: true
        }
    }
    IconButton {
        visible: root.pausable
        iconName: root.paused ? "play" : "pause"
        name: root.paused ? qsTr("Go on") : qsTr("Pause")
        onClicked: root.pauseToggled()
    }
}
