// SPDX-License-Identifier: Apache-2.0
// A stop of a walk: number, name, how far from the one before, how long to stay.
import QtQuick
import Qoloner.Style
import Qoloner.Components

ListRow {
    id: root

    required property string rowId
    required property int order
    required property string name
    required property string kind
    required property int stayMinutes
    required property real legMetres
    property string step: "ahead"

    objectName: "row." + rowId
    title: name
    detail: Kinds.label(kind)
    note: Format.joined([legMetres > 0 ? qsTr("%1 on foot").arg(Format.distance(legMetres)) : "",
        stayMinutes > 0 ? qsTr("stay %1").arg(Format.duration(stayMinutes)) : ""], " · ")
    chevron: true
    leading: StepBadge {
        width: implicitWidth
        height: implicitHeight
        number: root.order
        step: root.step
    }
    Accessible.name: qsTr("Stop %1, %2").arg(order).arg(name)
    Accessible.description: note
}
