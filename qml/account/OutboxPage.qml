// SPDX-License-Identifier: Apache-2.0
// Everything saved on this device that the server has not settled yet.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    property string failure
    readonly property bool moderates: Services.sync.role === "moderator" || Services.sync.role === "admin"

    signal navigate(string page, var params)
    signal back()

    // Where a refused thing is put right: the page it was made on.
    function pageFor(kind: string, field: string): string {
        const role = Services.sync.role;
        if (kind === "approve" || kind === "withdraw")
            return "review";
        return role === "field" && !field.startsWith("story") ? "register" : "editStory";
    }

    OutboxModel {
        id: outbox
        services: Services
        onFailed: (code, field, args) => root.failure = ErrorText.sentence(code, field, args)
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Outbox")
        subtitle: Format.joined([outbox.waiting > 0 ? qsTr("%n waiting", "", outbox.waiting) : "",
            outbox.rejected > 0 ? qsTr("%n refused", "", outbox.rejected) : ""], " · ")
        IconButton {
            objectName: "outbox.sendNow"
            iconName: "sync"
            name: qsTr("Send now")
            enabled: !Services.sync.offline
            onClicked: Services.sync.syncNow()
        }
    }
    ColumnLayout {
        id: notes
        x: list.side
        width: list.width - 2 * list.side
        anchors.top: header.bottom
        spacing: Metrics.m
        Banner {
            visible: Services.sync.offline
            text: qsTr("You are offline by choice. Everything waits here.")
            Layout.fillWidth: true
        }
        SyncProblem {
            Layout.fillWidth: true
        }
        AppText {
            objectName: "outbox.lastSync"
            text: isNaN(Services.sync.lastSuccess) ? qsTr("Not synchronised yet")
                : qsTr("Last synchronised: %1").arg(Format.dateTime(Services.sync.lastSuccess))
            kind: "label"
            muted: true
            Layout.fillWidth: true
        }
        Banner {
            visible: root.failure !== ""
            kind: "error"
            text: root.failure
            dismissible: true
            Layout.fillWidth: true
            onDismissed: root.failure = ""
        }
    }
    ListView {
        id: list
        readonly property real side: Metrics.margin(width)
        anchors { left: parent.left; right: parent.right; top: notes.bottom; bottom: parent.bottom; topMargin: Metrics.m }
        clip: true
        spacing: Metrics.m
        model: outbox
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        T.ScrollBar.vertical: AppScrollBar {}
        bottomMargin: Metrics.xxl
        delegate: OutboxRow {
            id: entry
            required property var model
            dseq: model.dseq
            kind: model.kind
            name: model.name
            outcome: model.state
            created: model.created
            errorCode: model.errorCode ?? ""
            errorField: model.errorField ?? ""
            errorArgs: model.errorArgs ?? []
            merged: model.merged ?? false
            mergedField: model.mergedField ?? ""
            mergedMine: model.mergedMine ?? false
            mergedOther: model.mergedOther ?? ""
            mergedWith: model.mergedWith ?? ""
            needsReview: model.needsReview ?? false
            actions: model.actions ?? []
            x: list.side
            width: list.width - 2 * list.side
            onMendAsked: root.navigate(root.pageFor(model.kind, errorField), { rowId: model.row })
            onLookAsked: root.navigate(root.moderates ? "review" : root.pageFor(model.kind, mergedField), { rowId: model.row })
            onAgainAsked: outbox.sendAgain(Number(model.dseq))
            onDiscardAsked: {
                confirm.dseq = entry.dseq;
                confirm.open();
            }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: outbox.count === 0 && !outbox.loading
        title: qsTr("Nothing is waiting")
        text: qsTr("All you have saved on this device has reached the server.")
    }
    Sheet {
        id: confirm
        property string dseq
        title: qsTr("Discard this change?")
        AppText {
            text: qsTr("It was refused and goes from this device for good.")
            Layout.fillWidth: true
        }
        footer: [
            AppButton {
                text: qsTr("Discard")
                kind: "danger"
                onClicked: {
                    confirm.close();
                    outbox.discard(confirm.dseq);
                }
            },
            AppButton {
                text: qsTr("Keep")
                kind: "secondary"
                onClicked: confirm.close()
            }
        ]
    }
}
