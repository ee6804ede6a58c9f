// SPDX-License-Identifier: Apache-2.0
// Two people's devices and the real server: what one writes, the other sees.
#include "tests/server/person.h"
#include <QTcpServer>
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// Passes everything on, and notes in one list, as it passes, what the device asks
/// ("POST /v1/pull") and what it is told unasked ("news").
class Overheard : public QTcpServer {
public:
    explicit Overheard(quint16 port)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, port] {
            while (QTcpSocket* device = nextPendingConnection()) {
                auto* server = new QTcpSocket(device);
                server->connectToHost(QHostAddress::LocalHost, port);
                connect(device, &QTcpSocket::readyRead, server, [this, device, server] {
                    const QByteArray bytes = device->readAll();
                    for (const char* verb : {"GET /v1/", "POST /v1/"})
                        if (bytes.startsWith(verb))
                            heard += bytes.left(bytes.indexOf(" HTTP"));
                    server->write(bytes);
                });
                connect(server, &QTcpSocket::readyRead, device, [this, device, server] {
                    const QByteArray bytes = server->readAll();
                    for (int i = 0; i < bytes.count("event: news"); ++i)
                        heard += "news";
                    device->write(bytes);
                });
                connect(device, &QTcpSocket::disconnected, device, &QObject::deleteLater);
                connect(server, &QTcpSocket::disconnected, device, &QTcpSocket::disconnectFromHost);
            }
        });
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(serverPort()); }
    QByteArrayList heard;
};

} // namespace

class ColleaguesTest : public QObject {
    Q_OBJECT
private slots:
    void anEditAppearsAtTheColleagueWithoutPolling()
    {
        CityFolder city;
        ServerProcess server(city.path());
        server.start();
        Overheard wire(server.port());
        Person writer("http://127.0.0.1:" + std::to_string(server.port()), city.invite());
        Person reader(wire.url(), city.invite("moderator"));
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled() && reader.settled(), patience);

        wire.heard.clear();
        QVERIFY(writer.device.replica->commit({craft("fresh")}));
        QTRY_VERIFY_WITH_TIMEOUT(reader.sees("fresh"), patience);
        // It asked because it was told, and was told without asking.
        QCOMPARE(wire.heard, (QByteArrayList{"news", "POST /v1/pull"}));
    }

    void listeningComesBackAfterTheServerWasAway()
    {
        CityFolder city;
        ServerProcess server(city.path());
        server.start();
        SyncConfig config;
        config.backoffMinMs = 10;
        config.backoffMaxMs = 20;
        Person reader("http://127.0.0.1:" + std::to_string(server.port()), city.invite(), config);
        QTRY_VERIFY_WITH_TIMEOUT(reader.settled(), patience);
        server.terminate();
        QCOMPARE(server.ended(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!reader.client->status().live, patience);
        server.start();
        QTRY_VERIFY_WITH_TIMEOUT(reader.client->status().live, patience);
        QCOMPARE(reader.client->status().lastError.code, std::string());
    }
};

QTEST_GUILESS_MAIN(ColleaguesTest)
#include "tst_colleagues.moc"
