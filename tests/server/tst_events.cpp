// SPDX-License-Identifier: Apache-2.0
// GET /v1/events of the real server, byte by byte.
#include "sync/protocol/live.h"
#include "tests/server/server_process.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct Running {
    CityFolder city;
    ServerProcess server{city.path()};
    std::unique_ptr<Line> line;

    explicit Running(const QStringList& options = {})
    {
        server.start(options);
        line = std::make_unique<Line>(server);
    }
    Device person(const QString& role = "admin", const QStringList& more = {})
    {
        return Device(*line, city.invite(role, more));
    }
    std::uint64_t push(Device& device, const SignedMutation& mutation)
    {
        line->send(device.pushing({mutation}));
        return line->must().as<protocol::PushAnswer>().answers.at(0).rev;
    }
    /// The value of a line of /metrics.
    int metric(const char* name)
    {
        const std::string text = line->get("/metrics").body;
        const std::size_t at = text.find(std::string("\n") + name + " ");
        return at == std::string::npos ? -1 : std::stoi(text.substr(at + std::strlen(name) + 2));
    }
};

/// A device's event stream.
class Stream {
public:
    Stream(const ServerProcess& server, const std::string& token, const char* version = "1.1")
        : m_line(server)
    {
        m_line.send(QByteArray("GET /v1/events HTTP/") + version + "\r\nHost: city\r\n" +
                    Line::bearer(token) + "\r\n");
        head = m_line.until("\r\n\r\n").toLower();
    }
    /// The next event, as it came in its chunk.
    QByteArray event() { return m_line.until("\n\n"); }
    std::uint64_t news()
    {
        protocol::NewsReader reader;
        const QByteArray text = event();
        const auto news = reader.feed(text.mid(text.indexOf("event:")).toStdString());
        if (!news || !*news)
            broken("no news but: " + text);
        return (*news)->rev;
    }
    Line& line() { return m_line; }
    QByteArray head;

private:
    Line m_line;
};

Op master(const std::string& id, const std::string& region)
{
    const auto f = [](const char* name) { return fieldId("artisan", name); };
    return {OpKind::Put,
            entity("artisan").id,
            id,
            {{f("name_kk"), id},
             {f("craft"), std::string("felt")},
             {f("region"), region},
             {f("settlement"), std::string("Ulytau")}},
            {}};
}

} // namespace

class EventsTest : public QObject {
    Q_OBJECT
private slots:
    void aColleaguesEditIsToldWithoutAsking()
    {
        Running f;
        Device writer = f.person();
        const Device reader = f.person("moderator");
        Stream stream(f.server, reader.token.token);
        QVERIFY(stream.head.startsWith("http/1.1 200"));
        for (const char* header : {"content-type: text/event-stream", "transfer-encoding: chunked",
                                   "cache-control: no-store, no-transform", "x-accel-buffering: no"})
            QVERIFY2(stream.head.contains(header), header);
        const std::uint64_t before = stream.news();
        const std::uint64_t rev = f.push(writer, writer.craft("told"));
        QVERIFY(rev > before);
        QCOMPARE(stream.news(), rev);
        QCOMPARE(f.metric("qoloner_listening"), 1);
    }

    void aChangeOutsideTheGrantedScopesIsNotFelt()
    {
        Running f;
        Device elsewhere = f.person("field", {"--region", "KZ-75"});
        Device here = f.person("field", {"--region", "KZ-62"});
        const Device witness = f.person("moderator");
        Stream ours(f.server, here.token.token);
        Stream moderators(f.server, witness.token.token);
        const std::uint64_t before = ours.news();
        moderators.news();
        const std::uint64_t theirs = f.push(elsewhere, elsewhere.write(master("far", "KZ-75")));
        QCOMPARE(moderators.news(), theirs); // whoever may know has heard of it
        const std::uint64_t own = f.push(here, here.write(master("near", "KZ-62")));
        QVERIFY(before < theirs && theirs < own);
        QCOMPARE(ours.news(), own); // the first we hear since
    }

    void withoutAGoodTokenNobodyListens()
    {
        Running f;
        const Device device = f.person();
        QCOMPARE(f.line->get("/v1/events").problem(), std::string("token_missing"));
        f.line->send(Line::request("GET", "/v1/events", {}, Line::bearer(device.token.token + "x")));
        const auto wrong = f.line->must();
        QCOMPARE(wrong.status, 401);
        QCOMPARE(wrong.problem(), std::string("token_invalid"));
        QCOMPARE(f.line->post("/v1/events", "x", Line::bearer(device.token.token)).status, 405);
        f.line->send(Line::request("HEAD", "/v1/events", {}, Line::bearer(device.token.token)));
        const auto head = f.line->next(false);
        QVERIFY(head && head->status == 200 && head->says("content-type: text/event-stream"));
        QCOMPARE(f.metric("qoloner_listening"), 0);
    }

    void silenceIsBrokenByHeartbeats()
    {
        Running f({"--heartbeat-ms", "30"});
        Stream stream(f.server, f.person().token.token);
        stream.news();
        for (int i = 0; i < 3; ++i)
            QVERIFY(stream.event().endsWith(":\n\n"));
    }

    void anOldProxyGetsAPlainBody()
    {
        Running f;
        Device device = f.person();
        Stream stream(f.server, device.token.token, "1.0");
        QVERIFY(!stream.head.contains("transfer-encoding"));
        QVERIFY(stream.event().startsWith("event: news\n"));
        const std::uint64_t rev = f.push(device, device.craft("plain"));
        QVERIFY(stream.event().startsWith("event: news\ndata: " + QByteArray::number(qulonglong(rev)) + " "));
    }

    void aDevicesThirdStreamEndsItsFirst()
    {
        Running f;
        const Device device = f.person();
        Stream first(f.server, device.token.token);
        Stream second(f.server, device.token.token);
        first.news();
        second.news();
        Stream third(f.server, device.token.token);
        QVERIFY(first.line().until("0\r\n\r\n").endsWith("0\r\n\r\n"));
        QVERIFY(first.line().closed());
        third.news();
        QCOMPARE(f.metric("qoloner_listening"), 2);
    }

    void whoLeavesIsForgotten()
    {
        Running f;
        const Device device = f.person();
        Stream stream(f.server, device.token.token);
        stream.news();
        QCOMPARE(f.metric("qoloner_listening"), 1);
        stream.line().leave();
        QTRY_COMPARE_WITH_TIMEOUT(f.metric("qoloner_listening"), 0, patience);
    }

    void whoTalksIntoTheStreamLosesIt()
    {
        Running f;
        const Device device = f.person();
        Stream stream(f.server, device.token.token);
        stream.news();
        stream.line().send(Line::request("GET", "/healthz"));
        QVERIFY(stream.line().until("never").isNull());
        QVERIFY(f.line->get("/healthz").status == 200);
    }

    void streamsEndWellWhenTheServerStops()
    {
        Running f;
        const Device device = f.person();
        Stream stream(f.server, device.token.token);
        stream.news();
        f.server.terminate();
        QVERIFY(!stream.line().until("0\r\n\r\n").isNull()); // not cut: ended
        QCOMPARE(f.server.ended(), 0);
    }
};

QTEST_GUILESS_MAIN(EventsTest)
#include "tst_events.moc"
