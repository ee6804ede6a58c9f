// SPDX-License-Identifier: Apache-2.0
// A short part of a long form: its number (a tick when done), name, fields.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

Card {
    id: root

    property int number: 0
    property string title
    property string helper
    property bool done: false

    spacing: Metrics.l
    Layout.fillWidth: true

    RowLayout {
        spacing: Metrics.m
        Layout.fillWidth: true
        StepBadge {
            number: root.number
            step: root.done ? "done" : "ahead"
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true
            AppText {
                text: root.title
                kind: "title"
                Layout.fillWidth: true
                Accessible.role: Accessible.Heading
                Accessible.name: root.done ? qsTr("%1, done").arg(root.title) : root.title
            }
            AppText {
                visible: text !== ""
                text: root.helper
                kind: "label"
                muted: true
                Layout.fillWidth: true
            }
        }
    }
}
