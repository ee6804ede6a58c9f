// SPDX-License-Identifier: Apache-2.0
// A leaf of a calendar: the month above the day; a drawing without a date.
import QtQuick
import Qoloner.Style
import Qoloner.Components

Rectangle {
    id: root

    property date when
    property bool underWay: false
    readonly property bool dated: !isNaN(when)

    width: Math.max(52, month.implicitWidth + Metrics.s)
    height: month.implicitHeight + day.implicitHeight + Metrics.s
    radius: Metrics.radiusSmall
    color: underWay ? Theme.primary : Theme.primarySoft

    AppText {
        id: month
        visible: root.dated
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: Metrics.xs }
        text: root.dated ? Format.month(root.when) : " "
        kind: "caption"
        wrapMode: Text.NoWrap
        color: root.underWay ? Theme.onPrimary : Theme.onPrimarySoft
        Accessible.ignored: true
    }
    AppText {
        id: day
        visible: root.dated
        anchors { horizontalCenter: parent.horizontalCenter; top: month.bottom }
        text: root.dated ? root.when.getDate() : " "
        kind: "title"
        wrapMode: Text.NoWrap
        color: root.underWay ? Theme.onPrimary : Theme.onPrimarySoft
        Accessible.ignored: true
    }
    Icon {
        anchors.centerIn: parent
        visible: !root.dated
        width: Metrics.icon
        height: Metrics.icon
        name: "event"
        color: Theme.onPrimarySoft
    }
}
