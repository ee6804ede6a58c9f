// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/protocol/media_receipt.h"
#include "tests/server/server_process.h"
#include "tests/support/peer_program.h"
#include "tests/support/sample_images.h"
#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <sodium.h>

namespace qoloner::test {

inline std::string addressOfPhoto(const std::string& bytes)
{
    return toHex(sha256(bytes));
}

inline QByteArray base64(const std::string& bytes)
{
    return QByteArray::fromStdString(bytes).toBase64();
}

/// Value of a header in an answer's head; names are in lower case there, and so are values.
inline QByteArray valueOf(const HttpAnswer& answer, const QByteArray& name)
{
    const QByteArray mark = "\r\n" + name.toLower() + ": ";
    const qsizetype at = answer.head.indexOf(mark);
    if (at < 0)
        return {};
    const qsizetype from = at + mark.size();
    return answer.head.mid(from, answer.head.indexOf('\r', from) - from);
}

/// A city with its server, one connection, and somebody signed in who may send photos.
struct MediaCity {
    CityFolder city;
    ServerProcess server{city.path()};
    std::unique_ptr<Line> line;
    std::unique_ptr<Device> device;

    explicit MediaCity(const QStringList& options = {})
    {
        server.start(options);
        again();
        device = std::make_unique<Device>(*line, city.invite("admin"));
    }
    /// A new connection.
    void again() { line = std::make_unique<Line>(server); }
    QByteArray tus(const Device& who) const
    {
        return Line::bearer(who.token.token) + "Tus-Resumable: 1.0.0\r\n";
    }
    QByteArray tus() const { return tus(*device); }
    HttpAnswer ask(const char* method, const QByteArray& path, const QByteArray& headers = {},
                   const std::string& body = {})
    {
        line->send(Line::request(method, path.constData(), body, headers));
        auto answer = line->next(qstrcmp(method, "HEAD") != 0);
        if (!answer)
            broken("no answer");
        if (answer->says("connection: close"))
            again();
        return *answer;
    }
    /// Makes an upload for `photo`; its path.
    QByteArray created(const std::string& photo)
    {
        const auto answer = create(photo);
        if (answer.status != 201)
            broken(QString("not created: %1 %2").arg(answer.status).arg(answer.body.c_str()));
        return valueOf(answer, "location");
    }
    HttpAnswer create(const std::string& photo, const QByteArray& more = {}, const std::string& body = {})
    {
        return ask("POST", "/v1/media",
                   tus() + "Upload-Length: " + QByteArray::number(qlonglong(photo.size())) +
                       "\r\nUpload-Metadata: sha256 " + base64(addressOfPhoto(photo)) + "\r\n" + more,
                   body);
    }
    static QByteArray patching(std::size_t offset)
    {
        return "Content-Type: application/offset+octet-stream\r\nUpload-Offset: " +
               QByteArray::number(qlonglong(offset)) + "\r\n";
    }
    HttpAnswer patch(const QByteArray& path, std::size_t offset, const std::string& bytes,
                     const QByteArray& more = {})
    {
        return ask("PATCH", path, tus() + patching(offset) + more, bytes);
    }
    std::size_t offsetOf(const QByteArray& path)
    {
        const auto answer = ask("HEAD", path, tus());
        if (answer.status != 200)
            broken(QString("no such upload: %1").arg(answer.status));
        return valueOf(answer, "upload-offset").toULongLong();
    }
    /// Sends all of it.
    HttpAnswer sent(const std::string& photo) { return patch(created(photo), 0, photo); }
};

/// The receipt in an answer; it is a value in which case matters, so it is asked for by hand.
inline std::optional<MediaReceipt> receiptIn(const QByteArray& text)
{
    const auto bytes = QByteArray::fromBase64Encoding(text, QByteArray::Base64UrlEncoding);
    return bytes ? MediaReceipt::decode(bytes.decoded.toStdString()) : std::nullopt;
}

/// Stands between a client and the server and cuts each of the first lines after so many bytes.
class CuttingProxy : public QObject {
public:
    CuttingProxy(quint16 server, int cuts, qint64 after) : m_server(server), m_cuts(cuts), m_after(after)
    {
        if (!m_listener.listen(QHostAddress::LocalHost))
            broken("no port for a proxy");
        connect(&m_listener, &QTcpServer::newConnection, this,
                [this] { take(m_listener.nextPendingConnection()); });
    }
    quint16 port() const { return m_listener.serverPort(); }
    int cuts() const { return m_done; }

private:
    void take(QTcpSocket* client)
    {
        auto* server = new QTcpSocket(client);
        server->connectToHost(QHostAddress::LocalHost, m_server);
        auto passed = std::make_shared<qint64>(0);
        auto cut = std::make_shared<bool>(false);
        connect(client, &QTcpSocket::readyRead, server, [this, client, server, passed, cut] {
            const QByteArray bytes = client->readAll();
            if (*cut)
                return;
            *passed += bytes.size();
            server->write(bytes);
            if (*passed >= m_after && m_done < m_cuts) {
                *cut = true;
                ++m_done;
                // What was passed on has to get there first: a cut loses nothing that had arrived.
                const auto end = [client, server] {
                    if (server->bytesToWrite() == 0) {
                        client->abort();
                        server->disconnectFromHost();
                    }
                };
                connect(server, &QTcpSocket::bytesWritten, client, end);
                server->flush();
                end();
            }
        });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(client, &QTcpSocket::disconnected, server, [server] { server->disconnectFromHost(); });
        connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
    QTcpServer m_listener;
    quint16 m_server;
    int m_cuts, m_done = 0;
    qint64 m_after;
};

} // namespace qoloner::test
