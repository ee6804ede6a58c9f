// SPDX-License-Identifier: Apache-2.0
// The whole story with real processes: a server, a tourist, a field worker, a
// moderator and a master. The steps build on each other and run in order.
#include "tests/e2e/processes.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace qoloner::test;

class StoryTest : public QObject {
    Q_OBJECT

    // Unique words that must never reach a tourist, and one that must.
    static constexpr const char* phoneCanary = "+77015550199";
    static constexpr const char* noteCanary = "kanareika-7f3d9c";
    static constexpr const char* publishedName = "Үлгі: Зәуре Көктемқызы";

    QTemporaryDir m_dir;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<RecordingProxy> m_proxy;
    std::unique_ptr<AppProcess> m_tourist, m_field, m_moderator, m_artisan;
    bool m_broken = false;
    QString m_master; ///< row id of the master registered here

    QString path(const QString& name) const { return m_dir.filePath(name); }
    QString serverUrl() const { return "http://127.0.0.1:" + QString::number(m_server->port()); }

    QString invite(const QStringList& more)
    {
        const QString said =
            runProgram("qoloner-admin", QStringList{"invite", "--data", path("server")} + more);
        static const QRegularExpression code("\\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\\b");
        return code.match(said).captured(1);
    }

    void join(AppProcess& app, const QString& code, const QString& role)
    {
        app.click("nav.settings");
        app.click("account.join");
        app.type("join.server", serverUrl());
        app.type("join.code", code);
        app.click("join.submit");
        app.waitFor("nav." + role, 30000);
    }

    /// One step: what goes wrong in it is the test's failure, and the end of the story.
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

    void choose(AppProcess& app, const QString& row, const QString& option)
    {
        app.click(row);
        app.click("choice." + option);
        app.waitGone("choice." + option); // the sheet moves away first
    }

    void waitSent(AppProcess& app) { app.waitUntil("sync.line", "pendingCount", 0, 60000); }

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

    void theServerStartsWithTheStarterData()
    {
        tell([&] {
            QVERIFY(QDir().mkpath(path("server")));
            runProgram("qoloner-admin", {"init", "--data", path("server")});
            runProgram("qoloner-admin", {"import", "--data", path("server")});
            const QString once = runProgram("qoloner-admin", {"status", "--data", path("server")});
            runProgram("qoloner-admin", {"import", "--data", path("server")});
            QCOMPARE(runProgram("qoloner-admin", {"status", "--data", path("server")}), once);
            m_server = std::make_unique<ServerProcess>(path("server"));
            m_server->start();
            m_proxy = std::make_unique<RecordingProxy>(m_server->port());
        });
    }

    void theTouristSyncsOnceAndGoesOffline()
    {
        tell([&] {
            m_tourist = std::make_unique<AppProcess>("tourist", path("tourist"), "390x844");
            m_tourist->start(
                {"--server", m_proxy->url(), "--replay-track", QOLONER_TRACK, "--replay-speed", "60"});
            m_tourist->click("nav.discover");
            m_tourist->click("discover.showList");
            m_tourist->waitFor("row.ykhlas", 60000);
            m_server->stop();
        });
    }

    void oneWordIsFoundInThreeSpellings()
    {
        tell([&] {
            for (const char* word : {"курак", "құрақ", "kurak"}) {
                m_tourist->type("discover.search", QString::fromUtf8(word));
                m_tourist->waitFor("row.patchwork");
            }
            m_tourist->type("discover.search", "Қызыл таң");
            m_tourist->click("row.kyzyl-tan");
            m_tourist->waitFor("place.title");
            m_tourist->grab("tourist-place.png");
            m_tourist->click("page.back");
            m_tourist->type("discover.search", "");
            m_tourist->click("discover.showMap");
            m_tourist->waitFor("discover.map");
            m_tourist->grab("tourist-map.png");
        });
    }

    void anEventOpensOffline()
    {
        tell([&] {
            m_tourist->click("nav.events");
            m_tourist->click("row.ala-craft");
            m_tourist->waitForText("event.title", "ALA CRAFT");
            m_tourist->click("page.back");
        });
    }

    void theRouteIsFollowedStopByStop()
    {
        tell([&] {
            m_tourist->click("nav.routes");
            m_tourist->click("row.old-verny-thread-wood-string");
            m_tourist->waitFor("route.title");
            m_tourist->click("route.follow");
            m_tourist->waitFor("follow.nextStop");
            m_tourist->waitFor("follow.arrived", 60000);
            m_tourist->waitUntil("follow.progress", "arrivedCount", 2, 120000);
            QVERIFY(m_tourist->get("follow.metres", "metres").toDouble() > 0);
            m_tourist->grab("tourist-follow.png");
            m_tourist->waitFor("follow.finished", 240000);
            m_tourist->quit();
        });
    }

    void aMasterIsRegisteredFarFromAnyNetworkAndSurvivesAKill()
    {
        tell([&] {
            m_server->start();
            writeStillTrack(path("ulytau.nmea"), 48.6543, 67.0021, 600);
            m_field = std::make_unique<AppProcess>("field", path("field"), "390x844");
            const QStringList options{"--server",          serverUrl(),      "--replay-track",
                                      path("ulytau.nmea"), "--replay-speed", "10"};
            m_field->start(options);
            join(*m_field, invite({"--role", "field", "--name", "Ерлан", "--region", "KZ-62"}), "field");
            m_server->stop();

            QImage photo(2400, 1800, QImage::Format_RGB32);
            photo.fill(QColor("#C98A1B"));
            QPainter(&photo).fillRect(400, 300, 900, 700, QColor("#2B3F72"));
            QVERIFY(photo.save(path("photo.jpg")));

            m_field->click("nav.field");
            m_field->click("field.new");
            m_field->type("register.name_kk", publishedName);
            choose(*m_field, "register.craft", "felt");
            m_field->type("register.settlement", "Ұлытау");
            m_field->type("register.story_kk", "Әжесінен киіз басуды үйренген.");
            m_field->type("register.phone", phoneCanary);
            m_field->type("register.field_note", noteCanary);
            m_field->click("register.takePosition");
            m_field->waitFor("register.accuracy", 30000);
            m_field->click("register.consent.registry");
            m_field->click("register.consent.public_profile");
            choose(*m_field, "register.consentMethod", "paper");
            m_field->click("register.consentGiven");
            m_field->set("register.photo", "chosenFile", "file://" + path("photo.jpg"));
            m_field->waitFor("register.photo.0", 20000);
            m_field->grab("field-register.png");
            m_field->click("register.save");
            m_field->waitFor("register.savedNote", 20000);
            m_field->kill();

            m_field->start(options);
            m_field->click("nav.field");
            m_field->waitUntil("sync.line", "pendingCount", 1);
            m_field->waitUntil("records.list", "firstName", publishedName);
            m_master = m_field->get("records.list", "firstId").toString();
            QVERIFY(!m_master.isEmpty());
        });
    }

    void theModeratorSeesTheRecordOnceAndPublishesIt()
    {
        tell([&] {
            m_server->start();
            waitSent(*m_field);
            m_moderator = std::make_unique<AppProcess>("moderator", path("moderator"), "1280x800");
            m_moderator->start({"--server", serverUrl()});
            join(*m_moderator, invite({"--role", "moderator", "--name", "Дина"}), "review");
            m_moderator->click("nav.review");
            m_moderator->waitFor("row." + m_master, 60000);
            QCOMPARE(m_moderator->get("review.queue", "count").toInt(), 1);
            m_moderator->click("row." + m_master);
            m_moderator->click("review.approve");
            waitSent(*m_moderator);
            m_moderator->waitGone("row." + m_master, 60000);
            m_moderator->grab("moderator-queue.png");
        });
    }

    void theTouristSeesTheMasterWithoutAnythingPrivate()
    {
        tell([&] {
            m_tourist->start({"--server", m_proxy->url()});
            m_tourist->click("nav.discover");
            m_tourist->click("discover.showList");
            m_tourist->type("discover.search", "Зәуре");
            m_tourist->waitFor("row." + m_master, 60000);
            m_tourist->click("row." + m_master);
            m_tourist->waitForText("master.title", publishedName);
            m_tourist->grab("tourist-master.png");
            m_tourist->kill(); // so that the WAL stays as it was

            const QByteArray file = decryptedBytes(m_tourist->dataDir());
            const QByteArray wire = m_proxy->answers();
            QVERIFY2(file.contains(publishedName), "control: the scan must find what is there");
            QVERIFY2(wire.contains(publishedName), "control: the scan must find what was sent");
            for (const char* canary : {phoneCanary, noteCanary}) {
                QVERIFY2(!file.contains(canary), canary);
                QVERIFY2(!wire.contains(canary), canary);
            }
            // The same scan finds them where they may be.
            m_field->kill();
            QVERIFY(decryptedBytes(m_field->dataDir()).contains(phoneCanary));
            QVERIFY(decryptedBytes(m_field->dataDir()).contains(noteCanary));
        });
    }

    void editsOfDifferentFieldsBothLive()
    {
        tell([&] {
            m_artisan = std::make_unique<AppProcess>("artisan", path("artisan"), "390x844");
            m_artisan->start({"--server", serverUrl()});
            join(*m_artisan, invite({"--role", "artisan", "--name", "Зәуре", "--artisan", m_master}), "mine");
            m_artisan->click("nav.mine");
            m_artisan->waitFor("mine.edit", 60000);
            m_server->stop();

            m_artisan->click("mine.edit");
            m_artisan->type("story.story_kk", "Киізді әлі күнге қолмен басамын.");
            m_artisan->click("story.save");
            m_artisan->waitUntil("sync.line", "pendingCount", 1);
            m_artisan->click("page.back");
            editAsModerator("story.story_ru", "Валяет войлок вручную до сих пор.");
            m_moderator->waitUntil("sync.line", "pendingCount", 1);

            m_server->start();
            waitSent(*m_artisan);
            waitSent(*m_moderator);
            m_moderator->click("nav.review");
            m_moderator->click("row." + m_master);
            m_moderator->waitForText("diff.story_kk.proposed", "қолмен басамын", 60000);
            m_moderator->waitForText("diff.story_ru.proposed", "вручную", 60000);
            QVERIFY2(!m_moderator->shows("review.conflicts"), "different fields must not conflict");
        });
    }

    void ofTwoEditsOfOneFieldOneWinsAndTheOtherIsKept()
    {
        tell([&] {
            m_server->stop();
            m_artisan->click("mine.edit");
            m_artisan->type("story.story_kk", "Шебердің өз сөзі.");
            m_artisan->click("story.save");
            m_artisan->waitUntil("sync.line", "pendingCount", 1);
            m_artisan->click("page.back");
            editAsModerator("story.story_kk", "Редактордың сөзі.");
            m_moderator->waitUntil("sync.line", "pendingCount", 1);

            m_server->start();
            waitSent(*m_artisan);
            waitSent(*m_moderator);
            m_moderator->click("nav.review");
            m_moderator->click("row." + m_master);
            m_moderator->waitUntil("review.conflicts", "count", 1, 60000);
            m_moderator->waitFor("conflict.story_kk");
            const QString wins = m_moderator->get("diff.story_kk.proposed").toString();
            const QString lost = m_moderator->get("conflict.story_kk", "losing").toString();
            QVERIFY2(wins != lost, qPrintable(wins));
            for (const QString& text : {wins, lost})
                QVERIFY2(text == "Шебердің өз сөзі." || text == "Редактордың сөзі.", qPrintable(text));
            m_moderator->grab("moderator-conflict.png");

            m_moderator->click("conflict.story_kk.restore");
            m_moderator->waitForText("diff.story_kk.proposed", lost, 60000);
            waitSent(*m_moderator);
            m_moderator->waitGone("review.conflicts", 60000);
        });
    }

    void cleanupTestCase()
    {
        for (auto* app : {&m_tourist, &m_field, &m_moderator, &m_artisan})
            app->reset();
        m_server.reset();
    }

private:
    void editAsModerator(const QString& field, const QString& text)
    {
        m_moderator->click("nav.discover");
        m_moderator->type("discover.search", "Зәуре");
        m_moderator->click("row." + m_master);
        m_moderator->waitFor("master.title");
        m_moderator->click("master.edit");
        m_moderator->type(field, text);
        m_moderator->click("story.save");
        m_moderator->waitUntil("sync.line", "pendingCount", 1);
        m_moderator->click("page.back");
    }
};

QTEST_MAIN(StoryTest)
#include "tst_story.moc"
