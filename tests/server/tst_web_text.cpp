// SPDX-License-Identifier: Apache-2.0
// What pages and feeds are written with: escaping, addresses, dates, words. Any text goes in; what comes
// out is read back by a parser that is none of ours.
#include "core/domain/ids.h"
#include "core/domain/page_link.h"
#include "sync/server/web/address.h"
#include "sync/server/web/escape.h"
#include "sync/server/web/hours.h"
#include "sync/server/web/html.h"
#include "sync/server/web/name_order.h"
#include "sync/server/web/page.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>
#include <QXmlStreamReader>
#include <QtTest>
#include <random>

using namespace qoloner;
using namespace qoloner::web;

namespace {

constexpr int rounds = 4000;

/// Texts as hostile as chance makes them: markup, controls, broken UTF-8, long runs.
class Chance {
public:
    std::string text()
    {
        static const std::vector<std::string> pieces = {"<",
                                                        ">",
                                                        "&",
                                                        "\"",
                                                        "'",
                                                        "</script>",
                                                        "<!--",
                                                        "]]>",
                                                        "&amp;",
                                                        "&#0;",
                                                        "\\",
                                                        ";",
                                                        ",",
                                                        "\r\n",
                                                        "\n",
                                                        "\r",
                                                        "\t",
                                                        std::string(1, '\0'),
                                                        "\x1b",
                                                        "\x7f",
                                                        "\xc2\x85",
                                                        "\xff",
                                                        "\xc0\xaf",
                                                        "\xed\xa0\x80",
                                                        "\xf4\x90\x80\x80",
                                                        "\xef\xbf\xbe",
                                                        "\xe2\x80\xae",
                                                        "\xe2\x81\xa6",
                                                        "қ",
                                                        "Ө",
                                                        "🧵",
                                                        "a",
                                                        "Z",
                                                        " ",
                                                        "javascript:",
                                                        "%00",
                                                        "../",
                                                        "\xe2\x80\xa8",
                                                        "x y z 0123456789"};
        std::string out;
        for (std::size_t n = below(30); n > 0; --n)
            out += below(8) == 0 ? std::string(1, char(below(256))) : pieces[below(pieces.size())];
        return out;
    }
    std::size_t below(std::size_t bound) { return m_random() % bound; }

private:
    std::mt19937 m_random{20'261'126};
};

PublicRow happening(const std::map<std::string, Value>& values, std::uint64_t changedMs = 1'790'000'000'000)
{
    FieldValues fields;
    for (const auto& [name, value] : values)
        fields[fieldId("event", name)] = value;
    return {entity("event"), "e", fields, changedMs};
}

std::int64_t utc(int year, unsigned month, unsigned day, int hour, int minute = 0)
{
    const std::chrono::sys_days date = std::chrono::year(year) / int(month) / int(day);
    return std::chrono::milliseconds(date.time_since_epoch()).count() +
           std::int64_t(hour * 60 + minute) * 60'000;
}

Day day(int year, unsigned month, unsigned number)
{
    return std::chrono::year(year) / int(month) / int(number);
}

std::string weekText(const char* hours)
{
    std::string text;
    for (const HoursLine& line : weekOf(OpeningHours::parse(hours), day(2026, 11, 26)))
        text += std::to_string(line.firstWeekday) + "-" + std::to_string(line.lastWeekday) + " " +
                (line.allDay          ? "all"
                 : line.hours.empty() ? "off"
                                      : line.hours) +
                "; ";
    return text;
}

} // namespace

class WebTextTest : public QObject {
    Q_OBJECT

private slots:
    void anXmlParserReadsBackWhatWasEscaped()
    {
        Chance chance;
        for (int i = 0; i < rounds; ++i) {
            const std::string text = chance.text();
            Html html;
            html << "<a b=\""_h << text << "\" c=\"1\">"_h << text << "</a>"_h;
            QXmlStreamReader xml(QByteArray::fromStdString(html.text()));
            QVERIFY(xml.readNextStartElement());
            const QString attribute = xml.attributes().value("b").toString();
            QCOMPARE(xml.attributes().size(), 2);
            const QString inside = xml.readElementText();
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            const QString meant = QString::fromStdString(wellFormed(text));
            // XML itself reads a lone line end as one of its own.
            QCOMPARE(inside, QString(meant).replace("\r", "\n"));
            QCOMPARE(attribute, QString(meant).replace(QRegularExpression("[\\r\\n\\t]"), " "));
        }
    }

    void wellFormedTextIsUtf8AndStaysAsItIs()
    {
        Chance chance;
        for (int i = 0; i < rounds; ++i) {
            const std::string text = wellFormed(chance.text());
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
            const QString read = decoder(QByteArray::fromStdString(text));
            QVERIFY(!decoder.hasError());
            QVERIFY(
                !read.contains(QRegularExpression("[\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}\\x{1}-\\x{8}]")));
            QCOMPARE(wellFormed(text), text);
        }
        QCOMPARE(wellFormed("Құрақ көрпе 🧵"), std::string("Құрақ көрпе 🧵"));
    }

    void jsonInAScriptEndsNeitherItNorItself()
    {
        Chance chance;
        for (int i = 0; i < rounds; ++i) {
            const QString text = QString::fromStdString(wellFormed(chance.text()));
            const QByteArray json = QJsonDocument(QJsonObject{{"t", text}}).toJson(QJsonDocument::Compact);
            const std::string safe = scriptJson(json.toStdString());
            QVERIFY(safe.find_first_of("<>&") == std::string::npos);
            QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(safe))["t"].toString(), text);
        }
    }

    void calendarLinesAreShortAndUnfold()
    {
        Chance chance;
        for (int i = 0; i < rounds; ++i) {
            const std::string line = "SUMMARY:" + icsText(chance.text());
            QVERIFY(line.find_first_of("\r\n") == std::string::npos);
            const QByteArray folded = QByteArray::fromStdString(icsLine(line));
            for (const QByteArray& each : folded.chopped(2).split('\n')) {
                const QByteArray bare = each.endsWith('\r') ? each.chopped(1) : each;
                QVERIFY(bare.size() <= 75);
                QVERIFY(QString::fromUtf8(bare).toUtf8() == bare); // no character is cut
            }
            QCOMPARE(QByteArray(folded.chopped(2)).replace("\r\n ", ""), QByteArray::fromStdString(line));
        }
    }

    void addressesReadBack()
    {
        Chance chance;
        for (int i = 0; i < rounds; ++i) {
            const std::string path = (i % 2 ? "/kk/masters/" : "/") + chance.text();
            if (const auto parsed = parseAddress(path)) {
                QVERIFY(parsed->what != Address::What::Item || isRowId(parsed->id));
                QVERIFY(parseAddress(pathOf(*parsed)) == parsed);
                if (const auto other = withFormat(*parsed))
                    QCOMPARE(pathOf(*other), pathOf(*parsed));
            }
        }
        for (const char* path : {"/", "/kk/", "/ru/masters", "/en/events.ics", "/masters/demo-aigul",
                                 "/kk/routes/a.b_c-d", "/places.geojson", "/robots.txt", "/en/app"})
            QCOMPARE(pathOf(parseAddress(path).value()), std::string(path));
        for (const char* path :
             {"", "kk", "/kkk/", "/masters/", "/masters/a/b", "/masters/%61", "/masters/../v1", "/works.ics",
              "/kk/kk/", "/kk//", "/masters/a b", "/kk/robots.txt"})
            QVERIFY2(!parseAddress(path), path);
        const auto gpx = withFormat(parseAddress("/ru/routes/old.gpx").value());
        QVERIFY(gpx && gpx->id == "old" && gpx->format == Format::Gpx);
        QVERIFY(!withFormat(parseAddress("/ru/works/old.gpx").value()));
    }

    void labelsAndLinksToTheAppReadBack()
    {
        Chance chance;
        for (int i = 0; i < rounds; ++i)
            if (const auto read = parsePageLink(chance.text()))
                QVERIFY(isRowId(read->row));
        const PageLink link{"https://craft.example:8440/almaty", "artisan", "019a-b_c.D"};
        QCOMPARE(pageUrl(link), std::string("https://craft.example:8440/almaty/masters/019a-b_c.D"));
        QVERIFY(parsePageLink(pageUrl(link)).value() == link);
        QVERIFY(parsePageLink(pageAppUrl(link)).value() == link);
        QVERIFY(parsePageLink("https://craft.example:8440/almaty/ru/masters/019a-b_c.D").value() == link);
        // A label's address is one that the pages have.
        const PageLink plain{"https://craft.example", "route", "old"};
        QVERIFY(parseAddress(pageUrl(plain).substr(plain.server.size()))->kind == Kind::Route);
        for (const char* odd : {"", "https://a.example", "https://a.example/persons/x", "https:///masters/x",
                                "javascript:alert(1)/masters/x", "qoloner://open/masters/x",
                                "qoloner://open/masters/x?server=ftp%3A%2F%2Fa", "http://a b/masters/x",
                                "https://a.example/masters/", "qoloner://open/masters/x?server=%zz"})
            QVERIFY2(!parsePageLink(odd), odd);
    }

    void theReadersLanguageIsTakenFromTheHeader()
    {
        QCOMPARE(preferredLanguage("en-GB,en;q=0.9,ru;q=0.8"), Lang::En);
        QCOMPARE(preferredLanguage("de, ru;q=0.5, en;q=0.4"), Lang::Ru);
        QCOMPARE(preferredLanguage("en;q=0.1, KK-KZ;q=0.11"), Lang::Kk);
        QCOMPARE(preferredLanguage("ru;q=0, en;q=0.001"), Lang::En);
        QCOMPARE(preferredLanguage(""), Lang::Kk);
        QCOMPARE(preferredLanguage("*;q=,;;,=;q=9"), Lang::Kk);
    }

    void aRowGivesNothingThatIsNotPublic()
    {
        FieldValues fields;
        fields[fieldId("artisan", "name_ru")] = std::string(" Айгуль ");
        fields[fieldId("artisan", "phone")] = std::string("+7");
        fields[fieldId("artisan", "lat")] = std::int64_t(432'000'000);
        const PublicRow row(entity("artisan"), "a", fields, 0);
        QVERIFY_EXCEPTION_THROWN(row.text("phone"), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(row.number("lat"), std::logic_error);
        QVERIFY(!positionOf(row));
        const Said name = row.said("name", Lang::En);
        QCOMPARE(name.text, std::string("Айгуль"));
        QCOMPARE(name.lang, Lang::Ru);
    }

    void aPlaceThatIsAHomeIsOnlyACell()
    {
        FieldValues fields;
        fields[fieldId("place", "kind")] = std::string("home_workshop");
        fields[fieldId("place", "lat")] = std::int64_t(432'387'654);
        fields[fieldId("place", "lon")] = std::int64_t(769'456'789);
        const auto at = positionOf(PublicRow(entity("place"), "p", fields, 0));
        QVERIFY(at && at->blurMetres == 500);
        QVERIFY(distanceMetres(at->point, {43.2387654, 76.9456789}) > 1);
        fields[fieldId("place", "kind")] = std::string("workshop");
        QCOMPARE(positionOf(PublicRow(entity("place"), "p", fields, 0))->blurMetres, 0);
    }

    void eventsAreToldByTheirOwnClock()
    {
        const auto now = std::uint64_t(utc(2026, 6, 1, 0));
        const auto evening = occasionOf(happening({{"starts_at", utc(2026, 6, 3, 20)},
                                                   {"ends_at", utc(2026, 6, 3, 22, 30)},
                                                   {"tz", std::string("Asia/Almaty")}}),
                                        now);
        QCOMPARE(QString::fromStdString(dateText(*evening, Lang::En)),
                 QString("4\u00a0June\u00a02026,\u00a001:00–03:30"));
        const auto summer = occasionOf(
            happening({{"starts_at", utc(2026, 7, 3, 8)}, {"tz", std::string("Europe/Berlin")}}), now);
        QCOMPARE(*summer->fromMinute, 10 * 60); // summer time
        const auto days = occasionOf(happening({{"starts_at", utc(2026, 10, 2, 19)},
                                                {"ends_at", utc(2026, 10, 4, 19)},
                                                {"tz", std::string("Asia/Almaty")}}),
                                     now);
        QVERIFY(!days->fromMinute);
        QCOMPARE(QString::fromStdString(dateText(*days, Lang::Ru)), QString("3–4\u00a0октября\u00a02026"));
        QVERIFY(!occasionOf(happening({{"tz", std::string("Nowhere/Land")}}), now));
        QVERIFY(occasionOf(happening({{"rule", std::string("2025-10-03/2025-10-05")}}), now)->over);
        QVERIFY(occasionOf(happening({{"rule", std::string("--06-01")}}), now)->underWay);
    }

    void calendarsGetASeriesAsARule()
    {
        const auto now = std::uint64_t(utc(2026, 11, 26, 0));
        const auto nauryz = calendarTimeOf(happening({{"rule", std::string("--03-21/--03-23")}}), now);
        QVERIFY(nauryz->wholeDays);
        QCOMPARE(icsDate(nauryz->first), std::string("20260321"));
        QCOMPARE(icsDate(nauryz->after), std::string("20260324"));
        QCOMPARE(*nauryz->recurrence, std::string("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21"));
        const auto sunday = calendarTimeOf(happening({{"rule", std::string("--09-Su#3")}}), now);
        QCOMPARE(*sunday->recurrence, std::string("FREQ=YEARLY;BYMONTH=9;BYDAY=3SU"));
        QCOMPARE(*EventRule::parse("--05-Fr#-1/P3D")->recurrence(),
                 std::string("FREQ=YEARLY;BYMONTH=5;BYDAY=-1FR"));
        QVERIFY(!EventRule::parse("2025-10-03/")->recurrence());
        QVERIFY(!calendarTimeOf(happening({{"when_text", std::string("in spring")}}), now));
    }

    void hoursMakeAWeek()
    {
        QCOMPARE(weekText("Tu-Su 10:00-18:00"), std::string("1-1 off; 2-7 10:00–18:00; "));
        QCOMPARE(weekText("Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-15:00; PH off"),
                 std::string("1-5 09:00–13:00, 14:00–18:00; 6-6 10:00–15:00; 7-7 off; "));
        QCOMPARE(weekText("24/7"), std::string("1-7 all; "));
        QCOMPARE(weekText("Mo-Fr 00:00-24:00"), std::string("1-5 all; 6-7 off; "));
        QCOMPARE(weekText("Fr-Sa 20:00-02:00"), std::string("1-4 off; 5-6 20:00–02:00; 7-7 off; "));
        QCOMPARE(weekText("Mo-Su 18:00-24:00"), std::string("1-7 18:00–24:00; "));
        QCOMPARE(weekText("by arrangement"), std::string());
    }

    void datesOfHttpReadBack()
    {
        QCOMPARE(httpDate(784'111'777'000), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
        QCOMPARE(parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT").value(), std::int64_t(784'111'777'000));
        for (const char* odd : {"", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
                                "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT  "})
            QVERIFY(!parseHttpDate(odd));
    }

    void namesSortAsTheKazakhAlphabetDoes()
    {
        const std::vector<std::string> sorted = {"Alma Fest", "Абай", "Әлия", "Ғани",   "Қанат", "Ләззат",
                                                 "Нұрлан",    "Өмір", "Ұлан", "Ықылас", "ірі"};
        for (std::size_t i = 1; i < sorted.size(); ++i)
            QVERIFY2(sortKey(sorted[i - 1]) < sortKey(sorted[i]), sorted[i].c_str());
        QCOMPARE(sortKey("«Шебер»"), sortKey("шебер"));
    }

    void numbersAndWordsAreThoseOfTheApp()
    {
        QCOMPARE(distanceText(1553, Lang::Ru), std::string("1,6\u00a0км"));
        QCOMPARE(distanceText(486, Lang::En), std::string("490\u00a0m"));
        QCOMPARE(durationText(97, Lang::Kk), std::string("1\u00a0сағ\u00a037\u00a0мин"));
        QCOMPARE(moneyText(4'500'000, "KZT", Lang::En), std::string("45\u00a0000\u00a0₸"));
        QCOMPARE(moneyText(1'234'567'805, "USD", Lang::Ru), std::string("12\u00a0345\u00a0678,05\u00a0$"));
        QCOMPARE(stopCount(1, Lang::Ru), std::string("1\u00a0остановка"));
        QCOMPARE(stopCount(3, Lang::Ru), std::string("3\u00a0остановки"));
        QCOMPARE(stopCount(11, Lang::Ru), std::string("11\u00a0остановок"));
        QCOMPARE(settlementText("Шетпе ауылы", Lang::En), std::string("Shetpe village"));
        QCOMPARE(settlementText("Маңғыстау", Lang::En), std::string("Mangystau"));
        QCOMPARE(settlementText("Ұлытау", Lang::Kk), std::string("Ұлытау"));
        // Every choice the catalogue knows has its word, but those that nobody is told.
        for (const auto& [of, field] : {std::pair("place", "kind"),
                                        {"event", "kind"},
                                        {"artisan", "level"},
                                        {"artisan", "visit_mode"},
                                        {"artisan", "learned_how"},
                                        {"artisan", "working_status"},
                                        {"work", "state"}})
            for (const QString& word : QString::fromUtf8(entity(of).field(field)->choices.data(),
                                                         qsizetype(entity(of).field(field)->choices.size()))
                                           .split(' '))
                for (const Lang lang : web::languages)
                    QVERIFY2(word == "unknown" || !nameOfChoice(field, word.toStdString(), lang).empty(),
                             qPrintable(word));
    }
};

QTEST_GUILESS_MAIN(WebTextTest)
#include "tst_web_text.moc"
