// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QByteArray>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QTemporaryDir>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <unistd.h>

namespace qoloner::test {

/// A real Chromium without a window, led by the DevTools protocol over two pipes: no port is open,
/// and it can reach nothing but this machine.
class HeadlessBrowser {
public:
    HeadlessBrowser()
    {
        ::signal(SIGPIPE, SIG_IGN); // a browser that dies shows in what is read
        if (::pipe2(m_toBrowser, O_CLOEXEC) != 0 || ::pipe2(m_fromBrowser, O_CLOEXEC) != 0)
            broken(QStringLiteral("no pipes"));
        m_process.setChildProcessModifier([this] {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL); // it goes with the test, however that ends
            // Through high numbers, so that neither of the two is overwritten before it is copied.
            const int in = ::fcntl(m_toBrowser[0], F_DUPFD, 10);
            const int out = ::fcntl(m_fromBrowser[1], F_DUPFD, 10);
            ::dup2(in, 3);
            ::dup2(out, 4);
        });
        m_process.setStandardErrorFile(m_profile.filePath(QStringLiteral("log")));
        m_process.setStandardOutputFile(QProcess::nullDevice());
        // The sandbox of Chromium does not start as root; what it shows here is our own server.
        m_process.start(program(),
                        {QStringLiteral("--headless"), QStringLiteral("--no-sandbox"),
                         QStringLiteral("--remote-debugging-pipe"), QStringLiteral("--disable-gpu"),
                         QStringLiteral("--disable-dev-shm-usage"), QStringLiteral("--hide-scrollbars"),
                         QStringLiteral("--no-first-run"), QStringLiteral("--disable-background-networking"),
                         QStringLiteral("--disable-component-update"),
                         QStringLiteral("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"),
                         QStringLiteral("--user-data-dir=") + m_profile.filePath(QStringLiteral("profile"))});
        if (!m_process.waitForStarted(patienceMs))
            broken(m_process.errorString());
        ::close(m_toBrowser[0]);
        ::close(m_fromBrowser[1]);
        const QString target =
            call(QStringLiteral("Target.createTarget"), {{"url", "about:blank"}})["targetId"].toString();
        m_session = call(QStringLiteral("Target.attachToTarget"),
                         {{"targetId", target}, {"flatten", true}})["sessionId"]
                        .toString();
        for (const char* domain : {"Page.enable", "Runtime.enable", "Log.enable", "Network.enable"})
            call(QString::fromLatin1(domain));
    }
    ~HeadlessBrowser()
    {
        ::close(m_toBrowser[1]); // it ends when its pipe does
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(patienceMs);
        ::close(m_fromBrowser[0]);
    }
    HeadlessBrowser(const HeadlessBrowser&) = delete;
    HeadlessBrowser& operator=(const HeadlessBrowser&) = delete;

    void shape(int width, int height, bool dark)
    {
        call(QStringLiteral("Emulation.setDeviceMetricsOverride"),
             {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", width < 600}});
        call(QStringLiteral("Emulation.setEmulatedMedia"),
             {{"features", QJsonArray{QJsonObject{{"name", "prefers-color-scheme"},
                                                  {"value", dark ? "dark" : "light"}}}}});
    }
    /// Goes there and waits until all is loaded. Afterwards `errors` and `requests` are about this page.
    void open(const QString& url)
    {
        m_loaded = false;
        errors.clear();
        requests.clear();
        call(QStringLiteral("Page.navigate"), {{"url", url}});
        for (QDeadlineTimer left(patienceMs); !m_loaded;)
            take(read(left));
    }
    /// The value of an expression in the page.
    QJsonValue value(const QString& expression)
    {
        const QJsonObject answer =
            call(QStringLiteral("Runtime.evaluate"), {{"expression", expression}, {"returnByValue", true}});
        if (answer.contains(QStringLiteral("exceptionDetails")))
            broken(expression + QStringLiteral(": ") +
                   QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact)));
        return answer["result"].toObject()["value"];
    }
    /// A PNG of the whole page.
    QByteArray picture()
    {
        const QJsonObject answer = call(QStringLiteral("Page.captureScreenshot"),
                                        {{"format", "png"}, {"captureBeyondViewport", true}});
        return QByteArray::fromBase64(answer["data"].toString().toLatin1());
    }

    QStringList errors;   ///< what the console shows in red
    QStringList requests; ///< addresses asked for

private:
    static constexpr int patienceMs = 60'000;

    [[noreturn]] static void broken(const QString& why)
    {
        throw std::runtime_error("the browser: " + why.toStdString());
    }
    static QString program()
    {
        for (const char* name : {"chromium-headless-shell", "chromium"})
            if (const QString found = QStandardPaths::findExecutable(QString::fromLatin1(name));
                !found.isEmpty())
                return found;
        broken(QStringLiteral("none is there (package chromium-headless-shell)"));
    }

    QJsonObject call(const QString& method, const QJsonObject& parameters = {})
    {
        const int id = ++m_calls;
        QJsonObject message{{"id", id}, {"method", method}, {"params", parameters}};
        if (!m_session.isEmpty())
            message["sessionId"] = m_session;
        const QByteArray bytes = QJsonDocument(message).toJson(QJsonDocument::Compact) + '\0';
        for (qsizetype sent = 0; sent < bytes.size();) {
            const ssize_t size =
                ::write(m_toBrowser[1], bytes.data() + sent, std::size_t(bytes.size() - sent));
            if (size < 0)
                broken(QStringLiteral("it is gone"));
            sent += size;
        }
        for (QDeadlineTimer left(patienceMs);;) {
            const QJsonObject answer = read(left);
            take(answer);
            if (answer["id"].toInt() != id)
                continue;
            if (answer.contains(QStringLiteral("error")))
                broken(method + QStringLiteral(": ") + answer["error"].toObject()["message"].toString());
            return answer["result"].toObject();
        }
    }
    QJsonObject read(QDeadlineTimer& left)
    {
        while (!m_buffer.contains('\0')) {
            pollfd ready{m_fromBrowser[0], POLLIN, 0};
            char bytes[65536];
            if (::poll(&ready, 1, int(left.remainingTime())) <= 0)
                broken(QStringLiteral("it does not answer"));
            const ssize_t size = ::read(m_fromBrowser[0], bytes, sizeof bytes);
            if (size <= 0)
                broken(QStringLiteral("it ended"));
            m_buffer.append(bytes, size);
        }
        const qsizetype end = m_buffer.indexOf('\0');
        const QJsonObject message = QJsonDocument::fromJson(m_buffer.left(end)).object();
        m_buffer.remove(0, end + 1);
        return message;
    }
    void take(const QJsonObject& message)
    {
        const QString method = message["method"].toString();
        const QJsonObject about = message["params"].toObject();
        if (method == QLatin1String("Page.loadEventFired")) {
            m_loaded = true;
        } else if (method == QLatin1String("Log.entryAdded")) {
            const QJsonObject entry = about["entry"].toObject();
            if (entry["level"].toString() == QLatin1String("error") ||
                entry["level"].toString() == QLatin1String("warning"))
                errors << entry["text"].toString() + QLatin1Char(' ') + entry["url"].toString();
        } else if (method == QLatin1String("Runtime.exceptionThrown") ||
                   (method == QLatin1String("Runtime.consoleAPICalled") &&
                    about["type"].toString() == QLatin1String("error"))) {
            errors << QString::fromUtf8(QJsonDocument(about).toJson(QJsonDocument::Compact));
        } else if (method == QLatin1String("Network.requestWillBeSent")) {
            requests << about["request"].toObject()["url"].toString();
        }
    }

    QTemporaryDir m_profile;
    QProcess m_process;
    int m_toBrowser[2] = {-1, -1};
    int m_fromBrowser[2] = {-1, -1};
    QByteArray m_buffer;
    QString m_session;
    int m_calls = 0;
    bool m_loaded = false;
};

} // namespace qoloner::test
