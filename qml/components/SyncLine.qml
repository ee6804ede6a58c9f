// SPDX-License-Identifier: Apache-2.0
// The one quiet line about where the data is; a press opens the outbox.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

T.AbstractButton {
    id: root

    property string phase: "idle"      // idle, syncing, offline, problem, metered
    property int waiting: 0
    property int problems: 0
    property string problem            // what keeps it from the server, in a short sentence
    property string when               // "12:40", when last in step with the server

    readonly property bool attention: problems > 0 || phase === "problem"
    readonly property color ink: attention ? Theme.danger : waiting > 0 ? Theme.pending
        : phase === "offline" ? Theme.offline : Theme.textMuted

    text: problems > 0 ? qsTr("Needs your attention: %n", "", problems)
        : phase === "syncing" ? (waiting > 0 ? qsTr("Sending · %n left", "", waiting) : qsTr("Getting what is new…"))
        : waiting > 0 ? qsTr("Saved on this phone · %n waiting", "", waiting)
        : phase === "problem" ? (problem !== "" ? qsTr("%1 Everything is saved here.").arg(problem)
                                                : qsTr("The server cannot be reached · everything is saved here"))
        : phase === "metered" ? qsTr("Waits for Wi-Fi · everything is saved here")
        : phase === "offline" ? qsTr("Offline · everything is saved here")
        : when !== "" ? qsTr("Up to date · %1").arg(when) : qsTr("Up to date")

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Metrics.touch, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Metrics.l
    rightPadding: Metrics.l
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: qsTr("Opens the outbox")
    Keys.onReturnPressed: root.clicked()

    contentItem: RowLayout {
        spacing: Metrics.s
        Icon {
            name: root.attention ? "error" : root.phase === "syncing" ? "sync" : root.waiting > 0 ? "outbox"
                : root.phase === "offline" ? "offline" : "check"
            color: root.ink
            Layout.preferredWidth: Theme.iconSmall
            Layout.preferredHeight: Theme.iconSmall
        }
        AppText {
            text: root.text
            kind: "label"
            color: root.ink
            maximumLineCount: 2
            Layout.fillWidth: true
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        color: Qt.alpha(Theme.text, root.down ? 0.08 : root.hovered ? 0.04 : 0)
        radius: Metrics.radiusSmall
        FocusRing { shown: root.visualFocus; gap: -2 }
    }
}
