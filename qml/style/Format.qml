// SPDX-License-Identifier: Apache-2.0
// Numbers, distances, money and dates in the language of the interface.
// Thin on purpose: reading `language` here is what makes bindings follow it.
pragma Singleton
import QtQuick
import Qoloner.Style

QtObject {
    readonly property string language: Formatter.language   // "kk", "ru" or "en"

    // The parts that say something, with `by` between them. In a line of facts a number
    // and its word stay together, and no line begins with a dot.
    function joined(parts: var, by: string): string {
        const said = Array.from(parts).filter(part => part);
        if (by !== " · ")
            return said.join(by);
        return said.map(part => String(part).replace(/(\d) (?=[^\d\s])/g, "$1\u00a0")).join("\u00a0· ");
    }
    function distance(metres: real): string { return Formatter.distance(language, metres); }
    function duration(minutes: real): string { return Formatter.duration(language, minutes); }
    function number(value: real, decimals: int): string { return Formatter.number(language, value, decimals); }
    function money(minorUnits: real, currency: string): string { return Formatter.money(language, minorUnits, currency); }
    function bytes(count: real): string { return Formatter.bytes(language, count); }
    function date(when: date): string { return Formatter.date(language, when); }
    function longDate(when: date): string { return Formatter.longDate(language, when); }
    function time(when: date): string { return Formatter.time(language, when); }
    function dateTime(when: date): string { return Formatter.dateTime(language, when); }
    function dateRange(from: date, to: date): string { return Formatter.dateRange(language, from, to); }
    function weekday(when: date): string { return Formatter.weekday(language, when); }
    function month(when: date): string { return Formatter.month(language, when); }
    function languageName(code: string): string { return Formatter.languageName(code); }
}
