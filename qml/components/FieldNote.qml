// SPDX-License-Identifier: Apache-2.0
// Below a field of a form: what is wrong, else what helps.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style

RowLayout {
    id: root

    property string error
    property string helper

    visible: error !== "" || helper !== ""
    spacing: Metrics.xs

    Icon {
        visible: root.error !== ""
        name: "error"
        color: Theme.danger
        Layout.preferredWidth: Theme.iconSmall
        Layout.preferredHeight: Theme.iconSmall
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 1
    }
    AppText {
        objectName: "hint"
        text: root.error !== "" ? root.error : root.helper
        kind: "label"
        color: root.error !== "" ? Theme.danger : Theme.textMuted
        Layout.fillWidth: true
        Accessible.ignored: true
    }
}
