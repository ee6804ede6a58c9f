// SPDX-License-Identifier: Apache-2.0
// What a server must not do, a typing mistake and a full disk, as people meet
// them: the sentence on the screen of the real app is in their language and
// right, and what they have is untouched.
#include "core/store/database.h"
#include "platforms/common/app/app_services.h"
#include "tests/e2e/hostile_server.h"
#include "tests/e2e/processes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <sys/resource.h>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// The sentences of ErrorText in `language`, as one text.
QString say(const QString& language, const QStringList& sentences)
{
    QStringList said;
    QTranslator translator;
    if (language != "en" && !translator.load(":/i18n/qoloner_" + language + ".qm"))
        throw std::runtime_error("no translations");
    for (const QString& sentence : sentences) {
        const QString text =
            language == "en" ? sentence : translator.translate("ErrorText", sentence.toUtf8().constData());
        if (text.isEmpty() || (language != "en" && text == sentence))
            throw std::runtime_error("not translated: " + sentence.toStdString());
        said += text;
    }
    return said.join(' ');
}

const QString kept = "What you have saved here is safe.";
const QString again = "The app tries again by itself.";

/// Each table of the device's replica with its number of rows and a hash of all that is in it, the
/// journal first of all. Left out: "meta" (settings, drafts) and the search index, which follows the rows.
QStringList replicaFacts(const QString& dataDir)
{
    FileKeyStore keys((dataDir + "/keys").toStdString());
    QTemporaryDir scratch;
    for (const char* part : {"replica.db", "replica.db-wal"})
        QFile::copy(dataDir + "/" + part, scratch.filePath(part));
    Database::Options options;
    options.key = keys.load(databaseKeyName).value();
    Database db(scratch.filePath("replica.db").toStdString(), options);
    std::vector<std::string> tables;
    {
        Statement list = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND "
                                    "sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'search%' AND "
                                    "name NOT LIKE 'sqlite_%' AND name <> 'meta' ORDER BY name");
        while (list.step())
            tables.push_back(list.string(0));
    }
    QStringList facts;
    for (const std::string& table : tables) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        int rows = 0;
        Statement all = db.prepare("SELECT * FROM \"" + table + "\" ORDER BY 1, 2");
        while (all.step()) {
            ++rows;
            for (int column = 0; column < all.columns(); ++column) {
                const std::string value = all.isNull(column) ? "null" : std::string(all.blob(column));
                hash.addData(QByteArray::fromStdString(std::to_string(value.size()) + ":" + value));
            }
        }
        facts += QString::fromStdString(table) + " " + QString::number(rows) + " " + hash.result().toHex();
    }
    return facts;
}

int rowsIn(const QStringList& facts, const QString& table)
{
    for (const QString& fact : facts)
        if (fact.startsWith(table + " "))
            return fact.split(' ').at(1).toInt();
    return -1;
}

/// Most memory the process ever had resident, in MiB.
qint64 peakMebibytes(qint64 pid)
{
    QFile status("/proc/" + QString::number(pid) + "/status");
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    static const QRegularExpression peak("VmHWM:\\s+(\\d+) kB");
    return peak.match(QString::fromUtf8(status.readAll())).captured(1).toLongLong() / 1024;
}

/// While it lives, no file of the process may grow: the kernel refuses as it does on a full disk, for
/// everybody alike, and nobody else's disk is filled.
class FullDisk {
public:
    explicit FullDisk(qint64 pid) : m_pid(pid_t(pid))
    {
        prlimit(m_pid, RLIMIT_FSIZE, nullptr, &m_before);
        const rlimit full{1, m_before.rlim_max};
        if (prlimit(m_pid, RLIMIT_FSIZE, &full, nullptr) != 0)
            throw std::runtime_error("the size of files cannot be limited here");
    }
    ~FullDisk() { prlimit(m_pid, RLIMIT_FSIZE, &m_before, nullptr); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    pid_t m_pid;
    rlimit m_before{};
};

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT

    static constexpr int patience = 60000;
    static constexpr int retries = 180000; ///< a device that failed often waits long before it tries again
    QTemporaryDir m_dir;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<HostileServer> m_line;
    std::unique_ptr<AppProcess> m_moderator, m_tourist;
    bool m_broken = false;

    QString path(const QString& name) const { return m_dir.filePath(name); }

    template <class Step> void tell(Step step)
    {
        if (m_broken)
            QSKIP("an earlier step failed");
        try {
            step();
        } catch (const std::exception& error) {
            m_broken = true;
            QFAIL(error.what());
        }
        m_broken = QTest::currentTestFailed();
    }

    /// Changes the Russian story of a sample master; the form stays open.
    void editStory(const QString& text)
    {
        m_moderator->click("nav.discover");
        m_moderator->click("row.demo-aigul");
        m_moderator->waitFor("master.title");
        m_moderator->click("master.edit");
        m_moderator->type("story.story_ru", text);
        m_moderator->click("story.save");
    }
    int mutationsOnServer() const
    {
        const QString status = runProgram("qoloner-admin", {"status", "--data", path("server")});
        static const QRegularExpression line("mutations (\\d+)");
        return line.match(status).captured(1).toInt();
    }

private slots:
    void initTestCase()
    {
        if (qEnvironmentVariable("DISPLAY").isEmpty())
            QSKIP("needs a display: run under xvfb-run");
        QVERIFY(m_dir.isValid());
        if (qEnvironmentVariableIsSet("QOLONER_E2E_KEEP"))
            m_dir.setAutoRemove(false);
        qInfo("files of this run: %s", qPrintable(m_dir.path()));
    }

    void aModeratorHasSomethingToLose()
    {
        tell([&] {
            QVERIFY(QDir().mkpath(path("server")));
            runProgram("qoloner-admin", {"init", "--data", path("server")});
            runProgram("qoloner-admin", {"import", "--data", path("server")});
            m_server = std::make_unique<ServerProcess>(path("server"));
            m_server->start();
            m_line = std::make_unique<HostileServer>(m_server->port());
            const QString said = runProgram("qoloner-admin", {"invite", "--data", path("server"), "--role",
                                                              "moderator", "--name", "Дина"});
            m_moderator = std::make_unique<AppProcess>("moderator", path("moderator"), "1280x800");
            m_moderator->start({"--server", m_line->url(), "--lang", "kk"});
            m_moderator->click("nav.settings");
            m_moderator->click("account.join");
            m_moderator->type("join.server", m_line->url());
            m_moderator->type("join.code", said.left(9));
            m_moderator->click("join.submit");
            m_moderator->click("nav.review");
            m_moderator->click("nav.discover");
            m_moderator->waitFor("row.demo-aigul", patience);
            m_moderator->waitUntil("sync.line", "phase", "idle", patience);

            m_line->setMood(HostileServer::HangsUp);
            editStory("Написано, пока сервер лгал.");
            m_moderator->waitUntil("sync.line", "pendingCount", 1);
            m_moderator->click("nav.outbox");
            const QStringList facts = replicaFacts(path("moderator"));
            QCOMPARE(rowsIn(facts, "journal"), 1);
            QVERIFY(rowsIn(facts, "cursor") >= 2);
        });
    }

    void aServerThatMisbehaves_data()
    {
        QTest::addColumn<int>("mood");
        QTest::addColumn<QStringList>("sentences");
        const QString senseless = "The server's answer made no sense and was not used.";
        const QString large = "The message was too large.";
        QTest::newRow("HTML") << int(HostileServer::Html)
                              << QStringList{"Something else answered in place of the server.", kept,
                                             "Open a browser: the network may want you to sign in first."};
        QTest::newRow("truncated") << int(HostileServer::Truncated) << QStringList{senseless, kept, again};
        QTest::newRow("wrong version")
            << int(HostileServer::OtherVersion)
            << QStringList{"The app and the server speak different versions.", kept, "Update the app."};
        QTest::newRow("10 GB announced")
            << int(HostileServer::TenGigabytes) << QStringList{large, kept, again};
        QTest::newRow("endless") << int(HostileServer::Endless) << QStringList{large, kept, again};
        QTest::newRow("a packed bomb") << int(HostileServer::Bomb) << QStringList{senseless, kept, again};
    }
    void aServerThatMisbehaves()
    {
        QFETCH(int, mood);
        QFETCH(QStringList, sentences);
        tell([&] {
            m_line->setMood(HostileServer::HangsUp);
            m_moderator->click("outbox.sendNow");
            m_moderator->waitUntil("sync.problem", "text",
                                   say("kk", {"The connection broke off.", kept, again}), patience);
            const QStringList before = replicaFacts(path("moderator"));
            const qint64 memory = peakMebibytes(m_moderator->pid());

            m_line->setMood(HostileServer::Mood(mood));
            m_moderator->click("outbox.sendNow");
            m_moderator->waitUntil("sync.problem", "text", say("kk", sentences), patience);
            m_moderator->waitUntil("sync.line", "pendingCount", 1);
            QTRY_VERIFY_WITH_TIMEOUT(m_line->met("/v1/pull") > 0 && m_line->met("/v1/push") > 0, patience);
            m_moderator->waitUntil("sync.problem", "text", say("kk", sentences), patience);
            m_moderator->grab(QString("bad-input-%1.png").arg(mood));

            QCOMPARE(replicaFacts(path("moderator")), before);
            const qint64 grown = peakMebibytes(m_moderator->pid()) - memory;
            qInfo("memory at most: %lld MiB, %lld of them now", peakMebibytes(m_moderator->pid()), grown);
            QVERIFY(memory > 0);
            QVERIFY2(grown < 150, "what the server sends must not fill the memory");
        });
    }

    void afterAllThatTheChangeArrivesOnce()
    {
        tell([&] {
            const int before = mutationsOnServer();
            m_line->setMood(HostileServer::Honest);
            m_moderator->click("outbox.sendNow");
            m_moderator->waitUntil("sync.line", "pendingCount", 0, patience);
            m_moderator->waitGone("sync.problem", patience);
            QCOMPARE(mutationsOnServer(), before + 1);
        });
    }

    void aFullDiskLosesNothingThatWasSaved()
    {
        tell([&] {
            m_moderator->waitUntil("sync.line", "phase", "idle", patience);
            const QString before = m_moderator->get("sync.line").toString();
            QStringList facts;
            {
                const FullDisk full(m_moderator->pid());
                facts = replicaFacts(path("moderator"));
                editStory("Написано, когда места не было.");
                const QString expected =
                    say("kk", {"This device has no room left.", kept, "Free some space, then try again."});
                m_moderator->waitUntil("story.failure", "text", expected, patience);
                QCOMPARE(replicaFacts(path("moderator")), facts);
                QCOMPARE(m_moderator->get("sync.line", "pendingCount").toInt(), 0);
            }
            // Room again: what was typed is still there and can be saved.
            m_moderator->waitUntil("story.story_ru", "text", "Написано, когда места не было.");
            m_moderator->click("story.save");
            m_moderator->waitFor("story.savedNote", patience);
            m_moderator->waitUntil("sync.line", "pendingCount", 0, patience);
            QCOMPARE(rowsIn(replicaFacts(path("moderator")), "journal"), rowsIn(facts, "journal") + 1);
        });
    }

    void aTouristMeetsAPortalFirst()
    {
        tell([&] {
            m_line->setMood(HostileServer::Html);
            m_tourist = std::make_unique<AppProcess>("tourist", path("tourist"), "390x844");
            m_tourist->start({"--server", m_line->url(), "--lang", "ru"});
            m_tourist->click("nav.settings");
            m_tourist->waitUntil("sync.problem", "text",
                                 say("ru", {"Something else answered in place of the server.", kept,
                                            "Open a browser: the network may want you to sign in first."}),
                                 patience);
            m_tourist->waitForText("sync.line",
                                   say("ru", {"Something else answered in place of the server."}), patience);
        });
    }

    void thenHasNoRoomForTheData()
    {
        tell([&] {
            {
                const FullDisk full(m_tourist->pid());
                m_line->setMood(HostileServer::Honest);
                m_tourist->waitUntil(
                    "sync.problem", "text",
                    say("ru", {"This device has no room left.", kept, "Free some space, then try again."}),
                    retries);
                QCOMPARE(rowsIn(replicaFacts(path("tourist")), "cursor"), 0);
            }
            m_tourist->waitGone("sync.problem", retries);
            m_tourist->click("nav.discover");
            m_tourist->click("discover.showList");
            m_tourist->waitFor("row.ykhlas", retries);
            QVERIFY(rowsIn(replicaFacts(path("tourist")), "cursor") > 0);
        });
    }

    void andMistypesAnInvite_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("code");
        QTest::newRow("a letter short") << ""
                                        << "K7QM-3D0";
        QTest::newRow("a letter that is none") << ""
                                               << "K7QM-3D0U";
        QTest::newRow("a link without its code") << "qoloner://join?server=https%3A%2F%2Fexample.kz"
                                                 << "";
    }
    void andMistypesAnInvite()
    {
        QFETCH(QString, server);
        QFETCH(QString, code);
        tell([&] {
            const QStringList before = replicaFacts(path("tourist"));
            m_tourist->click("nav.settings");
            if (!m_tourist->shows("join.submit"))
                m_tourist->click("account.join");
            m_tourist->type("join.server", server.isEmpty() ? m_line->url() : server);
            if (!code.isEmpty())
                m_tourist->type("join.code", code);
            m_tourist->click("join.submit");
            m_tourist->waitUntil(
                "join.error", "text",
                say("ru", {"This invite cannot be read: a code has 8 letters and digits, like K7QM-3D0F.",
                           "Nothing was changed on this device.", "Type it again, or paste the whole link."}),
                patience);
            m_tourist->grab("bad-input-invite.png");
            QCOMPARE(replicaFacts(path("tourist")), before);
        });
    }

    void andReadsTheSameInEnglish()
    {
        tell([&] {
            m_tourist->quit();
            m_line->setMood(HostileServer::TenGigabytes);
            m_tourist->start({"--server", m_line->url(), "--lang", "en"});
            m_tourist->click("nav.settings");
            m_tourist->waitUntil("sync.problem", "text",
                                 say("en", {"The message was too large.", kept, again}), patience);
        });
    }

    void cleanupTestCase()
    {
        m_moderator.reset();
        m_tourist.reset();
        m_line.reset();
        m_server.reset();
    }
};

QTEST_MAIN(BadInputTest)
#include "tst_bad_input.moc"
