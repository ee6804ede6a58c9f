// SPDX-License-Identifier: Apache-2.0
// A labelled field of a form. `text` flows in, `value` is what stands there,
// `edited` reports typing; the label, its state and its error are one thing.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

ColumnLayout {
    id: root

    property string label
    property string text
    property string helper
    property string error
    property string placeholder
    property string language           // kk, ru, en: tag beside the label
    property bool mandatory: false
    property bool multiline: false
    property int maximumLength: 2000
    property int inputHints: Qt.ImhNone
    property bool readOnly: false

    readonly property Item field: loader.item
    readonly property string value: field ? field.text : ""

    signal edited(string text)
    signal committed()                 // left the field or pressed Enter

    readonly property string spoken: (language === "" ? label : label + ", " + Format.languageName(language))
        + (mandatory ? ", " + qsTr("required") : "")

    spacing: Metrics.xs
    onActiveFocusChanged: if (activeFocus && field) field.forceActiveFocus()

    RowLayout {
        spacing: Metrics.s
        Layout.fillWidth: true
        AppText {
            text: root.label
            kind: "label"
            strong: true
            Layout.fillWidth: root.implicitWidth > root.width
            Layout.maximumWidth: root.width * 0.75
            Accessible.ignored: true
        }
        AppText {
            visible: root.mandatory
            text: qsTr("required")
            kind: "caption"
            muted: true
            Accessible.ignored: true
        }
        Item { Layout.fillWidth: true }
        LanguageTag { language: root.language }
    }
    Loader {
        id: loader
        Layout.fillWidth: true
        sourceComponent: root.multiline ? area : line
    }
    RowLayout {
        visible: root.error !== "" || root.helper !== ""
        spacing: Metrics.xs
        Layout.fillWidth: true
        Icon {
            visible: root.error !== ""
            name: "error"
            color: Theme.danger
            Layout.preferredWidth: Metrics.iconSmall
            Layout.preferredHeight: Metrics.iconSmall
            Layout.alignment: Qt.AlignTop
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

    component Frame: Rectangle {
        property bool active: false
        radius: Metrics.radiusSmall
        color: root.readOnly ? Theme.surfaceSunken : Theme.surfaceRaised
        border {
            width: active || root.error !== "" ? Metrics.focusRing : Metrics.hair
            color: root.error !== "" ? Theme.danger : active ? Theme.focus : Theme.outlineStrong
        }
    }
    component Hint: AppText {
        anchors.fill: parent
        muted: true
        text: root.placeholder
        maximumLineCount: root.multiline ? 3 : 1
        Accessible.ignored: true
    }

    Component {
        id: line
        T.TextField {
            id: input
            implicitHeight: Math.max(Metrics.touch + 4, contentHeight + topPadding + bottomPadding)
            leftPadding: Metrics.m
            rightPadding: Metrics.m
            topPadding: Metrics.s
            bottomPadding: Metrics.s
            verticalAlignment: TextInput.AlignVCenter
            text: root.text
            font.pixelSize: Theme.bodySize
            color: Theme.text
            selectionColor: Theme.info
            selectedTextColor: Theme.infoSoft
            selectByMouse: true
            readOnly: root.readOnly
            maximumLength: root.maximumLength
            inputMethodHints: root.inputHints
            Accessible.name: root.spoken
            Accessible.description: root.error !== "" ? root.error : root.helper
            onTextEdited: root.edited(text)
            onEditingFinished: root.committed()
            background: Frame { active: input.activeFocus }
            Hint {
                visible: input.text === "" && input.preeditText === ""
                anchors { leftMargin: input.leftPadding; rightMargin: input.rightPadding }
                verticalAlignment: Text.AlignVCenter
            }
        }
    }
    Component {
        id: area
        T.TextArea {
            id: input
            implicitHeight: Math.max(Metrics.touch * 2.5, contentHeight + topPadding + bottomPadding)
            padding: Metrics.m
            text: root.text
            font.pixelSize: Theme.bodySize
            color: Theme.text
            selectionColor: Theme.info
            selectedTextColor: Theme.infoSoft
            selectByMouse: true
            readOnly: root.readOnly
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            inputMethodHints: root.inputHints
            KeyNavigation.priority: KeyNavigation.BeforeItem
            KeyNavigation.tab: input.nextItemInFocusChain(true)
            KeyNavigation.backtab: input.nextItemInFocusChain(false)
            Accessible.name: root.spoken
            Accessible.description: root.error !== "" ? root.error : root.helper
            Accessible.multiLine: true
            onTextChanged: {
                if (text.length > root.maximumLength)
                    remove(root.maximumLength, text.length);
                else if (activeFocus && text !== root.text)
                    root.edited(text);
            }
            onActiveFocusChanged: if (!activeFocus) root.committed()
            background: Frame { active: input.activeFocus }
            Hint {
                visible: input.text === "" && input.preeditText === ""
                anchors.margins: Metrics.m
            }
        }
    }
}
