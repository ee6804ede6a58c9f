// SPDX-License-Identifier: Apache-2.0
// A master as a card: the photo first, then the name and the craft.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

Card {
    id: root

    required property string rowId
    required property string name
    required property string craftName
    required property string settlement
    required property string photo
    required property string placeholder
    required property bool demo

    signal opened()

    objectName: "row." + rowId
    pressable: true
    width: Math.round(200 * Math.max(1, Math.min(1.4, Theme.textScale)))
    padding: 0
    spacing: 0
    Accessible.name: Format.joined([name, craftName, settlement], ", ")
    onClicked: opened()

    PhotoFrame {
        source: root.photo === "" ? "" : "image://media/" + root.photo + "?thumb"
        placeholder: root.placeholder === "" ? Theme.surfaceSunken : root.placeholder
        alt: root.name
        ratio: 16 / 9
        behind: Theme.surfaceRaised
        Layout.fillWidth: true
        Layout.preferredHeight: width / ratio
        Layout.margins: Metrics.xs
    }
    AppText {
        text: root.name
        font.weight: Font.DemiBold
        maximumLineCount: 1
        Layout.fillWidth: true
        Layout.topMargin: Metrics.xs
        Layout.leftMargin: Metrics.m
        Layout.rightMargin: Metrics.m
        Accessible.ignored: true
    }
    AppText {
        text: root.craftName
        kind: "label"
        muted: true
        maximumLineCount: 1
        Layout.fillWidth: true
        Layout.leftMargin: Metrics.m
        Layout.rightMargin: Metrics.m
        Accessible.ignored: true
    }
    AppText {
        text: root.settlement
        kind: "label"
        muted: true
        maximumLineCount: 1
        Layout.fillWidth: true
        Layout.leftMargin: Metrics.m
        Layout.rightMargin: Metrics.m
        Layout.bottomMargin: Metrics.m
        Accessible.ignored: true
    }
}
