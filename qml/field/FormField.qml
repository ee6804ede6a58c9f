// SPDX-License-Identifier: Apache-2.0
// A field of the catalogue in a form: its label, its language, its error.
import QtQuick
import QtQuick.Layouts
import Qoloner.Components
import Qoloner.Account

TextFieldRow {
    id: root

    required property string name      // the catalogue's name
    required property var errors       // field -> code
    property var errorArgs: ({})       // field -> arguments
    property string prefix: "register."

    objectName: prefix + name
    label: Words.plainField(language === "" ? name : name.slice(0, -3))
    language: /_(kk|ru|en)$/.exec(name)?.[1] ?? ""
    error: errors[name] ? ErrorText.what(errors[name], name, errorArgs[name] ?? []) : ""
    Layout.fillWidth: true
}
