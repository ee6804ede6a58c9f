// SPDX-License-Identifier: Apache-2.0
// The themed walks, each as a card that says how long it is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    property string selectedId
    readonly property alias loading: routes.loading
    readonly property bool nothing: routes.count === 0

    signal navigate(string page, var params)
    signal back()

    PageHeader {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        title: qsTr("Walks")
    }
    ListView {
        id: list
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        clip: true
        spacing: Metrics.m
        topMargin: Metrics.xs
        bottomMargin: Metrics.xl
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        T.ScrollBar.vertical: AppScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Walks")
        model: RoutesModel {
            id: routes
            services: Services
        }
        delegate: Card {
            id: card
            required property string rowId
            required property var model
            objectName: "row." + rowId
            x: Metrics.margin(ListView.view.width)
            width: ListView.view.width - 2 * x
            pressable: true
            spacing: Metrics.s
            Accessible.name: [model.name, facts.text].join(", ")
            onClicked: root.navigate("route", { rowId: rowId })
            background: Rectangle {
                radius: Metrics.radius
                color: card.rowId === root.selectedId ? Theme.primarySoft : Theme.surfaceRaised
                border { width: Metrics.hair; color: card.hovered ? Theme.outlineStrong : Theme.outline }
                FocusRing { shown: card.visualFocus }
            }

            AppText {
                text: card.model.name
                kind: "title"
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppText {
                visible: text !== ""
                text: card.model.detail
                muted: true
                maximumLineCount: 6
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppText {
                id: facts
                text: Format.joined([Format.distance(card.model.lengthMetres), Format.duration(card.model.totalMinutes),
                    card.model.stopCount === 1 ? qsTr("1 stop") : qsTr("%n stops", "", card.model.stopCount)], " · ")
                kind: "label"
                strong: true
                color: Theme.primary
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
        EmptyState {
            anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: Metrics.xxxl }
            visible: routes.count === 0 && !routes.loading
            title: qsTr("No walks yet")
            text: qsTr("Walks through the craft city appear here after the first connection, and stay without a network.")
        }
    }
}
