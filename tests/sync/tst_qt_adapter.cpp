// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_client.h"
#include "tests/sync/session_fixture.h"
#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// A server on a real socket that answers with whatever bytes it was given.
class FakeServer : public QTcpServer {
public:
    using Handler = std::function<void(QTcpSocket*, const QByteArray& request)>;

    explicit FakeServer(Handler handler) : m_handler(std::move(handler))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { take(socket); });
            }
        });
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(serverPort()); }
    QByteArrayList seen;

private:
    void take(QTcpSocket* socket)
    {
        QByteArray& input = m_input[socket];
        input += socket->readAll();
        const qsizetype head = input.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        qsizetype length = 0;
        for (const QByteArray& line : input.left(head).split('\n'))
            if (line.toLower().startsWith("content-length:"))
                length = line.mid(15).trimmed().toLongLong();
        if (input.size() < head + 4 + length)
            return;
        const QByteArray request = input.left(head + 4 + length);
        input.remove(0, head + 4 + length);
        seen += request;
        m_handler(socket, request);
    }
    Handler m_handler;
    std::map<QTcpSocket*, QByteArray> m_input;
};

QByteArray http(const HttpAnswer& answer)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) +
                     " x\r\nContent-Type: " + QByteArray::fromStdString(answer.contentType) +
                     "\r\nContent-Length: " + QByteArray::number(qulonglong(answer.body.size())) + "\r\n";
    if (!answer.contentEncoding.empty())
        out += "Content-Encoding: " + QByteArray::fromStdString(answer.contentEncoding) + "\r\n";
    if (!answer.retryAfter.empty())
        out += "Retry-After: " + QByteArray::fromStdString(answer.retryAfter) + "\r\n";
    return out + "\r\n" + QByteArray::fromStdString(answer.body);
}

/// Resident memory of this process, in bytes.
qint64 residentBytes()
{
    QFile statm("/proc/self/statm");
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    return statm.readAll().split(' ').at(1).toLongLong() * 4096;
}

struct Outcome_ {
    std::optional<HttpAnswer> answer;
    std::optional<HttpFailure> failure;
};

/// A request for a stream and all that was told of it.
struct Streaming {
    static constexpr std::size_t most = 100'000;
    explicit Streaming(FakeServer& server, std::uint32_t timeoutMs = 20'000)
    {
        QObject::connect(&transport, &QtTransport::opened, &transport,
                         [this](RequestId, const HttpAnswer& head) { heads.push_back(head); });
        QObject::connect(&transport, &QtTransport::streamed, &transport,
                         [this](RequestId, const std::string& bytes) { heard += bytes; });
        QObject::connect(&transport, &QtTransport::answered, &transport,
                         [this](RequestId, const HttpAnswer& answer) {
                             ends.push_back(std::to_string(answer.status) +
                                            (answer.body.empty() ? "" : " " + answer.body));
                         });
        QObject::connect(&transport, &QtTransport::failed, &transport, [this](RequestId, HttpFailure kind) {
            ends.push_back("failed " + std::to_string(int(kind)));
        });
        transport.send({1, "GET", server.url() + "/v1/events", {}, {}, timeoutMs, most, true});
    }
    std::vector<HttpAnswer> heads;
    std::string heard;
    std::vector<std::string> ends;
    QtTransport transport;
};

/// One GET to `server`, to its end.
Outcome_ exchange(FakeServer& server, std::size_t most = 1000, std::uint32_t timeoutMs = 20'000)
{
    QtTransport transport;
    Outcome_ out;
    int ends = 0;
    QObject::connect(&transport, &QtTransport::answered, &transport,
                     [&](RequestId, const HttpAnswer& answer) {
                         out.answer = answer;
                         ++ends;
                     });
    QObject::connect(&transport, &QtTransport::failed, &transport, [&](RequestId, HttpFailure kind) {
        out.failure = kind;
        ++ends;
    });
    transport.send({1,
                    "GET",
                    server.url() + "/v1/hello",
                    {{"Accept", "x/y"}, {"Accept-Encoding", "zstd"}},
                    {},
                    timeoutMs,
                    most,
                    false});
    if (!QTest::qWaitFor([&] { return ends > 0; }, 30'000) || ends != 1)
        qFatal("an exchange must end once");
    return out;
}

} // namespace

class QtAdapterTest : public QObject {
    Q_OBJECT
private slots:
    void anAnswerComesWhole()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 429 Slow\r\nContent-Type: a/b; c=d\r\nContent-Encoding: zstd\r\n"
                          "Retry-After: 7\r\nSet-Cookie: id=1\r\nContent-Length: 4\r\n\r\nbody");
        });
        const auto out = exchange(server);
        QVERIFY(out.answer);
        QCOMPARE(out.answer->status, 429);
        QCOMPARE(out.answer->contentType, std::string("a/b; c=d"));
        QCOMPARE(out.answer->contentEncoding, std::string("zstd"));
        QCOMPARE(out.answer->retryAfter, std::string("7"));
        QCOMPARE(out.answer->body, std::string("body"));
        QVERIFY(server.seen.first().contains("Accept-Encoding: zstd"));
        QVERIFY(!server.seen.first().toLower().contains("cookie"));
    }

    void aRefusedTokenComesWithItsReason()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 4\r\n\r\nbody");
        });
        const auto out = exchange(server);
        QVERIFY(out.answer);
        QCOMPARE(out.answer->status, 401);
        QCOMPARE(out.answer->body, std::string("body"));
    }

    void tenAnnouncedGigabytesCostNothing()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 10737418240\r\n\r\nsome");
        });
        const qint64 before = residentBytes();
        const auto out = exchange(server, 32 * 1024 * 1024);
        QVERIFY(out.failure == HttpFailure::TooLarge);
        QVERIFY(residentBytes() - before < 16 * 1024 * 1024);
    }

    void anEndlessBodyEndsAtItsBound_data()
    {
        QTest::addColumn<bool>("chunked");
        QTest::newRow("chunked") << true;
        QTest::newRow("until close") << false;
    }
    void anEndlessBodyEndsAtItsBound()
    {
        QFETCH(bool, chunked);
        qint64 written = 0;
        FakeServer server([&](QTcpSocket* socket, const QByteArray&) {
            socket->write(chunked ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  : "HTTP/1.1 200 OK\r\n\r\n");
            const auto more = [socket, chunked, &written] {
                while (socket->bytesToWrite() < 256 * 1024 &&
                       socket->state() == QAbstractSocket::ConnectedState) {
                    const QByteArray piece(64 * 1024, 'x');
                    if (socket->write(chunked ? "10000\r\n" + piece + "\r\n" : piece) < 0)
                        return;
                    written += piece.size();
                }
            };
            QObject::connect(socket, &QTcpSocket::bytesWritten, socket, more);
            more();
        });
        const qint64 before = residentBytes();
        const auto out = exchange(server, 4 * 1024 * 1024);
        QVERIFY(out.failure == HttpFailure::TooLarge);
        QVERIFY(residentBytes() - before < 64 * 1024 * 1024);
        QVERIFY2(written < 64 * 1024 * 1024, "the line was not throttled");
    }

    void aCutIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
        QTest::newRow("before the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        QTest::newRow("in a chunk") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf");
        QTest::newRow("between chunks")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        QTest::newRow("of a problem") << QByteArray("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nhalf");
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
    }
    void aCutIsNoAnswer()
    {
        QFETCH(QByteArray, start);
        FakeServer server([&](QTcpSocket* socket, const QByteArray&) {
            socket->write(start);
            socket->disconnectFromHost();
        });
        const auto out = exchange(server);
        QVERIFY(!out.answer);
        QVERIFY(out.failure == HttpFailure::Cut);
    }

    void silenceEndsInATimeout()
    {
        FakeServer silent([](QTcpSocket*, const QByteArray&) {});
        QVERIFY(exchange(silent, 1000, 200).failure == HttpFailure::Timeout);
        FakeServer stalled([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });
        QVERIFY(exchange(stalled, 1000, 200).failure == HttpFailure::Timeout);
    }

    void nobodyThereIsRefused()
    {
        FakeServer server([](QTcpSocket*, const QByteArray&) {});
        const std::string url = server.url();
        server.close();
        QtTransport transport;
        QSignalSpy failed(&transport, &QtTransport::failed);
        transport.send({9, "POST", url + "/v1/push", {}, "x", 20'000, 1000, false});
        QVERIFY(failed.isEmpty()); // never within the call
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().at(0).toULongLong(), 9ull);
        QVERIFY(failed.first().at(1).value<HttpFailure>() == HttpFailure::Refused);
    }

    void redirectsAreNotFollowed()
    {
        FakeServer elsewhere([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        FakeServer server([&](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 302 Found\r\nLocation: " + QByteArray::fromStdString(elsewhere.url()) +
                          "/\r\nContent-Length: 0\r\n\r\n");
        });
        const auto out = exchange(server);
        QVERIFY(out.answer);
        QCOMPARE(out.answer->status, 302);
        QVERIFY(elsewhere.seen.isEmpty());
    }

    void plainHttpIsNoTls()
    {
        FakeServer server(
            [](QTcpSocket* socket, const QByteArray&) { socket->write("HTTP/1.1 200 OK\r\n\r\n"); });
        QObject::connect(&server, &QTcpServer::newConnection, &server, [] {});
        QtTransport transport;
        QSignalSpy failed(&transport, &QtTransport::failed);
        QSignalSpy answered(&transport, &QtTransport::answered);
        std::string url = server.url();
        url.replace(0, 4, "https");
        transport.send({1, "GET", url, {}, {}, 1000, 1000, false});
        QVERIFY(failed.wait());
        QVERIFY(answered.isEmpty());
    }

    // ---- streams

    void aStreamComesPieceByPieceAndEndsOnce_data()
    {
        QTest::addColumn<bool>("chunked");
        QTest::newRow("chunked") << true;
        QTest::newRow("until close") << false;
    }
    void aStreamComesPieceByPieceAndEndsOnce()
    {
        QFETCH(bool, chunked);
        QTcpSocket* line = nullptr;
        FakeServer server([&](QTcpSocket* socket, const QByteArray&) {
            line = socket;
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" +
                          QByteArray(chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n"));
        });
        Streaming f(server);
        QTRY_COMPARE(f.heads.size(), std::size_t(1));
        QCOMPARE(f.heads.front().contentType, std::string("text/event-stream"));
        line->write(chunked ? "5\r\nfirst\r\n" : "first");
        QTRY_COMPARE(f.heard, std::string("first")); // while the answer is still under way
        QVERIFY(f.ends.empty());
        line->write(chunked ? "6\r\nsecond\r\n0\r\n\r\n" : "second");
        line->disconnectFromHost();
        QTRY_COMPARE(f.ends, std::vector<std::string>{"200"});
        QCOMPARE(f.heard, std::string("firstsecond"));
    }

    void aCutStreamIsNotItsEnd()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            socket->disconnectFromHost();
        });
        Streaming f(server);
        QTRY_COMPARE(f.ends, std::vector<std::string>{"failed " + std::to_string(int(HttpFailure::Cut))});
    }

    void aSilentStreamTimesOut()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        });
        Streaming f(server, 200);
        QTRY_COMPARE(f.ends, std::vector<std::string>{"failed " + std::to_string(int(HttpFailure::Timeout))});
    }

    void anEndlessStreamEndsAtItsBound()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(200'000, 'x'));
        });
        Streaming f(server);
        QTRY_COMPARE(f.ends,
                     std::vector<std::string>{"failed " + std::to_string(int(HttpFailure::TooLarge))});
        QVERIFY(f.heard.size() <= Streaming::most);
    }

    void aRefusedStreamIsAnAnswerLikeAnyOther()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\nContent-Length: 4\r\n\r\nbusy");
        });
        Streaming f(server);
        QTRY_COMPARE(f.ends, std::vector<std::string>{"503 busy"});
        QVERIFY(f.heads.empty());
    }

    void whoHearsAPieceMayEndTheStream()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(90'000, 'x'));
        });
        Streaming f(server);
        int pieces = 0;
        QObject::connect(&f.transport, &QtTransport::streamed, &f.transport, [&] {
            ++pieces;
            f.transport.cancel(1);
        });
        QTRY_COMPARE(pieces, 1);
        QCoreApplication::processEvents();
        QCOMPARE(pieces, 1);
        QVERIFY(f.ends.empty());
    }

    void aCancelledExchangeSaysNothing()
    {
        FakeServer server([](QTcpSocket* socket, const QByteArray&) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        QtTransport transport;
        QSignalSpy failed(&transport, &QtTransport::failed);
        QSignalSpy answered(&transport, &QtTransport::answered);
        transport.send({1, "GET", server.url(), {}, {}, 5000, 1000, false});
        transport.cancel(1);
        transport.send({2, "GET", server.url(), {}, {}, 5000, 1000, false});
        QVERIFY(answered.wait());
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.first().at(0).toULongLong(), 2ull);
        QVERIFY(failed.isEmpty());
    }

    void aPortalsHtmlReachesTheStatus()
    {
        SessionFixture f(false);
        FakeServer server(
            [](QTcpSocket* socket, const QByteArray&) { socket->write(http(ScriptedServer::html())); });
        SyncClient client(*f.device.replica, f.device.clock, f.keys);
        QVERIFY(client.setServer(server.url()));
        client.start();
        QTRY_COMPARE(client.status().lastError.code, std::string("not_our_server"));
        QVERIFY(f.device.replica->epoch().empty());
    }

    void aWholeLifeOverRealSockets()
    {
        SessionFixture f(false);
        ScriptedServer script = f.server;
        FakeServer server([&](QTcpSocket* socket, const QByteArray& raw) {
            const QByteArray path = raw.split(' ').at(1);
            SendRequest request;
            request.body = raw.mid(raw.indexOf("\r\n\r\n") + 4).toStdString();
            if (raw.contains("Content-Encoding: zstd"))
                request.headers.emplace_back("Content-Encoding", "zstd");
            if (path == "/v1/enrol")
                script.scopes = {"moderation", "public/almaty"};
            if (path == "/v1/push" && !raw.contains("Authorization: Bearer token-1"))
                socket->write(http(ScriptedServer::problem(401, "token_missing")));
            else
                socket->write(http(path == "/v1/hello"       ? script.hello()
                                   : path == "/v1/enrol"     ? script.enrolled(f.device.key.publicKey())
                                   : path == "/v1/challenge" ? script.nonce()
                                   : path == "/v1/token"     ? script.token()
                                   : path == "/v1/push"      ? script.push(request)
                                                             : script.page()));
        });
        SyncClient client(*f.device.replica, f.device.clock, f.keys);
        f.device.replica->setListener([&](const TableChanges& changes) { client.replicaChanged(changes); });
        QSignalSpy enrolled(&client, &SyncClient::enrolled);
        QVERIFY(!client.enrol(server.url(), "nonsense!", "phone"));
        QVERIFY(client.enrol(server.url(), "ABCD-2345", "phone"));
        QTRY_COMPARE(enrolled.size(), 1);
        QVERIFY(f.device.replica->commit({newArtisan(rowId(1))}));
        QTRY_COMPARE(script.applied, 1);
        QTRY_COMPARE(f.device.stateOf(1), JournalState::Settled);
        QTRY_COMPARE(client.status().pendingCount, std::size_t(0));
        QCOMPARE(client.status().lastError.code, std::string());
        client.stop();
        QCOMPARE(client.status().phase, SyncPhase::Idle);
        f.device.replica->setListener({});
    }
};

QTEST_GUILESS_MAIN(QtAdapterTest)
#include "tst_qt_adapter.moc"
