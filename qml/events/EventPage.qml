// SPDX-License-Identifier: Apache-2.0
// One event: when, where, what it is about, and how sure that is.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models as Models
import Qoloner.Profile

Item {
    id: root

    required property string rowId
    readonly property alias loading: page.loading
    readonly property bool dated: !isNaN(page.nextStart)

    signal navigate(string page, var params)
    signal back()

    Models.EventPage {
        id: page
        services: Models.Services
        rowId: root.rowId
    }
    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        showBack: true
        title: Kinds.label(page.kind)
        onBack: root.back()
    }
    EmptyState {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        visible: !page.loading && !page.found
        title: qsTr("This event is no longer in the guide")
        text: qsTr("It may have been removed, or it has not reached this device yet.")
    }
    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        visible: page.found

        GridLayout {
            // Large words need the whole width of a phone.
            columns: Theme.textScale > 1.2 && width < Metrics.listPane ? 1 : 2
            columnSpacing: Metrics.l
            rowSpacing: Metrics.m
            Layout.fillWidth: true
            DateBadge {
                when: page.nextStart
                underWay: page.underWay
                Layout.preferredWidth: width
                Layout.preferredHeight: height
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: Metrics.xs
            }
            AppText {
                objectName: "event.title"
                text: page.name
                kind: "headline"
                Layout.fillWidth: true
            }
        }
        Banner {
            visible: page.underWay
            kind: "success"
            title: qsTr("On now")
            text: isNaN(page.nextEnd) ? "" : qsTr("Until %1").arg(Format.longDate(page.nextEnd))
            Layout.fillWidth: true
        }
        Banner {
            visible: !page.underWay && page.confidence !== "high"
            kind: "warning"
            title: qsTr("The date is not confirmed")
            text: qsTr("Check with the organiser before you travel.")
            Layout.fillWidth: true
        }
        Card {
            visible: when.value !== "" || how.value !== "" || where.value !== ""
            Layout.fillWidth: true
            FactRow {
                id: when
                iconName: "event"
                label: qsTr("When")
                value: root.dated ? Format.dateRange(page.nextStart, page.nextEnd) : page.whenText
                Layout.fillWidth: true
            }
            FactRow {
                id: how
                iconName: "info"
                label: qsTr("Usually")
                value: root.dated && page.whenText !== "" ? page.whenText : ""
                Layout.fillWidth: true
            }
            FactRow {
                id: where
                iconName: "location"
                label: qsTr("Where")
                value: page.place
                Layout.fillWidth: true
            }
        }
        StoryText {
            text: page.story
            language: page.storyLanguage
            Layout.fillWidth: true
        }
        SmallMap {
            shown: page.hasPosition
            latitude: page.latitude
            longitude: page.longitude
            name: page.place
            kind: "event"
            Layout.fillWidth: true
        }
        AppButton {
            visible: page.placeId !== ""
            text: qsTr("About the place")
            kind: "secondary"
            iconName: "location"
            Layout.fillWidth: true
            onClicked: root.navigate("place", { rowId: page.placeId })
        }
        AppText {
            visible: page.source !== ""
            text: qsTr("Source: %1").arg(Kinds.source(page.source))
            kind: "caption"
            muted: true
            Layout.fillWidth: true
        }
    }
}
