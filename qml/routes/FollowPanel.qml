// SPDX-License-Identifier: Apache-2.0
// Under the map while walking: the next stop, how far, what was just reached.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

ColumnLayout {
    id: root

    required property var guide            // RouteFollower
    required property int stopCount
    required property string source        // "", "position_denied", "position_unavailable"
    property bool sensor: true             // there is a source of positions

    readonly property int arrivedCount: Math.max(0, guide.arrivedIndex + 1)

    signal leave()

    spacing: Metrics.m

    ColumnLayout {
        spacing: Metrics.xs
        Layout.fillWidth: true
        AppProgressBar {
            objectName: "follow.progress"
            property int arrivedCount: root.arrivedCount
            value: root.stopCount > 0 ? root.arrivedCount / root.stopCount : 0
            Accessible.name: qsTr("%1 of %2 stops reached").arg(root.arrivedCount).arg(root.stopCount)
            Layout.fillWidth: true
            Layout.preferredHeight: implicitHeight
        }
        AppText {
            text: qsTr("%1 of %2 stops reached").arg(root.arrivedCount).arg(root.stopCount)
            kind: "label"
            muted: true
            Layout.fillWidth: true
        }
    }
    Banner {
        visible: root.source !== "" || !root.sensor
        kind: "warning"
        title: root.source === "position_denied" ? qsTr("The app may not see your position") : qsTr("Your position is not known")
        text: qsTr("The walk still works: read the stops in order, and skip to the next one yourself.")
        Layout.fillWidth: true
    }
    Banner {
        visible: root.guide.offRoute && !root.guide.finished
        kind: "warning"
        title: qsTr("You have left the route")
        text: qsTr("It is %1 away. The line on the map leads back.").arg(Format.distance(root.guide.offRouteMetres))
        Layout.fillWidth: true
    }
    ColumnLayout {
        visible: !root.guide.finished
        spacing: 0
        Layout.fillWidth: true
        AppText {
            text: qsTr("Next stop")
            kind: "label"
            muted: true
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Metrics.m
            Layout.fillWidth: true
            AppText {
                objectName: "follow.nextStop"
                text: root.guide.nextStopName
                kind: "title"
                maximumLineCount: 3
                Layout.fillWidth: true
            }
            AppText {
                objectName: "follow.metres"
                property real metres: root.guide.metresToNext
                visible: text !== ""
                text: isNaN(metres) ? "" : Format.distance(metres)
                kind: "headline"
                color: Theme.primary
                wrapMode: Text.NoWrap
                Accessible.name: qsTr("%1 to go").arg(text)
            }
        }
        AppText {
            visible: root.sensor && root.source === "" && !root.guide.hasPosition
            text: qsTr("Looking for your position…")
            kind: "label"
            muted: true
            Layout.fillWidth: true
        }
    }
    ColumnLayout {
        visible: root.guide.finished
        objectName: "follow.finished"
        spacing: Metrics.xs
        Layout.fillWidth: true
        Icon {
            name: "ramshorn"
            color: Theme.ornament
            Layout.preferredWidth: 72
            Layout.preferredHeight: 50
            Layout.alignment: Qt.AlignHCenter
        }
        AppText {
            text: qsTr("You have walked the whole route")
            kind: "title"
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
    Card {
        visible: root.guide.arrivedIndex >= 0
        spacing: Metrics.s
        Layout.fillWidth: true
        RowLayout {
            spacing: Metrics.s
            Layout.fillWidth: true
            StepBadge {
                step: "done"
                Layout.alignment: Qt.AlignTop
            }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                AppText {
                    text: qsTr("You are at")
                    kind: "caption"
                    muted: true
                    Layout.fillWidth: true
                }
                AppText {
                    objectName: "follow.arrived"
                    visible: root.guide.arrivedIndex >= 0
                    text: root.guide.arrivedName
                    strong: true
                    Layout.fillWidth: true
                    Accessible.role: Accessible.AlertMessage
                }
            }
        }
        AppText {
            visible: text !== ""
            text: root.guide.arrivedStory
            lineHeight: 1.25
            Layout.fillWidth: true
        }
    }
    ButtonRow {
        spacing: Metrics.s
        Layout.fillWidth: true
        AppButton {
            visible: root.guide.following && !root.guide.finished
            text: qsTr("Skip this stop")
            kind: "secondary"
            onClicked: root.guide.skip()
        }
        AppButton {
            visible: root.guide.finished
            text: qsTr("Walk it again")
            kind: "secondary"
            onClicked: root.guide.restart()
        }
        AppButton {
            text: root.guide.finished ? qsTr("Done") : qsTr("End the walk")
            kind: root.guide.finished ? "primary" : "text"
            onClicked: root.leave()
        }
    }
}
