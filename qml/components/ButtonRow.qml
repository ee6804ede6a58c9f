// SPDX-License-Identifier: Apache-2.0
// Buttons that share the width while their words fit, and stand one below the
// other when they don't.
import QtQuick
import Qoloner.Style

Flow {
    id: root

    readonly property var shown: Array.from(children).filter(button => button.visible)
    readonly property int count: shown.length
    readonly property real wanted: shown.reduce((sum, button) => sum + button.implicitWidth, spacing * (count - 1))
    readonly property bool fits: wanted <= width

    spacing: Metrics.m
    Component.onCompleted: {
        for (const button of Array.from(children))
            button.width = Qt.binding(() => fits ? button.implicitWidth + (width - wanted) / Math.max(1, count) : width);
    }
}
