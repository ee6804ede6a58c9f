// SPDX-License-Identifier: Apache-2.0
// The open feeds of a served city, each read by a program that is none of ours.
#include "core/map/gzip.h"
#include "tests/server/web_site.h"
#include <QJsonArray>
#include <QRegularExpression>
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

const char* const readCalendar = R"(
import sys, json, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
events = {}
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    start = event['DTSTART'].dt
    events[str(event['UID'])] = {
        'summary': str(event['SUMMARY']),
        'language': event['SUMMARY'].params.get('LANGUAGE'),
        'start': start.isoformat(),
        'end': event['DTEND'].dt.isoformat() if 'DTEND' in event else '',
        'rule': event['RRULE'].to_ical().decode() if 'RRULE' in event else '',
        'stamp': event['DTSTAMP'].dt.isoformat(),
        'description': str(event.get('DESCRIPTION', '')),
        'location': str(event.get('LOCATION', '')),
        'status': str(event['STATUS']),
        'url': str(event.get('URL', '')),
    }
print(json.dumps({'version': str(calendar['VERSION']), 'product': str(calendar['PRODID']), 'events': events}))
)";

const char* const readLinked = R"(
import sys, json, socket
def nobody(*_): raise OSError('nothing may be fetched')
socket.socket.connect = nobody
import rdflib
graph = rdflib.Graph()
graph.parse(data=sys.stdin.buffer.read().decode(), format='json-ld')
schema = rdflib.Namespace('https://schema.org/')
def all(kind): return list(graph.subjects(rdflib.RDF.type, schema[kind]))
things = {}
for subject, kind in graph.subject_objects(rdflib.RDF.type):
    things[str(kind).split('/')[-1]] = things.get(str(kind).split('/')[-1], 0) + 1
print(json.dumps({'triples': len(graph), 'things': things,
    'names': {str(s): [str(n), n.language] for s in graph.subjects() for n in graph.objects(s, schema.name)
              if str(s).startswith('http')}}))
)";

/// "Feature Count: 43" of each layer that GDAL finds, and everything else it says.
struct Layers {
    QMap<QString, int> counts;
    QString text;
};
Layers readByGdal(const QByteArray& document, const char* name)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(document) != document.size())
        broken("cannot write " + path);
    file.close();
    Layers layers;
    layers.text = QString::fromUtf8(judged("ogrinfo", {"-ro", "-al", path}));
    QString layer;
    for (const QString& line : layers.text.split('\n')) {
        if (line.startsWith("Layer name: "))
            layer = line.mid(12);
        if (line.startsWith("Feature Count: "))
            layers.counts[layer] = line.mid(15).toInt();
    }
    return layers;
}

QStringList sorted(const QJsonValue& rule)
{
    QStringList parts = rule.toString().split(';');
    parts.sort();
    return parts;
}

QByteArray header(const HttpAnswer& answer, const char* name)
{
    const QByteArray mark = "\r\n" + QByteArray(name).toLower() + ": ";
    const qsizetype at = answer.head.indexOf(mark);
    if (at < 0)
        return {};
    const qsizetype from = at + mark.size();
    return answer.head.mid(from, answer.head.indexOf('\r', from) - from);
}

} // namespace

class FeedsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_site = std::make_unique<Site>(); }
    void cleanupTestCase() { m_site.reset(); }

    void aCalendarProgramReadsTheEvents()
    {
        m_site->put("event", "ticket-night",
                    {{"name_ru",
                      std::string("Ночь; с запятыми, и \\ чертой\nво второй строке ") + std::string(80, 'x')},
                     {"kind", std::string("fair")},
                     {"starts_at", std::int64_t(1'893'506'400'000)}, // 2030-01-01T14:00Z
                     {"ends_at", std::int64_t(1'893'513'600'000)},
                     {"tz", std::string("Asia/Almaty")},
                     {"place", std::string("central-museum")},
                     {"confidence", std::string("high")}});
        const HttpAnswer answer = m_site->get("/kk/events.ics");
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.says("content-type: text/calendar; charset=utf-8"));
        QVERIFY(answer.says("content-language: kk"));
        for (const QByteArray& line : QByteArray::fromStdString(answer.body).split('\n'))
            QVERIFY(line.size() <= 76); // with its carriage return
        const auto read = judgedByPython(readCalendar, QByteArray::fromStdString(answer.body));
        QCOMPARE(read["version"].toString(), QString("2.0"));
        const QJsonObject events = read["events"].toObject();
        // Of the ten that the city knows seven have a date or a rule, one of them twice; and the new one.
        QCOMPARE(events.size(), 7);
        const QJsonObject nauryz = events["event-nauryz@almaty.qoloner"].toObject();
        QCOMPARE(nauryz["language"].toString(), QString("kk"));
        QCOMPARE(sorted(nauryz["rule"]), QStringList({"BYMONTH=3", "BYMONTHDAY=21", "FREQ=YEARLY"}));
        QVERIFY(nauryz["start"].toString().endsWith("-03-21"));
        QVERIFY(nauryz["end"].toString().endsWith("-03-24"));
        QCOMPARE(nauryz["status"].toString(), QString("CONFIRMED"));
        QCOMPARE(nauryz["url"].toString(), QString("http://city/kk/events/nauryz"));
        const QJsonObject craft = events["event-ala-craft@almaty.qoloner"].toObject();
        QCOMPARE(craft["start"].toString(), QString("2025-10-04")); // whole days by the city's clock
        QCOMPARE(craft["end"].toString(), QString("2025-10-06"));
        const QJsonObject night = events["event-ticket-night@almaty.qoloner"].toObject();
        QCOMPARE(night["start"].toString(), QString("2030-01-01T14:00:00+00:00"));
        QCOMPARE(night["language"].toString(), QString("ru")); // there is no Kazakh: it says so
        QVERIFY(night["summary"].toString().startsWith("Ночь; с запятыми, и \\ чертой\nво второй строке xx"));
        QVERIFY(!night["location"].toString().isEmpty());
    }

    void gdalReadsMastersAndPlaces()
    {
        const QByteArray places = m_site->body("/ru/places.geojson");
        const Layers read = readByGdal(places, "places.geojson");
        const auto features = QJsonDocument::fromJson(places)["features"].toArray();
        QVERIFY(features.size() > 30);
        QCOMPARE(read.counts.first(), int(features.size()));
        QVERIFY(read.text.contains("POINT (76.9549 43.2637)")); // longitude first
        QVERIFY(read.text.contains("OpenStreetMap") || places.contains("OpenStreetMap contributors, ODbL"));
        const QByteArray masters = m_site->body("/en/masters.geojson");
        QCOMPARE(readByGdal(masters, "masters.geojson").counts.first(), 6);
        for (const QJsonValue& master : QJsonDocument::fromJson(masters)["features"].toArray()) {
            QVERIFY(master["properties"]["sample"].toBool());
            QVERIFY(master["properties"]["area_m"].toInt() >= 500);
        }
    }

    void gdalReadsWalksAsLinesAndAsTracks()
    {
        const Layers lines = readByGdal(m_site->body("/kk/routes.geojson"), "routes.geojson");
        QCOMPARE(lines.text.count("LINESTRING ("), 3);
        QCOMPARE(lines.counts.first(), 3 + 5 + 6 + 5); // and their stops
        const QByteArray gpx = m_site->body("/en/routes/old-verny-thread-wood-string.gpx");
        judged("xmllint", {"--noout", "-"}, gpx);
        const Layers track = readByGdal(gpx, "walk.gpx");
        QCOMPARE(track.counts["waypoints"], 5);
        QCOMPARE(track.counts["routes"], 1);
        QCOMPARE(track.counts["tracks"], 1);
        QCOMPARE(track.counts["track_points"], 21);
        QVERIFY(track.text.contains("1. Green Bazaar"));
        QCOMPARE(readByGdal(m_site->body("/ru/routes.gpx"), "walks.gpx").counts["tracks"], 3);
    }

    void rdflibReadsTheLinkedData()
    {
        const auto masters = judgedByPython(readLinked, m_site->body("/ru/masters.jsonld"));
        QCOMPARE(masters["things"]["Person"].toInt(), 6);
        QCOMPARE(masters["things"]["GeoCircle"].toInt(), 6);
        QCOMPARE(masters["names"]["http://city/masters/demo-aigul"][1].toString(), QString("ru"));
        const auto walk = judgedByPython(readLinked, m_site->body("/en/routes.jsonld"));
        QCOMPARE(walk["things"]["TouristTrip"].toInt(), 3);
        QCOMPARE(walk["things"]["ListItem"].toInt(), 16);
        for (const char* kind : {"places", "events", "works"})
            QVERIFY(judgedByPython(readLinked, m_site->body(QString("/kk/%1.jsonld").arg(kind)))["triples"]
                        .toInt() > 20);
        // A page carries the same of itself.
        const QString page = QString::fromUtf8(m_site->body("/en/places/ykhlas"));
        const auto inside = QRegularExpression("<script type=\"application/ld\\+json\">([^<]*)</script>")
                                .match(page)
                                .captured(1);
        QCOMPARE(judgedByPython(readLinked, inside.toUtf8()).value("things")["Museum"].toInt(), 1);
    }

    void theLanguageComesFromThePathOrTheParameter()
    {
        QVERIFY(m_site->get("/events.ics").says("content-language: kk"));
        QVERIFY(m_site->get("/events.ics?lang=ru").says("content-language: ru"));
        QVERIFY(m_site->get("/places.geojson?x=1&lang=en").says("content-language: en"));
        QVERIFY(m_site->get("/en/events.ics?lang=ru").says("content-language: en"));
        QVERIFY(m_site->get("/events.ics?lang=xx").says("content-language: kk"));
    }

    void whatDidNotChangeIsNotSentAgain()
    {
        const char* const path = "/ru/places.geojson";
        const HttpAnswer first = m_site->get(path);
        const QByteArray tag = header(first, "etag");
        QVERIFY(tag.startsWith("w/\""));
        QVERIFY(first.says("cache-control: public, max-age=60"));
        QVERIFY(first.says("access-control-allow-origin: *"));
        // The line is shown in lower case, the tag as it is sent.
        const HttpAnswer again = m_site->get(path, "If-None-Match: W" + tag.mid(1) + "\r\n");
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.empty());
        QCOMPARE(header(again, "etag"), tag);
        QCOMPARE(m_site->get(path, "If-None-Match: \"other\", W" + tag.mid(1) + "\r\n").status, 304);
        QCOMPARE(m_site->get(path, "If-None-Match: \"other\"\r\n").status, 200);
        QCOMPARE(m_site->get(path, "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n").status, 304);
        QCOMPARE(m_site->get(path, "If-Modified-Since: Thu, 01 Jan 2015 00:00:00 GMT\r\n").status, 200);
        QCOMPARE(m_site->get(path, "If-Modified-Since: yesterday\r\n").status, 200);

        m_site->write({OpKind::Patch,
                       entity("place").id,
                       "ykhlas",
                       {{fieldId("place", "name_ru"), std::string("Ықылас заново")}},
                       {}});
        const HttpAnswer changed = m_site->get(path, "If-None-Match: W" + tag.mid(1) + "\r\n");
        QCOMPARE(changed.status, 200);
        QVERIFY(changed.body.find("Ықылас заново") != std::string::npos);
    }

    void itIsPackedForWhoTakesIt()
    {
        const HttpAnswer plain = m_site->get("/kk/places.geojson");
        const HttpAnswer packed = m_site->get("/kk/places.geojson", "Accept-Encoding: gzip\r\n");
        QVERIFY(!plain.says("content-encoding"));
        QVERIFY(packed.says("content-encoding: gzip"));
        QVERIFY(packed.says("vary: accept-encoding"));
        QVERIFY(packed.body.size() * 3 < plain.body.size());
        std::string unpacked;
        QCOMPARE(inflateBounded(packed.body, std::size_t(1) << 24, unpacked), InflateStatus::Ok);
        QCOMPARE(unpacked, plain.body);
        QVERIFY(!m_site->get("/kk/places.geojson", "Accept-Encoding: gzip;q=0\r\n").says("content-encoding"));
    }

    void aHeadIsAnswerWithoutABody()
    {
        const HttpAnswer answer = m_site->get("/kk/events.ics", {}, "HEAD");
        QCOMPARE(answer.status, 200);
        QVERIFY(header(answer, "content-length").toInt() > 500);
        QCOMPARE(m_site->get("/kk/events.ics").status, 200); // the line goes on
    }

    void whatIsNoFeedIsNone()
    {
        for (const char* path : {"/kk/masters.ics", "/kk/works.geojson", "/xx/events.ics", "/kk/events.pdf",
                                 "/kk/events/nobody.ics"})
            QCOMPARE(m_site->get(path).status, 404);
        QCOMPARE(m_site->get("/kk/events.ics", {}, "POST").status, 404);
    }

private:
    std::unique_ptr<Site> m_site;
};

QTEST_GUILESS_MAIN(FeedsTest)
#include "tst_feeds.moc"
