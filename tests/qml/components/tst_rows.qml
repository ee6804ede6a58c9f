// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtTest
import Qoloner.Style
import Qoloner.Components

Item {
    id: scene
    width: 390
    height: 700

    ListRow { id: row; width: 390; title: "Ықылас музейі"; detail: "Музей"; note: "350 м" }
    TextFieldRow { id: fieldRow; y: 100; width: 390; label: "Name"; text: "Айша"; helper: "As in the passport"; language: "kk"; mandatory: true }
    TextFieldRow { id: areaRow; y: 200; width: 390; label: "Story"; multiline: true; maximumLength: 10 }
    SearchField { id: search; y: 400; width: 390; debounce: 30 }
    SwitchRow { id: switcher; y: 460; width: 390; title: "Visitors are welcome" }
    FilterChipRow {
        id: chips
        y: 520; width: 390
        options: [{ value: "a", label: "A" }, { value: "b", label: "B" }]
        selected: ["a"]
    }
    SignalSpy { id: clicks; target: row; signalName: "clicked" }
    SignalSpy { id: edits; target: fieldRow; signalName: "edited" }
    SignalSpy { id: searches; target: search; signalName: "searched" }
    SignalSpy { id: toggles; target: chips; signalName: "toggled" }

    TestCase {
        name: "Rows"
        when: windowShown

        function init() {
            for (const spy of [clicks, edits, searches, toggles])
                spy.clear();
            fieldRow.error = "";
        }

        function test_listRowAnswersMouseAndKeyboard() {
            mouseClick(row);
            compare(clicks.count, 1);
            row.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            compare(clicks.count, 2);
            keyClick(Qt.Key_Return);
            compare(clicks.count, 3);
            verify(row.height >= Metrics.touch);
        }

        function test_listRowIsReadAsOneSentence() {
            compare(row.Accessible.name, "Ықылас музейі, Музей, 350 м");
        }

        function test_errorIsShownAndSpoken() {
            const hint = findChild(fieldRow, "hint");
            compare(hint.text, "As in the passport");
            compare(fieldRow.field.Accessible.description, "As in the passport");
            fieldRow.error = "Too short";
            compare(hint.text, "Too short");
            compare(fieldRow.field.Accessible.description, "Too short");
            compare(fieldRow.field.Accessible.name, "Name, Қазақша, required");
        }

        function test_typingReportsAndTextFlowsIn() {
            mouseClick(fieldRow.field);
            keyClick(Qt.Key_End);
            keyClick("m");
            compare(edits.count, 1);
            compare(edits.signalArguments[0][0], "Айшаm");
            fieldRow.text = "Әсел";
            compare(fieldRow.value, "Әсел");
        }

        function test_longTextIsCutAtItsLimit() {
            areaRow.field.forceActiveFocus();
            for (let i = 0; i < 14; ++i)
                keyClick("x");
            compare(areaRow.value.length, 10);
        }

        function test_searchWaitsUntilTypingRests() {
            search.forceActiveFocus();
            for (const letter of ["k", "u", "r"])
                keyClick(letter);
            compare(searches.count, 0);
            tryCompare(searches, "count", 1);
            compare(searches.signalArguments[0][0], "kur");
            mouseClick(findChild(search, "clear"));
            compare(searches.count, 2);
            compare(searches.signalArguments[1][0], "");
            compare(search.text, "");
        }

        function test_enterSearchesAtOnce() {
            search.forceActiveFocus();
            keyClick("a");
            keyClick(Qt.Key_Return);
            compare(searches.count, 1);
            search.clear();
        }

        function test_escapeEmptiesTheSearch() {
            search.forceActiveFocus();
            keyClick("a");
            keyClick(Qt.Key_Escape);
            compare(search.text, "");
        }

        function test_switchFollowsTheKeyboard() {
            switcher.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            verify(switcher.checked);
        }

        function test_chipOnlyAsks() {
            mouseClick(chips.itemAtIndex(1));
            compare(toggles.count, 1);
            compare(toggles.signalArguments[0][0], "b");
            compare(toggles.signalArguments[0][1], true);
            verify(!chips.itemAtIndex(1).checked);
            chips.selected = ["a", "b"];
            verify(chips.itemAtIndex(1).checked);
        }
    }
}
