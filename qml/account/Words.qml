// SPDX-License-Identifier: Apache-2.0
// The catalogue's words as people say them: fields, states, roles, choices.
pragma Singleton
import QtQuick
import Qoloner.Style

QtObject {
    // "name_kk" -> "Name · Қазақша"
    function field(name: string): string {
        const language = /_(kk|ru|en)$/.exec(name)?.[1] ?? "";
        const said = plainField(language === "" ? name : name.slice(0, -3));
        return language === "" ? said : said + " · " + Format.languageName(language);
    }

    function plainField(name: string): string {
        switch (name) {
        case "name": case "title": return qsTr("Name");
        case "story": return qsTr("Story");
        case "craft": return qsTr("Craft");
        case "crafts": return qsTr("Other crafts");
        case "region": return qsTr("Region");
        case "settlement": return qsTr("Town or village");
        case "birth_year": return qsTr("Year of birth");
        case "since_year": return qsTr("Practises since");
        case "phone": return qsTr("Telephone");
        case "address": return qsTr("Address");
        case "lat": case "lon": case "position": return qsTr("Position");
        case "accuracy_m": return qsTr("Accuracy");
        case "position_at": return qsTr("Time of the position");
        case "home_workshop": return qsTr("Works at home");
        case "takes_orders": return qsTr("Takes orders");
        case "takes_apprentices": return qsTr("Takes apprentices");
        case "visit_mode": return qsTr("Visits");
        case "level": return qsTr("Level");
        case "working_status": return qsTr("Work");
        case "opening_hours": return qsTr("Opening hours");
        case "field_note": return qsTr("Note for colleagues");
        case "minor": return qsTr("Under 18");
        case "is_demo": return qsTr("Sample");
        case "learned_how": return qsTr("How it was learnt");
        case "name_variants": return qsTr("Other spellings");
        case "consent": case "purposes": return qsTr("Consent");
        case "consentMethod": case "method": return qsTr("Proof of consent");
        case "consentGiven": return qsTr("Agreement");
        case "guardian": return qsTr("Guardian");
        case "photo": case "media": return qsTr("Photo");
        case "alt": return qsTr("What the photo shows");
        case "status": return qsTr("State");
        case "artisan": return qsTr("Master");
        case "year": return qsTr("Year");
        case "materials": return qsTr("Materials");
        case "state": return qsTr("Availability");
        case "price_kind": case "price_minor": return qsTr("Price");
        case "currency": return qsTr("Currency");
        case "price_as_of": return qsTr("Day of the price");
        }
        return name;
    }

    function status(name: string): string {
        switch (name) {
        case "draft": return qsTr("Draft");
        case "in_review": return qsTr("In review");
        case "published": return qsTr("Published");
        case "changed": return qsTr("Published, changes in review");
        case "hidden": return qsTr("Hidden");
        case "changes_asked": return qsTr("Changes asked for");
        }
        return name;
    }

    function role(name: string): string {
        switch (name) {
        case "artisan": return qsTr("Master");
        case "field": return qsTr("Field worker");
        case "moderator": return qsTr("Moderator");
        case "admin": return qsTr("Administrator");
        case "auditor": return qsTr("Auditor");
        }
        return qsTr("Visitor");
    }

    function purpose(name: string): string {
        switch (name) {
        case "registry": return qsTr("Keep the record in the registry");
        case "public_profile": return qsTr("Show a public page");
        case "statistics": return qsTr("Count in statistics");
        case "research": return qsTr("Use in research");
        case "events": return qsTr("Invite to fairs and events");
        }
        return name;
    }
}
