// SPDX-License-Identifier: Apache-2.0
// Chips in one line that scrolls sideways. `selected` is given from outside;
// a press only reports what was asked for.
pragma ComponentBehavior: Bound
import QtQuick
import Qoloner.Style

ListView {
    id: root

    property var options: []           // [{ value, label, icon? }]
    property var selected: []          // values
    property string name: qsTr("Filters")

    signal toggled(string value, bool on)

    implicitHeight: contentItem.childrenRect.height > 0 ? contentItem.childrenRect.height : Metrics.touch
    clip: true                         // beside a list another page may stand
    orientation: ListView.Horizontal
    spacing: Metrics.s
    boundsBehavior: Flickable.StopAtBounds
    model: root.options
    keyNavigationEnabled: true
    Accessible.role: Accessible.Grouping
    Accessible.name: name

    delegate: Chip {
        required property var modelData
        text: modelData.label
        iconName: modelData.icon ?? ""
        checkable: false
        checked: root.selected.indexOf(modelData.value) >= 0
        onClicked: root.toggled(modelData.value, !checked)
    }
}
