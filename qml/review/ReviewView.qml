// SPDX-License-Identifier: Apache-2.0
// One record under review: what is new, what is in conflict, the decision.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account

Item {
    id: root

    required property var page
    property string failure
    property string doneText

    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }

        Banner {
            visible: root.failure !== ""
            kind: "error"
            text: root.failure
            dismissible: true
            Layout.fillWidth: true
            onDismissed: root.failure = ""
        }
        Banner {
            objectName: "review.done"
            visible: root.doneText !== ""
            kind: "success"
            text: root.doneText
            Layout.fillWidth: true
        }
        Banner {
            visible: !root.page.hasConsent
            kind: "warning"
            text: ErrorText.what("consent_missing", "", []) + " " + qsTr("The record cannot be published.")
            Layout.fillWidth: true
        }
        Banner {
            visible: root.page.minor
            kind: "warning"
            text: ErrorText.what("minor_never_public", "", [])
            Layout.fillWidth: true
        }
        ColumnLayout {
            id: conflicts
            objectName: "review.conflicts"
            readonly property int count: list.count
            visible: count > 0
            spacing: Metrics.m
            Layout.fillWidth: true
            SectionHeader { text: qsTr("Conflicts"); Layout.fillWidth: true }
            Repeater {
                id: list
                model: root.page.conflicts
                delegate: ConflictCard {
                    required property var model
                    conflictId: model.rowId
                    field: model.field
                    winning: model.winning ?? ""
                    losing: model.losing ?? ""
                    loser: model.loser ?? ""
                    writtenAt: model.writtenAt
                    reason: model.reason ?? ""
                    busy: root.page.busy
                    Layout.fillWidth: true
                    onRestored: id => root.page.restore(id)
                    onDismissed: id => root.page.dismiss(id)
                }
            }
        }
        Repeater {
            model: root.page.media
            delegate: PhotoFrame {
                id: photo
                required property var model
                source: "image://media/" + model.sha256
                ratio: model.height > 0 ? Math.max(0.8, model.width / model.height) : 4 / 3
                placeholder: model.placeholder || Theme.surfaceSunken
                alt: model.alt ?? ""
                Layout.fillWidth: true
                Layout.maximumWidth: 480
                Layout.preferredHeight: photo.missing ? 120 : Math.min(width, 480) / ratio
            }
        }
        Card {
            Layout.fillWidth: true
            spacing: Metrics.l
            SectionHeader {
                text: root.page.changedCount > 0 ? qsTr("Changes: %n", "", root.page.changedCount) : qsTr("No changes")
                Layout.fillWidth: true
            }
            Repeater {
                model: root.page.fields
                delegate: DiffRow {
                    required property var model
                    field: model.field
                    record: model.record ?? ""
                    published: model.published ?? ""
                    proposed: model.proposed ?? ""
                    changed: model.changed
                    Layout.fillWidth: true
                }
            }
        }
        Card {
            Layout.fillWidth: true
            spacing: Metrics.s
            SectionHeader { text: qsTr("Not public"); Layout.fillWidth: true }
            AppText {
                text: Words.plainField("consent") + ": "
                    + (root.page.hasConsent ? Array.from(root.page.consentPurposes).map(p => Words.purpose(p)).join(", ") : qsTr("none"))
                Layout.fillWidth: true
            }
            AppText {
                visible: root.page.phone !== ""
                text: Words.plainField("phone") + ": " + root.page.phone
                Layout.fillWidth: true
            }
            AppText {
                visible: !isNaN(root.page.latitude)
                text: Words.plainField("position") + ": " + Format.number(root.page.latitude, 5) + " · " + Format.number(root.page.longitude, 5)
                    + (isNaN(root.page.accuracy) ? "" : " · ± " + Format.distance(root.page.accuracy))
                Layout.fillWidth: true
            }
            AppText {
                visible: root.page.homeWorkshop
                text: qsTr("A workshop at home: the public sees only the neighbourhood.")
                muted: true
                Layout.fillWidth: true
            }
        }
    }
    PageFoot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        ButtonRow {
            spacing: Metrics.s
            Layout.fillWidth: true
            AppButton {
                objectName: "review.approve"
                text: qsTr("Publish")
                enabled: root.page.canApprove && !root.page.busy
                onClicked: root.page.approve()
            }
            AppButton {
                objectName: "review.withdraw"
                visible: root.page.published
                text: qsTr("Withdraw")
                kind: "secondary"
                enabled: !root.page.busy
                onClicked: root.page.withdraw()
            }
        }
    }
}
