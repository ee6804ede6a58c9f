// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDeadlineTimer>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <csignal>
#include <pwd.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace qoloner::test {

/// A PostgreSQL of this test program alone: made in a folder of its own, listening on a
/// socket there, ended with the program. PostgreSQL does not run as root: a test that
/// does starts it as the user `postgres`.
class PostgresCluster {
public:
    /// `durable`: a commit waits for the disk.
    explicit PostgresCluster(bool durable = false) { begin(durable); }
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;
    static PostgresCluster& shared()
    {
        static PostgresCluster cluster;
        return cluster;
    }

    /// A connection string for the schema `schema`.
    std::string dsn(const std::string& schema) const
    {
        return "host=" + m_dir.path().toStdString() +
               " user=postgres dbname=postgres options='-csearch_path=" + schema + "'";
    }
    qint64 pid() const { return m_server.processId(); }

    ~PostgresCluster()
    {
        if (m_server.state() == QProcess::NotRunning)
            return;
        ::kill(pid_t(m_server.processId()), SIGINT); // a fast shutdown
        m_server.waitForFinished(patienceMs);
    }

private:
    static constexpr int patienceMs = 60'000;

    void begin(bool durable)
    {
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        const passwd* user = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
        if (::geteuid() == 0 && (!user || ::chown(qPrintable(m_dir.path()), user->pw_uid, user->pw_gid) != 0))
            broken(QStringLiteral("no user postgres to run PostgreSQL as"));
        const QString data = m_dir.filePath(QStringLiteral("data"));
        QProcess init;
        start(init, QStringLiteral("initdb"),
              {QStringLiteral("-D"), data, QStringLiteral("-U"), QStringLiteral("postgres"),
               QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-E"), QStringLiteral("UTF8"),
               QStringLiteral("--locale=C"), QStringLiteral("--no-sync")});
        if (!init.waitForFinished(patienceMs) || init.exitCode() != 0)
            broken(QString::fromUtf8(init.readAllStandardError()));
        start(m_server, QStringLiteral("postgres"),
              {QStringLiteral("-D"), data, QStringLiteral("-k"), m_dir.path(), QStringLiteral("-c"),
               QStringLiteral("listen_addresses="), QStringLiteral("-c"),
               durable ? QStringLiteral("fsync=on") : QStringLiteral("fsync=off"), QStringLiteral("-c"),
               QStringLiteral("max_connections=60")});
        QByteArray log;
        for (QDeadlineTimer left(patienceMs); !log.contains("ready to accept connections");) {
            if (!m_server.waitForReadyRead(int(left.remainingTime())))
                broken(QString::fromUtf8(log));
            log += m_server.readAll();
        }
    }

    [[noreturn]] static void broken(const QString& why)
    {
        throw std::runtime_error("PostgreSQL does not start: " + why.toStdString());
    }

    /// Debian keeps the server's programs out of PATH.
    static QString program(const QString& name)
    {
        const QDir versions(QStringLiteral("/usr/lib/postgresql"));
        QStringList folders;
        for (const QString& version :
             versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed))
            folders << versions.filePath(version + QStringLiteral("/bin"));
        QString found = QStandardPaths::findExecutable(name, folders);
        if (found.isEmpty())
            found = QStandardPaths::findExecutable(name);
        if (found.isEmpty())
            broken(name + QStringLiteral(" is not there (package postgresql-15)"));
        return found;
    }

    static void start(QProcess& process, const QString& name, QStringList arguments)
    {
        QString what = program(name);
        process.setWorkingDirectory(QDir::tempPath());
        if (::geteuid() == 0) {
            arguments =
                QStringList{QStringLiteral("--reuid=postgres"), QStringLiteral("--regid=postgres"),
                            QStringLiteral("--clear-groups"), QStringLiteral("--pdeathsig=INT"), what} +
                arguments;
            what = QStringLiteral("setpriv");
        }
        process.start(what, arguments);
        if (!process.waitForStarted(patienceMs))
            broken(process.errorString());
    }

    QTemporaryDir m_dir;
    QProcess m_server;
};

} // namespace qoloner::test
