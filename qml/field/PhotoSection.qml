// SPDX-License-Identifier: Apache-2.0
// Photos of the master or the works, each with a line for those who cannot see.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Dialogs
import Qoloner.Style
import Qoloner.Components

FormSection {
    id: root

    required property var form
    property string error

    title: qsTr("Photo")
    helper: qsTr("A portrait or a work. Position and camera data are taken out of the picture.")

    Repeater {
        model: root.form.photos.length
        delegate: ColumnLayout {
            id: entry
            required property int index
            readonly property var modelData: root.form.photos[index] ?? ({ sha256: "", alt: "", width: 0, height: 0, placeholder: "" })
            spacing: Metrics.s
            Layout.fillWidth: true
            PhotoFrame {
                objectName: "register.photo." + entry.index
                source: "image://media/" + entry.modelData.sha256
                ratio: entry.modelData.height > 0 ? Math.max(0.8, entry.modelData.width / entry.modelData.height) : 4 / 3
                placeholder: entry.modelData.placeholder || Theme.surfaceSunken
                alt: entry.modelData.alt
                behind: Theme.surfaceRaised
                Layout.fillWidth: true
                Layout.maximumWidth: 480
                Layout.preferredHeight: Math.min(width, 480) / ratio
            }
            TextFieldRow {
                label: qsTr("What the photo shows")
                text: entry.modelData.alt
                maximumLength: 500
                Layout.fillWidth: true
                onCommitted: if (value !== entry.modelData.alt) root.form.setPhotoAlt(entry.modelData.sha256, value)
            }
            AppButton {
                text: qsTr("Remove the photo")
                iconName: "trash"
                kind: "text"
                leftPadding: 0
                onClicked: root.form.removePhoto(entry.modelData.sha256)
            }
        }
    }
    AppButton {
        objectName: "register.photo"
        property url chosenFile
        text: qsTr("Add a photo")
        iconName: "camera"
        kind: "secondary"
        Layout.fillWidth: true
        onClicked: dialog.open()
        onChosenFileChanged: if (String(chosenFile) !== "") root.form.addPhoto(chosenFile)
        FileDialog {
            id: dialog
            title: qsTr("Choose a photo")
            nameFilters: [qsTr("Pictures") + " (*.jpg *.jpeg *.png *.webp)"]
            onAccepted: root.form.addPhoto(selectedFile)
        }
    }
    FieldNote { error: root.error; Layout.fillWidth: true }
}
