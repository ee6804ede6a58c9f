// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Qoloner.Field

Item {
    width: 390
    height: 844

    QtObject {
        id: form
        property string nameKk
        property string nameRu
        property string nameEn
        property string craft
        property string region
        property string settlement
        property string storyKk
        property string storyRu
        property string storyEn
        property int birthYear
        property string phone
        property string fieldNote
        property bool homeWorkshop
        property var consentPurposes: []
        property string consentMethod: "paper"
        property string consentLanguage
        property string consentTextVersion
        property string guardian
        property string signaturePath
        property bool minor: false
        property bool needsConsent: true
        property bool busy: false
        property bool dirty: false
        property bool restored: false
        property bool hasPosition: false
        property real latitude: NaN
        property real longitude: NaN
        property real accuracy: NaN
        property var photos: []
        property var errors: ({})
        property var errorArgs: ({})
        property int saves: 0
        property int discards: 0
        function check(): bool {
            errors = settlement === "" ? { settlement: "field_required" } : {};
            return settlement !== "";
        }
        function save(): void { ++saves; }
        function discardDraft(): void { ++discards; }
        function takePosition(): void { hasPosition = true; }
        function addPhoto(file: url): void {}
    }
    RegisterView { id: view; anchors.fill: parent; form: form }

    TestCase {
        name: "Register"
        when: windowShown

        function init() {
            setup.speak("en");
            form.saves = 0;
            form.settlement = "";
            form.busy = false;
            form.consentPurposes = [];
            view.given = false;
            view.asked = false;
        }
        function press() { mouseClick(findChild(view, "register.save")); }

        function test_anErrorIsShownAtItsFieldAndInTheSummary() {
            press();
            compare(form.saves, 0);
            compare(findChild(view, "register.settlement").error, "Town or village is missing.");
            verify(findChild(view, "register.summary").visible);
            verify(findChild(view, "register.summary").text.includes("Town or village is missing."));
        }

        function test_nothingIsSavedWithoutConsent() {
            form.settlement = "Ұлытау";
            press();
            compare(form.saves, 0);
            verify(findChild(view, "register.consentError").visible);
            form.consentPurposes = ["registry"];
            findChild(view, "register.consentGiven").toggled();
            view.given = true;
            press();
            compare(form.saves, 1);
            compare(form.consentTextVersion, ConsentText.version);
            compare(form.consentLanguage, "en");
        }

        function test_saveRestsWhileBusy() {
            form.settlement = "Ұлытау";
            form.consentPurposes = ["registry"];
            view.given = true;
            form.busy = true;
            verify(!findChild(view, "register.save").enabled);
            press();
            compare(form.saves, 0);
        }

        function test_aRestoredDraftIsAnnounced() {
            verify(!findChild(view, "register.restored").visible);
            form.restored = true;
            verify(findChild(view, "register.restored").visible);
            form.restored = false;
        }

        function test_signatureIsPathData() {
            form.consentMethod = "signature";
            const pad = findChild(view, "register.signature");
            tryVerify(() => pad.width > 0 && pad.height > 0);
            view.children[0].contentY = Math.max(0, pad.mapToItem(view.children[0].contentItem, 0, 0).y - 100);
            mousePress(pad, 10, 10);
            mouseMove(pad, 60, 40);
            mouseMove(pad, 100, 20);
            mouseRelease(pad, 100, 20);
            verify(/^M\d+ \d+(L\d+ \d+)+$/.test(form.signaturePath), form.signaturePath);
            form.consentMethod = "paper";
        }
    }
}
