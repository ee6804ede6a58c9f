// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/ids.h"
#include "sync/protocol/messages.h"
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <csignal>
#include <stdexcept>
#include <sys/prctl.h>

namespace qoloner::test {

constexpr int patience = 30'000; // ms; only a broken build ever waits so long

[[noreturn]] inline void broken(const QString& why)
{
    throw std::runtime_error(why.toStdString());
}

struct Finished {
    int code = -1;
    QString out, err;
};

/// Runs qoloner-admin to its end.
inline Finished admin(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(QOLONER_BIN_DIR "/qoloner-admin"), arguments);
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit)
        broken("qoloner-admin " + arguments.join(' ') + " does not end well");
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// As `admin`, for what must succeed.
inline QString adminDoes(const QStringList& arguments)
{
    const Finished run = admin(arguments);
    if (run.code != 0)
        broken("qoloner-admin " + arguments.join(' ') + ": " + run.err);
    return run.out;
}

/// The server of the build, or the one that QOLONER_SERVER names.
inline QString serverProgram()
{
    return qEnvironmentVariable("QOLONER_SERVER", QStringLiteral(QOLONER_BIN_DIR "/qoloner-server"));
}

/// A qoloner-server of its own process on a port of its own, the same after each start.
class ServerProcess {
public:
    explicit ServerProcess(QString data) : m_data(std::move(data)) {}
    ~ServerProcess()
    {
        if (m_process.state() != QProcess::NotRunning)
            kill();
    }
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    void start(const QStringList& more = {})
    {
        // It goes with the test, however that ends.
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.setStandardErrorFile(m_data + "/server.log", QIODevice::Append);
        m_process.start(serverProgram(),
                        QStringList{"--data", m_data, "--listen", "127.0.0.1:" + QString::number(m_port)} +
                            more);
        QDeadlineTimer deadline(patience);
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(int(deadline.remainingTime())))
                broken("the server does not start, see " + m_data + "/server.log");
        const QByteArray line = m_process.readLine().trimmed();
        const QByteArray said = "listening on 127.0.0.1:";
        if (!line.startsWith(said))
            broken("the server says: " + line);
        m_port = line.mid(said.size()).toUShort();
    }
    void terminate() { m_process.terminate(); }
    /// SIGHUP: read again what may have changed.
    void hangUp() { ::kill(pid_t(m_process.processId()), SIGHUP); }
    /// SIGSTOP, as a machine that hangs; and on again.
    void pause() { ::kill(pid_t(m_process.processId()), SIGSTOP); }
    void goOn() { ::kill(pid_t(m_process.processId()), SIGCONT); }
    /// SIGKILL: no chance to tidy up.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(patience);
    }
    /// Its exit code, once it has ended by itself.
    int ended()
    {
        if (!m_process.waitForFinished(patience))
            broken("the server does not end");
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    quint16 port() const { return m_port; }
    qint64 pid() const { return m_process.processId(); }

private:
    QString m_data;
    QProcess m_process;
    quint16 m_port = 0;
};

struct HttpAnswer {
    int status = 0;
    QByteArray head; ///< lower case
    std::string body;

    bool says(const char* header) const { return head.contains(QByteArray(header).toLower()); }
    template <class Message> Message as() const
    {
        auto message = protocol::decode<Message>(body);
        if (!message)
            broken(QString("status %1: not the message expected").arg(status));
        return std::move(*message);
    }
    std::string problem() const { return as<protocol::Problem>().error.code; }
};

/// One connection, byte by byte, as no polite client would use it.
class Line {
public:
    explicit Line(const ServerProcess& server)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
        if (!m_socket.waitForConnected(patience))
            broken("cannot connect: " + m_socket.errorString());
    }

    void send(const QByteArray& bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patience)) {
        }
    }
    /// The next answer; nothing when the connection ended without a whole one.
    std::optional<HttpAnswer> next(bool withBody = true)
    {
        while (!m_buffer.contains("\r\n\r\n"))
            if (!more())
                return {};
        const qsizetype end = m_buffer.indexOf("\r\n\r\n") + 4;
        HttpAnswer answer;
        answer.head = m_buffer.left(end).toLower();
        answer.status = answer.head.mid(9, 3).toInt();
        const QByteArray name = "\r\ncontent-length: ";
        const qsizetype at = answer.head.indexOf(name);
        const qsizetype from = at + name.size();
        const qsizetype size =
            at < 0 || !withBody ? 0
                                : answer.head.mid(from, answer.head.indexOf('\r', from) - from).toLongLong();
        while (m_buffer.size() < end + size)
            if (!more())
                return {};
        answer.body = m_buffer.mid(end, size).toStdString();
        m_buffer.remove(0, end + size);
        return answer;
    }
    HttpAnswer must()
    {
        auto answer = next();
        if (!answer)
            broken("the connection ended without an answer");
        return *answer;
    }
    /// Everything up to and with the next `mark`; null when the connection ends before.
    QByteArray until(const QByteArray& mark)
    {
        while (!m_buffer.contains(mark))
            if (!more())
                return {};
        const qsizetype end = m_buffer.indexOf(mark) + mark.size();
        const QByteArray text = m_buffer.left(end);
        m_buffer.remove(0, end);
        return text;
    }
    /// Ends the connection as a phone does that leaves.
    void leave() { m_socket.abort(); }
    /// Whether the server has closed this connection and said nothing more.
    bool closed()
    {
        while (m_socket.state() == QAbstractSocket::ConnectedState)
            if (!more())
                break;
        return m_socket.state() == QAbstractSocket::UnconnectedState && m_buffer.isEmpty();
    }

    static QByteArray request(const char* method, const char* path, const std::string& body = {},
                              const QByteArray& headers = {})
    {
        return QByteArray(method) + " " + path +
               " HTTP/1.1\r\nHost: city\r\nContent-Length: " + QByteArray::number(qlonglong(body.size())) +
               "\r\n" + headers + "\r\n" + QByteArray::fromStdString(body);
    }
    static QByteArray bearer(const std::string& token)
    {
        return "Authorization: Bearer " + QByteArray::fromStdString(token) + "\r\n";
    }
    HttpAnswer get(const char* path)
    {
        send(request("GET", path));
        return must();
    }
    HttpAnswer post(const char* path, const std::string& body, const QByteArray& headers = {})
    {
        send(request("POST", path, body, headers));
        return must();
    }

private:
    bool more()
    {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(patience))
            return false;
        m_buffer += m_socket.readAll();
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// A person's device with its key, speaking the protocol by hand.
class Device {
public:
    /// Enrols with `code` and signs in.
    Device(Line& line, const std::string& code)
    {
        const auto answer = line.post("/v1/enrol", enrolment(code));
        if (answer.status != 200)
            broken("not enrolled: " + QString::fromStdString(answer.problem()));
        enrolled = answer.as<protocol::Enrolled>();
        signIn(line);
    }
    std::string enrolment(const std::string& code) const
    {
        return protocol::encode(
            protocol::Enrol{code, key.publicKey(), key.sign("qoloner-enrol-1" + code), "phone"});
    }
    void signIn(Line& line)
    {
        const auto asked = line.post("/v1/challenge", protocol::encode(protocol::Challenge{key.device()}));
        const std::string nonce = asked.as<protocol::Nonce>().nonce;
        const auto given =
            line.post("/v1/token", protocol::encode(protocol::TokenRequest{
                                       key.device(), nonce, key.sign("qoloner-token-1" + nonce)}));
        token = given.as<protocol::Token>();
    }
    /// The next mutation of this device: a new craft of the city's list.
    SignedMutation craft(const std::string& id)
    {
        return write({OpKind::Put, entity("craft").id, id, {{fieldId("craft", "name_kk"), id}}, {}});
    }
    /// The next mutation of this device.
    SignedMutation write(Op op)
    {
        const std::uint64_t now = SystemClock().nowMs();
        Mutation m{key.device(), ++m_dseq, newUuid7(now), enrolled.who.actor, schemaVersion,
                   Hlc::of(now), 0,        m_last,        {std::move(op)}};
        auto sealed = signMutation(m, key);
        m_last = sealed.hash();
        return sealed;
    }
    QByteArray pushing(std::vector<SignedMutation> mutations) const
    {
        return Line::request("POST", "/v1/push",
                             protocol::encode(protocol::Push{SystemClock().nowMs(), std::move(mutations)}),
                             Line::bearer(token.token));
    }

    SigningKey key = SigningKey::generate();
    protocol::Enrolled enrolled;
    protocol::Token token;

private:
    Dseq m_dseq = 0;
    std::string m_last = std::string(32, '\0');
};

/// A city with the starter data in a folder that goes away with it.
class CityFolder {
public:
    CityFolder()
    {
        for (const char* name : {"city.sqlite", "server.key"})
            if (!QFile::copy(starter() + "/" + name, path() + "/" + name))
                broken(QString("cannot copy ") + name);
    }
    /// A city in PostgreSQL by this connection string, with nothing in it.
    explicit CityFolder(const std::string& postgres)
    {
        adminDoes({"init", "--data", path(), "--postgres", QString::fromStdString(postgres)});
    }
    QString path() const { return m_folder.path(); }
    std::string invite(const QString& role = "admin", const QStringList& more = {}) const
    {
        const QString out =
            adminDoes(QStringList{"invite", "--data", path(), "--role", role, "--name", "Somebody"} + more);
        return out.left(9).remove('-').toStdString();
    }
    /// One number of `qoloner-admin status`.
    std::uint64_t counted(const QString& name) const
    {
        for (const QString& line : adminDoes({"status", "--data", path()}).split('\n'))
            if (line.startsWith(name + " "))
                return line.mid(name.size() + 1).toULongLong();
        broken("no line " + name);
    }

private:
    /// Imported once for all tests.
    static QString starter()
    {
        static const QTemporaryDir folder;
        static const bool made = [] {
            adminDoes({"init", "--data", folder.path()});
            adminDoes({"import", "--data", folder.path()});
            return true;
        }();
        Q_UNUSED(made);
        return folder.path();
    }
    QTemporaryDir m_folder;
};

} // namespace qoloner::test
