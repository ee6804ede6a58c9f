// SPDX-License-Identifier: Apache-2.0
// What to send to whoever helps: the state of this device, without personal data.
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

Item {
    id: root

    property string note
    property string failure

    signal navigate(string page, var params)
    signal back()

    DiagnosticsModel {
        id: diagnostics
        services: Services
        onSaved: file => {
            root.failure = "";
            root.note = qsTr("Saved as %1").arg(file);
        }
        onFailed: code => root.failure = ErrorText.sentence(code, "", [])
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Diagnostics")
        showBack: true
        onBack: root.back()
        IconButton {
            iconName: "sync"
            name: qsTr("Make it anew")
            onClicked: diagnostics.refresh()
        }
    }
    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }

        AppText {
            text: qsTr("If something goes wrong, send this to whoever helps you. It holds versions, counts and times; no names, no records, no addresses.")
            Layout.fillWidth: true
        }
        Banner {
            visible: root.failure !== ""
            kind: "error"
            text: root.failure
            dismissible: true
            Layout.fillWidth: true
            onDismissed: root.failure = ""
        }
        Banner {
            objectName: "diagnostics.note"
            visible: root.note !== ""
            kind: "success"
            text: root.note
            dismissible: true
            Layout.fillWidth: true
            onDismissed: root.note = ""
        }
        Flow {
            spacing: Metrics.s
            Layout.fillWidth: true
            AppButton {
                objectName: "diagnostics.copy"
                text: qsTr("Copy")
                enabled: diagnostics.report !== ""
                onClicked: {
                    report.selectAll();
                    report.copy();
                    report.deselect();
                    root.note = qsTr("Copied");
                }
            }
            AppButton {
                objectName: "diagnostics.save"
                text: qsTr("Save as a file")
                kind: "secondary"
                enabled: diagnostics.report !== ""
                onClicked: diagnostics.save(diagnostics.folder)
            }
        }
        Card {
            Layout.fillWidth: true
            TextEdit {
                id: report
                objectName: "diagnostics.report"
                text: diagnostics.report
                readOnly: true
                selectByMouse: true
                wrapMode: TextEdit.WrapAnywhere
                color: Theme.text
                selectionColor: Theme.primary
                selectedTextColor: Theme.onPrimary
                font.pixelSize: Theme.labelSize
                Accessible.role: Accessible.StaticText
                Accessible.name: text
                Layout.fillWidth: true
            }
        }
    }
}
