// SPDX-License-Identifier: Apache-2.0
// A signature drawn with a finger or a mouse, as SVG path data on a ground of
// 1000 x 400 units.
import QtQuick
import QtQuick.Shapes
import Qoloner.Style
import Qoloner.Components

Rectangle {
    id: root

    property string path               // what is kept
    readonly property int limit: 60000 // characters

    signal drawn(string path)

    property string stroke             // what is being drawn now

    function at(x: real, y: real): string {
        const u = Math.max(0, Math.min(1000, Math.round(x / width * 1000)));
        const v = Math.max(0, Math.min(400, Math.round(y / height * 400)));
        return u + " " + v;
    }

    implicitHeight: width * 0.4
    radius: Metrics.radiusSmall
    color: Theme.surface
    border { width: Metrics.hair; color: Theme.outlineStrong }
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: path === "" ? qsTr("Signature, empty") : qsTr("Signature, drawn")

    Shape {
        width: 1000
        height: 400
        transform: Scale { xScale: root.width / 1000; yScale: root.height / 400 }
        ShapePath {
            strokeColor: Theme.text
            strokeWidth: 6
            fillColor: Qt.alpha(Theme.text, 0)
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: (root.path + root.stroke) || "M0 0" }
        }
    }
    AppText {
        anchors.centerIn: parent
        visible: root.path === "" && root.stroke === ""
        text: qsTr("Sign here with a finger")
        muted: true
        Accessible.ignored: true
    }
    MouseArea {
        anchors.fill: parent
        preventStealing: true
        onPressed: mouse => root.stroke = "M" + root.at(mouse.x, mouse.y)
        onPositionChanged: mouse => {
            if (root.path.length + root.stroke.length < root.limit - 12)
                root.stroke += "L" + root.at(mouse.x, mouse.y);
        }
        onReleased: {
            const whole = root.path + root.stroke;
            const any = root.stroke.includes("L");
            root.stroke = "";
            if (any)
                root.drawn(whole);
        }
        onCanceled: root.stroke = ""
    }
}
