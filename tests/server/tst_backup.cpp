// SPDX-License-Identifier: Apache-2.0
// Backups with the real server, the real administrator's tool and real devices.
#include "tests/server/person.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

class BackupTest : public QObject {
    Q_OBJECT
private slots:
    void whatABackupLacksItsDevicesBringBack()
    {
        CityFolder city;
        const QTemporaryDir backups;
        ServerProcess server(city.path());
        server.start();
        Person writer(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        QVERIFY(writer.device.replica->commit({craft("before")}));
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        const QString said = adminDoes({"backup", "--data", city.path(), backups.path()}); // while it serves
        QVERIFY2(said.startsWith("backed up to rev "), qPrintable(said));
        QVERIFY(writer.device.replica->commit({craft("after")}));
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        const std::uint64_t rev = city.counted("rev");

        server.kill();
        adminDoes({"restore", "--data", city.path(), backups.path(), "--wait", "0"});
        QVERIFY(city.counted("rev") < rev);
        server.start();
        Person reader(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(reader.sees("before") && reader.sees("after"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        QCOMPARE(writer.device.replica->journal().size(), std::size_t(2)); // and nothing twice
    }

    void whoEnrolledAfterTheBackupComesBackByItself()
    {
        CityFolder city;
        const QTemporaryDir backups;
        ServerProcess server(city.path());
        server.start();
        adminDoes({"backup", "--data", city.path(), backups.path()});
        const QStringList field = {"--region", "KZ-75"};
        Person late(urlOf(server), city.invite("field", field), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(late.settled(), patience);
        Person boss(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(boss.settled(), patience);
        QVERIFY(boss.device.replica->commit({craft("after")}));
        QTRY_VERIFY_WITH_TIMEOUT(boss.settled(), patience);
        Person lost(urlOf(server), city.invite("field", field), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(lost.settled(), patience);
        const QString lostDevice = QString::number(lost.device.replica->device());
        adminDoes({"revoke", "--data", city.path(), lostDevice});

        server.kill();
        adminDoes({"restore", "--data", city.path(), backups.path(), "--wait", "0"});
        server.start();
        const auto knows = [&](const QString& line) {
            return adminDoes({"status", "--data", city.path()}).contains(line);
        };
        const QString lateDevice = QString::number(late.device.replica->device());
        QTRY_VERIFY_WITH_TIMEOUT(knows("device " + lateDevice + " dseq 0 came back"), patience);
        // Nobody remembers the administrator: another one has to say so.
        const QString bossDevice = QString::number(boss.device.replica->device());
        const auto waiting = [&] { return adminDoes({"readmit", "--data", city.path()}); };
        QTRY_VERIFY_WITH_TIMEOUT(waiting().startsWith(bossDevice + " admin "), patience);
        adminDoes({"readmit", "--data", city.path(), bossDevice});
        QTRY_VERIFY_WITH_TIMEOUT(waiting().isEmpty(), patience);
        Person reader(urlOf(server), city.invite("field", field), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(reader.sees("after"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(knows("device " + lostDevice + " dseq 0 revoked"), patience);
    }

    void aCityThatIsServedIsNotRestoredOver()
    {
        CityFolder city;
        const QTemporaryDir backups;
        ServerProcess server(city.path());
        server.start();
        adminDoes({"backup", "--data", city.path(), backups.path()});
        const Finished refused = admin({"restore", "--data", city.path(), backups.path()});
        QVERIFY(refused.code != 0);
        QVERIFY2(refused.err.contains("in use"), qPrintable(refused.err));
        Person writer(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        QVERIFY(writer.device.replica->commit({craft("kept")}));
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        server.kill();
        server.start();
        Person reader(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(reader.sees("kept"), patience);
    }

    void theBackupOfAnotherCityIsRefusedAndNothingChanges()
    {
        const CityFolder city;
        const QTemporaryDir other, backups;
        adminDoes({"init", "--data", other.path()});
        adminDoes({"backup", "--data", other.path(), backups.path()});
        const std::uint64_t rev = city.counted("rev");
        const Finished refused = admin({"restore", "--data", city.path(), backups.path()});
        QVERIFY(refused.code != 0);
        QVERIFY2(refused.err.contains("another key"), qPrintable(refused.err));
        QCOMPARE(city.counted("rev"), rev);
    }

    void whatIsNoBackupIsRefused()
    {
        const CityFolder city;
        const QTemporaryDir empty;
        QVERIFY(admin({"restore", "--data", city.path(), empty.path()}).code != 0);
        QFile junk(empty.filePath("city.sqlite"));
        QVERIFY(junk.open(QIODevice::WriteOnly));
        junk.write("not a database, whatever its name says");
        junk.close();
        QVERIFY(admin({"restore", "--data", city.path(), empty.path()}).code != 0);
        QVERIFY(city.counted("rev") > 0);
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "tst_backup.moc"
