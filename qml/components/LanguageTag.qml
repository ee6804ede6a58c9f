// SPDX-License-Identifier: Apache-2.0
// Two letters that say which language a text is written in.
import QtQuick
import Qoloner.Style

Rectangle {
    id: root

    property string language

    visible: language !== ""
    implicitWidth: label.implicitWidth + 2 * Metrics.s
    implicitHeight: label.implicitHeight + 2
    radius: Metrics.xs
    color: Theme.infoSoft
    AppText {
        id: label
        anchors.centerIn: parent
        text: root.language.toUpperCase()
        kind: "caption"
        strong: true
        wrapMode: Text.NoWrap
        color: Theme.info
        Accessible.name: Format.languageName(root.language)
    }
}
