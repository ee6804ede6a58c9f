// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/processes.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>
#include <csignal>
#include <stdexcept>

namespace qoloner::test {

namespace {

QString binary(const QString& name)
{
    return QString::fromUtf8(QOLONER_BIN_DIR) + "/" + name;
}

[[noreturn]] void broken(const QString& why)
{
    throw std::runtime_error(why.toStdString());
}

} // namespace

QString runProgram(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(binary(program), arguments);
    if (!process.waitForFinished(60000) || process.exitCode() != 0)
        broken(program + " " + arguments.join(' ') + ": " + process.readAllStandardError());
    return QString::fromUtf8(process.readAllStandardOutput());
}

void ServerProcess::start()
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setStandardErrorFile(m_data + "/server.log", QIODevice::Append);
    m_process.start(binary("qoloner-server"),
                    {"--data", m_data, "--listen", "127.0.0.1:" + QString::number(m_port)});
    static const QRegularExpression listening("listening on 127\\.0\\.0\\.1:(\\d+)");
    QByteArray output;
    QDeadlineTimer deadline(20000);
    while (!deadline.hasExpired()) {
        if (!m_process.waitForReadyRead(int(deadline.remainingTime())))
            break;
        output += m_process.readAllStandardOutput();
        if (const auto match = listening.match(QString::fromUtf8(output)); match.hasMatch()) {
            m_port = match.captured(1).toUShort();
            return;
        }
    }
    broken("the server does not start: " + output + ", see " + m_data + "/server.log");
}

void ServerProcess::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(20000))
        m_process.kill();
    m_process.waitForFinished();
}

AppProcess::AppProcess(QString name, QString dataDir, QString size)
    : m_name(std::move(name)), m_data(std::move(dataDir)), m_size(std::move(size))
{}

AppProcess::~AppProcess()
{
    if (m_process.state() != QProcess::NotRunning)
        kill();
}

void AppProcess::start(const QStringList& more)
{
    QDir().mkpath(m_data);
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setStandardErrorFile(m_data + "/app.log", QIODevice::Append);
    m_process.start(binary("../tests/driven-app"),
                    QStringList{"--data", m_data, "--size", m_size, "--lang", "en", "--theme", "light"} +
                        more);
    if (!readLine(30000).contains("ready"))
        broken(m_name + " does not start, see " + m_data + "/app.log");
}

void AppProcess::quit()
{
    ask({{"do", "quit"}});
    if (!m_process.waitForFinished(20000))
        broken(m_name + " does not end");
    if (m_process.exitCode() != 0)
        broken(m_name + " ended with " + QString::number(m_process.exitCode()));
}

void AppProcess::kill()
{
    ::kill(pid_t(m_process.processId()), SIGKILL);
    m_process.waitForFinished(20000);
}

/// Waits with the event loop running, because the proxy lives in it.
QString AppProcess::readLine(int ms)
{
    QDeadlineTimer deadline(ms);
    while (!m_process.canReadLine() && m_process.state() != QProcess::NotRunning && !deadline.hasExpired()) {
        QEventLoop loop;
        QTimer::singleShot(int(qMax<qint64>(1, deadline.remainingTime())), &loop, &QEventLoop::quit);
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &loop, &QEventLoop::quit);
        QObject::connect(&m_process, &QProcess::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return QString::fromUtf8(m_process.readLine());
}

QJsonObject AppProcess::ask(QJsonObject command, bool mayFail)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    const QString line = readLine(command["ms"].toInt(15000) + 15000);
    const QJsonObject answer = QJsonDocument::fromJson(line.toUtf8()).object();
    if (!answer["ok"].toBool() && !mayFail) {
        const QString picture = m_data + "/failed.png";
        m_process.write(
            QJsonDocument(QJsonObject{{"do", "grab"}, {"file", picture}}).toJson(QJsonDocument::Compact) +
            '\n');
        readLine(10000);
        broken(m_name + ": " + QString::fromUtf8(QJsonDocument(command).toJson(QJsonDocument::Compact)) +
               " -> " + (line.isEmpty() ? QString("no answer") : answer["why"].toString()) + ", see " +
               picture + " and " + m_data + "/app.log");
    }
    return answer;
}

void AppProcess::click(const QString& object)
{
    ask({{"do", "wait"}, {"object", object}, {"property", "enabled"}, {"equals", true}});
    ask({{"do", "click"}, {"object", object}});
}

void AppProcess::type(const QString& object, const QString& text)
{
    ask({{"do", "wait"}, {"object", object}});
    ask({{"do", "type"}, {"object", object}, {"text", text}});
}

void AppProcess::set(const QString& object, const QString& property, const QJsonValue& value)
{
    ask({{"do", "set"}, {"object", object}, {"property", property}, {"value", value}});
}

QJsonValue AppProcess::get(const QString& object, const QString& property)
{
    return ask({{"do", "get"}, {"object", object}, {"property", property}})["value"];
}

bool AppProcess::shows(const QString& object)
{
    return ask({{"do", "get"}, {"object", object}, {"property", "visible"}}, true)["ok"].toBool();
}

void AppProcess::waitFor(const QString& object, int ms)
{
    ask({{"do", "wait"}, {"object", object}, {"ms", ms}});
}

void AppProcess::waitUntil(const QString& object, const QString& property, const QJsonValue& equals, int ms)
{
    ask({{"do", "wait"}, {"object", object}, {"property", property}, {"equals", equals}, {"ms", ms}});
}

void AppProcess::waitForText(const QString& object, const QString& part, int ms)
{
    ask({{"do", "wait"}, {"object", object}, {"property", "text"}, {"contains", part}, {"ms", ms}});
}

void AppProcess::waitGone(const QString& object, int ms)
{
    ask({{"do", "gone"}, {"object", object}, {"ms", ms}});
}

void AppProcess::grab(const QString& picture)
{
    const QString folder = qEnvironmentVariable("QOLONER_E2E_PICTURES");
    if (!folder.isEmpty())
        ask({{"do", "grab"}, {"file", folder + "/" + picture}});
}

} // namespace qoloner::test
