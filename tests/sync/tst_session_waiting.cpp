// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/session_fixture.h"
#include <QTest>
#include <random>

using namespace qoloner;
using namespace qoloner::test;

namespace {

using Paths = std::vector<std::string>;

} // namespace

class SessionWaitingTest : public QObject {
    Q_OBJECT
private slots:
    void retryAfterIsHonouredAndBounded()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.problem(429, "too_many_requests", "120")));
        QCOMPARE(f.timers[SyncLane::Pull], std::uint64_t(120'000));
        QCOMPARE(f.error(), std::string("too_many_requests"));
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.problem(503, "draining", "99999999999999999999999")));
        QCOMPARE(f.timers[SyncLane::Pull], std::uint64_t(3'600'000));
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.problem(503, "draining", "soon")));
        QVERIFY(f.timers[SyncLane::Pull] <= 4000);
    }

    void backoffGrowsToItsBoundAndEndsWithSuccess()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        std::uint64_t full = f.config.backoffMinMs;
        for (int i = 0; i < 15; ++i) {
            QVERIFY(f.answer("pull", f.server.html(502)));
            QCOMPARE(f.error(), std::string("server_unavailable"));
            QVERIFY(f.timers[SyncLane::Pull] >= full / 2);
            QVERIFY(f.timers[SyncLane::Pull] <= full);
            QCOMPARE(f.session->status().phase, SyncPhase::Waiting);
            full = std::min(full * 2, f.config.backoffMaxMs);
            f.fire(SyncLane::Pull);
        }
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.timers[SyncLane::Pull], f.config.pollMs);
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.html(502)));
        QVERIFY(f.timers[SyncLane::Pull] <= f.config.backoffMinMs);
    }

    void aSlowLineGetsSmallerPieces()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.break_("pull", HttpFailure::Timeout));
        f.fire(SyncLane::Pull);
        QCOMPARE(protocol::decode<protocol::Pull>(f.server.bodyOf(f.requests.front()))->limit,
                 protocol::maxPageRows / 2);
    }

    void aFullDiskLosesNothing()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        // SQLite says "full" as soon as the file may not grow.
        Database& db = f.device.replica->database();
        const auto pages = db.integer("PRAGMA page_count");
        db.integer("PRAGMA max_page_count = " + std::to_string(pages));
        const FieldValues big{{artisanField("name_kk"), std::string(60'000, 'a')}};
        CborWriter fields;
        writeFields(fields, big);
        const std::string stamps = serverRow(1, big).stamps.encode();
        std::vector<PulledRow> rows;
        for (int i = 0; i < 40; ++i)
            rows.push_back({artisanTable(Facet::Draft), rowId(100 + i), 100, 0, stamps, fields.out()});
        QVERIFY(f.answer("pull", f.server.page(rows)));
        QCOMPARE(f.error(), std::string("disk_full"));
        QVERIFY(f.device.replica->cursor().empty());
        QVERIFY(!f.device.replica->row(artisanTable(Facet::Draft), rowId(100)));
        QVERIFY(f.timers.contains(SyncLane::Pull));
        db.integer("PRAGMA max_page_count = 1073741823");
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.page(rows)));
        QCOMPARE(f.error(), std::string());
        QVERIFY(f.device.replica->row(artisanTable(Facet::Draft), rowId(139)));
    }

    void withoutNetworkOnlyTimersStartAnything()
    {
        SessionFixture f;
        f.take(f.session->networkConditions({.online = false}));
        f.take(f.session->start());
        f.write(1);
        QVERIFY(f.requests.empty());
        QVERIFY(f.timers.contains(SyncLane::Contact));
        QCOMPARE(f.session->status().phase, SyncPhase::Offline);
        f.take(f.session->networkConditions({.online = true}));
        QCOMPARE(f.inFlight(), Paths{"hello"});
        f.settle();
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
    }

    void syncNowSkipsTheWaiting()
    {
        SessionFixture f;
        f.take(f.session->start());
        for (int i = 0; i < 8; ++i) {
            QVERIFY(f.break_("hello", HttpFailure::Refused));
            f.fire(SyncLane::Contact);
        }
        QVERIFY(f.break_("hello", HttpFailure::Refused));
        QCOMPARE(f.error(), std::string("server_unreachable"));
        f.take(f.session->syncNow());
        QCOMPARE(f.inFlight(), Paths{"hello"});
    }

    /// Whatever the line and the server do: while work waits, something is under way.
    void faultsNeverStopTheQueue_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 20; ++seed)
            QTest::newRow(std::to_string(seed).c_str()) << seed;
    }

    void faultsNeverStopTheQueue()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto roll = [&](int n) { return int(random() % unsigned(n)); };
        SessionFixture f;
        f.take(f.session->start());
        int row = 1;
        for (int step = 0; step < 400; ++step) {
            const int what = roll(13);
            if (what == 0 && row < 25)
                f.write(row++);
            else if (what == 1)
                f.take(f.session->networkConditions({roll(2) == 0, roll(2) == 0, roll(2) == 0}));
            else if (what == 12)
                f.take(f.session->setInteractive(roll(2) == 0));
            else if (what == 2)
                f.take(f.session->syncNow());
            else if (what < 5 && !f.timers.empty())
                f.fire(std::next(f.timers.begin(), roll(int(f.timers.size())))->first);
            else if (!f.requests.empty()) {
                const SendRequest request = f.requests[std::size_t(roll(int(f.requests.size())))];
                const std::string path = request.url.substr(request.url.rfind('/') + 1);
                if (request.stream && roll(4) != 0) {
                    f.take(f.session->streamOpened(request.id, {200, "text/event-stream", {}, {}, {}}));
                    f.take(f.session->streamBytes(
                        request.id,
                        protocol::encodeNews({f.server.epoch, f.server.rev + unsigned(roll(2))})));
                    continue;
                }
                std::erase_if(f.requests, [&](const SendRequest& r) { return r.id == request.id; });
                HttpAnswer good =
                    path == "hello"       ? f.server.hello()
                    : path == "challenge" ? f.server.nonce()
                    : path == "token"     ? f.server.token()
                    : path == "push" ? f.server.push(request, roll(5) == 0 ? Outcome::Held : Outcome::Applied)
                                     : f.server.page();
                switch (roll(9)) {
                case 0:
                    f.take(f.session->httpFailed(request.id, HttpFailure(roll(6))));
                    break;
                case 1:
                    f.take(f.session->httpAnswer(request.id, f.server.html()));
                    break;
                case 2:
                    f.take(f.session->httpAnswer(request.id, f.server.problem(401, "token_expired")));
                    break;
                case 3:
                    f.take(f.session->httpAnswer(request.id, f.server.problem(503, "busy", "5")));
                    break;
                case 4:
                    good.body.resize(good.body.size() / 2);
                    f.take(f.session->httpAnswer(request.id, good));
                    break;
                default:
                    f.take(f.session->httpAnswer(request.id, good));
                    break;
                }
            }
            QVERIFY2(!f.requests.empty() || !f.timers.empty(), "nothing under way and nothing set");
            QVERIFY(f.requests.size() <= syncLaneCount);
        }
        // The faults stop; no new write, no hint of a network.
        f.settle();
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
        QCOMPARE(f.server.applied, row - 1);
    }
};

QTEST_GUILESS_MAIN(SessionWaitingTest)
#include "tst_session_waiting.moc"
