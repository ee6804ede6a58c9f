// SPDX-License-Identifier: Apache-2.0
// Buttons that share the width while their words fit, and stand one below the
// other when they don't.
import QtQuick
import Qoloner.Style

Flow {
    id: root

    readonly property int count: children.length
    readonly property real wanted: {
        let sum = spacing * (count - 1);
        for (let i = 0; i < count; ++i)
            sum += children[i].implicitWidth;
        return sum;
    }
    readonly property bool fits: wanted <= width

    spacing: Metrics.m
    Component.onCompleted: {
        for (let i = 0; i < count; ++i) {
            const button = children[i];
            button.width = Qt.binding(() => fits ? button.implicitWidth + (width - wanted) / count : width);
        }
    }
}
