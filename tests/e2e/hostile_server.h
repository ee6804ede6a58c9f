// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QByteArray>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>

namespace qoloner::test {

/// Stands in front of a city's server and passes everything on, or answers in
/// its place as no server should.
class HostileServer : public QTcpServer {
    Q_OBJECT
public:
    enum Mood {
        Honest,
        Html,         ///< the sign-in page of a hotel
        Truncated,    ///< the right message, cut short
        OtherVersion, ///< the right message of another protocol version
        TenGigabytes, ///< announces as much
        Endless,      ///< never stops
        Bomb,         ///< packed small, unpacks to far too much
        HangsUp,
    };
    Q_ENUM(Mood)

    explicit HostileServer(quint16 serverPort);

    QString url() const { return "http://127.0.0.1:" + QString::number(serverPort()); }
    /// From now on; lines that are open end.
    void setMood(Mood mood);
    /// Requests for `path` that met this mood.
    int met(const QByteArray& path) const { return m_met.value(path); }

private:
    void take(QTcpSocket* device);
    void answer(QTcpSocket* device, const QByteArray& path);

    quint16 m_serverPort;
    Mood m_mood = Honest;
    QMap<QByteArray, int> m_met;
    QByteArray m_bomb;
};

} // namespace qoloner::test
