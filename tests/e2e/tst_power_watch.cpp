// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/power_watch.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace qoloner;

namespace {
/// A /sys/class/power_supply of our own.
struct Supplies {
    QTemporaryDir dir;
    void set(const QString& supply, const char* name, const char* value) const
    {
        QDir(dir.path()).mkpath(supply);
        QFile file(dir.filePath(supply + "/" + name));
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray(value) + "\n");
    }
    void battery(const char* status, const char* capacity) const
    {
        set("BAT0", "type", "Battery");
        set("BAT0", "status", status);
        set("BAT0", "capacity", capacity);
    }
};
} // namespace

class PowerWatchTest : public QObject {
    Q_OBJECT
private slots:
    void aBatteryThatRunsOutIsLow_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("capacity");
        QTest::addColumn<bool>("low");
        QTest::newRow("nearly empty") << QByteArray("Discharging") << QByteArray("20") << true;
        QTest::newRow("enough") << QByteArray("Discharging") << QByteArray("21") << false;
        QTest::newRow("at the wall") << QByteArray("Charging") << QByteArray("5") << false;
        QTest::newRow("nonsense") << QByteArray("Discharging") << QByteArray("none") << false;
    }
    void aBatteryThatRunsOutIsLow()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, capacity);
        QFETCH(bool, low);
        const Supplies supplies;
        supplies.battery(status.constData(), capacity.constData());
        QCOMPARE(PowerWatch(supplies.dir.path()).batteryLow(), low);
    }

    void theBatteryOfAMouseIsNotOurs()
    {
        const Supplies supplies;
        supplies.battery("Discharging", "5");
        supplies.set("BAT0", "scope", "Device");
        QVERIFY(!PowerWatch(supplies.dir.path()).batteryLow());
    }

    void aDeviceWithoutABatteryIsNeverLow()
    {
        const Supplies supplies;
        QVERIFY(!PowerWatch(supplies.dir.path()).batteryLow());
        QVERIFY(!PowerWatch(supplies.dir.filePath("nowhere")).batteryLow());
    }

    void aChangeIsToldOnce()
    {
        const Supplies supplies;
        supplies.battery("Discharging", "50");
        PowerWatch watch(supplies.dir.path());
        const QSignalSpy changed(&watch, &PowerWatch::changed);
        supplies.battery("Discharging", "10");
        watch.look();
        watch.look();
        QCOMPARE(changed.size(), 1);
        QVERIFY(watch.batteryLow());
    }
};

QTEST_GUILESS_MAIN(PowerWatchTest)
#include "tst_power_watch.moc"
