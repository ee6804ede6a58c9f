// SPDX-License-Identifier: Apache-2.0
// Which sections a role has, and where every section and page is.
pragma Singleton
import QtQuick

QtObject {
    readonly property var roots: ({
        discover: "Discover/DiscoverPage.qml",
        routes: "Routes/RoutesPage.qml",
        events: "Events/EventsPage.qml",
        field: "Field/MyRecordsPage.qml",
        mine: "Field/MyRecordsPage.qml",
        review: "Review/QueuePage.qml",
        outbox: "Account/OutboxPage.qml",
        settings: "Account/SettingsPage.qml"
    })
    readonly property var pages: ({
        place: "Profile/PlacePage.qml",
        master: "Profile/MasterPage.qml",
        work: "Profile/WorkPage.qml",
        event: "Events/EventPage.qml",
        route: "Routes/RoutePage.qml",
        follow: "Routes/FollowPage.qml",
        register: "Field/RegisterPage.qml",
        editStory: "Field/EditStoryPage.qml",
        review: "Review/ReviewRecordPage.qml",
        join: "Account/JoinPage.qml",
        diagnostics: "Account/DiagnosticsPage.qml"
    })
    readonly property string notFound: "App/NotFoundPage.qml"
    // Sections with a list that has room beside it on a wide window.
    readonly property var split: ["discover", "routes", "events", "field", "mine", "review"]

    // Keys of the sections, what the role does most first.
    function sectionsOf(role: string): var {
        switch (role) {
        case "field": return ["field", "discover", "routes", "outbox", "events", "settings"];
        case "artisan": return ["mine", "discover", "routes", "outbox", "events", "settings"];
        case "moderator":
        case "admin": return ["review", "discover", "routes", "outbox", "events", "settings"];
        default: return ["discover", "routes", "events", "settings"];
        }
    }

    function label(section: string): string {
        switch (section) {
        case "discover": return qsTr("Discover");
        case "routes": return qsTr("Walks");
        case "events": return qsTr("Events");
        case "field": return qsTr("Records");
        case "mine": return qsTr("My page");
        case "review": return qsTr("Queue");
        case "outbox": return qsTr("Outbox");
        case "settings": return qsTr("Settings");
        default: return qsTr("More");
        }
    }

    function icon(section: string): string {
        switch (section) {
        case "discover": return "compass";
        case "routes": return "route";
        case "events": return "event";
        case "field": return "edit";
        case "mine": return "person";
        case "review": return "inbox";
        case "outbox": return "outbox";
        case "settings": return "settings";
        default: return "more";
        }
    }

    function url(file: string): url { return "qrc:/qt/qml/Qoloner/" + file; }
}
