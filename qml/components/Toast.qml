// SPDX-License-Identifier: Apache-2.0
// A short word after something was done, with a way to take it back.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

Rectangle {
    id: root

    property string text
    property string actionText
    property int duration: 5000        // milliseconds; longer when there is an action
    readonly property alias shown: life.running

    signal acted()

    // Replaces whatever was shown before.
    function show(text: string, actionText: string): void {
        root.text = text;
        root.actionText = actionText;
        life.restart();
    }
    function hide(): void { life.stop(); }

    implicitWidth: Math.min(parent ? parent.width - 2 * Metrics.l : 480, 480)
    implicitHeight: row.implicitHeight + 2 * Metrics.xs
    radius: Metrics.radius
    color: Theme.inverse
    opacity: shown ? 1 : 0
    visible: opacity > 0
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Behavior on opacity { NumberAnimation { duration: Theme.quick } }
    Timer { id: life; interval: root.actionText === "" ? root.duration : root.duration * 1.6 }
    RowLayout {
        id: row
        anchors { fill: parent; leftMargin: Metrics.l; rightMargin: Metrics.s; topMargin: Metrics.xs; bottomMargin: Metrics.xs }
        spacing: Metrics.s
        AppText {
            text: root.text
            kind: "label"
            color: Theme.onInverse
            Layout.fillWidth: true
            Layout.minimumHeight: Metrics.touch
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
        AppButton {
            objectName: "undo"
            visible: text !== ""
            text: root.actionText
            kind: "text"
            ink: Theme.onInverse
            onClicked: {
                root.hide();
                root.acted();
            }
        }
    }
}
