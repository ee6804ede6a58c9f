// SPDX-License-Identifier: Apache-2.0
// The real replica and the real server's store on a disk that crashes: what was
// acknowledged is there, what was not is there whole or not at all.
#include "core/domain/ids.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/store/sqlite_city_store.h"
#include "sync/sim/seeded_random.h"
#include "tests/support/disk_replica.h"
#include <QTest>
#include <map>
#include <optional>

using namespace qoloner;
using namespace qoloner::sim;
using namespace qoloner::test;

namespace {

const std::string noKey;
const std::string aKey(32, 'k');
constexpr int steps = 24;

/// One step of a device's life, each of one transaction; the last of four starts the app anew.
void step(std::unique_ptr<DiskReplica>& device, const CrashVfs& vfs, const std::string& key, int n)
{
    seedRandomness(std::uint64_t(n) + 1);
    switch (n % 6) {
    case 0:
    case 3:
        (*device)->commit({newArtisan(rowId(n), "Үлгі " + std::to_string(n))}).value();
        break;
    case 1:
        (*device)->commit({patch(rowId(n - 1), "story_kk", std::string(3000, char('a' + n)))}).value();
        break;
    case 2: {
        // A page over the device's own row and a few of others.
        PulledPage page;
        page.epoch = "e1";
        std::vector<std::string> stamps;
        std::vector<CborWriter> fields(6);
        stamps.reserve(fields.size());
        for (int i = 0; i < int(fields.size()); ++i) {
            RowState state = serverRow(std::uint64_t(n), {{artisanField("name_kk"), std::string("Бет")},
                                                          {artisanField("craft"), std::string("felt")}});
            writeFields(fields[std::size_t(i)], state.fields);
            stamps.push_back(state.stamps.encode());
            page.rows.push_back({artisanTable(Facet::Draft), rowId(i == 0 ? n - 2 : 1000 + i * n),
                                 std::uint64_t(n), 0, stamps.back(), fields[std::size_t(i)].out()});
        }
        page.cursor["moderation"] = std::uint64_t(n);
        page.complete = std::uint64_t(n);
        if (!(*device)->applyPage(page))
            qFatal("a page was refused");
        break;
    }
    case 4: {
        std::vector<Answer> answers;
        for (const SignedMutation& mutation : (*device)->pending(2, 1 << 20)) {
            Answer answer;
            answer.dseq = decodeMutation(mutation.body)->dseq;
            answer.outcome = answers.empty() ? Outcome::Applied : Outcome::Rejected;
            answer.rev = answers.empty() ? std::uint64_t(n) : 0;
            answer.error.code = answers.empty() ? "" : "forbidden";
            answers.push_back(answer);
        }
        (*device)->applyAnswers(answers);
        break;
    }
    default:
        device.reset();
        device = std::make_unique<DiskReplica>(vfs, key);
    }
}

/// A disk with a replica that was made and closed in peace.
SimulatedDisk fresh(CrashVfs& vfs, const std::string& key)
{
    vfs.insert(SimulatedDisk());
    seedRandomness(0);
    DiskReplica(vfs, key)->commit({newArtisan(rowId(500))}).value();
    vfs.disk().clearFaults();
    return vfs.disk();
}

/// What a run of all steps on a healthy disk leaves after each of them.
struct Expected {
    std::vector<std::string> after; ///< after[i]: the dump before step i
    std::uint64_t changes = 0;      ///< of the disk, over all steps
};

Expected expectedOf(CrashVfs& vfs, const SimulatedDisk& start, const std::string& key)
{
    Expected expected;
    vfs.insert(start);
    const std::uint64_t before = vfs.disk().changes();
    auto device = std::make_unique<DiskReplica>(vfs, key);
    for (int n = 0; n < steps; ++n) {
        expected.after.push_back(dumpOf(device->db()));
        step(device, vfs, key, n);
    }
    expected.after.push_back(dumpOf(device->db()));
    device.reset();
    expected.changes = vfs.disk().changes() - before;
    return expected;
}

/// Lives until the disk dies; how many steps were done and known to be done.
int liveUntilCrash(const CrashVfs& vfs, const std::string& key, const char* pragma = nullptr)
{
    int done = 0;
    try {
        auto device = std::make_unique<DiskReplica>(vfs, key);
        for (; done < steps; ++done) {
            if (pragma)
                device->db().exec(pragma);
            step(device, vfs, key, done);
        }
    } catch (const StorageError&) {
        return done;
    }
    return done;
}

} // namespace

class CrashVfsTest : public QObject {
    Q_OBJECT
private slots:
    void everyDayWorkNeedsNothingOfARealDisk()
    {
        CrashVfs vfs("crash-plain");
        seedRandomness(7);
        {
            DiskReplica device(vfs);
            QVERIFY(device->commit({newArtisan(rowId(1))}));
            {
                Statement mode = device.db().prepare("PRAGMA journal_mode");
                QVERIFY(mode.step());
                QCOMPARE(mode.string(0), std::string("wal"));
            }
            // A second connection reads beside the writer, one state at a time.
            Database::Options reading = DiskReplica::optionsOn(vfs);
            reading.mode = Database::Mode::ReadOnly;
            Database reader("/replica.db", reading);
            reader.exec("BEGIN");
            QCOMPARE(reader.integer("SELECT count(*) FROM journal"), std::int64_t(1));
            QVERIFY(device->commit({newArtisan(rowId(2))}));
            QCOMPARE(reader.integer("SELECT count(*) FROM journal"), std::int64_t(1));
            reader.exec("COMMIT");
            QCOMPARE(reader.integer("SELECT count(*) FROM journal"), std::int64_t(2));
            // And a second writer waits its turn.
            Database other("/replica.db", DiskReplica::optionsOn(vfs));
            Transaction held(other);
            QVERIFY_EXCEPTION_THROWN(device->commit({newArtisan(rowId(3))}), StorageError);
        }
        QCOMPARE(vfs.disk().names(), std::vector<std::string>{"/replica.db"});
        QVERIFY(vfs.disk().contents("/replica.db").find("Үлгі: Айша") != std::string::npos);
    }

    void underAKeyTheDiskHoldsNothingReadable()
    {
        CrashVfs vfs("crash-sealed");
        {
            DiskReplica device(vfs, aKey);
            QVERIFY(device->commit({newArtisan(rowId(1), "канарейка")}));
            for (const std::string& name : vfs.disk().names())
                QVERIFY(vfs.disk().contents(name).find("канарейка") == std::string::npos);
        }
        QVERIFY_EXCEPTION_THROWN(DiskReplica(vfs, std::string(32, 'x')), NotADatabase);
        QCOMPARE(DiskReplica(vfs, aKey)->journal().size(), std::size_t(1));
    }

    void sameSeedSameRun()
    {
        std::vector<std::string> runs;
        for (int i = 0; i < 2; ++i) {
            CrashVfs vfs("crash-twice");
            SimulatedDisk start = fresh(vfs, noKey);
            start.reseed(5);
            vfs.insert(start);
            vfs.disk().crashAt(200, CrashKind::PowerCut);
            liveUntilCrash(vfs, noKey);
            vfs.restart();
            runs.push_back(vfs.disk().contents("/replica.db") + vfs.disk().contents("/replica.db-wal"));
        }
        QCOMPARE(runs[0], runs[1]);
    }

    void aCrashTakesNothingAcknowledgedAndLeavesNothingHalf_data()
    {
        QTest::addColumn<bool>("powerCut");
        QTest::addColumn<bool>("encrypted");
        QTest::newRow("kill") << false << false;
        QTest::newRow("kill, encrypted") << false << true;
        QTest::newRow("power cut") << true << false;
        QTest::newRow("power cut, encrypted") << true << true;
    }
    void aCrashTakesNothingAcknowledgedAndLeavesNothingHalf()
    {
        QFETCH(bool, powerCut);
        QFETCH(bool, encrypted);
        if (encrypted && !encryptionAvailable())
            QSKIP("built without encryption");
        const std::string& key = encrypted ? aKey : noKey;
        CrashVfs vfs("crash-replica");
        const SimulatedDisk start = fresh(vfs, key);
        const Expected expected = expectedOf(vfs, start, key);
        QVERIFY(expected.changes > 300);
        // Odd, so that it does not step over every commit: pages are written in pairs of changes.
        const std::uint64_t stride = (expected.changes / 120) | 1;
        int crashes = 0;
        for (std::uint64_t nth = 1; nth <= expected.changes; nth += stride) {
            vfs.insert(start);
            vfs.disk().reseed(nth);
            vfs.disk().crashAt(nth, powerCut ? CrashKind::PowerCut : CrashKind::Kill);
            const int done = liveUntilCrash(vfs, key);
            QVERIFY(vfs.disk().isDead());
            ++crashes;
            vfs.restart();
            auto device = std::make_unique<DiskReplica>(vfs, key);
            QCOMPARE(integrityOf(device->db()), std::string("ok"));
            const std::string found = dumpOf(device->db());
            const auto doneAt = std::size_t(done);
            const bool kept = found != expected.after[doneAt];
            if (kept && (done == steps || found != expected.after[doneAt + 1]))
                QFAIL(qPrintable(QString("change %1: neither before nor after step %2").arg(nth).arg(done)));
            // Life goes on from there, and comes to the same end.
            for (int n = done + (kept ? 1 : 0); n < steps; ++n)
                step(device, vfs, key, n);
            QVERIFY(dumpOf(device->db()) == expected.after[steps]);
        }
        QVERIFY(crashes >= 80);
    }

    void crashesDuringTheRecoveryAreNoWorse()
    {
        CrashVfs vfs("crash-recovery");
        const SimulatedDisk start = fresh(vfs, noKey);
        const Expected expected = expectedOf(vfs, start, noKey);
        int again = 0;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            vfs.insert(start);
            vfs.disk().reseed(seed);
            vfs.disk().crashAt(1 + seed * expected.changes / 31, CrashKind::PowerCut);
            const int done = liveUntilCrash(vfs, noKey);
            for (std::uint64_t nth = 1; nth <= 6; ++nth) {
                vfs.restart();
                vfs.disk().crashAt(nth * 3, CrashKind::PowerCut);
                try {
                    DiskReplica device(vfs);
                    device.db().exec("PRAGMA wal_checkpoint(TRUNCATE)");
                } catch (const StorageError&) {
                    ++again;
                }
            }
            vfs.restart();
            DiskReplica device(vfs);
            QCOMPARE(integrityOf(device.db()), std::string("ok"));
            const std::string found = dumpOf(device.db());
            QVERIFY(found == expected.after[std::size_t(done)] ||
                    found == expected.after[std::size_t(done) + 1]);
        }
        QVERIFY(again > 50);
    }

    /// The control: were the disk too kind, nothing would be lost here either.
    void withoutSyncsWorkIsLost_data()
    {
        QTest::addColumn<bool>("lyingDisk");
        QTest::newRow("synchronous=OFF") << false;
        QTest::newRow("a disk that ignores syncs") << true;
    }
    void withoutSyncsWorkIsLost()
    {
        QFETCH(bool, lyingDisk);
        CrashVfs vfs("crash-control");
        const SimulatedDisk start = fresh(vfs, noKey);
        const Expected expected = expectedOf(vfs, start, noKey);
        int lost = 0;
        int broken = 0;
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            vfs.insert(start);
            vfs.disk().reseed(seed);
            vfs.disk().setIgnoresSync(lyingDisk);
            vfs.disk().crashAt(1 + seed * expected.changes / 100, CrashKind::PowerCut);
            const int done = liveUntilCrash(vfs, noKey, lyingDisk ? nullptr : "PRAGMA synchronous=OFF");
            vfs.restart();
            try {
                DiskReplica device(vfs);
                const std::string found = dumpOf(device.db());
                if (integrityOf(device.db()) != "ok")
                    ++broken;
                else if (found != expected.after[std::size_t(done)] &&
                         (done == steps || found != expected.after[std::size_t(done) + 1]))
                    ++lost;
            } catch (const StorageError&) {
                ++broken;
            }
        }
        QVERIFY(lost > 5);
        QVERIFY(broken > 0);
    }

    void whatTheSystemForgotToWriteIsWrittenAnewAfterARestart_data()
    {
        QTest::addColumn<std::string>("key");
        QTest::newRow("plain") << noKey;
        QTest::newRow("encrypted") << aKey;
    }
    /// A sync fails, the process dies, the next one finds all in the cache and goes on; then the power goes.
    void whatTheSystemForgotToWriteIsWrittenAnewAfterARestart()
    {
        QFETCH(std::string, key);
        CrashVfs vfs("crash-forgotten");
        const SimulatedDisk start = fresh(vfs, key);
        int failed = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            vfs.insert(start);
            vfs.disk().reseed(seed);
            {
                DiskReplica device(vfs, key);
                device.db().exec("PRAGMA wal_autocheckpoint=0"); // as in a file that is seldom written
                device->commit({newArtisan(rowId(1), "Үлгі 1")}).value();
                vfs.disk().inject(DiskFault::SyncError, 1);
                try {
                    device->commit({newArtisan(rowId(2), "Үлгі 2")}).value();
                } catch (const StorageError&) {
                    ++failed;
                }
                vfs.disk().crashNow(CrashKind::Kill);
            }
            vfs.restart();
            std::string before;
            {
                DiskReplica device(vfs, key);
                device.db().exec("PRAGMA wal_autocheckpoint=0");
                for (int n = 3; n < 6; ++n)
                    device->commit({newArtisan(rowId(n), "Үлгі")}).value();
                before = dumpOf(device.db());
                vfs.disk().crashNow(CrashKind::PowerCut);
            }
            vfs.restart();
            DiskReplica device(vfs, key);
            QCOMPARE(integrityOf(device.db()), std::string("ok"));
            QCOMPARE(dumpOf(device.db()), before);
        }
        QCOMPARE(failed, 60);
    }

    void aFailedSyncOrWriteUndoesTheCommitAndTheNextOneHolds_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("sync") << int(DiskFault::SyncError);
        QTest::newRow("write") << int(DiskFault::WriteError);
        QTest::newRow("read") << int(DiskFault::ReadError);
        QTest::newRow("no room") << int(DiskFault::Full);
    }
    void aFailedSyncOrWriteUndoesTheCommitAndTheNextOneHolds()
    {
        QFETCH(int, fault);
        CrashVfs vfs("crash-fault");
        const SimulatedDisk start = fresh(vfs, noKey);
        const Expected expected = expectedOf(vfs, start, noKey);
        int failures = 0;
        for (std::uint64_t nth = 1; nth <= 60; ++nth) {
            vfs.insert(start);
            vfs.disk().reseed(nth);
            int done = 0;
            {
                auto device = std::make_unique<DiskReplica>(vfs, noKey);
                vfs.disk().inject(DiskFault(fault), nth);
                while (done < steps) {
                    try {
                        step(device, vfs, noKey, done);
                        ++done;
                    } catch (const StorageError& error) {
                        ++failures;
                        if (DiskFault(fault) == DiskFault::Full)
                            QVERIFY(dynamic_cast<const StorageFull*>(&error));
                        if (!device) { // it failed while starting
                            device = std::make_unique<DiskReplica>(vfs, noKey);
                            ++done;
                            continue;
                        }
                        QVERIFY(dumpOf(device->db()) == expected.after[std::size_t(done)]);
                    }
                }
                QVERIFY(dumpOf(device->db()) == expected.after[steps]);
                vfs.disk().crashNow(CrashKind::PowerCut);
            }
            vfs.restart();
            vfs.disk().clearFaults();
            DiskReplica device(vfs);
            QCOMPARE(integrityOf(device.db()), std::string("ok"));
            QVERIFY(dumpOf(device.db()) == expected.after[steps]);
        }
        QVERIFY(failures > 0);
    }

    void aScopeOfACommitThatFailedIsMadeAgain()
    {
        CrashVfs vfs("crash-scope");
        SqliteCityStore store("city", SqliteCityStore::Access::Create, vfs.name());
        const FeedEntry entry{{artisanTable(Facet::Draft), rowId(1)}, 1, false};
        vfs.disk().inject(DiskFault::SyncError, 1);
        QVERIFY_EXCEPTION_THROWN(store.write([&] { store.putFeed("region/KZ-10", entry); }), StorageError);
        store.write([&] { store.putFeed("region/KZ-10", entry); });
        SqliteCityStore other("city", SqliteCityStore::Access::Write,
                              vfs.name()); // knows what is in the file
        QCOMPARE(other.newest("region/KZ-10"), entry.rev);
    }

    void theServersStoreKeepsWhatItAnswered_data()
    {
        QTest::addColumn<bool>("powerCut");
        QTest::newRow("kill") << false;
        QTest::newRow("power cut") << true;
    }
    void theServersStoreKeepsWhatItAnswered();
};

void CrashVfsTest::theServersStoreKeepsWhatItAnswered()
{
    QFETCH(bool, powerCut);
    CrashVfs vfs("crash-server");
    FakeClock clock;
    seedRandomness(3);
    const SigningKey serverKey = SigningKey::generate();
    const SigningKey deviceKey = SigningKey::generate();
    {
        SqliteCityStore store("/city", SqliteCityStore::Access::Create, vfs.name());
        QVERIFY(foundCity(store, serverKey, "almaty", "epoch-1", clock));
        QVERIFY(!foundCity(store, serverKey, "almaty", "epoch-2", clock));
        store.write([&] {
            store.putActor({rowId(900), "Үлгі", Role::Field, {}, {"KZ-62"}});
            DeviceRecord device;
            device.id = deviceKey.device();
            device.publicKey = deviceKey.publicKey();
            device.actor = rowId(900);
            store.putDevice(device);
        });
    }
    const SimulatedDisk start = vfs.disk();

    // The device's mutations, in batches of three.
    std::vector<protocol::Push> batches;
    std::string last(32, '\0');
    Dseq dseq = 0;
    for (int batch = 0; batch < 12; ++batch) {
        protocol::Push push;
        push.deviceMs = clock.nowMs();
        for (int i = 0; i < 3; ++i) {
            const Change change = newArtisan(rowId(int(dseq) + 1));
            const Mutation mutation{deviceKey.device(),
                                    ++dseq,
                                    newUuid7(clock.ms),
                                    rowId(900),
                                    schemaVersion,
                                    Hlc::of(clock.ms),
                                    0,
                                    last,
                                    {{OpKind::Put, change.entity, change.row, change.fields, {}}}};
            push.mutations.push_back(signMutation(mutation, deviceKey));
            last = push.mutations.back().hash();
        }
        batches.push_back(push);
    }
    const auto serve = [&](std::vector<protocol::PushAnswer>& answers) {
        SqliteCityStore store("/city", SqliteCityStore::Access::Write, vfs.name());
        SyncEngine engine(store, clock, serverKey);
        Session session;
        session.device = deviceKey.device();
        session.who = {Role::Field, rowId(900), "almaty", {}, {"KZ-62"}};
        for (std::size_t i = answers.size(); i < batches.size(); ++i)
            answers.push_back(engine.push(session, batches[i]));
    };
    vfs.insert(start);
    const std::uint64_t before = vfs.disk().changes();
    std::vector<protocol::PushAnswer> calm;
    serve(calm);
    const std::uint64_t changes = vfs.disk().changes() - before;
    for (const auto& answer : calm)
        for (const Answer& each : answer.answers)
            QCOMPARE(each.outcome, Outcome::Applied);

    int crashes = 0;
    const std::uint64_t stride = (changes / 100) | 1;
    for (std::uint64_t nth = 1; nth <= changes; nth += stride, ++crashes) {
        vfs.insert(start);
        vfs.disk().reseed(nth);
        vfs.disk().crashAt(nth, powerCut ? CrashKind::PowerCut : CrashKind::Kill);
        std::vector<protocol::PushAnswer> answers;
        try {
            serve(answers);
        } catch (const StorageError&) {
            // the server is gone
        }
        QVERIFY(vfs.disk().isDead());
        vfs.restart();
        const std::size_t answered = answers.size();
        {
            SqliteCityStore store("/city", SqliteCityStore::Access::Write, vfs.name());
            Database raw("/city/city.sqlite", DiskReplica::optionsOn(vfs));
            QCOMPARE(integrityOf(raw), std::string("ok"));
            // Whole batches, all that were answered, at most one more; and nothing but them.
            const std::uint64_t logged = store.counts().mutations;
            QVERIFY(logged == answered * 3 || logged == answered * 3 + 3);
            QCOMPARE(store.head(), logged);
            QCOMPARE(store.device(deviceKey.device())->highest, Dseq(logged));
            for (const auto& answer : answers)
                for (const Answer& each : answer.answers) {
                    const auto record = store.logged(deviceKey.device(), each.dseq);
                    QVERIFY(record);
                    QCOMPARE(record->answer.rev, each.rev);
                }
        }
        // The device asks again for what it got no answer to.
        serve(answers);
        SqliteCityStore store("/city", SqliteCityStore::Access::Read, vfs.name());
        QCOMPARE(store.head(), std::uint64_t(36));
        for (std::size_t i = answered; i < answers.size(); ++i)
            for (const Answer& each : answers[i].answers)
                QVERIFY(each.outcome == Outcome::Applied || each.outcome == Outcome::Duplicate);
    }
    QVERIFY(crashes >= 80);
}

QTEST_APPLESS_MAIN(CrashVfsTest)
#include "tst_crash_vfs.moc"
