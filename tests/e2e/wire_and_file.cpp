// SPDX-License-Identifier: Apache-2.0
// What a device could ever have seen: the bytes of its wire and of its file.
#include "core/store/database.h"
#include "platforms/common/app/app_services.h"
#include "platforms/common/app/file_key_store.h"
#include "sync/protocol/messages.h"
#include "tests/e2e/processes.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <cmath>
#include <stdexcept>

namespace qoloner::test {

RecordingProxy::RecordingProxy(quint16 serverPort) : m_serverPort(serverPort)
{
    if (!m_listener.listen(QHostAddress::LocalHost))
        throw std::runtime_error("no port for the proxy");
    connect(&m_listener, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* device = m_listener.nextPendingConnection()) {
            auto line = std::make_shared<Line>();
            m_lines.push_back(line);
            auto* server = new QTcpSocket(device);
            server->connectToHost(QHostAddress::LocalHost, m_serverPort);
            connect(device, &QTcpSocket::readyRead, server,
                    [device, server] { server->write(device->readAll()); });
            connect(server, &QTcpSocket::readyRead, device, [device, server, line] {
                const QByteArray bytes = server->readAll();
                line->fromServer += bytes;
                device->write(bytes);
            });
            connect(device, &QTcpSocket::disconnected, device, &QObject::deleteLater);
            connect(server, &QTcpSocket::disconnected, device, &QTcpSocket::disconnectFromHost);
            connect(server, &QTcpSocket::errorOccurred, device, [device] { device->abort(); });
        }
    });
}

QString RecordingProxy::url() const
{
    return "http://127.0.0.1:" + QString::number(m_listener.serverPort());
}

QByteArray RecordingProxy::answers() const
{
    QByteArray all;
    for (const auto& line : m_lines) {
        QByteArray rest = line->fromServer;
        for (qsizetype head = rest.indexOf("\r\n\r\n"); head >= 0; head = rest.indexOf("\r\n\r\n")) {
            const QByteArray headers = rest.left(head).toLower();
            all += rest.left(head) + '\n';
            qsizetype length = 0;
            if (const qsizetype at = headers.indexOf("content-length:"); at >= 0)
                length = headers
                             .mid(at + 15,
                                  headers.indexOf('\r', at) < 0 ? -1 : headers.indexOf('\r', at) - at - 15)
                             .trimmed()
                             .toLongLong();
            const QByteArray body = rest.mid(head + 4, length);
            if (headers.contains("content-encoding: zstd")) {
                const auto raw =
                    protocol::unpack({body.constData(), std::size_t(body.size())}, true, 64 << 20);
                if (!raw)
                    throw std::runtime_error("an answer on the wire cannot be unpacked");
                all += QByteArray::fromStdString(*raw);
            } else {
                all += body;
            }
            rest.remove(0, head + 4 + length);
        }
        all += rest;
    }
    return all;
}

namespace {

quint32 bigEndian(const QByteArray& bytes, qsizetype at)
{
    quint32 value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | quint8(bytes[at + i]);
    return value;
}

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        throw std::runtime_error("no room for a copy of the database");
}

/// The file's pages without encryption, free ones too.
QByteArray plainPages(const QByteArray& file, const QByteArray& wal, const std::string& key)
{
    QTemporaryDir scratch;
    const QString copy = scratch.filePath("copy.db");
    writeAll(copy, file);
    if (!wal.isEmpty())
        writeAll(copy + "-wal", wal);
    {
        Database::Options options;
        options.key = key;
        Database db(copy.toStdString(), options);
        db.exec("PRAGMA secure_delete = OFF"); // nothing may be wiped on the way
        db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        db.exec("PRAGMA journal_mode = DELETE");
        db.exec("PRAGMA rekey = ''");
    }
    const QByteArray plain = readAll(copy);
    if (!plain.startsWith("SQLite format 3"))
        throw std::runtime_error("the copy did not decrypt");
    return plain;
}

} // namespace

QByteArray decryptedBytes(const QString& dataDir)
{
    FileKeyStore keys((dataDir + "/keys").toStdString());
    const auto key = keys.load(databaseKeyName);
    const QByteArray file = readAll(dataDir + "/replica.db");
    const QByteArray wal = readAll(dataDir + "/replica.db-wal");
    if (!key || file.isEmpty())
        throw std::runtime_error("no database in " + dataDir.toStdString());
    if (file.startsWith("SQLite format 3"))
        throw std::runtime_error("the device's file is not encrypted");
    QByteArray all = plainPages(file, {}, *key);
    constexpr qsizetype walHeader = 32;
    constexpr qsizetype frameHeader = 24;
    if (wal.size() > walHeader) {
        const qsizetype frame = frameHeader + qsizetype(bigEndian(wal, 8));
        for (qsizetype end = walHeader + frame; end <= wal.size(); end += frame)
            if (bigEndian(wal, end - frame + 4) != 0) // the last frame of a commit
                all += plainPages(file, wal.left(end), *key);
    }
    return all;
}

void writeStillTrack(const QString& file, double latitude, double longitude, int seconds)
{
    const auto degrees = [](double value, int width) {
        const double whole = std::floor(std::abs(value));
        return QString("%1%2")
            .arg(int(whole), width, 10, QChar('0'))
            .arg((std::abs(value) - whole) * 60, 9, 'f', 6, QChar('0'));
    };
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        throw std::runtime_error("no track");
    for (int s = 0; s < seconds; ++s) {
        const QString time =
            QString("10%1%2.00").arg(s / 60, 2, 10, QChar('0')).arg(s % 60, 2, 10, QChar('0'));
        const QString where = degrees(latitude, 2) + ",N," + degrees(longitude, 3) + ",E";
        for (const QString& body : {QString("GPGGA,%1,%2,1,09,0.9,640.0,M,-30.0,M,,").arg(time, where),
                                    QString("GPRMC,%1,A,%2,0.00,0.0,280526,,,A").arg(time, where)}) {
            quint8 sum = 0;
            for (const char c : body.toLatin1())
                sum = quint8(sum ^ quint8(c));
            out.write(QString("$%1*%2\r\n").arg(body).arg(sum, 2, 16, QChar('0')).toUpper().toLatin1());
        }
    }
}

} // namespace qoloner::test
