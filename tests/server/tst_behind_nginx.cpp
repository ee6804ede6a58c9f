// SPDX-License-Identifier: Apache-2.0
// A city as it grows: nginx with the settings we give away, two servers behind it, one PostgreSQL.
#include "tests/server/certificate.h"
#include "tests/server/person.h"
#include "tests/support/postgres_cluster.h"
#include <QTcpServer>
#include <QtTest>
#include <unistd.h>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// nginx of this test alone, in a folder of its own.
class Nginx {
public:
    Nginx(const ServerProcess& one, const ServerProcess& two) : m_certificate(m_dir.path(), "city")
    {
        {
            QTcpServer free;
            if (!free.listen(QHostAddress::LocalHost))
                broken("no port for nginx");
            m_port = free.serverPort();
        }
        QFile given(QStringLiteral(QOLONER_SOURCE_DIR "/platforms/linux/nginx/qoloner.conf"));
        if (!given.open(QIODevice::ReadOnly))
            broken("no settings for nginx");
        QString settings = QString::fromUtf8(given.readAll());
        replace(settings, "server 127.0.0.1:8440", "server 127.0.0.1:" + QString::number(one.port()));
        replace(settings, "server 127.0.0.1:8441", "server 127.0.0.1:" + QString::number(two.port()));
        replace(settings, "listen 443 ssl", "listen 127.0.0.1:" + QString::number(m_port) + " ssl");
        replace(settings, "/etc/qoloner/certificate.pem", m_certificate.file);
        replace(settings, "/etc/qoloner/key.pem", m_certificate.key);
        QString whole = "daemon off; worker_processes 1; pid nginx.pid; error_log stderr;\n";
        if (::geteuid() == 0)
            whole += "user root;\n";
        whole += "events { worker_connections 256; }\nhttp {\naccess_log off;\n";
        for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            whole += QString("%1_temp_path %1;\n").arg(kind);
        whole += settings + "}\n";
        QFile file(m_dir.filePath("nginx.conf"));
        if (!file.open(QIODevice::WriteOnly) || file.write(whole.toUtf8()) < 0)
            broken("cannot write the settings of nginx");
        file.close();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program(), {"-e", "stderr", "-p", m_dir.path(), "-c", file.fileName()});
        const bool ready = QTest::qWaitFor(
            [this] {
                QTcpSocket knock;
                knock.connectToHost(QHostAddress::LocalHost, m_port);
                return m_process.state() == QProcess::NotRunning || knock.waitForConnected(100);
            },
            patience);
        if (!ready || m_process.state() != QProcess::Running)
            broken("nginx does not start: " + m_process.readAll());
    }
    ~Nginx()
    {
        m_process.terminate();
        m_process.waitForFinished(patience);
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    std::string url() const { return "https://127.0.0.1:" + std::to_string(m_port); }
    const Certificate& certificate() const { return m_certificate; }

private:
    static void replace(QString& text, const QString& from, const QString& to)
    {
        if (text.count(from) != 1)
            broken("not once in the settings: " + from);
        text.replace(from, to);
    }
    /// Debian keeps it out of the way of people who are not root.
    static QString program()
    {
        const QString found = QStandardPaths::findExecutable("nginx");
        return found.isEmpty() ? "/usr/sbin/nginx" : found;
    }

    QTemporaryDir m_dir;
    Certificate m_certificate;
    QProcess m_process;
    quint16 m_port = 0;
};

/// Requests a server has answered so far.
int answered(const ServerProcess& server)
{
    Line line(server);
    int sum = 0;
    for (const QByteArray& each : QByteArray::fromStdString(line.get("/metrics").body).split('\n'))
        if (each.startsWith("qoloner_requests_total{route=\"/v1/"))
            sum += each.mid(each.lastIndexOf(' ') + 1).toInt();
    return sum;
}

struct Town {
    std::string dsn = PostgresCluster::shared().dsn("behind" + std::to_string(++towns));
    CityFolder city{dsn};
    ServerProcess one{city.path()}, two{city.path()};
    std::optional<Nginx> nginx;
    std::optional<Trust> trust;

    Town()
    {
        one.start({"--behind-proxy"});
        two.start({"--behind-proxy"});
        nginx.emplace(one, two);
        trust.emplace(nginx->certificate());
    }
    static inline int towns = 0;
};

bool all(const std::vector<std::unique_ptr<Person>>& people, const std::function<bool(const Person&)>& holds)
{
    return std::all_of(people.begin(), people.end(), [&](const auto& person) { return holds(*person); });
}

} // namespace

class BehindNginxTest : public QObject {
    Q_OBJECT
private slots:
    void colleaguesSeeEachOtherWhicheverServerTheyMeet()
    {
        Town town;
        std::vector<std::unique_ptr<Person>> people;
        for (int i = 0; i < 6; ++i)
            people.push_back(std::make_unique<Person>(town.nginx->url(), town.city.invite(), impatient()));
        QTRY_VERIFY_WITH_TIMEOUT(all(people, [](const Person& p) { return p.settled(); }), patience);
        for (std::size_t i = 0; i < people.size(); ++i)
            QVERIFY(people[i]->device.replica->commit({craft("of-" + std::to_string(i))}));
        // Told by the stream of news, through nginx, not by asking now and then.
        QTRY_VERIFY_WITH_TIMEOUT(all(people,
                                     [&](const Person& person) {
                                         for (std::size_t i = 0; i < people.size(); ++i)
                                             if (!person.sees("of-" + std::to_string(i)))
                                                 return false;
                                         return person.settled();
                                     }),
                                 patience);
        QVERIFY(answered(town.one) + answered(town.two) > 12);
    }

    void aServerThatDiesIsNotMissed()
    {
        Town town;
        Person person(town.nginx->url(), town.city.invite(), impatient());
        Person other(town.nginx->url(), town.city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(person.settled() && other.settled(), patience);
        int written = 0;
        const auto goesOn = [&] {
            const std::string id = "piece-" + std::to_string(++written);
            return person.device.replica->commit({craft(id)}) &&
                   QTest::qWaitFor([&] { return person.settled() && other.settled() && other.sees(id); },
                                   patience);
        };
        town.one.kill();
        QVERIFY(goesOn());
        town.one.start({"--behind-proxy"});
        town.two.kill();
        QVERIFY(goesOn()); // each of the two alone was enough
        town.two.start({"--behind-proxy"});
        QVERIFY(goesOn());
        QCOMPARE(town.city.counted("rev"), std::uint64_t(written));
    }
};

QTEST_GUILESS_MAIN(BehindNginxTest)
#include "tst_behind_nginx.moc"
