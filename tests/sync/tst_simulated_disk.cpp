// SPDX-License-Identifier: Apache-2.0
// The disk itself: as treacherous as POSIX allows, and not more.
#include "sync/sim/simulated_disk.h"
#include <QTest>
#include <algorithm>
#include <set>

using namespace qoloner::sim;

namespace {

constexpr int tries = 300;

SimulatedDisk::FileId opened(SimulatedDisk& disk, const std::string& name = "f")
{
    SimulatedDisk::FileId file = 0;
    bool created = false;
    if (disk.open(name, true, file, created) != DiskStatus::Ok)
        qFatal("cannot open");
    return file;
}

void mustWrite(SimulatedDisk& disk, SimulatedDisk::FileId file, std::uint64_t at, const std::string& bytes)
{
    if (disk.write(file, at, bytes) != DiskStatus::Ok)
        qFatal("cannot write");
}

/// A disk with a synced file "f" of `sectors` sectors of 'a'.
SimulatedDisk withFile(std::size_t sectors, std::uint64_t seed = 1)
{
    SimulatedDisk disk(seed);
    const auto file = opened(disk);
    mustWrite(disk, file, 0, std::string(sectors * 512, 'a'));
    if (disk.sync(file) != DiskStatus::Ok || disk.syncDirectory() != DiskStatus::Ok)
        qFatal("cannot sync");
    disk.close(file);
    return disk;
}

/// What "f" may hold after a power cut that follows `change`, over many chances.
template <class Change> std::set<std::string> fates(const SimulatedDisk& start, Change change)
{
    std::set<std::string> seen;
    for (int seed = 0; seed < tries; ++seed) {
        SimulatedDisk disk = start;
        disk.reseed(std::uint64_t(seed));
        change(disk, opened(disk));
        disk.crashNow(CrashKind::PowerCut);
        disk.restart();
        seen.insert(disk.exists("f") ? disk.contents("f") : "(gone)");
    }
    return seen;
}

std::string block(char c, std::size_t sectors = 1)
{
    return std::string(sectors * 512, c);
}

} // namespace

class SimulatedDiskTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasSyncedStays()
    {
        const auto seen = fates(withFile(4), [](SimulatedDisk& disk, auto file) {
            mustWrite(disk, file, 512, block('b', 2));
            QCOMPARE(disk.sync(file), DiskStatus::Ok);
        });
        QCOMPARE(seen, std::set<std::string>{block('a') + block('b', 2) + block('a')});
    }

    void whatWasNotSyncedIsKeptLostOrTornBySectors()
    {
        const auto seen = fates(
            withFile(3), [](SimulatedDisk& disk, auto file) { mustWrite(disk, file, 0, block('b', 3)); });
        QCOMPARE(seen.size(), std::size_t(8)); // each of the three sectors old or new
        QVERIFY(seen.contains(block('a', 3)));
        QVERIFY(seen.contains(block('b', 3)));
        QVERIFY(seen.contains(block('a') + block('b') + block('a')));
    }

    void writesAreReordered()
    {
        // The second write alone, without the first.
        const auto seen = fates(withFile(2), [](SimulatedDisk& disk, auto file) {
            mustWrite(disk, file, 0, block('b'));
            mustWrite(disk, file, 512, block('c'));
        });
        QVERIFY(seen.contains(block('a') + block('c')));
    }

    void anOverwrittenWriteMayBeTheOneThatLasts()
    {
        const auto seen = fates(withFile(1), [](SimulatedDisk& disk, auto file) {
            mustWrite(disk, file, 0, block('b'));
            mustWrite(disk, file, 0, block('c'));
        });
        QCOMPARE(seen, (std::set<std::string>{block('a'), block('b'), block('c')}));
    }

    void aFileMayGrowWithoutItsData()
    {
        const auto seen = fates(
            withFile(1), [](SimulatedDisk& disk, auto file) { mustWrite(disk, file, 512, block('b')); });
        QVERIFY(seen.contains(block('a')));               // did not grow
        QVERIFY(seen.contains(block('a') + block('b')));  // grew
        QVERIFY(seen.contains(block('a') + block('\0'))); // grew, and nothing came
        QVERIFY(std::any_of(seen.begin(), seen.end(), [](const std::string& f) {
            return f.size() == 1024 && f.back() != 'b' && f.find_first_not_of('\0', 512) != f.npos;
        })); // grew, and something else is there
    }

    void aTruncationMayBeUndone()
    {
        const auto seen = fates(withFile(2), [](SimulatedDisk& disk, auto file) {
            QCOMPARE(disk.truncate(file, 512), DiskStatus::Ok);
        });
        QCOMPARE(seen, (std::set<std::string>{block('a'), block('a', 2)}));
    }

    void namesAreCertainOnlyAfterTheirDirectoryIsSynced()
    {
        std::set<bool> made;
        std::set<bool> removed;
        for (int seed = 0; seed < tries; ++seed) {
            SimulatedDisk disk = withFile(1, std::uint64_t(seed));
            const auto fresh = opened(disk, "new");
            mustWrite(disk, fresh, 0, "x");
            QCOMPARE(disk.sync(fresh), DiskStatus::Ok); // the file, not its name
            QCOMPARE(disk.remove("f"), DiskStatus::Ok);
            SimulatedDisk synced = disk;
            disk.crashNow(CrashKind::PowerCut);
            disk.restart();
            made.insert(disk.exists("new"));
            removed.insert(!disk.exists("f"));
            QVERIFY(!disk.exists("f") || disk.contents("f") == block('a'));
            QVERIFY(!disk.exists("new") || disk.contents("new") == "x");

            QCOMPARE(synced.syncDirectory(), DiskStatus::Ok);
            synced.crashNow(CrashKind::PowerCut);
            synced.restart();
            QCOMPARE(synced.names(), std::vector<std::string>{"new"});
        }
        QCOMPARE(made.size(), std::size_t(2));
        QCOMPARE(removed.size(), std::size_t(2));
    }

    void aKilledProcessLosesNothingItHasWritten()
    {
        for (int seed = 0; seed < tries; ++seed) {
            SimulatedDisk disk = withFile(2, std::uint64_t(seed));
            const auto file = opened(disk);
            mustWrite(disk, file, 0, block('b', 2));
            disk.crashNow(CrashKind::Kill);
            disk.restart();
            QCOMPARE(disk.contents("f"), block('b', 2));
        }
    }

    void theChangeItDiesInMayBeHalfDone()
    {
        std::set<std::string> seen;
        for (int seed = 0; seed < tries; ++seed) {
            SimulatedDisk disk = withFile(2, std::uint64_t(seed));
            const auto file = opened(disk);
            disk.crashAt(2, CrashKind::Kill);
            mustWrite(disk, file, 0, block('b'));
            QCOMPARE(disk.write(file, 0, block('c', 2)), DiskStatus::Dead);
            QVERIFY(disk.isDead());
            QCOMPARE(disk.sync(file), DiskStatus::Dead);
            disk.restart();
            seen.insert(disk.contents("f"));
        }
        QCOMPARE(seen,
                 (std::set<std::string>{block('b') + block('a'), block('c') + block('a'), block('c', 2)}));
    }

    void aFailedSyncIsNotMadeUpForByTheNext()
    {
        std::set<std::string> seen;
        for (int seed = 0; seed < tries; ++seed) {
            SimulatedDisk disk = withFile(1, std::uint64_t(seed));
            const auto file = opened(disk);
            mustWrite(disk, file, 0, block('b'));
            disk.inject(DiskFault::SyncError, 1);
            QCOMPARE(disk.sync(file), DiskStatus::Failed);
            QCOMPARE(disk.contents("f"), block('b')); // as the process sees it
            QCOMPARE(disk.sync(file), DiskStatus::Ok);
            disk.crashNow(CrashKind::PowerCut);
            disk.restart();
            seen.insert(disk.contents("f"));
        }
        QCOMPARE(seen, (std::set<std::string>{block('a'), block('b')}));
    }

    void aFullDiskTakesOnlyWhatFits()
    {
        SimulatedDisk disk = withFile(2);
        const auto file = opened(disk);
        disk.setCapacity(disk.usedBytes() + 512);
        QCOMPARE(disk.write(file, 1024, block('b', 2)), DiskStatus::Full);
        QCOMPARE(disk.contents("f"), block('a', 2) + block('b'));
        QCOMPARE(disk.write(file, 0, block('c')), DiskStatus::Ok); // takes no room
        disk.setCapacity(SimulatedDisk::unlimited);
        QCOMPARE(disk.write(file, 1024, block('b', 2)), DiskStatus::Ok);
    }

    void faultsStrikeWhereTheyWereSet()
    {
        SimulatedDisk disk = withFile(1);
        const auto file = opened(disk);
        char byte = 0;
        std::size_t got = 0;
        disk.inject(DiskFault::ReadError, 2);
        QCOMPARE(disk.read(file, 0, {&byte, 1}, got), DiskStatus::Ok);
        QCOMPARE(disk.read(file, 0, {&byte, 1}, got), DiskStatus::Failed);
        QCOMPARE(disk.read(file, 0, {&byte, 1}, got), DiskStatus::Ok);
        disk.inject(DiskFault::WriteError, 1, true);
        QCOMPARE(disk.write(file, 0, "x"), DiskStatus::Failed);
        QCOMPARE(disk.truncate(file, 0), DiskStatus::Failed);
        disk.clearFaults();
        QCOMPARE(disk.write(file, 0, "x"), DiskStatus::Ok);
        QCOMPARE(disk.struck(DiskFault::WriteError), std::uint64_t(2));
    }

    void aRemovedFileLivesWhileItIsOpen()
    {
        SimulatedDisk disk = withFile(1);
        const auto file = opened(disk);
        QCOMPARE(disk.remove("f"), DiskStatus::Ok);
        QCOMPARE(disk.syncDirectory(), DiskStatus::Ok);
        char byte = 0;
        std::size_t got = 0;
        QCOMPARE(disk.read(file, 0, {&byte, 1}, got), DiskStatus::Ok);
        QCOMPARE(byte, 'a');
        disk.close(file);
        QCOMPARE(disk.usedBytes(), std::uint64_t(0));
    }

    void sameSeedSameDiskAndClonesGoTheirOwnWays()
    {
        const auto run = [](SimulatedDisk disk) {
            const auto file = opened(disk);
            for (int i = 0; i < 20; ++i)
                mustWrite(disk, file, std::uint64_t(i) * 700, std::string(900, char('b' + i)));
            disk.crashNow(CrashKind::PowerCut);
            disk.restart();
            return disk.contents("f");
        };
        const SimulatedDisk start = withFile(3);
        QCOMPARE(run(start), run(start));
        SimulatedDisk other = start;
        other.reseed(99);
        QVERIFY(run(start) != run(other));
        QCOMPARE(start.contents("f"), block('a', 3));
    }

    void aDiskThatOnlySaysItSyncsLoses()
    {
        SimulatedDisk disk = withFile(1);
        disk.setIgnoresSync(true);
        const auto seen = fates(disk, [](SimulatedDisk& each, auto file) {
            mustWrite(each, file, 0, block('b'));
            QCOMPARE(each.sync(file), DiskStatus::Ok);
        });
        QVERIFY(seen.contains(block('a')));
    }
};

QTEST_APPLESS_MAIN(SimulatedDiskTest)
#include "tst_simulated_disk.moc"
