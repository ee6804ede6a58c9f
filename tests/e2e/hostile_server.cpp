// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/hostile_server.h"

#include "core/codec/zstd.h"
#include "sync/protocol/messages.h"

#include <stdexcept>

namespace qoloner::test {

namespace {

constexpr std::size_t bombBytes = 512u << 20;

/// What an honest server could say at `path`.
std::string messageOf(const QByteArray& path)
{
    if (path == "/v1/hello")
        return protocol::encode(protocol::Hello{"almaty", "e1", 1, 1, 1, std::string(32, 'k')});
    if (path == "/v1/push")
        return protocol::encode(protocol::PushAnswer{"e1", {}, 0});
    protocol::Page page;
    page.page.epoch = "e1";
    page.page.cursor["public/almaty"] = 5;
    page.page.complete = 5;
    page.scopes = {"public/almaty"};
    return protocol::encode(page);
}

QByteArray head(const char* more)
{
    return QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.qoloner.sync+cbor\r\n") + more;
}

QByteArray whole(const QByteArray& body, const char* more = "")
{
    return head(more) + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

HostileServer::HostileServer(quint16 serverPort) : m_serverPort(serverPort)
{
    if (!listen(QHostAddress::LocalHost))
        throw std::runtime_error("no port for the hostile server");
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* device = nextPendingConnection()) {
            connect(device, &QTcpSocket::disconnected, device, &QObject::deleteLater);
            take(device);
        }
    });
}

void HostileServer::setMood(Mood mood)
{
    m_mood = mood;
    m_met.clear();
    if (mood == Bomb && m_bomb.isEmpty())
        m_bomb = QByteArray::fromStdString(zstdCompress(std::string(bombBytes, '\0')));
    for (QTcpSocket* line : findChildren<QTcpSocket*>())
        line->abort();
}

void HostileServer::take(QTcpSocket* device)
{
    if (m_mood == Honest) {
        auto* server = new QTcpSocket(device);
        server->connectToHost(QHostAddress::LocalHost, m_serverPort);
        connect(device, &QTcpSocket::readyRead, server,
                [device, server] { server->write(device->readAll()); });
        connect(server, &QTcpSocket::readyRead, device,
                [device, server] { device->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, device, &QTcpSocket::disconnectFromHost);
        connect(server, &QTcpSocket::errorOccurred, device, [device] { device->abort(); });
        return;
    }
    connect(device, &QTcpSocket::readyRead, this, [this, device] {
        // A push may come in pieces; its head is enough to be rude.
        const QByteArray bytes = device->readAll();
        if (bytes.startsWith("GET ") || bytes.startsWith("POST "))
            answer(device, bytes.split(' ').at(1));
    });
}

void HostileServer::answer(QTcpSocket* device, const QByteArray& path)
{
    ++m_met[path];
    QByteArray body = QByteArray::fromStdString(messageOf(path));
    switch (m_mood) {
    case Html:
        body = "<html><title>Welcome to our WiFi</title></html>";
        device->write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                      QByteArray::number(body.size()) + "\r\n\r\n" + body);
        break;
    case Truncated:
        device->write(whole(body.chopped(3)));
        break;
    case OtherVersion:
        body[1] = 2; // [version, ...
        device->write(whole(body));
        break;
    case TenGigabytes:
        device->write(head("Content-Length: 10737418240\r\n\r\n") + body);
        return; // and waits for the rest with us
    case Endless: {
        device->write(head("Transfer-Encoding: chunked\r\n\r\n"));
        const auto more = [device] {
            while (device->state() == QAbstractSocket::ConnectedState && device->bytesToWrite() < 256 * 1024)
                device->write("10000\r\n" + QByteArray(65536, 'x') + "\r\n");
        };
        connect(device, &QTcpSocket::bytesWritten, device, more);
        more();
        return;
    }
    case Bomb:
        device->write(whole(m_bomb, "Content-Encoding: zstd\r\n"));
        break;
    case HangsUp:
    case Honest:
        break;
    }
    device->disconnectFromHost();
}

} // namespace qoloner::test
