// SPDX-License-Identifier: Apache-2.0
// What the master agrees to, the text that was read out, and the proof.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account

FormSection {
    id: root

    required property var form
    property bool given: false
    property string error
    property string language: Format.language

    signal agreed(bool given)

    readonly property var languages: ["kk", "ru", "en"]
    readonly property var purposes: ["registry", "public_profile", "statistics", "research", "events"]
    function toggle(purpose: string, on: bool): void {
        const rest = Array.from(form.consentPurposes).filter(p => p !== purpose);
        form.consentPurposes = on ? rest.concat(purpose) : rest;
    }

    title: qsTr("Consent")
    helper: qsTr("Read the text aloud, then tick what the master agrees to.")

    AppButton {
        objectName: "register.consentText"
        text: qsTr("Read the text")
        kind: "secondary"
        Layout.fillWidth: true
        onClicked: sheet.open()
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Repeater {
            model: root.purposes
            delegate: CheckRow {
                required property string modelData
                objectName: "register.consent." + modelData
                title: Words.purpose(modelData)
                checked: Array.from(root.form.consentPurposes).includes(modelData)
                Layout.fillWidth: true
                onToggled: root.toggle(modelData, checked)
            }
        }
    }
    FormField {
        visible: root.form.minor
        name: "guardian"
        errors: root.form.errors
        mandatory: true
        text: root.form.guardian
        maximumLength: 200
        onEdited: text => root.form.guardian = text
    }
    ChoiceRow {
        objectName: "register.consentMethod"
        label: Words.plainField("method")
        value: root.form.consentMethod
        options: [{ value: "signature", label: qsTr("Signature on this screen") },
            { value: "voice", label: qsTr("Recorded voice") },
            { value: "paper", label: qsTr("Signed paper") },
            { value: "sms", label: qsTr("Code by SMS") }]
        Layout.fillWidth: true
        onChosen: value => root.form.consentMethod = value
    }
    SignaturePad {
        objectName: "register.signature"
        visible: root.form.consentMethod === "signature"
        path: root.form.signaturePath
        Layout.fillWidth: true
        Layout.maximumWidth: 560
        onDrawn: path => root.form.signaturePath = path
    }
    AppButton {
        visible: root.form.consentMethod === "signature" && root.form.signaturePath !== ""
        text: qsTr("Draw again")
        kind: "text"
        leftPadding: 0
        onClicked: root.form.signaturePath = ""
    }
    CheckRow {
        objectName: "register.consentGiven"
        title: qsTr("The master has heard the text and agrees")
        checked: root.given
        Layout.fillWidth: true
        onToggled: {
            root.form.consentLanguage = root.language;
            root.form.consentTextVersion = ConsentText.version;
            root.agreed(checked);
        }
    }
    FieldNote {
        objectName: "register.consentError"
        error: root.error
        Layout.fillWidth: true
    }
    Sheet {
        id: sheet
        title: qsTr("Consent")
        FilterChipRow {
            name: qsTr("Language of the text")
            options: root.languages.map(code => ({ value: code, label: Format.languageName(code) }))
            selected: [root.language]
            Layout.fillWidth: true
            onToggled: (value, on) => root.language = value
        }
        AppText {
            text: ConsentText.text(root.language)
            Layout.fillWidth: true
        }
        AppText {
            text: qsTr("Text of version %1").arg(ConsentText.version)
            kind: "label"
            muted: true
            Layout.fillWidth: true
        }
    }
}
