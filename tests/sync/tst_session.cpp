// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/session_fixture.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

using Paths = std::vector<std::string>;

std::string headerOf(const SendRequest& request, std::string_view name)
{
    for (const auto& [key, value] : request.headers)
        if (key == name)
            return value;
    return {};
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT
private slots:
    void contactIsHelloThenTokenThenBothWays()
    {
        SessionFixture f;
        f.write(1);
        f.take(f.session->start());
        QCOMPARE(f.inFlight(), Paths{"hello"});
        QVERIFY(f.answer("hello", f.server.hello()));
        QCOMPARE(f.inFlight(), Paths{"challenge"});
        QVERIFY(f.answer("challenge", f.server.nonce()));
        const auto asked =
            protocol::decode<protocol::TokenRequest>(f.server.bodyOf(f.requests.front())).value();
        QVERIFY(verifySignature(f.device.key.publicKey(), "qoloner-token-1" + std::string(32, 'n'),
                                asked.signature));
        QVERIFY(f.answer("token", f.server.token("abc")));
        QCOMPARE(f.inFlight(), (Paths{"pull", "push"}));
        for (const SendRequest& request : f.requests)
            QCOMPARE(headerOf(request, "Authorization"), std::string("Bearer abc"));
    }

    void aVisitorPullsWithoutToken()
    {
        SessionFixture f(false);
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        QCOMPARE(f.inFlight(), Paths{"pull"});
        QCOMPARE(headerOf(f.requests.front(), "Authorization"), std::string());
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.session->status().phase, SyncPhase::Idle);
        QCOMPARE(f.timers[SyncLane::Pull], f.config.pollMs);
        QVERIFY(f.session->status().lastSuccessMs > 0);
    }

    void lostAckIsNotAppliedTwice()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        const auto request = f.pop("push");
        QVERIFY(request);
        f.server.push(*request); // it arrived and was applied; the answer gets lost
        f.take(f.session->httpFailed(request->id, HttpFailure::Cut));
        QCOMPARE(f.session->status().pendingCount, std::size_t(1));
        f.settle();
        QCOMPARE(f.server.applied, 1);
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
        QCOMPARE(f.device.stateOf(1), JournalState::Settled);
    }

    void aLateAnswerOfACancelledRequestIsIgnored()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        const auto push = f.pop("push");
        f.take(f.session->stop());
        f.take(f.session->httpAnswer(push->id, f.server.push(*push)));
        QCOMPARE(f.device.stateOf(1), JournalState::Pending);
        QVERIFY(f.requests.empty());
        QVERIFY(f.timers.empty());
    }

    void pagesAreAskedForUntilDone()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        CborWriter fields;
        writeFields(fields, {{artisanField("name_kk"), std::string("Айша")}});
        const std::string stamps =
            serverRow(1, {{artisanField("name_kk"), std::string("Айша")}}).stamps.encode();
        for (int i = 0; i < 3; ++i) {
            ++f.server.rev;
            PulledRow row{artisanTable(Facet::Draft), rowId(10 + i), f.server.rev, 0, stamps, fields.out()};
            QVERIFY(f.answer("pull", f.server.page({row}, i < 2)));
        }
        QVERIFY(f.requests.empty());
        QCOMPARE(f.session->status().rowsPulled, std::uint64_t(3));
        QCOMPARE(f.device.text(Facet::Draft, rowId(12), "name_kk"), std::string("Айша"));
        QCOMPARE(f.device.replica->cursor().at("moderation"), f.server.rev);
    }

    void refusedTokenIsRenewedOnceThenWaits()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        QVERIFY(f.answer("push", f.server.problem(401, "token_expired")));
        QCOMPARE(f.inFlight(), (Paths{"challenge", "pull"}));
        // The pull went out with the old token: its 401 costs no second renewal.
        QVERIFY(f.answer("challenge", f.server.nonce()));
        QVERIFY(f.answer("token", f.server.token("second")));
        QVERIFY(f.answer("pull", f.server.problem(401, "token_expired")));
        QCOMPARE(f.inFlight(), (Paths{"pull", "push"}));
        QCOMPARE(headerOf(f.requests.back(), "Authorization"), std::string("Bearer second"));
        QVERIFY(f.answer("push", f.server.problem(401, "token_expired")));
        QCOMPARE(f.error(), std::string("token_expired"));
        QVERIFY(f.timers.contains(SyncLane::Push));
        f.settle();
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
        QCOMPARE(f.error(), std::string());
    }

    void anExpiredTokenIsRenewedBeforeUse()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.page()));
        f.device.clock.ms += 3'600'000;
        f.write(1);
        f.fire(SyncLane::Push);
        QCOMPARE(f.inFlight(), Paths{"challenge"});
        f.settle();
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
    }

    void pushNeverDelaysPullNorPullPush()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        QCOMPARE(f.inFlight(), (Paths{"pull", "push"}));
        // The push hangs; pulls go on.
        for (int i = 0; i < 3; ++i) {
            QVERIFY(f.answer("pull", f.server.page()));
            f.fire(SyncLane::Pull);
            QCOMPARE(f.inFlight(), (Paths{"pull", "push"}));
        }
        // The pull hangs; pushes go on, one at a time.
        QVERIFY(f.answerPush());
        f.write(2);
        f.fire(SyncLane::Push);
        QCOMPARE(f.inFlight(), (Paths{"pull", "push"}));
        QVERIFY(f.answerPush());
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
    }

    void aWriteDuringAPushGoesWithTheNext()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        f.write(2);
        QVERIFY(f.answerPush());
        QCOMPARE(f.inFlight(), (Paths{"pull", "push"}));
        QVERIFY(f.answerPush());
        QCOMPARE(f.server.applied, 2);
    }

    void heldIsAskedAgainButNotInACircle()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        QVERIFY(f.answerPush(Outcome::Held));
        QVERIFY(!f.pop("push"));
        QCOMPARE(f.timers[SyncLane::Push], f.config.pollMs);
        QCOMPARE(f.session->status().pendingCount, std::size_t(1));
        f.fire(SyncLane::Push);
        QVERIFY(f.answerPush());
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
    }

    void aRejectionStaysVisibleAndBlocksNothing()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        QVERIFY(f.answerPush(Outcome::Rejected));
        f.write(2);
        f.settle();
        QCOMPARE(f.device.stateOf(1), JournalState::Rejected);
        QCOMPARE(f.device.stateOf(2), JournalState::Settled);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
