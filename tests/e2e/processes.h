// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QJsonObject>
#include <QJsonValue>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <memory>

namespace qoloner::test {

/// Runs a program of the build to its end. Gives its standard output; fails
/// the test when it does not end well.
QString runProgram(const QString& program, const QStringList& arguments);

/// A qoloner-server of its own process.
class ServerProcess {
public:
    explicit ServerProcess(QString dataDir) : m_data(std::move(dataDir)) {}
    ~ServerProcess() { stop(); }
    /// Any free port the first time, the same one afterwards.
    void start();
    /// SIGTERM, and waits for a clean end.
    void stop();
    quint16 port() const { return m_port; }

private:
    QString m_data;
    QProcess m_process;
    quint16 m_port = 0;
};

/// The app in a process of its own, used through AppDriver.
class AppProcess {
public:
    AppProcess(QString name, QString dataDir, QString size);
    ~AppProcess();

    void start(const QStringList& more = {});
    /// Ends it as a user does, and waits.
    void quit();
    /// SIGKILL: no chance to tidy up.
    void kill();

    void click(const QString& object);
    void type(const QString& object, const QString& text);
    void set(const QString& object, const QString& property, const QJsonValue& value);
    QJsonValue get(const QString& object, const QString& property = QStringLiteral("text"));
    bool shows(const QString& object);
    void waitFor(const QString& object, int ms = 20000);
    void waitUntil(const QString& object, const QString& property, const QJsonValue& equals, int ms = 20000);
    void waitForText(const QString& object, const QString& part, int ms = 20000);
    void waitGone(const QString& object, int ms = 20000);
    void grab(const QString& picture);
    QString dataDir() const { return m_data; }
    qint64 pid() const { return m_process.processId(); }

private:
    QJsonObject ask(QJsonObject command, bool mayFail = false);
    QString readLine(int ms);

    QString m_name;
    QString m_data;
    QString m_size;
    QProcess m_process;
};

/// Stands between a device and its server and keeps all the server said.
class RecordingProxy : public QObject {
public:
    explicit RecordingProxy(quint16 serverPort);
    QString url() const;
    /// All answers, unpacked: what could be read on the wire by the device.
    QByteArray answers() const;

private:
    struct Line {
        QByteArray fromServer;
    };
    QTcpServer m_listener;
    quint16 m_serverPort;
    std::vector<std::shared_ptr<Line>> m_lines;
};

/// Every byte the device's database file has held since its last checkpoint,
/// decrypted: pages, free pages, and each state its WAL still holds.
QByteArray decryptedBytes(const QString& dataDir);

/// An NMEA track that stands still at one point.
void writeStillTrack(const QString& file, double latitude, double longitude, int seconds);

} // namespace qoloner::test
