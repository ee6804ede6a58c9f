// SPDX-License-Identifier: Apache-2.0
#include "core/guide/opening_hours.h"

#include <QtTest>

#include <random>

using namespace qoloner;
using namespace std::chrono;
using State = OpeningHours::State;

namespace {

const HolidayTable& kazakhstan()
{
    static const HolidayTable table = HolidayTable::kazakhstan();
    return table;
}

// "2026-06-06 17:59" by the local clock.
LocalMinutes at(const char* text)
{
    const QDateTime t = QDateTime::fromString(text, "yyyy-MM-dd HH:mm");
    return localMinutes(year(t.date().year()) / month(unsigned(t.date().month())) /
                            day(unsigned(t.date().day())),
                        t.time().hour(), t.time().minute());
}

State state(const char* hours, const char* when)
{
    return OpeningHours::parse(hours).stateAt(at(when), kazakhstan());
}

OpeningHours::Answer answer(const char* hours, const char* when)
{
    return OpeningHours::parse(hours).at(at(when), kazakhstan());
}

} // namespace

class HoursTest : public QObject {
    Q_OBJECT

private slots:
    void closesAtTheMinuteItSays();
    void weekdaysWrapRoundTheWeek();
    void holidaysCloseWhateverTheOrderOfRules();
    void laterRulesReplaceAndCommasAdd();
    void breaksAndOffHoursAreCutOut();
    void nightsRunOverMidnight();
    void seasonsHoldAndWrapOverNewYear();
    void roundTheClockNeverChanges();
    void nextChangeIsFound();
    void unknownTextIsNeverOpen_data();
    void unknownTextIsNeverOpen();
    void uncertainHolidaysAreUnknown();
    void movedHolidaysAreData();
    void localClockFollowsTheOffset();
    void randomTextNeverFails();
};

void HoursTest::closesAtTheMinuteItSays()
{
    const char* hours = "Mo-Fr 09:00-18:00"; // 2026-06-05 is a Friday
    QCOMPARE(state(hours, "2026-06-05 08:59"), State::Closed);
    QCOMPARE(state(hours, "2026-06-05 09:00"), State::Open);
    QCOMPARE(state(hours, "2026-06-05 17:59"), State::Open);
    QCOMPARE(state(hours, "2026-06-05 18:00"), State::Closed);
    QCOMPARE(state(hours, "2026-06-06 12:00"), State::Closed);
}

void HoursTest::weekdaysWrapRoundTheWeek()
{
    QCOMPARE(state("Fr-Mo 10:00-12:00", "2026-06-07 11:00"), State::Open);   // Sunday
    QCOMPARE(state("Fr-Mo 10:00-12:00", "2026-06-09 11:00"), State::Closed); // Tuesday
    QCOMPARE(state("Tu,Th 10:00-12:00", "2026-06-09 11:00"), State::Open);
    QCOMPARE(state("Tu,Th 10:00-12:00", "2026-06-10 11:00"), State::Closed);
}

void HoursTest::holidaysCloseWhateverTheOrderOfRules()
{
    for (const char* hours : {"Mo-Su 10:00-18:00; PH off", "PH off; Mo-Su 10:00-18:00"}) {
        QCOMPARE(state(hours, "2026-03-22 12:00"), State::Closed); // Nauryz
        QCOMPARE(state(hours, "2026-05-27 12:00"), State::Closed); // Kurban Ait
        QCOMPARE(state(hours, "2026-03-24 12:00"), State::Open);
    }
    QCOMPARE(state("Mo-Su 10:00-18:00", "2026-03-22 12:00"), State::Open); // says nothing of holidays
    QCOMPARE(state("Mo-Su 09:00-18:00; PH 11:00-14:00", "2026-03-22 10:00"), State::Closed);
    QCOMPARE(state("Mo-Su 09:00-18:00; PH 11:00-14:00", "2026-03-22 12:00"), State::Open);
    QCOMPARE(state("Mo-Su,PH 10:00-18:00; Su off", "2026-03-22 12:00"), State::Closed); // a Sunday
    QCOMPARE(state("PH 10:00-18:00; Jan 01 off", "2026-01-01 12:00"), State::Closed);
}

void HoursTest::laterRulesReplaceAndCommasAdd()
{
    QCOMPARE(state("Mo-Su 09:00-18:00; Sa 10:00-14:00", "2026-06-06 16:00"), State::Closed);
    QCOMPARE(state("Mo-Su 09:00-12:00, Sa 15:00-17:00", "2026-06-06 16:00"), State::Open);
    QCOMPARE(state("Mo-Su 09:00-12:00, Sa 15:00-17:00", "2026-06-06 11:00"), State::Open);
    QCOMPARE(state("Mo-Fr 09:00-18:00, Sa 10:00-14:00", "2026-06-05 16:00"), State::Open);
    QCOMPARE(state("Mo-Su 09:00-18:00; Mo off", "2026-06-08 12:00"), State::Closed);
}

void HoursTest::breaksAndOffHoursAreCutOut()
{
    QCOMPARE(state("Tu 10:00-13:00,14:00-19:00", "2026-06-09 13:30"), State::Closed);
    QCOMPARE(state("Tu 10:00-13:00,14:00-19:00", "2026-06-09 14:00"), State::Open);
    const char* breaks = "Mo-Su 10:00-20:00; Mo-Su 16:00-17:00,12:00-13:00 off";
    QCOMPARE(state(breaks, "2026-06-09 12:30"), State::Closed);
    QCOMPARE(state(breaks, "2026-06-09 16:30"), State::Closed);
    QCOMPARE(state(breaks, "2026-06-09 15:00"), State::Open);
    QCOMPARE(state(breaks, "2026-06-09 19:59"), State::Open);
}

void HoursTest::nightsRunOverMidnight()
{
    for (const char* hours : {"Fr 20:00-02:00", "Fr 20:00-26:00"}) {
        QCOMPARE(state(hours, "2026-06-06 01:59"), State::Open); // Saturday
        QCOMPARE(state(hours, "2026-06-06 02:00"), State::Closed);
        QCOMPARE(state(hours, "2026-06-05 01:00"), State::Closed);
    }
}

void HoursTest::seasonsHoldAndWrapOverNewYear()
{
    QCOMPARE(state("Apr-Oct Mo-Su 09:00-20:00", "2026-10-31 12:00"), State::Open);
    QCOMPARE(state("Apr-Oct Mo-Su 09:00-20:00", "2026-11-01 12:00"), State::Closed);
    QCOMPARE(state("Nov-Feb: 10:00-16:00", "2027-01-15 12:00"), State::Open);
    QCOMPARE(state("Mo-Su 10:00-16:00; Dec 25-Jan 05 off", "2027-01-05 12:00"), State::Closed);
    QCOMPARE(state("Mo-Su 10:00-16:00; Dec 25-Jan 05 off", "2027-01-06 12:00"), State::Open);
    QCOMPARE(state("Mo-Su 10:00-16:00; Dec 24-26 off", "2026-12-26 12:00"), State::Closed);
    QCOMPARE(state("Jan,Mar 10:00-16:00", "2026-02-10 12:00"), State::Closed);
}

void HoursTest::roundTheClockNeverChanges()
{
    const auto a = answer("24/7", "2026-06-06 03:00");
    QCOMPARE(a.state, State::Open);
    QVERIFY(!a.nextChange);
    QCOMPARE(state("24/7; PH off", "2026-12-16 12:00"), State::Closed);
}

void HoursTest::nextChangeIsFound()
{
    QCOMPARE(*answer("Mo-Fr 09:00-18:00", "2026-06-05 17:59").nextChange, at("2026-06-05 18:00"));
    QCOMPARE(*answer("Mo-Fr 09:00-18:00", "2026-06-05 18:00").nextChange, at("2026-06-08 09:00"));
    QCOMPARE(*answer("Fr 20:00-02:00", "2026-06-05 23:00").nextChange, at("2026-06-06 02:00"));
    QCOMPARE(*answer("Mo-Su 00:00-24:00; PH off", "2026-12-10 09:00").nextChange, at("2026-12-16 00:00"));
    QVERIFY(!answer("off-line", "2026-06-05 18:00").nextChange);
}

void HoursTest::unknownTextIsNeverOpen_data()
{
    QTest::addColumn<QString>("hours");
    for (const char* h : {"",
                          " ",
                          ";",
                          "Mo",
                          "Mo-Fr",
                          "open",
                          "by appointment",
                          "\"by appointment\"",
                          "Mo-Fr 09:00-18:00 \"ring\"",
                          "sunrise-sunset",
                          "Mo-Fr 09-18",
                          "Mo-Fr 9",
                          "Mo- 10:00-18:00",
                          "Mo-Xx 10:00-18:00",
                          "Mo 10:00+",
                          "Mo 25:00-26:00",
                          "Mo 10:00-10:00",
                          "Mo 10:61-12:00",
                          "Su[1] 10:00-18:00",
                          "SH 10:00-18:00",
                          "week 1-10 Mo 10:00-12:00",
                          "Apr 15-Oct 10:00-18:00",
                          "Jan, 10:00-18:00",
                          "2026 Mo 10:00-18:00",
                          "Mo-Fr 10:00-18:00 Sa 10:00-14:00",
                          "Mo-Fr 10:00-18:00 || Sa 10:00-12:00",
                          "пн-пт 10:00-18:00",
                          "Mo-Fr 10:00-18:00,",
                          "Mo-Fr 10:00-18:00 unknown",
                          "Feb 30 10:00-18:00",
                          "mo-fr 10:00-18:00"})
        QTest::newRow(h[0] ? h : "empty") << QString::fromUtf8(h);
    QTest::newRow("long") << QString("Mo 10:00-12:00;").repeated(40);
}

void HoursTest::unknownTextIsNeverOpen()
{
    QFETCH(QString, hours);
    const OpeningHours parsed = OpeningHours::parse(hours.toStdString());
    QVERIFY(!parsed.isKnown());
    for (int day = 1; day <= 7; ++day)
        QCOMPARE(parsed.stateAt(localMinutes(2026y / June / day, 12, 0), kazakhstan()), State::Unknown);
}

void HoursTest::uncertainHolidaysAreUnknown()
{
    // Kurban Ait of 2030 is a forecast; years after 2035 are not even that.
    QCOMPARE(state("Mo-Su 10:00-18:00; PH off", "2030-04-13 12:00"), State::Unknown);
    QCOMPARE(state("Mo-Su 10:00-18:00; PH off", "2030-04-15 12:00"), State::Open);
    QCOMPARE(state("Mo-Su 10:00-18:00; PH off", "2036-06-15 12:00"), State::Unknown);
    QCOMPARE(state("Mo-Su 10:00-18:00; PH off", "2036-12-16 12:00"), State::Closed);
    QCOMPARE(state("Mo-Su 10:00-18:00", "2036-06-15 12:00"), State::Open);
}

void HoursTest::movedHolidaysAreData()
{
    HolidayTable table = HolidayTable::kazakhstan();
    table.addDay(2026y / March / 24);
    table.removeDay(2026y / March / 21);
    const OpeningHours hours = OpeningHours::parse("Mo-Su 10:00-18:00; PH off");
    QCOMPARE(hours.stateAt(at("2026-03-24 12:00"), table), State::Closed);
    QCOMPARE(hours.stateAt(at("2026-03-21 12:00"), table), State::Open);
}

void HoursTest::localClockFollowsTheOffset()
{
    // 2026-06-06T12:59:00Z is 17:59 in Almaty.
    QCOMPARE(localMinutes(1780750740, 300), at("2026-06-06 17:59"));
    QCOMPARE(localMinutes(-1, 0), LocalMinutes(-1));
}

void HoursTest::randomTextNeverFails()
{
    static constexpr const char* parts[] = {"Mo",  "Fr",   "-",     ",",     ";",     " ",   "PH",
                                            "off", "24/7", "10:00", "18:00", "26:00", "Apr", "Oct",
                                            "15",  ":",    "open",  "\xD0",  "Su",    "12"};
    std::mt19937 rng(11);
    int known = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (unsigned n = rng() % 12; n > 0; --n)
            text += parts[rng() % std::size(parts)];
        const OpeningHours hours = OpeningHours::parse(text);
        known += hours.isKnown();
        const LocalMinutes when = localMinutes(2026y / June / 1, 0, 0) + LocalMinutes(rng() % 600'000);
        QVERIFY(hours.isKnown() || hours.stateAt(when, kazakhstan()) == State::Unknown);
        if (i % 20 == 0) {
            const auto a = hours.at(when, kazakhstan());
            QVERIFY(!a.nextChange || *a.nextChange > when);
        }
    }
    QVERIFY(known > 100); // the text is not all rubbish
}

QTEST_APPLESS_MAIN(HoursTest)
#include "tst_hours.moc"
