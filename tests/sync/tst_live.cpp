// SPDX-License-Identifier: Apache-2.0
// Listening for news, polling without them, and what a costly line or a low
// battery changes. No network, no clock: events in, actions out.
#include "tests/sync/session_fixture.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {
using Paths = std::vector<std::string>;
using protocol::News;

const HttpAnswer eventStream{200, "text/event-stream; charset=utf-8", {}, {}, {}};
constexpr NetworkConditions costly{.metered = true};

/// An enrolled device in somebody's hand, in step with its server at revision 100.
struct Looking : SessionFixture {
    Looking()
    {
        take(session->setInteractive(true));
        connect();
        answer("pull", server.page());
    }
    RequestId stream() const
    {
        for (const SendRequest& request : requests)
            if (request.stream)
                return request.id;
        return 0;
    }
    void open() { take(session->streamOpened(stream(), eventStream)); }
    void hear(const std::string& bytes) { take(session->streamBytes(stream(), bytes)); }
    void hear(std::uint64_t rev) { hear(protocol::encodeNews({server.epoch, rev})); }
    /// The stream is open and has said where the server is.
    void listen()
    {
        open();
        hear(server.rev);
    }
    bool live() const { return session->status().live; }
};

PulledRow newRow(int n, std::uint64_t rev)
{
    static const FieldValues values{{artisanField("name_kk"), std::string("Үлгі: Айша")}};
    static const std::string stamps = serverRow(1, values).stamps.encode();
    static const std::string fields = [] {
        CborWriter out;
        writeFields(out, values);
        return out.out();
    }();
    return {artisanTable(Facet::Draft), rowId(n), rev, 0, stamps, fields};
}

/// The page that `first` to `last` are on.
std::vector<PulledRow> rowsFrom(int first, int last)
{
    std::vector<PulledRow> rows;
    for (int n = first; n <= last; ++n)
        rows.push_back(newRow(n, std::uint64_t(n)));
    return rows;
}

std::string headerOf(const SendRequest& request, std::string_view name)
{
    for (const auto& [key, value] : request.headers)
        if (key == name)
            return value;
    return {};
}
} // namespace

class LiveTest : public QObject {
    Q_OBJECT
private slots:
    // ---- reading the stream

    void newsComeHoweverTheyAreCut_data()
    {
        QTest::addColumn<QByteArray>("newline");
        QTest::newRow("LF") << QByteArray("\n");
        QTest::newRow("CR") << QByteArray("\r");
        QTest::newRow("CR LF") << QByteArray("\r\n");
    }
    void newsComeHoweverTheyAreCut()
    {
        QFETCH(QByteArray, newline);
        QByteArray text =
            QByteArray::fromStdString(protocol::encodeNews({"e-1.x_", 18446744073709551615ull}));
        text = ":\n\nretry: 10\nevent: other\ndata: a\ndata: b\n\n" + text;
        text.replace("\n", newline);
        for (qsizetype cut = 0; cut <= text.size(); ++cut) {
            protocol::NewsReader reader;
            const auto first = reader.feed(text.left(cut).toStdString()).value();
            const auto second = reader.feed(text.mid(cut).toStdString()).value();
            QVERIFY(first.has_value() != second.has_value());
            QCOMPARE((first ? *first : *second), (News{"e-1.x_", 18446744073709551615ull}));
        }
    }

    void ofABurstTheLastNewsCount()
    {
        protocol::NewsReader reader;
        const auto news =
            reader.feed(protocol::encodeNews({"e", 5}) + protocol::encodeNews({"e", 9})).value();
        QCOMPARE(news.value().rev, std::uint64_t(9));
        QVERIFY(!reader.feed(":\n\n").value());
    }

    void nonsenseEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no revision") << QByteArray("event: news\ndata: e\n\n");
        QTest::newRow("no epoch") << QByteArray("event: news\ndata: 5\n\n");
        QTest::newRow("empty epoch") << QByteArray("event: news\ndata: 5 \n\n");
        QTest::newRow("a negative revision") << QByteArray("event: news\ndata: -5 e\n\n");
        QTest::newRow("too large a revision") << QByteArray("event: news\ndata: 18446744073709551616 e\n\n");
        QTest::newRow("an epoch of two words") << QByteArray("event: news\ndata: 5 e f\n\n");
        QTest::newRow("two lines") << QByteArray("event: news\ndata: 5 e\ndata: 6 e\n\n");
        QTest::newRow("an endless line") << QByteArray(100'000, 'x');
        QTest::newRow("an endless comment") << ":" + QByteArray(100'000, ' ');
    }
    void nonsenseEndsTheStream()
    {
        QFETCH(QByteArray, bytes);
        protocol::NewsReader reader;
        QCOMPARE(reader.feed(bytes.toStdString()).error().code, std::string("message_invalid"));

        Looking f;
        f.listen();
        f.hear(bytes.toStdString());
        QCOMPARE(f.inFlight(), Paths{});
        QVERIFY(!f.live());
        QVERIFY(f.timers.contains(SyncLane::Live)); // it will be tried again
        QCOMPARE(f.error(), std::string());         // and polling goes on meanwhile
        QCOMPARE(f.timers[SyncLane::Pull], f.config.interactivePollMs);
    }

    // ---- listening

    void aSignedInDeviceListensWhileSomebodyLooks()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), Paths{});
        f.take(f.session->setInteractive(true));
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), Paths{"events"});
        const SendRequest& request = f.requests.front();
        QVERIFY(request.stream);
        QCOMPARE(request.method, std::string("GET"));
        QCOMPARE(headerOf(request, "Accept"), std::string("text/event-stream"));
        QCOMPARE(headerOf(request, "Authorization"), std::string("Bearer token-1"));
        QVERIFY(request.timeoutMs > protocol::heartbeatMs);
    }

    void aVisitorDoesNotListen()
    {
        SessionFixture f(false);
        f.take(f.session->setInteractive(true));
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), Paths{});
    }

    void newsArePulledAtOnce()
    {
        Looking f;
        f.listen();
        QVERIFY(f.live());
        QCOMPARE(f.inFlight(), Paths{"events"}); // all of it is here
        f.server.rev = 101;
        f.hear(101);
        QCOMPARE(f.inFlight(), (Paths{"events", "pull"}));
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), Paths{"events"});
    }

    void newsOfWhatIsHereCostNothing()
    {
        Looking f;
        f.listen();
        f.hear(99);
        f.hear(100);
        f.hear(":\n\n");
        QCOMPARE(f.inFlight(), Paths{"events"});
    }

    void newsDuringAPullAreFollowedByAnotherWhereItMissedThem()
    {
        Looking f;
        f.listen();
        f.hear(101);
        f.hear(102); // while the pull is out
        f.server.rev = 101;
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), (Paths{"events", "pull"}));
        f.hear(103);
        f.server.rev = 103; // this one has it already
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), Paths{"events"});
    }

    void aServerThatTalksNonsenseIsPulledOnceForEachWord()
    {
        Looking f;
        f.listen();
        f.hear(1'000'000);
        QVERIFY(f.answer("pull", f.server.page())); // still at 100
        QCOMPARE(f.inFlight(), Paths{"events"});
    }

    void anotherEpochIsNews()
    {
        Looking f;
        f.listen();
        f.hear(protocol::encodeNews({"restored", 7}));
        QCOMPARE(f.inFlight(), (Paths{"events", "pull"}));
    }

    void newsDoNotJumpTheQueueOfAFailingPull()
    {
        Looking f;
        f.listen();
        f.hear(101);
        QVERIFY(f.break_("pull", HttpFailure::Cut));
        QVERIFY(f.timers.contains(SyncLane::Pull));
        f.hear(102);
        QCOMPARE(f.inFlight(), Paths{"events"});
        f.fire(SyncLane::Pull);
        QCOMPARE(f.inFlight(), (Paths{"events", "pull"}));
    }

    void pollingGoesOnUntilTheFirstNews()
    {
        Looking f;
        f.open(); // something in between may hold back all that comes after the head
        QCOMPARE(f.timers[SyncLane::Pull], f.config.interactivePollMs);
        QVERIFY(!f.live());
        f.hear(100);
        QCOMPARE(f.timers[SyncLane::Pull], f.config.livePollMs);
        QVERIFY(f.live());
    }

    void pollingComesBackWhenTheStreamEnds_data()
    {
        QTest::addColumn<bool>("cleanly");
        QTest::newRow("cleanly") << true;
        QTest::newRow("cut") << false;
    }
    void pollingComesBackWhenTheStreamEnds()
    {
        QFETCH(bool, cleanly);
        Looking f;
        f.listen();
        if (cleanly)
            QVERIFY(f.answer("events", {200, {}, {}, {}, {}}));
        else
            QVERIFY(f.break_("events", HttpFailure::Cut));
        QVERIFY(!f.live());
        QCOMPARE(f.timers[SyncLane::Pull], f.config.interactivePollMs);
        QCOMPARE(f.error(), std::string());
        QCOMPARE(f.session->status().phase, SyncPhase::Idle);
        f.fire(SyncLane::Live);
        QCOMPARE(f.inFlight(), Paths{"events"});
    }

    void aStreamThatIsCutAgainAndAgainComesBackEverLater()
    {
        Looking f;
        std::uint64_t full = f.config.backoffMinMs;
        for (int i = 0; i < 12; ++i) {
            f.listen();
            QVERIFY(f.break_("events", HttpFailure::Cut));
            const std::uint64_t wait = f.timers[SyncLane::Live];
            QVERIFY2(wait >= full / 2 && wait <= full, std::to_string(wait).c_str());
            full = std::min(full * 2, f.config.backoffMaxMs);
            f.fire(SyncLane::Live);
        }
        f.listen();
        f.device.clock.ms += 60'000; // this one lived
        QVERIFY(f.break_("events", HttpFailure::Cut));
        QVERIFY(f.timers[SyncLane::Live] <= f.config.backoffMinMs);
    }

    void aPortalInPlaceOfTheStreamIsNoStream()
    {
        Looking f;
        f.take(f.session->streamOpened(f.stream(), ScriptedServer::html()));
        QCOMPARE(f.inFlight(), Paths{});
        QVERIFY(f.timers.contains(SyncLane::Live));
        QCOMPARE(f.error(), std::string());
    }

    void aServerWithoutEventsIsPolled_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {403, 404, 405})
            QTest::newRow(std::to_string(status).c_str()) << status;
    }
    void aServerWithoutEventsIsPolled()
    {
        QFETCH(int, status);
        Looking f;
        QVERIFY(f.answer("events", ScriptedServer::problem(status, "not_found")));
        QVERIFY(f.timers[SyncLane::Live] >= 900'000);
        QCOMPARE(f.timers[SyncLane::Pull], f.config.interactivePollMs);
        QCOMPARE(f.error(), std::string());
        QCOMPARE(f.session->status().phase, SyncPhase::Idle);
    }

    void aBusyServerSaysWhenToComeBack()
    {
        Looking f;
        QVERIFY(f.answer("events", ScriptedServer::problem(503, "too_many_listeners", "60")));
        QVERIFY(f.timers[SyncLane::Live] >= 60'000);
    }

    void anExpiredTokenIsRenewedForTheStream()
    {
        Looking f;
        QVERIFY(f.answer("events", ScriptedServer::problem(401, "token_expired")));
        QCOMPARE(f.inFlight(), Paths{"challenge"});
        QVERIFY(f.answer("challenge", f.server.nonce()));
        QVERIFY(f.answer("token", f.server.token("token-2")));
        QCOMPARE(f.inFlight(), Paths{"events"});
        QCOMPARE(headerOf(f.requests.front(), "Authorization"), std::string("Bearer token-2"));
    }

    void inTheBackgroundNobodyListens()
    {
        Looking f;
        f.listen();
        f.take(f.session->setInteractive(false));
        QCOMPARE(f.inFlight(), Paths{});
        QVERIFY(!f.live());
        QVERIFY(!f.timers.contains(SyncLane::Live));
        QCOMPARE(f.timers[SyncLane::Pull], f.config.pollMs);
    }

    void stoppingEndsTheStream()
    {
        Looking f;
        f.listen();
        const RequestId stream = f.stream();
        f.take(f.session->stop());
        QVERIFY(f.requests.empty());
        QVERIFY(f.timers.empty());
        f.take(f.session->streamBytes(stream, protocol::encodeNews({"e1", 500})));
        QVERIFY(f.requests.empty());
        QVERIFY(!f.live());
    }

    // ---- polling

    void quietPollsGrowRarer()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        std::uint64_t wait = f.config.pollMs;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(f.answer("pull", f.server.page()));
            QCOMPARE(f.timers[SyncLane::Pull], wait);
            wait = std::min(wait * 2, f.config.pollMaxMs);
            f.fire(SyncLane::Pull);
        }
        f.server.rev = 101;
        QVERIFY(f.answer("pull", f.server.page({newRow(101, 101)})));
        QCOMPARE(f.timers[SyncLane::Pull], f.config.pollMs);
    }

    void aLowBatteryStretchesPolling()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.timers[SyncLane::Pull], f.config.pollMs);
        f.take(f.session->networkConditions({.batteryLow = true}));
        QCOMPARE(f.timers[SyncLane::Pull], f.config.pollMs * f.config.thriftyStretch);
        f.write(1);
        QCOMPARE(f.timers[SyncLane::Push], f.config.debounceMs); // what a person does still goes out
        f.take(f.session->networkConditions({}));
        QCOMPARE(f.timers[SyncLane::Pull], f.config.pollMs);
    }

    // ---- a line that costs

    void onAMeteredLineListeningEndsWhenNobodyNeedsIt_data()
    {
        QTest::addColumn<bool>("metered");
        QTest::newRow("metered") << true;
        QTest::newRow("battery low") << false;
    }
    void onAMeteredLineListeningEndsWhenNobodyNeedsIt()
    {
        QFETCH(bool, metered);
        Looking f;
        f.listen();
        QVERIFY(!f.timers.contains(SyncLane::Live));
        f.take(f.session->networkConditions({.metered = metered, .batteryLow = !metered}));
        QCOMPARE(f.timers[SyncLane::Live], f.config.thriftyIdleMs);
        f.timers[SyncLane::Live] = 0;
        f.hear(99); // something happens: it is needed
        QCOMPARE(f.timers[SyncLane::Live], f.config.thriftyIdleMs);
        f.fire(SyncLane::Live);
        QCOMPARE(f.inFlight(), Paths{});
        QVERIFY(!f.live());
        QCOMPARE(f.timers[SyncLane::Pull], f.config.interactivePollMs * f.config.thriftyStretch);
        f.write(1); // somebody works again
        QCOMPARE(f.inFlight(), Paths{"events"});
    }

    void whereBytesMayBeSpentNothingChanges()
    {
        Looking f;
        f.listen();
        f.take(f.session->setMeteredUse(MeteredUse::Everything));
        f.take(f.session->networkConditions(costly));
        QVERIFY(!f.timers.contains(SyncLane::Live));
        QCOMPARE(f.timers[SyncLane::Pull], f.config.livePollMs);
    }

    void whereNothingMayBeSpentEverythingWaitsForThePerson()
    {
        Looking f;
        f.listen();
        f.take(f.session->networkConditions(costly));
        f.take(f.session->setMeteredUse(MeteredUse::Nothing));
        QCOMPARE(f.inFlight(), Paths{});
        QVERIFY(f.session->status().waitsForUnmetered);
        f.write(1);
        f.fire(SyncLane::Pull); // was set before
        QCOMPARE(f.inFlight(), Paths{});
        QVERIFY(f.timers.empty());

        f.take(f.session->syncNow());
        QCOMPARE(f.inFlight(), (Paths{"pull", "push"}));
        QVERIFY(f.answerPush());
        QVERIFY(f.answer("pull", f.server.page()));
        QVERIFY(f.answer("pull", f.server.page())); // what was pushed
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
        QCOMPARE(f.inFlight(), Paths{});
        f.write(2);
        QCOMPARE(f.inFlight(), Paths{}); // asking once is asking once
        QVERIFY(f.timers.empty());

        f.take(f.session->networkConditions({}));
        QCOMPARE(f.inFlight(), (Paths{"events", "pull", "push"}));
        QVERIFY(!f.session->status().waitsForUnmetered);
    }

    void whatThePersonAskedForGoesThroughAllItsSteps()
    {
        SessionFixture f;
        f.take(f.session->setMeteredUse(MeteredUse::Nothing));
        f.take(f.session->networkConditions(costly));
        f.take(f.session->start());
        QVERIFY(f.requests.empty());
        QVERIFY(f.timers.empty());
        f.take(f.session->syncNow());
        QVERIFY(f.answer("hello", f.server.hello()));
        QVERIFY(f.answer("challenge", f.server.nonce()));
        QVERIFY(f.answer("token", f.server.token()));
        QCOMPARE(f.inFlight(), Paths{"pull"});
    }

    void manyRowsWaitForAFreeLine_data()
    {
        QTest::addColumn<bool>("byHand");
        QTest::newRow("a free line") << false;
        QTest::newRow("the person asks") << true;
    }
    void manyRowsWaitForAFreeLine()
    {
        QFETCH(bool, byHand);
        SessionFixture f;
        f.config.meteredRows = 20;
        f.make();
        f.take(f.session->networkConditions(costly));
        QVERIFY(f.connect());
        // The first pull of a device runs to its end.
        QVERIFY(f.answer("pull", f.server.page(rowsFrom(1, 30), true)));
        f.server.rev = 130;
        QVERIFY(f.answer("pull", f.server.page(rowsFrom(31, 60))));
        QVERIFY(!f.session->status().waitsForUnmetered);

        f.fire(SyncLane::Pull);
        f.server.rev = 140;
        QVERIFY(f.answer("pull", f.server.page(rowsFrom(131, 140), true)));
        f.server.rev = 150;
        QVERIFY(f.answer("pull", f.server.page(rowsFrom(141, 150), true)));
        QCOMPARE(f.inFlight(), Paths{});
        QVERIFY(!f.timers.contains(SyncLane::Pull));
        QVERIFY(f.session->status().waitsForUnmetered);
        f.take(byHand ? f.session->syncNow() : f.session->networkConditions({}));
        QCOMPARE(f.inFlight(), Paths{"pull"});
        f.server.rev = 200;
        QVERIFY(f.answer("pull", f.server.page(rowsFrom(151, 200), true)));
        f.server.rev = 201;
        QVERIFY(f.answer("pull", f.server.page(rowsFrom(201, 201))));
        QVERIFY(!f.session->status().waitsForUnmetered);
        QVERIFY(f.device.replica->row(artisanTable(Facet::Draft), rowId(201)));
    }
};

QTEST_GUILESS_MAIN(LiveTest)
#include "tst_live.moc"
