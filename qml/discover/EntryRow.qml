// SPDX-License-Identifier: Apache-2.0
// A place, a master or a search hit in a list.
import QtQuick
import Qoloner.Style
import Qoloner.Components

ListRow {
    id: root

    required property string rowId
    required property string name
    required property string nameLanguage
    required property string kind
    required property string about
    required property real metres          // NaN while there is no position
    property string photo                  // sha256

    objectName: "row." + rowId
    title: name
    detail: Format.joined([kind === "master" ? "" : Kinds.label(kind), about], " · ")
    note: isNaN(metres) ? "" : Format.distance(metres)
    leading: Rectangle {
        width: 44
        height: 44
        radius: Metrics.radius
        color: root.selected ? Theme.surfaceRaised : Theme.surfaceSunken
        Icon {
            anchors.centerIn: parent
            visible: root.photo === ""
            width: Metrics.icon
            height: Metrics.icon
            name: Kinds.icon(root.kind)
            color: Theme.primary
        }
        PhotoFrame {
            anchors.fill: parent
            visible: root.photo !== ""
            source: root.photo === "" ? "" : "image://media/" + root.photo + "?thumb"
            alt: root.name
        }
    }
    trailing: LanguageTag {
        width: implicitWidth
        height: implicitHeight
        visible: root.nameLanguage !== "" && root.nameLanguage !== Format.language
        language: visible ? root.nameLanguage : ""
    }
}
