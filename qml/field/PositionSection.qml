// SPDX-License-Identifier: Apache-2.0
// Where the workshop is, how sure that is, and what the public will see.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components

FormSection {
    id: root

    required property var form
    property string error
    property bool searching: false     // positioning is on, nothing good yet

    title: qsTr("Position")
    helper: qsTr("Stand at the workshop, best under open sky.")

    AppButton {
        objectName: "register.takePosition"
        text: root.form.hasPosition ? qsTr("Take it again") : qsTr("Take the position")
        iconName: "location"
        kind: "secondary"
        Layout.fillWidth: true
        onClicked: root.form.takePosition()
    }
    AppText {
        objectName: "register.accuracy"
        visible: text !== ""
        text: root.form.hasPosition
            ? (isNaN(root.form.accuracy) ? qsTr("Taken") : qsTr("Taken, within %1").arg(Format.distance(root.form.accuracy)))
                + " · " + Format.number(root.form.latitude, 5) + " · " + Format.number(root.form.longitude, 5)
            : root.searching ? qsTr("Looking for satellites…") : ""
        muted: true
        Layout.fillWidth: true
    }
    Banner {
        visible: root.form.hasPosition && root.form.accuracy > 100
        kind: "warning"
        text: qsTr("This is rough. Wait a little and take it again.")
        Layout.fillWidth: true
    }
    FieldNote { error: root.error; Layout.fillWidth: true }
    SwitchRow {
        objectName: "register.homeWorkshop"
        title: qsTr("The workshop is at home")
        detail: qsTr("Visitors then see only the neighbourhood, never the house.")
        checked: root.form.homeWorkshop
        Layout.fillWidth: true
        onToggled: root.form.homeWorkshop = checked
    }
}
