// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Qoloner.Account

Item {
    width: 390
    height: 844

    JoinForm { id: form; width: 390 }
    SignalSpy { id: sent; target: form; signalName: "submitted" }

    TestCase {
        name: "Join"
        when: windowShown

        function init() {
            setup.speak("en");
            sent.clear();
            form.errorCode = "";
            form.joining = false;
        }

        function test_aMalformedCodeIsExplainedInEachLanguage() {
            const box = findChild(form, "join.error");
            verify(!box.visible);
            form.errorCode = "invite_malformed";
            verify(box.visible);
            const said = ["kk", "ru", "en"].map(language => {
                setup.speak(language);
                return box.text;
            });
            verify(said[2].includes("8 letters and digits"));
            compare(new Set(said).size, 3);
        }

        function test_aWholeInviteNeedsNoCode() {
            form.serverUrl = "qoloner://join?server=https%3A%2F%2Fexample.kz&code=K7QM-3D0F";
            verify(!findChild(form, "join.code").visible);
            mouseClick(findChild(form, "join.submit"));
            compare(sent.count, 1);
            compare(sent.signalArguments[0][1], "");
            form.serverUrl = "";
        }

        function test_submitRestsWithoutCode() {
            form.serverUrl = "https://example.kz";
            verify(!findChild(form, "join.submit").enabled);
            form.serverUrl = "";
        }

        function test_everyCodeHasWords() {
            for (const code of ErrorText.network.concat(ErrorText.joining, ErrorText.plain))
                verify(ErrorText.known(code), code);
            verify(ErrorText.sentence("never_heard_of", "", []).includes("never_heard_of"));
        }
    }
}
