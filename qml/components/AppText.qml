// SPDX-License-Identifier: Apache-2.0
// Text of the interface: one of the six sizes, wrapping by itself.
import QtQuick
import Qoloner.Style

Text {
    id: root

    property string kind: "body"       // caption, label, body, title, headline, display
    property bool muted: false
    property bool strong: kind === "title" || kind === "headline" || kind === "display"

    color: muted ? Theme.textMuted : Theme.text
    font.pixelSize: kind === "caption" ? Theme.captionSize
        : kind === "label" ? Theme.labelSize
        : kind === "title" ? Theme.titleSize
        : kind === "headline" ? Theme.headlineSize
        : kind === "display" ? Theme.displaySize : Theme.bodySize
    font.weight: strong ? Font.Bold : Font.Normal
    lineHeight: kind === "body" ? 1.08 : 1.0
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    elide: maximumLineCount < 1000 ? Text.ElideRight : Text.ElideNone
    Accessible.role: kind === "headline" || kind === "display" ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
}
