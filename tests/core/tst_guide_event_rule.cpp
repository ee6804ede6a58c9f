// SPDX-License-Identifier: Apache-2.0
#include "core/guide/event_rule.h"

#include <QFile>
#include <QtTest>

using namespace qoloner;
using namespace std::chrono;

namespace {

std::optional<DateRange> next(const char* rule, year_month_day day)
{
    const auto parsed = EventRule::parse(rule);
    return parsed ? parsed->next(day) : std::nullopt;
}

std::optional<DateRange> span(year_month_day first, year_month_day last)
{
    return DateRange{first, last};
}

} // namespace

class EventRuleTest : public QObject {
    Q_OBJECT

private slots:
    void fixedDaysComeEveryYear();
    void anEventUnderWayIsTheNext();
    void nthWeekdaysAreCounted();
    void rangesMayRunOverNewYear();
    void daysThatDoNotExistAreSkipped();
    void onceIsOnce();
    void anUnknownEndIsNotStretchedForEver();
    void otherTextIsRefused_data();
    void otherTextIsRefused();
    void everyRuleOfTheStarterDataIsUnderstood();
};

void EventRuleTest::fixedDaysComeEveryYear()
{
    QVERIFY(next("--03-21/--03-23", 2026y / January / 1) == span(2026y / March / 21, 2026y / March / 23));
    QVERIFY(next("--03-21/--03-23", 2026y / March / 24) == span(2027y / March / 21, 2027y / March / 23));
    QVERIFY(next("--12-16", 2026y / December / 16) == span(2026y / December / 16, 2026y / December / 16));
}

void EventRuleTest::anEventUnderWayIsTheNext()
{
    QVERIFY(next("--03-21/--03-23", 2026y / March / 23) == span(2026y / March / 21, 2026y / March / 23));
}

void EventRuleTest::nthWeekdaysAreCounted()
{
    QVERIFY(next("--09-Su#3", 2026y / January / 1) == span(2026y / September / 20, 2026y / September / 20));
    QVERIFY(next("--07-Su#1", 2026y / January / 1) == span(2026y / July / 5, 2026y / July / 5));
    QVERIFY(next("--05-Mo#-1", 2026y / January / 1) == span(2026y / May / 25, 2026y / May / 25));
    QVERIFY(next("--09-Fr#3/P3D", 2026y / September / 20) ==
            span(2026y / September / 18, 2026y / September / 20));
}

void EventRuleTest::rangesMayRunOverNewYear()
{
    QVERIFY(next("--12-30/--01-02", 2027y / January / 1) == span(2026y / December / 30, 2027y / January / 2));
    QVERIFY(next("--12-30/--01-02", 2027y / January / 3) == span(2027y / December / 30, 2028y / January / 2));
}

void EventRuleTest::daysThatDoNotExistAreSkipped()
{
    QVERIFY(next("--02-29", 2026y / January / 1) == span(2028y / February / 29, 2028y / February / 29));
    QVERIFY(next("--02-Su#5", 2026y / January / 1) == span(2032y / February / 29, 2032y / February / 29));
}

void EventRuleTest::onceIsOnce()
{
    QVERIFY(next("2025-10-04/2025-10-05", 2025y / October / 5) ==
            span(2025y / October / 4, 2025y / October / 5));
    QVERIFY(!next("2025-10-04/2025-10-05", 2025y / October / 6));
    QVERIFY(next("2025-12-01", 2020y / January / 1) == span(2025y / December / 1, 2025y / December / 1));
}

void EventRuleTest::anUnknownEndIsNotStretchedForEver()
{
    const auto range = next("2025-10-03/", 2025y / October / 20);
    QVERIFY(range && range->first == 2025y / October / 3 && !range->last);
    QVERIFY(next("2025-10-03/", 2025y / November / 2));
    QVERIFY(!next("2025-10-03/", 2025y / November / 3));
}

void EventRuleTest::otherTextIsRefused_data()
{
    QTest::addColumn<QString>("rule");
    for (const char* r : {"",
                          "autumn",
                          "--13-01",
                          "--02-30",
                          "--03-21/",
                          "--03-21/--03",
                          "--09-Su",
                          "--09-Su#0",
                          "--09-Su#6",
                          "--09-Su#-2",
                          "--09-So#1",
                          "--09-Su#1/P0D",
                          "--09-Su#1/P99D",
                          "--09-Su#1/PD",
                          "2025-13-01",
                          "2025-02-29",
                          "2025-10-05/2025-10-04",
                          "2025-10-05/2025-10-06/",
                          "25-10-05",
                          "--03-21 ",
                          "--"})
        QTest::newRow(r[0] ? r : "nothing") << QString(r);
}

void EventRuleTest::otherTextIsRefused()
{
    QFETCH(QString, rule);
    QVERIFY(!EventRule::parse(rule.toStdString()));
}

void EventRuleTest::everyRuleOfTheStarterDataIsUnderstood()
{
    QFile file(QOLONER_SOURCE_DIR "/core/catalogue/starter/events.csv");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    const qsizetype column = lines[0].split(',').indexOf("rule");
    QVERIFY(column > 0);
    int rules = 0;
    for (const QByteArray& line : lines.mid(1)) {
        QList<QByteArray> cells = {""}; // quotes keep their commas
        bool quoted = false;
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                cells.append("");
            else
                cells.last() += c;
        }
        const QByteArray rule = cells.value(column);
        if (rule.isEmpty())
            continue;
        ++rules;
        const auto parsed = EventRule::parse(rule.toStdString());
        QVERIFY2(parsed, rule);
        QVERIFY(parsed->next(2025y / September / 1));
    }
    QCOMPARE(rules, 5);
}

QTEST_APPLESS_MAIN(EventRuleTest)
#include "tst_guide_event_rule.moc"
