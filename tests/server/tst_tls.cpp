// SPDX-License-Identifier: Apache-2.0
// The server that needs no proxy: real certificates, real handshakes, real devices.
#include "sync/client/sync_client.h"
#include "tests/server/certificate.h"
#include "tests/server/person.h"
#include "tests/server/server_process.h"
#include <QSignalSpy>
#include <QSslSocket>
#include <QtTest>
#include <openssl/ssl.h>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct City {
    City() { server.start({"--tls-certificate", in("now.pem"), "--tls-key", in("now.key")}); }
    QString in(const QString& name) const { return files.filePath(name); }
    /// As a tool that renews certificates does.
    void use(const Certificate& certificate) const
    {
        for (const auto& [from, to] :
             {std::pair(certificate.file, in("now.pem")), std::pair(certificate.key, in("now.key"))}) {
            QFile::remove(to);
            if (!QFile::copy(from, to))
                broken("cannot copy " + from);
        }
    }
    QByteArray log() const
    {
        QFile file(folder.path() + "/server.log");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir files;
    CityFolder folder;
    Certificate first{files.path(), "first"}, second{files.path(), "second"};
    const bool ready = (use(first), true);
    ServerProcess server{folder.path()};
};

/// A connection that trusts `certificate` and nobody else.
std::unique_ptr<QSslSocket> connected(const City& city, const Certificate& certificate)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.setCaCertificates({certificate.shown()});
    trusting.setAllowedNextProtocols({"h2", "http/1.1"});
    socket->setSslConfiguration(trusting);
    socket->connectToHostEncrypted("127.0.0.1", city.server.port());
    if (!socket->waitForEncrypted(patience))
        return nullptr;
    return socket;
}

QByteArray healthOver(QSslSocket& socket)
{
    socket.write("GET /healthz HTTP/1.1\r\nHost: city\r\n\r\n");
    QByteArray answer;
    while (!answer.endsWith("ok\n") && socket.waitForReadyRead(patience))
        answer += socket.readAll();
    return answer.left(answer.indexOf('\r'));
}

/// How a server ends that cannot begin.
Finished endsAtOnce(const QString& data, const QStringList& more)
{
    QProcess process;
    process.start(serverProgram(), QStringList{"--data", data, "--listen", "127.0.0.1:0"} + more);
    if (!process.waitForFinished(patience))
        broken("it serves");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class TlsTest : public QObject {
    Q_OBJECT
private slots:
    void aDeviceSyncsThroughTls()
    {
        City city;
        const Trust trust(city.first);
        QTemporaryDir folder;
        const SystemClock clock;
        Database db(folder.filePath("replica.db").toStdString());
        Replica replica(db, clock);
        MemoryKeys keys;
        SyncClient client(replica, clock, keys);
        QSignalSpy enrolled(&client, &SyncClient::enrolled);
        const std::string url = "https://127.0.0.1:" + std::to_string(city.server.port());
        QVERIFY(client.enrol(url, city.folder.invite("moderator"), "phone"));
        QTRY_COMPARE_WITH_TIMEOUT(enrolled.size(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(client.status().phase == SyncPhase::Idle && !replica.cursor().empty(),
                                 patience);
        QVERIFY(db.integer("SELECT count(*) FROM " +
                           tableName(TableId::of(entity("place").id, Facet::Published))) > 10);
        client.stop();
    }

    void aCertificateNobodyVouchesForIsNotTrusted()
    {
        City city;
        QVERIFY(!connected(city, city.second));
        QVERIFY(connected(city, city.first));
    }

    void http11IsSpokenWhereMoreIsOffered()
    {
        City city;
        const auto socket = connected(city, city.first);
        QVERIFY(socket);
        QCOMPARE(socket->sslConfiguration().nextNegotiatedProtocol(), QByteArray("http/1.1"));
        QVERIFY(socket->sessionProtocol() == QSsl::TlsV1_3 || socket->sessionProtocol() == QSsl::TlsV1_2);
        QCOMPARE(healthOver(*socket), QByteArray("HTTP/1.1 200 OK"));
        QCOMPARE(healthOver(*socket), QByteArray("HTTP/1.1 200 OK")); // the connection stays
    }

    void theEndIsSaidInsideTls()
    {
        City city;
        // Qt takes a cut line for an end; OpenSSL tells one from the other.
        const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                        SSL_CTX_free);
        const std::unique_ptr<SSL, decltype(&SSL_free)> guest(SSL_new(context.get()), SSL_free);
        const std::unique_ptr<BIO, decltype(&BIO_free_all)> line(
            BIO_new_connect(("127.0.0.1:" + std::to_string(city.server.port())).c_str()), BIO_free_all);
        QCOMPARE(int(BIO_do_connect(line.get())), 1);
        BIO_up_ref(line.get());
        SSL_set_bio(guest.get(), line.get(), line.get());
        QCOMPARE(SSL_connect(guest.get()), 1);
        const std::string asked = "GET /healthz HTTP/1.1\r\nHost: city\r\nConnection: close\r\n\r\n";
        QCOMPARE(SSL_write(guest.get(), asked.data(), int(asked.size())), int(asked.size()));
        std::string answer;
        char part[1024];
        int got = 0;
        while ((got = SSL_read(guest.get(), part, sizeof part)) > 0)
            answer.append(part, std::size_t(got));
        QVERIFY(answer.ends_with("ok\n"));
        // Without it an answer could be cut short by anybody on the way, unseen.
        QCOMPARE(SSL_get_error(guest.get(), got), SSL_ERROR_ZERO_RETURN);
    }

    void whoSpeaksNoTlsIsLetGoWithoutAWord()
    {
        City city;
        Line line(city.server);
        line.send(Line::request("GET", "/healthz"));
        QVERIFY(!line.next().has_value());
        QVERIFY(connected(city, city.first)); // and the others are served
    }

    void whoNeverFinishesAHandshakeIsCutOff()
    {
        City city;
        city.server.terminate();
        QCOMPARE(city.server.ended(), 0);
        city.server.start({"--tls-certificate", city.in("now.pem"), "--tls-key", city.in("now.key"),
                           "--head-timeout-ms", "200"});
        Line line(city.server);
        line.send(QByteArray("\x16\x03\x01", 3));
        QVERIFY(line.closed());
    }

    void aRenewedCertificateIsShownWithoutAStop()
    {
        City city;
        const auto old = connected(city, city.first);
        QVERIFY(old);
        city.use(city.second);
        city.server.hangUp();
        QTRY_VERIFY_WITH_TIMEOUT(city.log().contains("tls_reloaded"), patience);
        const auto renewed = connected(city, city.second);
        QVERIFY(renewed);
        QCOMPARE(healthOver(*renewed), QByteArray("HTTP/1.1 200 OK"));
        QCOMPARE(healthOver(*old), QByteArray("HTTP/1.1 200 OK")); // nobody is thrown out
    }

    void aSpoiltRenewalLeavesTheOldCertificate()
    {
        City city;
        QFile spoilt(city.in("now.pem"));
        QVERIFY(spoilt.open(QIODevice::WriteOnly));
        spoilt.write("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        spoilt.close();
        city.server.hangUp();
        QTRY_VERIFY_WITH_TIMEOUT(city.log().contains("tls_kept"), patience);
        QVERIFY(connected(city, city.first));
    }

    void aServerWithoutAGoodPairSaysWhatIsWrong()
    {
        QTemporaryDir files;
        const CityFolder city;
        const Certificate one(files.path(), "one"), other(files.path(), "other");
        const auto starts = [&](const QString& certificate, const QString& key) {
            return endsAtOnce(city.path(), {"--tls-certificate", certificate, "--tls-key", key});
        };
        const Finished mixed = starts(one.file, other.key);
        QCOMPARE(mixed.code, 1);
        QVERIFY2(mixed.err.contains("does not belong to the certificate") || mixed.err.contains("mismatch"),
                 qPrintable(mixed.err));
        const Finished missing = starts(files.filePath("none.pem"), one.key);
        QCOMPARE(missing.code, 1);
        QVERIFY2(missing.err.contains("cannot use the TLS certificate") && missing.err.contains("none.pem"),
                 qPrintable(missing.err));
        const Finished half = endsAtOnce(city.path(), {"--tls-certificate", one.file});
        QCOMPARE(half.code, 2);
        QVERIFY2(half.err.contains("go together"), qPrintable(half.err));
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"
