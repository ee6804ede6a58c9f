// SPDX-License-Identifier: Apache-2.0
// The number of a stop: ahead, next or done.
import QtQuick
import Qoloner.Style

Rectangle {
    id: root

    property int number: 0
    property string step: "ahead"      // ahead, next, done

    implicitWidth: Math.max(implicitHeight, label.implicitWidth + Metrics.m)
    implicitHeight: Math.max(34, label.implicitHeight + Metrics.s)
    radius: height / 2
    color: step === "next" ? Theme.primary : step === "done" ? Theme.successSoft : Theme.surfaceRaised
    border { width: step === "next" ? 0 : 1.5; color: step === "done" ? Theme.success : Theme.outlineStrong }
    AppText {
        id: label
        anchors.centerIn: parent
        visible: root.step !== "done"
        text: root.number
        strong: true
        color: root.step === "next" ? Theme.onPrimary : Theme.text
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Icon {
        anchors.centerIn: parent
        visible: root.step === "done"
        width: Theme.iconSmall
        height: Theme.iconSmall
        name: "check"
        color: Theme.success
    }
}
