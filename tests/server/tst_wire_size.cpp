// SPDX-License-Identifier: Apache-2.0
// What a check for news costs on the wire: all bytes of both sides, headers too.
#include "sync/client/sync_client.h"
#include "tests/server/person.h"
#include "tests/server/server_process.h"
#include <QTcpServer>
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// Stands between a device and its server and counts.
class Relay : public QTcpServer {
public:
    explicit Relay(quint16 port)
    {
        if (!listen(QHostAddress::LocalHost))
            broken("no port for the relay");
        connect(this, &QTcpServer::newConnection, this, [this, port] {
            while (QTcpSocket* device = nextPendingConnection()) {
                auto* server = new QTcpSocket(device);
                server->connectToHost(QHostAddress::LocalHost, port);
                connect(device, &QTcpSocket::readyRead, this, [this, device, server] {
                    const QByteArray bytes = device->readAll();
                    asked += bytes;
                    server->write(bytes);
                });
                connect(server, &QTcpSocket::readyRead, this, [this, device, server] {
                    const QByteArray bytes = server->readAll();
                    answered += bytes;
                    device->write(bytes);
                });
            }
        });
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(serverPort()); }

    QByteArray asked, answered;
};

} // namespace

class WireSizeTest : public QObject {
    Q_OBJECT
private slots:
    void aCheckForNewsIsOneSmallRoundTrip_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("moderator") << "moderator";
        QTest::newRow("visitor") << "";
    }
    void aCheckForNewsIsOneSmallRoundTrip()
    {
        QFETCH(QString, role);
        CityFolder city;
        ServerProcess server(city.path());
        server.start();
        Relay relay(server.port());
        QTemporaryDir folder;
        const SystemClock clock;
        Database db(folder.filePath("replica.db").toStdString());
        Replica replica(db, clock);
        MemoryKeys keys;
        SyncConfig config;
        config.pollMs = config.interactivePollMs = 600'000;
        SyncClient client(replica, clock, keys, config);
        if (role.isEmpty()) {
            QVERIFY(client.setServer(relay.url()));
            client.start();
        } else {
            QSignalSpy enrolled(&client, &SyncClient::enrolled);
            QVERIFY(client.enrol(relay.url(), city.invite(role), "phone"));
            QTRY_COMPARE_WITH_TIMEOUT(enrolled.size(), 1, patience);
        }
        const auto quiet = [&] {
            return client.status().lastSuccessMs > 0 && client.status().phase == SyncPhase::Idle;
        };
        QTRY_VERIFY_WITH_TIMEOUT(quiet(), patience);
        QVERIFY(!replica.cursor().empty());

        relay.asked.clear();
        relay.answered.clear();
        client.syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(!relay.answered.isEmpty() && quiet(), patience);
        QCOMPARE(relay.asked.count(" HTTP/1.1\r\n"), 1);
        QVERIFY(relay.asked.startsWith("POST /v1/pull "));
        QCOMPARE(relay.answered.count("HTTP/1.1 200 "), 1);
        std::printf("{\"metric\":\"no_change_check_%s\",\"asked\":%d,\"answered\":%d,\"unit\":\"bytes\","
                    "\"limit\":300}\n",
                    role.isEmpty() ? "visitor" : qPrintable(role), int(relay.asked.size()),
                    int(relay.answered.size()));
        QVERIFY2(relay.asked.size() < 300, relay.asked.constData());
        QVERIFY2(relay.answered.size() < 300, relay.answered.constData());
        client.stop();
    }
};

QTEST_GUILESS_MAIN(WireSizeTest)
#include "tst_wire_size.moc"
