// SPDX-License-Identifier: Apache-2.0
// Says that a text is shown in another language than the one asked for.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

RowLayout {
    id: root

    property string shown              // language of the text on the screen
    property string wanted: Format.language

    visible: shown !== "" && shown !== wanted
    spacing: Metrics.s

    LanguageTag { language: root.shown }
    AppText {
        text: root.shown === "kk" ? qsTr("Written in Kazakh; no translation yet")
            : root.shown === "ru" ? qsTr("Written in Russian; no translation yet")
            : qsTr("Written in English; no translation yet")
        kind: "label"
        muted: true
        Layout.fillWidth: true
    }
}
