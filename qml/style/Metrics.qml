// SPDX-License-Identifier: Apache-2.0
// Measures on a 4-point grid, in device-independent pixels.
pragma Singleton
import QtQuick

QtObject {
    readonly property int hair: 1
    readonly property int xs: 4
    readonly property int s: 8
    readonly property int m: 12
    readonly property int l: 16
    readonly property int xl: 24
    readonly property int xxl: 32
    readonly property int xxxl: 48

    readonly property int touch: 48          // smallest thing a finger meets
    readonly property int row: 56
    readonly property int bar: 60            // bottom bar and page header
    readonly property int rail: 88
    readonly property int sidebar: 232
    readonly property int listPane: 400

    readonly property int icon: 24
    readonly property int iconLarge: 32

    readonly property int radius: 12
    readonly property int radiusSmall: 8
    readonly property int radiusLarge: 20
    readonly property int focusRing: 2

    readonly property int contentMax: 720    // reading width on wide screens
    readonly property int dialogWidth: 480
    readonly property int tablet: 600
    readonly property int desktop: 960

    // "phone", "tablet" or "desktop" for a window this wide.
    function layoutFor(width: real): string {
        return width < tablet ? "phone" : width < desktop ? "tablet" : "desktop";
    }

    // Side margin that centres content in a page this wide.
    function margin(width: real): real {
        return Math.max(l, (width - contentMax) / 2);
    }
}
