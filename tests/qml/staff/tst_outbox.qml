// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Qoloner.Account

Item {
    width: 390
    height: 844

    OutboxRow {
        id: row
        width: 390
        dseq: "7"
        kind: "patch"
        name: "Айша"
        created: new Date(2026, 4, 28)
    }
    SignalSpy { id: again; target: row; signalName: "againAsked" }

    TestCase {
        name: "Outbox"
        when: windowShown

        function init() {
            setup.speak("en");
            row.outcome = "pending";
            row.errorCode = "";
            row.merged = false;
            row.mergedField = "";
            row.needsReview = false;
            row.actions = [];
            again.clear();
        }

        function said(): string { return findChild(row, "outbox.7.state").text; }
        function why(): string { return findChild(row, "outbox.7.why").text; }

        function test_eachStateIsSaidInItsOwnWords_data() {
            return [{ tag: "en" }, { tag: "ru" }, { tag: "kk" }];
        }
        function test_eachStateIsSaidInItsOwnWords(data) {
            setup.speak(data.tag);
            const states = ["pending", "held", "accepted", "settled", "rejected", "mended", "discarded", "of a later version"];
            compare(new Set(states.map(state => {
                row.outcome = state;
                return said();
            })).size, states.length);
        }

        function test_aMergedChangeTellsWhoseValueIsShown() {
            row.outcome = "settled";
            const plain = said();
            row.merged = true;
            row.mergedField = "settlement";
            row.mergedOther = "Жезді";
            row.mergedWith = "Болат";
            row.mergedMine = true;
            verify(said() !== plain);
            verify(why().includes("Болат") && why().includes("Жезді"));
            const mine = why();
            row.mergedMine = false;
            verify(why() !== mine && why().includes("Жезді"));
        }

        function test_aRefusalSaysWhyAndWhatOneCanDo() {
            row.outcome = "rejected";
            row.errorCode = "permission_denied";
            row.actions = ["again", "discard"];
            verify(why().includes("role"));
            verify(!findChild(row, "outbox.7.mend").visible);
            verify(findChild(row, "outbox.7.discard").visible);
            const button = findChild(row, "outbox.7.again");
            const other = findChild(row, "outbox.7.discard");
            tryVerify(() => other.x + other.y > button.x + button.y); // laid out
            mouseClick(button);
            compare(again.count, 1);
        }
    }
}
