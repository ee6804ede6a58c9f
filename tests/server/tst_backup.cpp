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
