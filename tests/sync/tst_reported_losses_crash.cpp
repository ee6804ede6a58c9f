// SPDX-License-Identifier: Apache-2.0
// Losses that users of other systems reported, met at every single change of the disk:
// the app dies in it, the power goes in it, or there is no room from it on.
#include "tests/sync/disk_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::sim;
using namespace qoloner::test;

namespace {

constexpr int othersRows = 12;

/// A day of a field worker: what is saved, when the network is there, what comes from others.
class Day {
public:
    Day() : serverVfs("losses-server"), deviceVfs("losses-device"), server(serverVfs), app(deviceVfs, server)
    {
        seedRandomness(1);
        server.found();
        server.invite("ABCD2345", rowId(900), Role::Field, {"KZ-62"});
        app.start();
        app.enrol("ABCD2345");
        app.exchange();
        app.end();
        server.stop();
        m_serverDisk = serverVfs.disk();
        m_deviceDisk = deviceVfs.disk();
        begin(0);
        const std::uint64_t before = deviceVfs.disk().changes();
        live();
        changes = deviceVfs.disk().changes() - before;
        outcome = describe();
    }
    ~Day()
    {
        app.end();
        server.stop();
    }

    /// The morning of the same day again.
    void begin(std::uint64_t seed)
    {
        app.end();
        server.stop();
        serverVfs.insert(m_serverDisk);
        deviceVfs.insert(m_deviceDisk);
        deviceVfs.disk().reseed(seed);
        seedRandomness(seed + 1);
        server.start();
        m_moment = 0;
        m_saved.clear();
        m_started = false;
    }

    /// Goes on from the moment reached, until the evening or until the disk dies; storage
    /// errors of a living disk are thrown, and the next call takes up at the same moment.
    void live()
    {
        try {
            if (!m_started)
                app.start();
            m_started = true;
            for (; m_moment < moments; ++m_moment) {
                at(m_moment);
                if (app.dead())
                    break;
            }
        } catch (const StorageError&) {
            if (!app.dead())
                throw;
        }
        if (app.dead()) {
            app.end();
            m_started = false;
        }
    }
    void startAgain()
    {
        deviceVfs.restart();
        app.start();
        m_started = true;
    }
    bool over() const { return m_moment == moments; }
    const std::set<int>& saved() const { return m_saved; }

    /// What the device and the server hold at the end, without what is drawn at random.
    std::string describe()
    {
        std::string out;
        for (const JournalEntry& entry : app.replica().journal())
            out += std::to_string(entry.dseq) + " " + entry.row + " state " +
                   std::to_string(int(entry.state)) + " " + entry.error.code + "\n";
        for (int n : {1, 2, 3, 4})
            out += app.text(rowId(n), "name_kk") + " " + app.text(rowId(n), "story_kk").substr(0, 20) + "\n";
        for (int i = 0; i < othersRows; ++i)
            out += app.text(rowId(1000 + i), "name_kk") + app.text(rowId(1000 + i), "story_kk") + "\n";
        const StoreCounts counts = server.store().counts();
        out += std::to_string(counts.mutations) + " mutations, " + std::to_string(counts.held) + " held, " +
               std::to_string(counts.quarantined) + " quarantined\n";
        out += std::to_string(app.status().pendingCount) + " pending, " + app.status().lastError.code;
        return out;
    }

    /// Each mutation of this device that the server has is the very one in the journal, whole.
    bool serverHasWhatWasWritten()
    {
        for (const JournalEntry& entry : app.replica().journal()) {
            const auto mutation = app.replica().mutation(entry.dseq);
            const auto logged = server.store().logged(app.replica().device(), entry.dseq);
            if (!mutation || !logged || logged->mutation.body != encodeMutation(*mutation) ||
                mutation->ops.empty() || mutation->ops[0].fields.empty())
                return false;
        }
        return true;
    }

    sim::CrashVfs serverVfs;
    sim::CrashVfs deviceVfs;
    DiskServer server;
    DiskApp app;
    std::uint64_t changes = 0; ///< of the device's disk in a whole day
    std::string outcome;       ///< describe() of an undisturbed day

    static constexpr int moments = 11;

private:
    void save(int number, const Change& change)
    {
        if (m_saved.contains(number))
            return;
        // After a crash in the middle of a save the person looks whether it is there.
        for (const JournalEntry& entry : app.replica().journal())
            if (entry.row == change.row && entry.kind == change.kind) {
                m_saved.insert(number);
                return;
            }
        app.save({change}).value();
        if (!app.dead())
            m_saved.insert(number);
    }
    void at(int moment)
    {
        switch (moment) {
        case 0:
            return save(0, newArtisan(rowId(1), "Үлгі бір"));
        case 1: { // in a region that is not theirs: the server will refuse it
            Change elsewhere = newArtisan(rowId(2), "Үлгі екі");
            elsewhere.fields[artisanField("region")] = std::string("KZ-75");
            return save(1, elsewhere);
        }
        case 2:
            return save(2, patch(rowId(1), "story_kk", std::string(1500, 'x')));
        case 3:
            return app.exchange();
        case 4:
            return save(3, newArtisan(rowId(3), "Үлгі үш"));
        case 5:
            return othersWrite();
        case 6:
            return app.exchange(1); // the server took it, its answer got lost
        case 7:
            return save(4, newArtisan(rowId(4), "Үлгі төрт"));
        case 8:
            return othersRewrite();
        case 9:
            return app.exchange();
        default:
            return app.wait();
        }
    }
    void othersWrite()
    {
        for (int i = 0; i < othersRows; ++i) {
            const std::string id = rowId(1000 + i);
            if (server.store().row({artisanTable(Facet::Draft), id}))
                continue;
            const Change change = newArtisan(id, "Басқа " + std::to_string(i));
            server.engine().applyLocal({{OpKind::Put, change.entity, id, change.fields, {}}});
        }
    }
    void othersRewrite()
    {
        const std::uint16_t story = artisanField("story_kk");
        for (int i = 0; i < othersRows; i += 2)
            server.engine().applyLocal(
                {{OpKind::Patch, entity("artisan").id, rowId(1000 + i), {{story, std::string("жаңа")}}, {}}});
    }

    SimulatedDisk m_serverDisk;
    SimulatedDisk m_deviceDisk;
    int m_moment = 0;
    std::set<int> m_saved; ///< what the person was told is saved
    bool m_started = false;
};

/// The rows each journal entry made are there, and each overlaid row has its entry.
void requireWhole(Replica& replica, Database& db)
{
    QCOMPARE(integrityOf(db), std::string("ok"));
    QCOMPARE(db.integer("SELECT count(*) FROM overlay WHERE dseq NOT IN (SELECT dseq FROM journal)"),
             std::int64_t(0));
    QCOMPARE(db.integer("SELECT count(*) FROM journal WHERE state IN (0, 1, 2, 4) AND dseq NOT IN "
                        "(SELECT dseq FROM overlay)"),
             std::int64_t(0));
    QCOMPARE(db.integer("SELECT count(*) FROM journal WHERE length(body) = 0"), std::int64_t(0));
    std::string last(32, '\0');
    auto journal = replica.journal();
    std::reverse(journal.begin(), journal.end());
    for (const JournalEntry& entry : journal) {
        const auto mutation = replica.mutation(entry.dseq);
        QVERIFY(mutation);
        QVERIFY(mutation->prevHash == last);
        Statement hash = db.prepare("SELECT hash FROM journal WHERE dseq = ?");
        hash.bind(1, entry.dseq);
        QVERIFY(hash.step());
        last = std::string(hash.blob(0));
        if (entry.kind == OpKind::Put)
            QVERIFY(replica.row(artisanTable(Facet::Draft), entry.row));
    }
}

} // namespace

class ReportedLossesCrashTest : public QObject {
    Q_OBJECT
private slots:
    /// QField#7479: a day's observations gone, the file of changes empty, nothing to push.
    /// There the changes were kept in a file beside the data; either could be lost alone.
    void whatIsOnTheMapIsInTheOutboxAsWell()
    {
        CrashVfs vfs("losses-7479");
        seedRandomness(1);
        DiskReplica(vfs)->commit({newArtisan(rowId(1))}).value();
        const SimulatedDisk start = vfs.disk();
        for (const CrashKind kind : {CrashKind::Kill, CrashKind::PowerCut}) {
            bool survived = false;
            bool untold = false;
            for (std::uint64_t nth = 1; !survived; ++nth) {
                vfs.insert(start);
                vfs.disk().reseed(nth);
                bool told = false;
                {
                    DiskReplica device(vfs);
                    vfs.disk().crashAt(nth, kind);
                    try {
                        told = device->commit({newArtisan(rowId(2)), newArtisan(rowId(3))}).has_value();
                    } catch (const StorageError&) {
                        QVERIFY(vfs.disk().isDead());
                    }
                    survived = !vfs.disk().isDead();
                }
                vfs.restart();
                DiskReplica device(vfs);
                const bool second = device->row(artisanTable(Facet::Draft), rowId(2)).has_value();
                const bool third = device->row(artisanTable(Facet::Draft), rowId(3)).has_value();
                const auto pending = device->pending(10, 1 << 20);
                QCOMPARE(third, second);
                QCOMPARE(pending.size(), std::size_t(second ? 2 : 1));
                QVERIFY(second || !told);
                untold = untold || (second && !told);
                for (const SignedMutation& mutation : pending)
                    QVERIFY(decodeMutation(mutation.body));
                requireWhole(*device, device.db());
                QVERIFY(nth < 1000);
            }
            // It may have been done though nobody was told; after a power cut only by luck.
            QVERIFY(untold || kind == CrashKind::PowerCut);
        }
    }

    /// mapeo-desktop#612: an import that failed had overwritten what was there.
    void anImportThatFailsLeavesWhatWasThere_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("the app dies") << 0;
        QTest::newRow("the power goes") << 1;
        QTest::newRow("no room") << 2;
        QTest::newRow("a write fails") << 3;
        QTest::newRow("a sync fails") << 4;
        QTest::newRow("the page itself is broken") << 5;
    }
    void anImportThatFailsLeavesWhatWasThere()
    {
        QFETCH(int, how);
        CrashVfs vfs("losses-612");
        seedRandomness(1);
        const auto page = [](DiskReplica& device, std::uint64_t rev, const char* name, bool broken = false) {
            std::vector<std::string> stamps;
            std::vector<CborWriter> fields(30);
            stamps.reserve(fields.size());
            PulledPage out;
            out.epoch = "e1";
            for (int i = 0; i < int(fields.size()); ++i) {
                const RowState state = serverRow(rev, {{artisanField("name_kk"), std::string(name)}});
                writeFields(fields[std::size_t(i)], state.fields);
                stamps.push_back(state.stamps.encode());
                out.rows.push_back({artisanTable(Facet::Draft), rowId(i), rev, 0, stamps.back(),
                                    fields[std::size_t(i)].out()});
            }
            if (broken)
                out.rows.back().fields = std::string_view("\xa1\x01", 2);
            out.cursor["moderation"] = rev;
            out.complete = rev;
            return device->applyPage(out);
        };
        {
            DiskReplica device(vfs);
            device->commit({newArtisan(rowId(3), "менікі")}).value(); // lies over one of the rows
            QVERIFY(page(device, 5, "бұрын"));
        }
        const SimulatedDisk start = vfs.disk();
        std::string before;
        {
            DiskReplica device(vfs);
            before = dumpOf(device.db());
        }
        bool passed = false;
        int failed = 0;
        for (std::uint64_t nth = 1; !passed; ++nth) {
            vfs.insert(start);
            vfs.disk().reseed(nth);
            bool told = false;
            {
                DiskReplica device(vfs);
                if (how < 2)
                    vfs.disk().crashAt(nth, how == 0 ? CrashKind::Kill : CrashKind::PowerCut);
                else if (how < 5)
                    vfs.disk().inject(how == 2   ? DiskFault::Full
                                      : how == 3 ? DiskFault::WriteError
                                                 : DiskFault::SyncError,
                                      nth, true);
                try {
                    told = page(device, 6, "кейін", how == 5).has_value();
                } catch (const StorageFull&) {
                    QCOMPARE(how, 2);
                } catch (const StorageError&) {
                    QVERIFY(how != 2);
                }
                passed = told || how == 5;
                failed += told ? 0 : 1;
                vfs.disk().clearFaults();
                if (!told && !vfs.disk().isDead())
                    QVERIFY(dumpOf(device.db()) == before);
            }
            if (told && how >= 2) // the loop is through: the fault came too late to matter
                break;
            vfs.restart();
            DiskReplica device(vfs);
            QCOMPARE(integrityOf(device.db()), std::string("ok"));
            if (!told && dumpOf(device.db()) != before) {
                QVERIFY(how < 2); // it was done, only nobody was told
                QCOMPARE(device->cursor().at("moderation"), std::uint64_t(6));
            }
            QVERIFY(device->row(artisanTable(Facet::Draft), rowId(3)));
            QVERIFY(page(device, 6, "кейін")); // the same file again, when all is well
            QCOMPARE(device.db().integer("SELECT count(*) FROM journal WHERE state = 0"), std::int64_t(1));
            const auto other = device->row(artisanTable(Facet::Draft), rowId(9));
            QVERIFY(other);
            QCOMPARE(std::get<std::string>(other->fields.at(artisanField("name_kk"))), std::string("кейін"));
            QVERIFY(nth < 1000);
        }
        QVERIFY(failed > 0);
    }

    /// MerginMaps/mobile#2382: chunks that could not be written did not stop the download,
    /// and the empty files were then pushed over the good ones.
    void aDownloadThatCannotBeWrittenIsNotTakenForDone()
    {
        Day day;
        for (std::uint64_t nth = 1; nth <= day.changes; ++nth) {
            day.begin(nth);
            day.deviceVfs.disk().inject(DiskFault::Full, nth, true);
            bool stopped = false;
            for (int tries = 0; !day.over(); ++tries) {
                QVERIFY(tries < 20);
                try {
                    day.live();
                } catch (const StorageFull&) {
                    stopped = true; // a save, or the start, said so
                    QVERIFY(day.deviceVfs.disk().struck(DiskFault::Full) > 0);
                    day.deviceVfs.disk().clearFaults();
                }
            }
            if (day.deviceVfs.disk().struck(DiskFault::Full) > 0 && !stopped) {
                // It was the session that found no room: it says so, and keeps trying.
                QVERIFY(day.app.status().lastError.code == "disk_full" ||
                        day.app.status().lastError.code.empty());
            }
            requireWhole(day.app.replica(), day.app.device().db());
            day.deviceVfs.disk().clearFaults();
            // Room again, and not one new write by a person.
            for (int i = 0; i < 4; ++i)
                day.app.wait();
            QCOMPARE(day.describe(), day.outcome);
            QVERIFY(day.serverHasWhatWasWritten());
        }
    }

    /// All of them at once: a whole day with its saves, refusals, lost answers and pages,
    /// and the end of the app at every single change of its disk.
    void aDayThatBreaksOffAnywhereEndsLikeAnyOther_data()
    {
        QTest::addColumn<bool>("powerCut");
        QTest::newRow("kill") << false;
        QTest::newRow("power cut") << true;
    }
    void aDayThatBreaksOffAnywhereEndsLikeAnyOther()
    {
        QFETCH(bool, powerCut);
        Day day;
        QVERIFY(day.changes > 150);
        QVERIFY(day.outcome.find("state 4") != std::string::npos); // one is refused, and stays
        QVERIFY(day.outcome.ends_with("0 pending, "));
        for (std::uint64_t nth = 1; nth <= day.changes; ++nth) {
            day.begin(nth);
            day.deviceVfs.disk().crashAt(nth, powerCut ? CrashKind::PowerCut : CrashKind::Kill);
            day.live();
            QVERIFY(day.deviceVfs.disk().isDead() || day.over());
            const std::size_t told = day.saved().size();
            day.startAgain();
            requireWhole(day.app.replica(), day.app.device().db());
            QVERIFY(day.app.replica().journal().size() >= told);
            day.live();
            QVERIFY(day.over());
            for (int i = 0; i < 2; ++i)
                day.app.wait();
            if (day.describe() != day.outcome)
                QCOMPARE("change " + std::to_string(nth) + "\n" + day.describe(), day.outcome);
            QVERIFY(day.serverHasWhatWasWritten());
        }
    }
};

QTEST_APPLESS_MAIN(ReportedLossesCrashTest)
#include "tst_reported_losses_crash.moc"
