// SPDX-License-Identifier: Apache-2.0
// One place: where it is, its story, when it is open, what is known of it.
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

    readonly property string hoursText: page.openState === "open"
        ? (isNaN(page.nextChange) ? qsTr("Open now") : qsTr("Open now, until %1").arg(Format.time(page.nextChange)))
        : page.openState === "closed"
            ? (isNaN(page.nextChange) ? qsTr("Closed now")
                : qsTr("Closed now, opens %1 at %2").arg(Format.weekday(page.nextChange)).arg(Format.time(page.nextChange)))
            : ""

    Models.PlacePage {
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
        title: qsTr("This place is no longer in the guide")
        text: qsTr("It may have been removed, or it has not reached this device yet.")
    }
    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        visible: page.found

        SmallMap {
            shown: page.hasPosition
            latitude: page.latitude
            longitude: page.longitude
            name: page.name
            kind: page.kind
            Layout.fillWidth: true
        }
        ColumnLayout {
            spacing: Metrics.xs
            Layout.fillWidth: true
            AppText {
                objectName: "place.title"
                text: page.name
                kind: "headline"
                Layout.fillWidth: true
            }
            LanguageBadge { shown: page.nameLanguage; visible: shown !== "" && shown !== wanted && page.story === "" }
            AppText {
                visible: text !== ""
                text: root.hoursText
                strong: true
                color: page.openState === "open" ? Theme.success : Theme.textMuted
                Layout.fillWidth: true
            }
        }
        Banner {
            visible: page.status !== "" && page.status !== "open" && page.status !== "unknown"
            kind: "warning"
            title: qsTr("Ask before you go")
            text: page.status
            Layout.fillWidth: true
        }
        StoryText {
            text: page.story
            language: page.storyLanguage
            Layout.fillWidth: true
        }
        Card {
            visible: address.value + hours.value + met.value + wheels.value + checked.value !== ""
            Layout.fillWidth: true
            FactRow {
                id: address
                iconName: "location"
                label: qsTr("Address")
                value: page.address
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
                id: met
                iconName: "craft"
                label: qsTr("Crafts you meet here")
                value: Format.joined(page.crafts, ", ")
                Layout.fillWidth: true
            }
            FactRow {
                id: wheels
                iconName: "person"
                label: qsTr("Wheelchair access")
                value: page.wheelchair === "yes" ? qsTr("Yes") : page.wheelchair === "limited" ? qsTr("In part")
                    : page.wheelchair === "no" ? qsTr("No") : ""
                Layout.fillWidth: true
            }
            FactRow {
                id: checked
                iconName: "check"
                label: qsTr("Last checked")
                value: Format.date(page.checkedAt)
                Layout.fillWidth: true
            }
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
