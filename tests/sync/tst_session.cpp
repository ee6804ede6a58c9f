// SPDX-License-Identifier: Apache-2.0
#include "sync/client/server_url.h"
#include "tests/sync/session_fixture.h"
#include <QTest>
#include <random>

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

    void aCaptivePortalIsNotOurServer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 302, 404, 407, 511})
            QTest::newRow(std::to_string(status).c_str()) << status;
    }
    void aCaptivePortalIsNotOurServer()
    {
        QFETCH(int, status);
        SessionFixture f;
        f.write(1);
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.html(status)));
        QCOMPARE(f.error(), std::string("not_our_server"));
        QVERIFY(f.timers.contains(SyncLane::Contact));

        SessionFixture late;
        late.write(1);
        QVERIFY(late.connect());
        QVERIFY(late.answer("pull", late.server.html(status)));
        QVERIFY(late.answer("push", late.server.html(status)));
        QCOMPARE(late.error(), std::string("not_our_server"));
        QVERIFY(late.device.replica->cursor().empty());
        QCOMPARE(late.device.stateOf(1), JournalState::Pending);
    }

    void badAnswersChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("code");
        const ScriptedServer server;
        const std::string page = protocol::encode([&] {
            protocol::Page message;
            message.page.epoch = "e1";
            message.page.cursor["moderation"] = 5;
            message.page.complete = 5;
            message.scopes = server.scopes;
            return message;
        }());
        const QByteArray whole = QByteArray::fromStdString(page);
        QByteArray other = whole;
        other[1] = 2; // the version
        QTest::newRow("truncated") << whole.left(whole.size() - 3) << QByteArray()
                                   << QByteArray("message_invalid");
        QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray("message_invalid");
        QTest::newRow("trailing") << whole + "x" << QByteArray() << QByteArray("message_invalid");
        QTest::newRow("version") << other << QByteArray() << QByteArray("version_unsupported");
        QTest::newRow("not packed") << whole << QByteArray("zstd") << QByteArray("message_invalid");
        QTest::newRow("gzip") << whole << QByteArray("gzip") << QByteArray("message_invalid");
        QTest::newRow("another message")
            << QByteArray::fromStdString(protocol::encode(protocol::Nonce{std::string(32, 'x')}))
            << QByteArray() << QByteArray("message_invalid");
        QTest::newRow("too large") << QByteArray(qsizetype(protocol::maxResponseBytes) + 1, 'x')
                                   << QByteArray() << QByteArray("message_too_large");
    }
    void badAnswersChangeNothing()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, code);
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer(
            "pull", {200, std::string(protocol::mediaType), encoding.toStdString(), {}, body.toStdString()}));
        QCOMPARE(f.error(), code.toStdString());
        QVERIFY(f.device.replica->cursor().empty());
        QVERIFY(f.device.replica->epoch().empty());
        QVERIFY(f.timers[SyncLane::Pull] <= f.config.backoffMinMs);
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.error(), std::string());
    }

    void aPageThatGoesNowhereIsRefused()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.page({}, true)));
        QCOMPARE(f.inFlight(), Paths{"pull"});
        QVERIFY(f.answer("pull", f.server.page({}, true))); // the same cursor again, and still more
        QCOMPARE(f.error(), std::string("page_invalid"));
        QVERIFY(f.requests.empty());
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

    void forgedReceiptsAreNotBelieved()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        ScriptedServer impostor = f.server;
        impostor.key = SigningKey::fromSeed(std::string(32, 'x'));
        const auto request = f.pop("push");
        f.take(f.session->httpAnswer(request->id, impostor.push(*request)));
        QCOMPARE(f.error(), std::string("receipt_invalid"));
        QCOMPARE(f.device.stateOf(1), JournalState::Pending);
    }

    void anotherServerKeyGetsNothing()
    {
        SessionFixture f;
        f.write(1);
        f.server.key = SigningKey::fromSeed(std::string(32, 'x'));
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        QCOMPARE(f.error(), std::string("server_key_changed"));
        QVERIFY(f.requests.empty());
        QVERIFY(f.timers.contains(SyncLane::Contact));
    }

    void lostRoleTakesItsRowsAlong()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        CborWriter fields;
        writeFields(fields, {{artisanField("name_kk"), std::string("Айша")}});
        const std::string stamps =
            serverRow(1, {{artisanField("name_kk"), std::string("Айша")}}).stamps.encode();
        PulledRow row{artisanTable(Facet::Draft), rowId(10), 100, 0, stamps, fields.out()};
        QVERIFY(f.answer("pull", f.server.page({row})));
        f.write(1);
        QVERIFY(f.device.replica->row(artisanTable(Facet::Draft), rowId(10)));
        f.server.scopes = {"public/almaty"};
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.page()));
        QVERIFY(!f.device.replica->row(artisanTable(Facet::Draft), rowId(10)));
        QCOMPARE(f.session->status().pendingCount, std::size_t(1)); // the journal stays
        const auto again = f.pop("pull");
        QVERIFY(again);
        const auto asked = protocol::decode<protocol::Pull>(f.server.bodyOf(*again));
        QVERIFY(!asked->cursor.contains("moderation"));
        QVERIFY2(asked->cursor.contains("public/almaty"), "what everybody sees need not come again");
    }

    void aTokenForFewerScopesTakesTheirRowsAlong()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        CborWriter fields;
        writeFields(fields, {{artisanField("name_kk"), std::string("Айша")}});
        const std::string stamps =
            serverRow(1, {{artisanField("name_kk"), std::string("Айша")}}).stamps.encode();
        PulledRow row{artisanTable(Facet::Draft), rowId(10), 100, 0, stamps, fields.out()};
        QVERIFY(f.answer("pull", f.server.page({row})));
        f.server.scopes = {"public/almaty"};
        f.server.role = Role::Artisan;
        f.device.clock.ms += 3'600'000;
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("challenge", f.server.nonce()));
        QVERIFY(f.answer("token", f.server.token()));
        QVERIFY(!f.device.replica->row(artisanTable(Facet::Draft), rowId(10)));
        QCOMPARE(f.session->status().role, Role::Artisan);
        QCOMPARE(f.inFlight(), Paths{"pull"});
    }

    void aRevokedDeviceKeepsWhatItsPersonWrote()
    {
        SessionFixture f;
        f.write(1);
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        QVERIFY(f.answer("challenge", f.server.nonce()));
        f.server.scopes = {"public/almaty"};
        QVERIFY(f.answer("token", ScriptedServer::ok(protocol::Token{
                                      "t", 900, {Role::Visitor, {}, "almaty", {}, {}}, f.server.scopes, 1})));
        QVERIFY(f.session->status().role == Role::Visitor);
        QCOMPARE(f.session->status().actor, rowId(900));
        QVERIFY(f.answerPush(Outcome::Rejected));
        QCOMPARE(f.device.stateOf(1), JournalState::Rejected);
        QVERIFY(f.device.replica->mutation(1));
    }

    void aForgottenCursorStartsFromZero()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.page()));
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.problem(410, "cursor_gone")));
        QCOMPARE(f.inFlight(), Paths{"pull"});
        QVERIFY(protocol::decode<protocol::Pull>(f.server.bodyOf(f.requests.front()))->cursor.empty());
    }

    void aRestoredServerIsGreetedAgain()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        f.server.epoch = "e2";
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), Paths{"hello"});
        f.settle();
        QCOMPARE(f.device.replica->epoch(), std::string("e2"));
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

    void enrolmentRefusesNonsenseWithoutNetwork_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray url("https://sync.example");
        QTest::newRow("short") << url << QByteArray("ABC") << QByteArray("phone")
                               << QByteArray("invite_malformed");
        QTest::newRow("long") << url << QByteArray(100'000, 'A') << QByteArray("phone")
                              << QByteArray("invite_malformed");
        QTest::newRow("binary") << url << QByteArray("AB\0DEFGH", 8) << QByteArray("phone")
                                << QByteArray("invite_malformed");
        QTest::newRow("cyrillic") << url << QByteArray("АБВГ") << QByteArray("phone")
                                  << QByteArray("invite_malformed");
        QTest::newRow("no label") << url << QByteArray("ABCD2345") << QByteArray()
                                  << QByteArray("device_label_invalid");
        QTest::newRow("broken label")
            << url << QByteArray("ABCD2345") << QByteArray("\xff") << QByteArray("device_label_invalid");
        QTest::newRow("no url") << QByteArray() << QByteArray("ABCD2345") << QByteArray("phone")
                                << QByteArray("server_url_invalid");
        QTest::newRow("http") << QByteArray("http://sync.example") << QByteArray("ABCD2345")
                              << QByteArray("phone") << QByteArray("server_url_insecure");
    }
    void enrolmentRefusesNonsenseWithoutNetwork()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, label);
        QFETCH(QByteArray, expected);
        SessionFixture f(false);
        const auto actions = f.session->enrol(url.toStdString(), code.toStdString(), label.toStdString());
        QVERIFY(!actions);
        QCOMPARE(actions.error().code, expected.toStdString());
        QVERIFY(!f.session->status().enrolling);
    }

    void enrolmentBindsTheDeviceForGood()
    {
        SessionFixture f(false);
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        f.take(f.session->enrol("https://sync.example/", "abcd-234O", "Айгүлдің телефоны").value());
        QVERIFY(f.session->status().enrolling);
        const auto request = f.pop("enrol");
        QVERIFY(request);
        const auto asked = protocol::decode<protocol::Enrol>(f.server.bodyOf(*request)).value();
        QCOMPARE(asked.code, std::string("ABCD2340"));
        QVERIFY(verifySignature(asked.publicKey, "qoloner-enrol-1ABCD2340", asked.signature));
        f.server.scopes = {"moderation", "public/almaty"};
        f.take(f.session->httpAnswer(request->id, f.server.enrolled(f.device.key.publicKey())));
        QVERIFY(f.session->status().enrolled);
        QCOMPARE(f.session->status().name, std::string("Айгүл"));
        f.settle();
        f.device.reopen();
        f.make();
        QVERIFY(f.session->status().enrolled);
        QVERIFY(f.session->status().role == Role::Moderator);
        QVERIFY(f.session->status().lastSuccessMs > 0);
        QCOMPARE(f.session->enrol("https://else.example", "ABCD2345", "x").error().code,
                 std::string("already_enrolled"));
        QCOMPARE(f.session->setServer("https://else.example").error().code, std::string("already_enrolled"));
    }

    void aRefusedInviteIsSaidAndNotRepeated()
    {
        SessionFixture f(false);
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        f.take(f.session->enrol("https://sync.example", "ABCD2345", "phone").value());
        QVERIFY(f.answer("enrol", f.server.problem(404, "invite_unknown")));
        QCOMPARE(f.error(), std::string("invite_unknown"));
        QVERIFY(!f.session->status().enrolling);
        QVERIFY(!f.pop("enrol"));
        QVERIFY(f.answer("pull", f.server.page())); // a visitor's life goes on
    }

    void aCertificateForAnotherKeyEnrolsNobody()
    {
        SessionFixture f(false);
        f.take(f.session->enrol("https://sync.example", "ABCD2345", "phone").value());
        QVERIFY(f.answer("hello", f.server.hello()));
        QVERIFY(f.answer("enrol", f.server.enrolled(f.server.key.publicKey())));
        QCOMPARE(f.error(), std::string("certificate_invalid"));
        QVERIFY(!f.session->status().enrolled);
    }

    void anInviteSurvivesABadLine()
    {
        SessionFixture f(false);
        f.take(f.session->enrol("https://sync.example", "ABCD2345", "phone").value());
        QVERIFY(f.answer("hello", f.server.hello()));
        const auto first = f.pop("enrol");
        f.take(f.session->httpFailed(first->id, HttpFailure::Cut));
        QVERIFY(f.session->status().enrolling);
        f.fire(SyncLane::Contact);
        const auto second = f.pop("enrol");
        QVERIFY(second);
        QCOMPARE(second->body, first->body); // the same key and code: the server can tell it is us
    }

    void aKeyThatCannotBeKeptEnrolsNobody()
    {
        SessionFixture f(false);
        f.keys.secrets.clear();
        f.keys.refuses = true;
        QCOMPARE(f.session->enrol("https://sync.example", "ABCD2345", "x").error().code,
                 std::string("key_store_failed"));
    }

    void aLockedKeyStoreIsTriedAgain()
    {
        SessionFixture f;
        const auto kept = std::exchange(f.keys.secrets, {});
        f.make();
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        QCOMPARE(f.error(), std::string("device_key_missing"));
        QVERIFY(f.session->status().enrolled);
        f.keys.secrets = kept;
        f.fire(SyncLane::Contact);
        QCOMPARE(f.inFlight(), Paths{"challenge"});
    }

    void aTooOldAppIsToldSo()
    {
        SessionFixture f;
        f.take(f.session->start());
        QVERIFY(f.answer("hello", ScriptedServer::ok(protocol::Hello{"almaty", "e1", 1, 99, schemaVersion + 1,
                                                                     f.server.key.publicKey()})));
        QCOMPARE(f.error(), std::string("app_too_old"));
        QVERIFY(f.timers.contains(SyncLane::Contact));
    }

    void aTokenThatWouldSplitAHeaderIsRefused()
    {
        SessionFixture f;
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        QVERIFY(f.answer("challenge", f.server.nonce()));
        QVERIFY(f.answer("token", f.server.token("a\r\nHost: elsewhere")));
        QCOMPARE(f.error(), std::string("message_invalid"));
        QVERIFY(f.requests.empty());
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

    void serverAddresses_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("expected"); // a url, or an error after '!'
        const auto row = [](const char* typed, const char* expected) {
            QTest::newRow(typed) << QByteArray(typed) << QByteArray(expected);
        };
        row("https://Qoloner.KZ/", "https://qoloner.kz");
        row(" https://a.kz:8440/city// ", "https://a.kz:8440/city");
        row("http://127.0.0.1:8440", "http://127.0.0.1:8440");
        row("http://localhost", "http://localhost");
        row("http://[::1]:80", "http://[::1]:80");
        row("https://[2001:db8::1]", "https://[2001:db8::1]");
        row("http://10.0.0.1", "!server_url_insecure");
        row("http://127.evil.example.org", "!server_url_insecure");
        row("http://localhost.evil.kz", "!server_url_insecure");
        row("ftp://a.kz", "!server_url_invalid");
        row("https://", "!server_url_invalid");
        row("https://user@a.kz", "!server_url_invalid");
        row("https://a.kz:99999", "!server_url_invalid");
        row("https://a.kz:", "!server_url_invalid");
        row("https://a.kz/?q", "!server_url_invalid");
        row("https://a.kz\r\nx", "!server_url_invalid");
        row("https://[::1", "!server_url_invalid");
        row("http://127.0.0.1@evil.kz", "!server_url_invalid");
    }
    void serverAddresses()
    {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, expected);
        const auto url = normaliseServerUrl(typed.toStdString());
        QCOMPARE(QByteArray::fromStdString(url ? *url : "!" + url.error().code), expected);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
