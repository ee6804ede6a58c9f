// SPDX-License-Identifier: Apache-2.0
// The map under a finger, a mouse and keys; its markers, names and credits.
import QtQuick
import QtTest
import Qoloner.Style
import Qoloner.Map

Item {
    id: root

    width: 800
    height: 700

    readonly property real lat: 43.2573
    readonly property real lon: 76.9475

    ListModel {
        id: places
        ListElement { rowId: "bazaar"; name: "Көк базар"; kind: "market"; lat: 43.2637; lon: 76.9549 }
        ListElement { rowId: "museum"; name: "Ықылас музейі"; kind: "museum"; lat: 43.2595; lon: 76.9569 }
        ListElement { rowId: "opera"; name: "Опера театры"; kind: "theatre"; lat: 43.2487; lon: 76.9459 }
    }
    CraftMap {
        id: map
        width: 600
        height: 600
        packPath: setup.pack
        language: "kk"
    }
    SignalSpy { id: activated; target: map; signalName: "markerActivated" }

    // The corners of a turned text, in the map.
    function corners(label: Item): var {
        return [Qt.point(0, 0), Qt.point(label.width, 0), Qt.point(label.width, label.height), Qt.point(0, label.height)]
            .map(p => label.mapToItem(map, p.x, p.y));
    }
    // Whether some straight line has one outline on each side (separating axis).
    function apart(a: var, b: var): bool {
        for (const shape of [a, b]) {
            for (let i = 0; i < 4; ++i) {
                const from = shape[i], to = shape[(i + 1) % 4];
                const nx = to.y - from.y, ny = from.x - to.x;
                const along = p => p.x * nx + p.y * ny;
                const x = a.map(along), y = b.map(along);
                if (Math.max(...x) <= Math.min(...y) || Math.max(...y) <= Math.min(...x))
                    return true;
            }
        }
        return false;
    }
    function shownLabels(): var {
        const layer = testCase.findChild(map, "map.labels");
        return Array.from(layer.children).filter(item => item.caption !== undefined && item.shown);
    }

    TestCase {
        id: testCase
        name: "MapView"
        when: windowShown

        function initTestCase() { Theme.reducedMotion = true; }
        function init() {
            Theme.mode = "light";
            map.width = 600;
            map.height = 600;
            map.language = "kk";
            map.model = null;
            activated.clear();
            tryCompare(map.view, "status", MapView.Ready);
            map.view.setView(root.lat, root.lon, 15);
            tryCompare(map.view, "settled", true);
        }
        function settle() { tryCompare(map.view, "settled", true); }

        function test_aDragCarriesTheMapAlong() {
            const before = map.view.longitude, up = map.view.latitude;
            mouseDrag(map.view, 300, 300, -120, 90);
            settle();
            verify(map.view.longitude > before); // dragged to the left: what lies east comes in
            verify(map.view.latitude > up);      // dragged down: what lies north comes in
            compare(map.view.zoom, 15);
        }
        function test_theWheelZoomsAroundThePointer() {
            const at = Qt.point(140, 420);
            const place = map.view.unproject(at.x, at.y);
            mouseWheel(map.view, at.x, at.y, 0, 240);
            verify(map.view.zoom > 15.5);
            const now = map.view.project(place.y, place.x);
            fuzzyCompare(now.x, at.x, 0.5);
            fuzzyCompare(now.y, at.y, 0.5);
            mouseWheel(map.view, at.x, at.y, 0, -240);
            fuzzyCompare(map.view.zoom, 15, 0.001);
        }
        function test_twoFingersApartZoomIn() {
            const touch = touchEvent(map.view);
            touch.press(0, map.view, 250, 300).press(1, map.view, 350, 300).commit();
            touch.move(0, map.view, 200, 300).move(1, map.view, 400, 300).commit();
            touch.release(0, map.view, 200, 300).release(1, map.view, 400, 300).commit();
            fuzzyCompare(map.view.zoom, 16, 0.01); // twice as far apart: one level
        }
        function test_aDoubleTapZoomsInWhereItFell() {
            const place = map.view.unproject(200, 200);
            mouseDoubleClickSequence(map.view, 200, 200);
            tryCompare(map.view, "zoom", 16);
            const now = map.view.project(place.y, place.x);
            fuzzyCompare(now.x, 200, 0.5);
            fuzzyCompare(now.y, 200, 0.5);
        }
        function test_keysMoveAndZoom() {
            map.view.forceActiveFocus();
            const lat = map.view.latitude, lon = map.view.longitude;
            keyClick(Qt.Key_Right);
            verify(map.view.longitude > lon);
            keyClick(Qt.Key_Up);
            verify(map.view.latitude > lat);
            keyClick(Qt.Key_Plus);
            compare(map.view.zoom, 16);
            keyClick(Qt.Key_Minus);
            compare(map.view.zoom, 15);
        }
        function test_aStillMapLeavesTheGesturesToItsPage() {
            map.interactive = false;
            const lon = map.view.longitude;
            mouseDrag(map.view, 300, 300, -120, 0);
            mouseWheel(map.view, 300, 300, 0, 240);
            map.interactive = true;
            compare(map.view.longitude, lon);
            compare(map.view.zoom, 15);
        }
        function test_whatIsFramedStaysInSightWhenTheWindowChanges() {
            const points = [{ lat: 43.2637, lon: 76.9549 }, { lat: 43.2487, lon: 76.9459 }];
            map.framed = points;
            for (const size of [[600, 600], [320, 240], [700, 200]]) {
                map.width = size[0];
                map.height = size[1];
                for (const p of points) {
                    const at = map.view.project(p.lat, p.lon);
                    verify(at.x > 0 && at.x < map.width && at.y > 36 && at.y < map.height, size + ": " + at);
                }
            }
            map.framed = [];
        }

        function test_markersFollowTheListAndSayTheirNames() {
            map.model = places;
            map.view.forceActiveFocus();
            const names = [];
            for (let i = 0; i < places.count; ++i) {
                keyClick(Qt.Key_Tab);
                let item = map.Window.activeFocusItem;
                names.push(item.Accessible.name);
                compare(item.Accessible.role, Accessible.Button);
                verify(item.name === places.get(i).name);
                keyClick(Qt.Key_Return);
                compare(activated.signalArguments[i][0], places.get(i).rowId);
            }
            compare(names, ["Көк базар", "Ықылас музейі", "Опера театры"]);
        }

        function test_aMarkerTakesNoMoreRoomThanOneSees() {
            const without = shownLabels().length;
            map.model = places;
            settle();
            verify(shownLabels().length > without - 2 * places.count, shownLabels().length + " of " + without);
        }

        function test_namesNeverOverlapNorLeaveTheMap_data() {
            return [
                { tag: "phone", width: 390, height: 640, zoom: 15.2, language: "kk", markers: false },
                { tag: "phone with places", width: 390, height: 640, zoom: 15.2, language: "ru", markers: true },
                { tag: "far", width: 600, height: 600, zoom: 13.4, language: "en", markers: false },
                { tag: "near", width: 600, height: 600, zoom: 17.3, language: "kk", markers: false },
                { tag: "strip", width: 700, height: 200, zoom: 16, language: "ru", markers: false }
            ];
        }
        function test_namesNeverOverlapNorLeaveTheMap(data) {
            map.width = data.width;
            map.height = data.height;
            map.language = data.language;
            map.model = data.markers ? places : null;
            for (const shift of [0, 0.0013, 0.0041]) {
                map.view.setView(root.lat + shift, root.lon - 2 * shift, data.zoom);
                settle();
                const labels = shownLabels();
                verify(labels.length > 1, "names: " + labels.length);
                const floor = map.height - map.view.bottomInset;
                const outlines = labels.map(root.corners);
                outlines.forEach((outline, i) => {
                    for (const p of outline)
                        verify(p.x >= 0 && p.x <= map.width && p.y >= 0 && p.y <= floor,
                            labels[i].caption + " leaves the map: " + p);
                    for (let k = 0; k < i; ++k)
                        verify(root.apart(outline, outlines[k]), labels[i].caption + " lies on " + labels[k].caption);
                });
            }
        }

        function test_theCreditsAreAlwaysThereInTheLanguageOfTheMap() {
            const credits = findChild(map, "map.credits");
            const seen = [];
            for (const language of ["kk", "ru", "en"]) {
                map.language = language;
                for (const width of [600, 200]) {
                    map.width = width;
                    const at = credits.mapToItem(map, 0, 0);
                    verify(credits.visible && at.x >= 0 && at.y >= 0);
                    verify(at.x + credits.width <= map.width && at.y + credits.height <= map.height);
                    const text = credits.children[0];
                    verify(!text.truncated && text.text.includes("OpenStreetMap"), text.text);
                    verify(text.contentWidth <= credits.width && text.contentHeight <= credits.height);
                }
                seen.push(map.view.attribution);
            }
            compare(new Set(seen).size, 3);
        }

        function test_languageAndThemeChangeAtOnce() {
            map.view.setView(root.lat, root.lon, 16);
            settle();
            const names = map.view.visibleNames();
            verify(names.some(name => name.includes("көшесі")), names);
            map.language = "ru";
            tryVerify(() => map.view.visibleNames().some(name => name.includes("улица")));
            verify(!map.view.visibleNames().some(name => name.includes("көшесі")));
            const light = grabImage(map).pixel(4, 4);
            Theme.mode = "dark";
            compare(map.view.status, MapView.Ready);
            compare(map.view.settled, true);     // nothing is read anew
            const dark = grabImage(map).pixel(4, 4);
            verify(dark.hslLightness < light.hslLightness - 0.3, light + " " + dark);
        }
    }
}
