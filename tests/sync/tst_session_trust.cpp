// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/session_fixture.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

using Paths = std::vector<std::string>;

} // namespace

class SessionTrustTest : public QObject {
    Q_OBJECT
private slots:
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

    void theFirstPageOfAnotherEpochMayLookLikeTheLastOfThisOne()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.page({}, true)));
        f.server.epoch = "restored";
        QVERIFY(f.answer("pull", f.server.page({}, true))); // by chance it ends at the same revisions
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

    void aTooOldAppIsToldSo()
    {
        SessionFixture f;
        f.take(f.session->start());
        QVERIFY(f.answer("hello", ScriptedServer::ok(protocol::Hello{"almaty", "e1", 1, 99, schemaVersion + 1,
                                                                     f.server.key.publicKey()})));
        QCOMPARE(f.error(), std::string("app_too_old"));
        QVERIFY(f.timers.contains(SyncLane::Contact));
    }
};

QTEST_GUILESS_MAIN(SessionTrustTest)
#include "tst_session_trust.moc"
