// SPDX-License-Identifier: Apache-2.0
// What a field of a form is called, whether it must be filled, in which language.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

RowLayout {
    id: root

    property string label
    property bool mandatory: false
    property string language           // kk, ru, en or none

    spacing: Metrics.s
    visible: label !== ""

    AppText {
        text: root.label
        kind: "label"
        strong: true
        Layout.fillWidth: true // as wide as its words, less where there is no room
        Layout.maximumWidth: Math.ceil(implicitWidth)
        Accessible.ignored: true
    }
    AppText {
        visible: root.mandatory
        text: qsTr("required")
        kind: "caption"
        muted: true
        Accessible.ignored: true
    }
    Item { Layout.fillWidth: true }
    LanguageTag { language: root.language }
}
