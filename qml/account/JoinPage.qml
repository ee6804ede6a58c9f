// SPDX-License-Identifier: Apache-2.0
// Joining with an invite: a device becomes somebody's.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    property string errorCode
    property var errorArgs: []

    signal navigate(string page, var params)
    signal back()

    AccountModel {
        id: account
        services: Services
        onJoined: root.errorCode = ""
        onJoinFailed: (code, args) => {
            root.errorCode = code;
            root.errorArgs = args;
        }
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Join")
        showBack: true
        onBack: root.back()
    }
    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        JoinForm {
            visible: !account.enrolled
            serverUrl: account.serverUrl
            joining: account.joining
            errorCode: root.errorCode
            errorArgs: root.errorArgs
            Layout.fillWidth: true
            onSubmitted: (server, code) => {
                root.errorCode = "";
                account.join(server, code);
            }
            onCancelled: account.cancelJoin()
        }
        EmptyState {
            visible: account.enrolled
            iconName: "check"
            ink: Theme.success
            title: account.personName
            text: qsTr("This device has joined as: %1").arg(Words.role(account.role))
            actionText: qsTr("Done")
            Layout.fillWidth: true
            Layout.topMargin: Metrics.xxxl
            onActed: root.back()
        }
    }
}
