// SPDX-License-Identifier: Apache-2.0
// One work: the photo, what it is made of, who made it, whether it can be had.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models as Models

Item {
    id: root

    required property string rowId
    readonly property alias loading: page.loading

    readonly property string price: {
        const sum = page.price >= 0 ? Format.money(page.price, page.currency || "KZT") : "";
        switch (page.priceKind) {
        case "from": return sum === "" ? "" : qsTr("from %1").arg(sum);
        case "range": return sum === "" ? "" : qsTr("about %1").arg(sum);
        case "on_request": return qsTr("Ask the master");
        case "free": return qsTr("Free");
        case "donation": return qsTr("As much as you wish");
        default: return sum;
        }
    }

    signal navigate(string page, var params)
    signal back()

    function stateName(state: string): string {
        switch (state) {
        case "for_sale": return qsTr("For sale");
        case "sold": return qsTr("Sold");
        case "museum": return qsTr("In a museum");
        case "not_for_sale": return qsTr("Not for sale");
        default: return "";
        }
    }

    Models.WorkPage {
        id: page
        services: Models.Services
        rowId: root.rowId
    }
    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        showBack: true
        title: qsTr("Work")
        onBack: root.back()
    }
    EmptyState {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        visible: !page.loading && !page.found
        title: qsTr("This work is not in the guide")
        text: qsTr("The entry may have been withdrawn, or it has not reached this device yet.")
    }
    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        visible: page.found

        PhotoFrame {
            id: photo
            source: page.photo === "" ? "" : "image://media/" + page.photo
            preview: page.photo === "" ? "" : "image://media/" + page.photo + "?thumb"
            placeholder: page.placeholder === "" ? Theme.surfaceSunken : page.placeholder
            ratio: page.photoRatio > 0 ? Math.max(0.75, page.photoRatio) : 4 / 3
            alt: page.title
            Layout.fillWidth: true
            Layout.preferredHeight: photo.missing ? 160 : Math.min(width / ratio, 480)
        }
        PhotoStrip {
            artisan: page.artisan
            work: root.rowId
            first: page.photo
            Layout.fillWidth: true
        }
        ColumnLayout {
            spacing: Metrics.xs
            Layout.fillWidth: true
            AppText {
                objectName: "work.title"
                text: page.title === "" ? qsTr("No name yet") : page.title
                kind: "headline"
                Layout.fillWidth: true
            }
            AppText {
                visible: text !== ""
                text: Format.joined([page.craftName, page.year > 0 ? page.year : ""], " · ")
                muted: true
                Layout.fillWidth: true
            }
        }
        Banner {
            visible: page.demo
            text: qsTr("A sample entry: its maker and the work do not exist.")
            Layout.fillWidth: true
        }
        StoryText {
            text: page.story
            language: page.storyLanguage
            Layout.fillWidth: true
        }
        Card {
            visible: materials.value + state.value + cost.value !== ""
            Layout.fillWidth: true
            FactRow {
                id: materials
                iconName: "craft"
                label: qsTr("Materials")
                value: page.materials
                Layout.fillWidth: true
            }
            FactRow {
                id: state
                iconName: "check"
                label: qsTr("Availability")
                value: root.stateName(page.availability)
                Layout.fillWidth: true
            }
            FactRow {
                id: cost
                iconName: "market"
                label: isNaN(page.priceAsOf) ? qsTr("Price") : qsTr("Price on %1").arg(Format.date(page.priceAsOf))
                value: root.price
                Layout.fillWidth: true
            }
        }
        Card {
            visible: page.artisanName !== ""
            padding: 0
            Layout.fillWidth: true
            ListRow {
                objectName: "work.master"
                title: page.artisanName
                detail: Format.joined([qsTr("Master"), page.settlement], " · ")
                iconName: "person"
                chevron: true
                divider: false
                Layout.fillWidth: true
                onClicked: root.navigate("master", { rowId: page.artisan })
            }
        }
    }
}
