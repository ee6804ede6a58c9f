// SPDX-License-Identifier: Apache-2.0
// What the catalogue's kinds are called and which drawing stands for them.
pragma Singleton
import QtQuick

QtObject {
    // The name of a kind of place, event or search hit; empty for an unknown one.
    function label(kind: string): string {
        switch (kind) {
        case "workshop": return qsTr("Workshop");
        case "home_workshop": return qsTr("Home workshop");
        case "cluster": return qsTr("Craft quarter");
        case "gallery": return qsTr("Gallery");
        case "shop": return qsTr("Shop");
        case "market": return qsTr("Market");
        case "museum": return qsTr("Museum");
        case "school": return qsTr("School");
        case "events_venue": return qsTr("Venue");
        case "theatre": return qsTr("Theatre");
        case "library": return qsTr("Library");
        case "park": return qsTr("Park");
        case "landmark": return qsTr("Sight");
        case "square": return qsTr("Square");
        case "street": return qsTr("Street");
        case "transport": return qsTr("Transport");
        case "organization": return qsTr("Organization");
        case "village": return qsTr("Village");
        case "government": return qsTr("Public office");
        case "fair": return qsTr("Fair");
        case "festival": return qsTr("Festival");
        case "exhibition": return qsTr("Exhibition");
        case "competition": return qsTr("Competition");
        case "class": return qsTr("Class");
        case "demonstration": return qsTr("Demonstration");
        case "course": return qsTr("Course");
        case "residency": return qsTr("Residency");
        case "open_studio": return qsTr("Open studio");
        case "conference": return qsTr("Conference");
        case "holiday": return qsTr("Holiday");
        case "master":
        case "artisan": return qsTr("Master");
        case "route": return qsTr("Walk");
        case "event": return qsTr("Event");
        case "craft": return qsTr("Craft");
        case "work": return qsTr("Work");
        default: return "";
        }
    }

    function icon(kind: string): string {
        switch (kind) {
        case "workshop":
        case "home_workshop":
        case "cluster":
        case "work":
        case "craft": return "craft";
        case "master":
        case "artisan": return "person";
        case "museum": return "museum";
        case "gallery": return "photo";
        case "market":
        case "shop": return "market";
        case "theatre":
        case "events_venue": return "theatre";
        case "event":
        case "fair":
        case "festival":
        case "exhibition":
        case "competition":
        case "class":
        case "demonstration":
        case "course":
        case "residency":
        case "open_studio":
        case "conference":
        case "holiday": return "event";
        case "library":
        case "school": return "book";
        case "park": return "tree";
        case "square":
        case "street": return "compass";
        case "transport": return "cable";
        case "route": return "route";
        default: return "location";
        }
    }

    // Where something was read, as people say it.
    function source(text: string): string {
        return text.replace(/\bosm (node|way|relation)\/\d+/g, "OpenStreetMap");
    }

    // OSM opening hours with the days in the language of the interface.
    function hours(text: string): string {
        const days = {
            Mo: qsTr("Mon"), Tu: qsTr("Tue"), We: qsTr("Wed"), Th: qsTr("Thu"), Fr: qsTr("Fri"), Sa: qsTr("Sat"),
            Su: qsTr("Sun"), PH: qsTr("holidays"), off: qsTr("closed"), "24/7": qsTr("day and night")
        };
        return text.replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su|PH|off|24\/7)\b/g, word => days[word])
            .replace(/-/g, "–").replace(/;\s*/g, "\n");
    }
}
