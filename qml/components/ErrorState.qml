// SPDX-License-Identifier: Apache-2.0
// Something failed: what happened, what was kept, what to do next.
import QtQuick
import Qoloner.Style

EmptyState {
    id: root

    property string kept: qsTr("What you have saved on this device is safe.")
    property string message

    signal retried()

    iconName: "warning"
    ink: Theme.warning
    title: qsTr("This did not work")
    text: Format.joined([message, kept], "\n")
    actionText: qsTr("Try again")
    onActed: root.retried()
}
