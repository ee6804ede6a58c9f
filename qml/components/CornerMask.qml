// SPDX-License-Identifier: Apache-2.0
// Covers the four corners outside a rounded frame with the colour behind it.
import QtQuick
import QtQuick.Shapes
import Qoloner.Style

Shape {
    id: root

    property real radius: Metrics.radius
    property color behind: Theme.surface

    visible: radius > 0
    ShapePath {
        fillColor: root.behind
        strokeWidth: -1
        fillRule: ShapePath.OddEvenFill
        startX: 0; startY: 0
        PathLine { x: root.width; y: 0 }
        PathLine { x: root.width; y: root.height }
        PathLine { x: 0; y: root.height }
        PathLine { x: 0; y: 0 }
        PathMove { x: root.radius; y: 0 }
        PathLine { x: root.width - root.radius; y: 0 }
        PathArc { x: root.width; y: root.radius; radiusX: root.radius; radiusY: root.radius }
        PathLine { x: root.width; y: root.height - root.radius }
        PathArc { x: root.width - root.radius; y: root.height; radiusX: root.radius; radiusY: root.radius }
        PathLine { x: root.radius; y: root.height }
        PathArc { x: 0; y: root.height - root.radius; radiusX: root.radius; radiusY: root.radius }
        PathLine { x: 0; y: root.radius }
        PathArc { x: root.radius; y: 0; radiusX: root.radius; radiusY: root.radius }
    }
}
