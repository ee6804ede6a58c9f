// SPDX-License-Identifier: Apache-2.0
// One master: the photo, the craft, the story, how to visit.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models as Models

Item {
    id: root

    required property string rowId
    readonly property alias loading: page.loading

    signal navigate(string page, var params)
    signal back()

    function levelName(level: string): string {
        switch (level) {
        case "apprentice": return qsTr("Apprentice");
        case "artisan": return qsTr("Artisan");
        case "master": return qsTr("Master");
        case "honoured": return qsTr("Honoured master");
        default: return "";
        }
    }
    function visitName(mode: string): string {
        switch (mode) {
        case "walk_in": return qsTr("Come without asking");
        case "by_appointment": return qsTr("Arrange it beforehand");
        case "events_only": return qsTr("At fairs and events");
        case "closed": return qsTr("Does not receive visitors");
        default: return "";
        }
    }
    function workingName(status: string): string {
        switch (status) {
        case "active": return qsTr("Working");
        case "part_time": return qsTr("Works part of the time");
        case "seasonal": return qsTr("Works by season");
        case "retired": return qsTr("Retired");
        case "deceased": return qsTr("In memory");
        default: return "";
        }
    }

    Models.MasterPage {
        id: page
        services: Models.Services
        rowId: root.rowId
    }
    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        showBack: true
        title: qsTr("Master")
        onBack: root.back()
    }
    EmptyState {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        visible: !page.loading && !page.found
        title: qsTr("This master is not in the guide")
        text: qsTr("The entry may have been withdrawn, or it has not reached this device yet.")
    }
    ScrollColumn {
        id: scroller
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        visible: page.found

        PhotoFrame {
            id: photo
            source: page.photo === "" ? "" : "image://media/" + page.photo
            preview: page.photo === "" ? "" : "image://media/" + page.photo + "?thumb"
            placeholder: page.placeholder === "" ? Theme.surfaceSunken : page.placeholder
            alt: page.name
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(width * 3 / 4, photo.missing ? 160 : 420)
        }
        PhotoStrip {
            artisan: root.rowId
            first: page.photo
            Layout.fillWidth: true
        }
        ColumnLayout {
            spacing: Metrics.xs
            Layout.fillWidth: true
            AppText {
                objectName: "master.title"
                text: page.name
                kind: "headline"
                Layout.fillWidth: true
            }
            AppText {
                visible: text !== ""
                text: Format.joined([page.craftName, page.settlement,
                    page.settlement !== "" && page.regionName.includes(page.settlement) ? "" : page.regionName], " · ")
                muted: true
                Layout.fillWidth: true
            }
        }
        Banner {
            visible: page.demo
            text: qsTr("A sample entry: this person does not exist.")
            Layout.fillWidth: true
        }
        StoryText {
            text: page.story
            language: page.storyLanguage
            Layout.fillWidth: true
        }
        Card {
            visible: visit.value + hours.value + works.value + level.value + since.value + also.value !== ""
            Layout.fillWidth: true
            FactRow {
                id: visit
                iconName: "person"
                label: qsTr("Visits")
                value: root.visitName(page.visitMode)
                Layout.fillWidth: true
            }
            FactRow {
                id: hours
                iconName: "clock"
                label: qsTr("Opening hours")
                value: Kinds.hours(page.openingHours)
                Layout.fillWidth: true
            }
            FactRow {
                id: works
                iconName: "check"
                label: qsTr("Takes")
                value: Format.joined([page.takesOrders ? qsTr("orders") : "", page.takesApprentices ? qsTr("apprentices") : ""], ", ")
                Layout.fillWidth: true
            }
            FactRow {
                id: level
                iconName: "craft"
                label: qsTr("Level, in their own words")
                value: Format.joined([root.levelName(page.level), root.workingName(page.workingStatus)], " · ")
                Layout.fillWidth: true
            }
            FactRow {
                id: since
                iconName: "event"
                label: qsTr("In the craft since")
                value: page.sinceYear > 0 ? page.sinceYear : ""
                Layout.fillWidth: true
            }
            FactRow {
                id: also
                iconName: "list"
                label: qsTr("Crafts")
                value: page.crafts.length > 1 ? Format.joined(page.crafts, ", ") : ""
                Layout.fillWidth: true
            }
        }
        WorkStrip {
            artisan: root.rowId
            Layout.fillWidth: true
            onOpened: rowId => root.navigate("work", { rowId: rowId })
        }
        SmallMap {
            shown: page.hasPosition
            latitude: page.latitude
            longitude: page.longitude
            name: page.name
            kind: "artisan"
            blurMetres: page.blurMetres
            Layout.fillWidth: true
        }
        AppText {
            visible: page.hasPosition && page.blurMetres > 0
            text: qsTr("The workshop is in a home: the map shows the area, %1 across, not the house.").arg(Format.distance(page.blurMetres))
            kind: "label"
            muted: true
            Layout.fillWidth: true
        }
        AppButton {
            objectName: "master.edit"
            visible: Models.Services.sync.role === "moderator" || Models.Services.sync.role === "admin"
                || (Models.Services.sync.artisan !== "" && Models.Services.sync.artisan === root.rowId)
            text: qsTr("Edit the story")
            iconName: "edit"
            kind: "secondary"
            Layout.fillWidth: true
            onClicked: root.navigate("editStory", { rowId: root.rowId })
        }
    }
}
