// SPDX-License-Identifier: Apache-2.0
// Buttons that share the width while their words fit, and stand one below the
// other when they don't. What it asks for comes from the buttons' own wishes alone:
// were it from the widths it gives them, a layout around it would never come to rest.
import QtQuick
import Qoloner.Style

Item {
    id: root

    property real spacing: Metrics.m
    readonly property var shown: Array.from(children).filter(button => button.visible)
    readonly property int count: shown.length
    readonly property real wanted: shown.reduce((sum, button) => sum + button.implicitWidth, spacing * Math.max(0, count - 1))
    readonly property bool fits: wanted <= width

    implicitWidth: wanted
    implicitHeight: fits ? shown.reduce((most, button) => Math.max(most, button.implicitHeight), 0)
        : shown.reduce((sum, button) => sum + button.implicitHeight, spacing * Math.max(0, count - 1))

    function before(button: Item): var { return shown.slice(0, Math.max(0, shown.indexOf(button))); }

    Component.onCompleted: {
        for (const button of Array.from(children)) {
            button.width = Qt.binding(() => fits ? button.implicitWidth + (width - wanted) / Math.max(1, count) : width);
            button.x = Qt.binding(() => fits ? before(button).reduce((sum, each) => sum + each.width + spacing, 0) : 0);
            button.y = Qt.binding(() => fits ? 0 : before(button).reduce((sum, each) => sum + each.height + spacing, 0));
        }
    }
}
