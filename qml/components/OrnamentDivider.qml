// SPDX-License-Identifier: Apache-2.0
// A thread with the ram's horn in the middle; between parts of a long page.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

RowLayout {
    spacing: Metrics.m
    Accessible.ignored: true
    Rectangle { implicitHeight: Metrics.hair; color: Theme.outline; Layout.fillWidth: true }
    Icon {
        name: "ramshorn"
        color: Theme.ornament
        Layout.preferredWidth: 40
        Layout.preferredHeight: 28
    }
    Rectangle { implicitHeight: Metrics.hair; color: Theme.outline; Layout.fillWidth: true }
}
