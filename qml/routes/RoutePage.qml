// SPDX-License-Identifier: Apache-2.0
// One walk before it is walked: the line on the map, the story, the stops.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Map
import Qoloner.Profile
import Qoloner.Models as Models

Item {
    id: root

    required property string rowId
    readonly property alias loading: page.loading

    signal navigate(string page, var params)
    signal back()

    Models.RoutePage {
        id: page
        services: Models.Services
        rowId: root.rowId
    }
    Models.StopsModel {
        id: stops
        services: Models.Services
        route: root.rowId
    }
    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        showBack: true
        title: qsTr("Walk")
        onBack: root.back()
    }
    EmptyState {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        visible: !page.loading && !page.found
        title: qsTr("This walk is no longer in the guide")
        text: qsTr("It may have been removed, or it has not reached this device yet.")
    }
    ScrollColumn {
        id: scroller
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: foot.top }
        visible: page.found

        Item {
            Layout.fillWidth: true
            Layout.preferredHeight: 240
            CraftMap {
                id: map
                anchors.fill: parent
                packPath: Models.Services.mapPack
                language: Models.Services.settings.language
                model: stops
                routePath: page.path
                framed: page.path
                zoomButtons: false
                interactive: false
                onMarkerActivated: id => {
                    const row = stops.indexOf(id);
                    if (row >= 0)
                        root.navigate("place", { rowId: stops.get(row, "placeId") });
                }
            }
            CornerMask { anchors.fill: parent; radius: Metrics.radius }
            Rectangle {
                anchors.fill: parent
                radius: Metrics.radius
                color: "transparent"
                border { width: Metrics.hair; color: Theme.outline }
            }
        }
        ColumnLayout {
            spacing: Metrics.xs
            Layout.fillWidth: true
            AppText {
                objectName: "route.title"
                text: page.name
                kind: "headline"
                Layout.fillWidth: true
            }
            AppText {
                text: Format.joined([Format.distance(page.lengthMetres),
                    page.walkMinutes > 0 ? qsTr("%1 of walking").arg(Format.duration(page.walkMinutes)) : "",
                    page.totalMinutes > 0 ? qsTr("%1 with stops").arg(Format.duration(page.totalMinutes)) : ""], " · ")
                strong: true
                color: Theme.primary
                Layout.fillWidth: true
            }
        }
        StoryText {
            text: page.story
            language: page.storyLanguage
            Layout.fillWidth: true
        }
        SectionHeader {
            text: page.stopCount === 1 ? qsTr("1 stop") : qsTr("%n stops", "", page.stopCount)
            Layout.fillWidth: true
        }
        Card {
            padding: 0
            spacing: 0
            Layout.fillWidth: true
            Repeater {
                model: stops
                delegate: StopRow {
                    required property int index
                    required property string placeId
                    divider: index < stops.count - 1
                    Layout.fillWidth: true
                    onClicked: root.navigate("place", { rowId: placeId })
                }
            }
        }
        Card {
            visible: access.value !== "" || season.value !== ""
            Layout.fillWidth: true
            FactRow {
                id: access
                iconName: "person"
                label: qsTr("On the way")
                value: page.accessNote
                Layout.fillWidth: true
            }
            FactRow {
                id: season
                iconName: "event"
                label: qsTr("Season")
                value: page.season
                Layout.fillWidth: true
            }
        }
    }
    PageFoot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: page.found
        AppButton {
            objectName: "route.follow"
            text: qsTr("Follow this walk")
            iconName: "play"
            Layout.fillWidth: true
            onClicked: root.navigate("follow", { rowId: root.rowId })
        }
    }
}
