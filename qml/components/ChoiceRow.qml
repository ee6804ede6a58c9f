// SPDX-License-Identifier: Apache-2.0
// One value out of a list, shown as a row and chosen on a sheet.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

ColumnLayout {
    id: root

    property string label
    property var options: []           // [{ value, label, detail? }]
    property string value
    property string placeholder: qsTr("Choose")
    property string helper
    property string error
    property bool mandatory: false
    property bool searchable: false    // `searched` narrows the options

    readonly property string valueLabel: options.find(o => o.value === value)?.label ?? ""
    readonly property alias sheet: sheet

    signal chosen(string value)
    signal searched(string text)

    spacing: Metrics.xs

    FieldLabel {
        label: root.label
        mandatory: root.mandatory
        Layout.fillWidth: true
    }
    T.Button {
        id: button
        objectName: "opener"
        hoverEnabled: true
        implicitHeight: Math.max(Metrics.touch + 4, implicitContentHeight + topPadding + bottomPadding)
        leftPadding: Metrics.m
        rightPadding: Metrics.m
        topPadding: Metrics.s
        bottomPadding: Metrics.s
        Layout.fillWidth: true
        Accessible.role: Accessible.ComboBox
        Accessible.name: root.label + (root.mandatory ? ", " + qsTr("required") : "") + ": "
            + (root.valueLabel === "" ? root.placeholder : root.valueLabel)
        Accessible.description: root.error !== "" ? root.error : root.helper
        onClicked: sheet.open()
        Keys.onReturnPressed: sheet.open()
        contentItem: RowLayout {
            AppText {
                text: root.valueLabel === "" ? root.placeholder : root.valueLabel
                muted: root.valueLabel === ""
                maximumLineCount: 2
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            Icon {
                name: "chevron-down"
                color: Theme.textMuted
                Layout.preferredWidth: Theme.iconSmall
                Layout.preferredHeight: Theme.iconSmall
            }
        }
        background: Rectangle {
            radius: Metrics.radiusSmall
            color: Theme.surfaceRaised
            border {
                width: root.error !== "" ? Metrics.focusRing : Metrics.hair
                color: root.error !== "" ? Theme.danger : Theme.outlineStrong
            }
            FocusRing { shown: button.visualFocus; radius: Metrics.radiusSmall + 2 }
        }
    }
    FieldNote {
        error: root.error
        helper: root.helper
        Layout.fillWidth: true
    }
    Sheet {
        id: sheet
        title: root.label
        onClosed: search.clear()
        SearchField {
            id: search
            visible: root.searchable
            Layout.fillWidth: true
            onSearched: query => root.searched(query)
        }
        Column {                       // a positioner: see AdaptiveShell
            Layout.fillWidth: true
            Repeater {
                model: root.options.length   // a new language keeps the rows
                delegate: ListRow {
                    id: option
                    required property int index
                    readonly property var modelData: root.options[index] ?? ({})
                    objectName: "choice." + modelData.value
                    title: modelData.label ?? ""
                    detail: modelData.detail ?? ""
                    selected: modelData.value === root.value
                    width: parent ? parent.width : 0
                    Accessible.role: Accessible.RadioButton
                    Accessible.checked: selected
                    trailing: Icon {
                        name: option.selected ? "check" : ""
                        color: Theme.onPrimarySoft
                    }
                    onClicked: {
                        sheet.close();
                        root.chosen(option.modelData.value);
                    }
                }
            }
        }
    }
}
