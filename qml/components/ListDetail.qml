// SPDX-License-Identifier: Apache-2.0
// A list and what is chosen in it: side by side when there is room, else the
// detail lies over the list and `back` leaves it.
import QtQuick
import Qoloner.Style

Item {
    id: root

    default property alias detail: detailSlot.data
    property alias list: listSlot.data
    property bool showDetail: false    // narrow: which of the two is seen
    property bool mayShare: true       // false: one of the two has the whole width
    property real split: Metrics.listPane

    // Room for both: a list pane and at least a phone's width of detail.
    readonly property bool both: mayShare && width >= split + 360

    Item {
        id: listSlot
        objectName: "listPane"
        visible: root.both || !root.showDetail
        width: root.both ? root.split : root.width
        height: root.height
    }
    Rectangle {
        visible: root.both
        x: root.split
        width: Metrics.hair
        height: root.height
        color: Theme.outline
    }
    Item {
        id: detailSlot
        objectName: "detailPane"
        visible: root.both || root.showDetail
        x: root.both ? root.split + Metrics.hair : 0
        width: root.width - x
        height: root.height
    }
}
