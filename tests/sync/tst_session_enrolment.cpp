// SPDX-License-Identifier: Apache-2.0
#include "sync/client/server_url.h"
#include "tests/sync/session_fixture.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

using Paths = std::vector<std::string>;

} // namespace

class SessionEnrolmentTest : public QObject {
    Q_OBJECT
private slots:
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

QTEST_GUILESS_MAIN(SessionEnrolmentTest)
#include "tst_session_enrolment.moc"
