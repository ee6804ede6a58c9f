// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Qoloner.Review

Item {
    width: 390
    height: 844

    ListModel {
        id: open
        ListElement { rowId: "c1"; field: "story_kk"; winning: "Жаңа"; losing: "Ескі"; loser: "Айша"; reason: "concurrent"; writtenAt: 1763888400000 }
    }
    ListModel {
        id: deletions
        ListElement { rowId: "c2"; field: ""; winning: ""; losing: ""; loser: "Айша"; reason: "edit_of_deleted"; writtenAt: 1763888400000 }
    }
    ListModel {
        id: changes
        ListElement { field: "name_ru"; published: "Айша"; proposed: "Айша С."; changed: true }
    }
    QtObject {
        id: record
        property bool hasConsent: true
        property var consentPurposes: ["registry"]
        property bool minor: false
        property bool published: false
        property bool canApprove: true
        property bool busy: false
        property bool homeWorkshop: false
        property string phone
        property real latitude: NaN
        property real longitude: NaN
        property real accuracy: NaN
        property int changedCount: 1
        property var fields: changes
        property var conflicts: open
        property var media: null
        property string restored
        property string dismissed
        property int approvals: 0
        function restore(id: string): void { restored = id; }
        function dismiss(id: string): void { dismissed = id; }
        function approve(): void { ++approvals; }
        function withdraw(): void {}
    }
    ReviewView { id: view; anchors.fill: parent; page: record }

    TestCase {
        name: "Review"
        when: windowShown

        function init() {
            record.restored = "";
            record.dismissed = "";
            record.approvals = 0;
            record.canApprove = true;
            record.busy = false;
            record.conflicts = open;
        }

        function test_aDeletionThatMetAnEditIsToldAndDecided() {
            record.conflicts = deletions;
            const card = findChild(view, "conflict.record");
            verify(findChild(card, "conflict.what").text.startsWith("Айша deleted this record while somebody else was editing it"));
            const carryOut = findChild(view, "conflict.record.restore");
            const keep = findChild(view, "conflict.record.dismiss");
            compare(carryOut.text, "Delete the record");
            compare(keep.text, "Keep the record");
            verify(waitForRendering(view)); // laid out
            mouseClick(keep);
            compare(record.dismissed, "c2");
            mouseClick(carryOut);
            compare(record.restored, "c2");
        }

        function test_aLosingValueCanBeRestored() {
            compare(findChild(view, "review.conflicts").count, 1);
            mouseClick(findChild(view, "conflict.story_kk.restore"));
            compare(record.restored, "c1");
            compare(record.dismissed, "");
        }

        function test_aConflictCanBeDismissed() {
            mouseClick(findChild(view, "conflict.story_kk.dismiss"));
            compare(record.dismissed, "c1");
            compare(record.restored, "");
        }

        function test_publishingNeedsThePermission() {
            const button = findChild(view, "review.approve");
            record.canApprove = false;
            mouseClick(button);
            compare(record.approvals, 0);
            record.canApprove = true;
            mouseClick(button);
            compare(record.approvals, 1);
        }
    }
}
