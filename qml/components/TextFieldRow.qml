// SPDX-License-Identifier: Apache-2.0
// A labelled field of a form. `text` flows in, `value` is what stands there,
// `edited` reports typing; the label, its state and its error are one thing.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

ColumnLayout {
    id: root

    property string label
    property string text
    property string helper
    property string error
    property string placeholder
    property string language           // kk, ru, en: tag beside the label
    property bool mandatory: false
    property bool multiline: false
    property int maximumLength: 2000
    property int inputHints: Qt.ImhNone
    property bool readOnly: false

    readonly property Item field: loader.item as Item
    readonly property string value: (field as FieldLine)?.text ?? (field as FieldArea)?.text ?? ""

    signal edited(string text)
    signal committed()                 // left the field or pressed Enter

    readonly property string spoken: (language === "" ? label : label + ", " + Format.languageName(language))
        + (mandatory ? ", " + qsTr("required") : "")

    spacing: Metrics.xs
    onActiveFocusChanged: if (activeFocus && field) field.forceActiveFocus()

    FieldLabel {
        label: root.label
        mandatory: root.mandatory
        language: root.language
        Layout.fillWidth: true
    }
    Loader {
        id: loader
        Layout.fillWidth: true
        Component.onCompleted: setSource(root.multiline ? "FieldArea.qml" : "FieldLine.qml", { row: root })
    }
    FieldNote {
        error: root.error
        helper: root.helper
        Layout.fillWidth: true
    }
}
