// SPDX-License-Identifier: Apache-2.0
// A photo that keeps its place: the ratio is known before the picture is, and
// a tiny preview (or a colour) stands there until it comes.
import QtQuick
import Qoloner.Style

Item {
    id: root

    property url source
    property url preview               // a few pixels, drawn soft
    property real ratio: 4 / 3         // width : height
    property color placeholder: Theme.surfaceSunken
    property string alt
    property int radius: Metrics.radius
    property bool fit: false           // whole picture instead of filling the frame
    property color behind: Theme.surface   // what the rounded corners let through

    // Known of, but its bytes are not on this device; `missing`: nothing to show at all.
    readonly property bool absent: image.status === Image.Error && String(source) !== ""
    readonly property bool missing: image.status === Image.Error || String(source) === ""

    implicitWidth: 320
    implicitHeight: ratio > 0 ? width / ratio : width
    Accessible.role: Accessible.Graphic
    Accessible.name: alt === "" ? qsTr("Photo") : alt

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.placeholder
    }
    Item {
        anchors.fill: parent
        clip: true
        Image {
            anchors.fill: parent
            visible: image.status !== Image.Ready
            source: root.preview
            fillMode: Image.PreserveAspectCrop
            smooth: true
        }
        Image {
            id: image
            anchors.fill: parent
            source: root.source
            asynchronous: true
            autoTransform: true
            fillMode: root.fit ? Image.PreserveAspectFit : Image.PreserveAspectCrop
            sourceSize.width: Math.ceil(Math.max(1, root.width) / 160) * 320
            opacity: status === Image.Ready ? 1 : 0
            Behavior on opacity { NumberAnimation { duration: Theme.gentle } }
        }
    }
    Icon {
        anchors { centerIn: parent; verticalCenterOffset: words.shown ? -words.height / 2 : 0 }
        visible: root.missing
        width: Math.min(root.width * 0.4, words.shown ? 72 : 96)
        height: width * 0.69
        name: "ramshorn"
        color: Qt.alpha(Theme.ornament, 0.7)
    }
    Rectangle {
        visible: words.shown
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Metrics.s }
        width: Math.min(words.implicitWidth + 2 * Metrics.m, root.width - 2 * Metrics.m)
        height: words.height + 2 * Metrics.xs
        radius: Metrics.radiusSmall
        color: Theme.surfaceRaised
        AppText {
            id: words
            readonly property bool shown: root.absent && root.width >= 240
            anchors.centerIn: parent
            width: parent.width - 2 * Metrics.m
            text: qsTr("The photo is not on this device yet")
            kind: "label"
        }
    }
    // Rounds the corners by laying the page's colour over them.
    CornerMask { anchors.fill: parent; radius: root.radius; behind: root.behind }
}
