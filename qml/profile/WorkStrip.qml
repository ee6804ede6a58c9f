// SPDX-License-Identifier: Apache-2.0
// Works of a master in a line that scrolls sideways; opens one.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

ColumnLayout {
    id: root

    property string artisan

    signal opened(string rowId)

    spacing: Metrics.s
    visible: works.count > 0

    WorksModel {
        id: works
        services: Services
        artisan: root.artisan
    }
    SectionHeader {
        text: qsTr("Works")
        Layout.fillWidth: true
    }
    ListView {
        orientation: ListView.Horizontal
        spacing: Metrics.m
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        model: works
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(1, contentItem.childrenRect.height)
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Works")
        delegate: Card {
            id: card
            required property var model
            objectName: "row." + model.rowId
            pressable: true
            width: Math.round(200 * Math.max(1, Math.min(1.4, Theme.textScale)))
            padding: 0
            spacing: 0
            Accessible.name: Format.joined([model.title, model.materials], ", ")
            onClicked: root.opened(model.rowId)
            PhotoFrame {
                source: card.model.photo === "" ? "" : "image://media/" + card.model.photo + "?thumb"
                placeholder: card.model.placeholder === "" ? Theme.surfaceSunken : card.model.placeholder
                alt: card.model.title
                behind: Theme.surfaceRaised
                Layout.fillWidth: true
                Layout.preferredHeight: width * 3 / 4
                Layout.margins: Metrics.xs
            }
            AppText {
                text: card.model.title === "" ? qsTr("No name yet") : card.model.title
                font.weight: Font.DemiBold
                maximumLineCount: 1
                Layout.fillWidth: true
                Layout.topMargin: Metrics.xs
                Layout.leftMargin: Metrics.m
                Layout.rightMargin: Metrics.m
                Accessible.ignored: true
            }
            AppText {
                text: Format.joined([card.model.year > 0 ? card.model.year : "", card.model.materials], " · ")
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
    }
}
