// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/device_watch.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace qoloner;

namespace {

using Info = QNetworkInformation;

/// A /sys/class/power_supply with one battery.
struct Battery {
    QTemporaryDir dir;
    explicit Battery(const char* capacity)
    {
        QDir(dir.path()).mkpath("BAT0");
        set("type", "Battery");
        set("status", "Discharging");
        set("capacity", capacity);
    }
    void set(const char* name, const char* value) const
    {
        QFile file(dir.filePath(QString("BAT0/") + name));
        if (file.open(QIODevice::WriteOnly))
            file.write(value);
    }
};

} // namespace

class DeviceWatchTest : public QObject {
    Q_OBJECT
private slots:
    void aPlatformThatTellsNothingHasAFreeLine()
    {
        QCOMPARE(DeviceWatch::conditionsOf({}, false), NetworkConditions());
    }

    void onlyALineThatIsSurelyCutCountsAsOffline_data()
    {
        QTest::addColumn<int>("reachability");
        QTest::addColumn<bool>("online");
        QTest::newRow("unknown") << int(Info::Reachability::Unknown) << true;
        QTest::newRow("disconnected") << int(Info::Reachability::Disconnected) << false;
        QTest::newRow("local") << int(Info::Reachability::Local) << true; // the server may be there
        QTest::newRow("site") << int(Info::Reachability::Site) << true;
        QTest::newRow("online") << int(Info::Reachability::Online) << true;
    }
    void onlyALineThatIsSurelyCutCountsAsOffline()
    {
        QFETCH(int, reachability);
        QFETCH(bool, online);
        LineKnowledge line;
        line.reachability = Info::Reachability(reachability);
        QCOMPARE(DeviceWatch::conditionsOf(line, false).online, online);
    }

    void mobileDataIsDearWhereNobodyKnowsBetter()
    {
        LineKnowledge line;
        line.medium = Info::TransportMedium::Cellular;
        QVERIFY(DeviceWatch::conditionsOf(line, false).metered);
        line.metered = false; // a plan without a limit
        QVERIFY(!DeviceWatch::conditionsOf(line, false).metered);
        line.medium = Info::TransportMedium::WiFi;
        line.metered = true; // somebody's hotspot
        QVERIFY(DeviceWatch::conditionsOf(line, false).metered);
        line.metered.reset();
        QVERIFY(!DeviceWatch::conditionsOf(line, false).metered);
    }

    void aBatteryThatRunsLowIsToldOf()
    {
        const Battery battery("60");
        DeviceWatch watch(battery.dir.path());
        QVERIFY(!watch.conditions().batteryLow);
        QSignalSpy changed(&watch, &DeviceWatch::conditionsChanged);
        battery.set("capacity", "12");
        watch.look();
        QCOMPARE(changed.size(), 1);
        QVERIFY(watch.conditions().batteryLow);
        watch.look(); // nothing new, nothing said
        QCOMPARE(changed.size(), 1);
    }
};

QTEST_MAIN(DeviceWatchTest)
#include "tst_device_watch.moc"
