// SPDX-License-Identifier: Apache-2.0
// The story of a record in three languages, each its own field.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account
import Qoloner.Models

Item {
    id: root

    property string rowId
    property string failure
    property bool saved: false

    signal navigate(string page, var params)
    signal back()

    component Field: FormField {
        prefix: "story."
        errors: edit.errors
        multiline: true
        maximumLength: 8000
    }

    EditStory {
        id: edit
        services: Services
        rowId: root.rowId
        fieldSet: "story"
        onSaved: root.saved = true
        onFailed: (code, field, args) => root.failure = ErrorText.sentence(code, field, args)
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Story")
        subtitle: edit.recordName
        showBack: true
        onBack: root.back()
    }
    ScrollColumn {
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: foot.top }
        Banner {
            visible: edit.restored
            title: qsTr("Your draft is back")
            text: qsTr("It was kept when the app closed.")
            actionText: qsTr("Start afresh")
            Layout.fillWidth: true
            onActed: edit.revert()
        }
        Banner {
            objectName: "story.failure"
            visible: root.failure !== ""
            kind: "error"
            text: root.failure
            Layout.fillWidth: true
        }
        Banner {
            objectName: "story.savedNote"
            visible: root.saved && !edit.dirty
            kind: "success"
            text: qsTr("Saved on this phone, waiting for a connection.")
            Layout.fillWidth: true
        }
        Field { name: "story_kk"; text: edit.textKk; onEdited: text => edit.textKk = text }
        Field { name: "story_ru"; text: edit.textRu; onEdited: text => edit.textRu = text }
        Field { name: "story_en"; text: edit.textEn; onEdited: text => edit.textEn = text }
    }
    PageFoot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        AppButton {
            objectName: "story.save"
            text: qsTr("Save")
            enabled: edit.dirty && !edit.busy
            Layout.fillWidth: true
            onClicked: {
                root.failure = "";
                edit.save();
            }
        }
    }
}
