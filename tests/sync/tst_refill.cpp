// SPDX-License-Identifier: Apache-2.0
// A server restored from an older backup gets back from its devices what it lost.
#include "sync/protocol/receipt.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/support/city_dump.h"
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

Change consentOf(int artisan, int id)
{
    const auto f = [](const char* name) { return fieldId("consent", name); };
    return {OpKind::Put,
            entity("consent").id,
            rowId(id),
            {{f("artisan"), rowId(artisan)},
             {f("purposes"), std::string("public_profile")},
             {f("text_version"), std::string("1")},
             {f("lang"), std::string("kk")},
             {f("method"), std::string("paper")},
             {f("given_at"), std::int64_t(1'780'000'000'000)}}};
}

struct World {
    FakeClock clock;
    WorldServer server{clock};
    WorldDevice field{server, 'f'}, second{server, 's'}, moderator{server, 'm'};
    QTemporaryDir safe;

    World()
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
        server.invite("ABCD2347", rowId(903), Role::Moderator);
        field.enrol("ABCD2345");
        second.enrol("ABCD2346");
        moderator.enrol("ABCD2347");
        make(field, {newArtisan(rowId(1)), consentOf(1, 11)});
        field.exchange();
        moderator.exchange();
        second.exchange();
    }
    std::vector<WorldDevice*> all() { return {&field, &second, &moderator}; }
    void pass(std::uint64_t ms)
    {
        clock.ms += ms;
        for (WorldDevice* device : all())
            device->local.clock.ms = clock.ms;
    }
    Dseq make(WorldDevice& device, const std::vector<Change>& changes)
    {
        pass(1000);
        const auto done = device.commit(changes);
        if (!done)
            qFatal("%s", done.error().code.c_str());
        return *done;
    }
    Change edit(const char* name, const std::string& value, int row = 1)
    {
        return patch(rowId(row), name, value);
    }
    std::string copy() const { return safe.filePath("city.sqlite").toStdString(); }
    std::string live() const { return server.path() + "/city.sqlite"; }
    void backUp()
    {
        server.engine.reset();
        server.store.reset();
        std::filesystem::copy_file(live(), copy(), std::filesystem::copy_options::overwrite_existing);
        server.open();
        SqliteCityStore saved(safe.path().toStdString(), SqliteCityStore::Access::Write);
        noteBackup(*server.store, saved);
    }
    void restoreServer()
    {
        server.engine.reset();
        server.store.reset();
        for (const char* rest : {"-wal", "-shm"})
            std::filesystem::remove(live() + rest);
        std::filesystem::copy_file(copy(), live(), std::filesystem::copy_options::overwrite_existing);
        server.open();
        server.engine->beginEpoch();
    }
    /// Two edits of one field without seeing each other; both devices end up with the outcome.
    void collide(WorldDevice& a, WorldDevice& b, const char* name, const std::string& mark, int row = 1)
    {
        make(a, {edit(name, mark + " a", row)});
        make(b, {edit(name, mark + " b", row)});
        a.exchange();
        b.exchange();
    }
    /// More edits, conflicts, refusals, a publication and a deletion.
    void work()
    {
        collide(field, second, "story_kk", "бір");
        collide(second, moderator, "story_kk", "екі");
        make(field, {edit("story_en", "my own")});
        make(second, {newArtisan(rowId(2), "Үлгі: Болат")});
        second.exchange();
        field.exchange();
        make(field, {edit("region", "KZ-75", 2)}); // not theirs to decide: refused
        make(field, {edit("story_ru", "рассказ", 2)});
        field.exchange();
        collide(field, second, "story_en", "three", 2);
        moderator.exchange();
        make(moderator, {{OpKind::Approve, entity("artisan").id, rowId(1), {}}});
        moderator.exchange();
        make(moderator, {{OpKind::Delete, entity("artisan").id, rowId(2), {}}});
        moderator.exchange();
        make(field, {edit("story_ru", "уже удалено", 2)});
        field.exchange();
        for (WorldDevice* device : all())
            device->exchange();
    }
    void settleAll(const std::vector<WorldDevice*>& order)
    {
        for (int round = 0; round < 4; ++round)
            for (WorldDevice* device : order)
                device->exchange();
    }
};

} // namespace

class RefillTest : public QObject {
    Q_OBJECT
private slots:
    void aRestoredServerIsFilledAgainToTheSameState_data()
    {
        QTest::addColumn<QByteArray>("order");
        for (const char* order : {"fsm", "fms", "sfm", "smf", "mfs", "msf"})
            QTest::newRow(order) << QByteArray(order);
    }
    void aRestoredServerIsFilledAgainToTheSameState()
    {
        QFETCH(QByteArray, order);
        World w;
        w.backUp();
        w.work();
        const auto before = cityDump(*w.server.store);
        const auto shown = [&](const char* name) { return w.field.local.text(Facet::Draft, rowId(1), name); };
        const std::string seen = shown("story_kk");
        QVERIFY(w.server.store->counts().rows["conflict_staff"] >= 3);

        w.restoreServer();
        QVERIFY(cityDump(*w.server.store) != before);
        std::vector<WorldDevice*> devices;
        for (const char who : order)
            devices.push_back(who == 'f' ? &w.field : who == 's' ? &w.second : &w.moderator);
        // Nobody's own work goes from their screen meanwhile.
        devices.front()->exchange();
        QCOMPARE(shown("story_en"), std::string("my own"));
        w.settleAll(devices);
        QCOMPARE(cityDump(*w.server.store), before);
        for (WorldDevice* device : w.all()) {
            QCOMPARE(device->session->status().pendingCount, std::size_t(0));
            QCOMPARE(device->session->status().lastError.code, std::string());
        }
        QCOMPARE(shown("story_kk"), seen);
        QCOMPARE(shown("story_en"), std::string("my own"));

        // And life goes on.
        const Dseq next = w.make(w.field, {w.edit("story_kk", "жаңа")});
        w.field.exchange();
        QCOMPARE(int(w.field.entry(next)->state), int(JournalState::Settled));
    }

    void aSecondRestoreIsFilledAgainToo()
    {
        World w;
        w.backUp();
        w.work();
        const auto before = cityDump(*w.server.store);
        w.restoreServer();
        w.settleAll({&w.moderator, &w.field}); // the third is away
        w.restoreServer();                     // the same backup once more
        w.settleAll({&w.second, &w.field, &w.moderator});
        QCOMPARE(cityDump(*w.server.store), before);
    }

    void aBackupMadeInTheMiddleOfARefillIsFilledAgainToo()
    {
        World w;
        w.backUp();
        w.work();
        const auto before = cityDump(*w.server.store);
        w.restoreServer();
        w.settleAll({&w.moderator, &w.second}); // the third is away: much waits for it
        QVERIFY(w.server.store->counts().held > 0);
        w.backUp();
        w.settleAll({&w.field, &w.second, &w.moderator});
        QCOMPARE(cityDump(*w.server.store), before);
        w.restoreServer();
        w.settleAll({&w.moderator, &w.second, &w.field});
        QCOMPARE(cityDump(*w.server.store), before);
        for (WorldDevice* device : w.all())
            QCOMPARE(device->session->status().pendingCount, std::size_t(0));
    }

    void whoStaysAwayIsNotWaitedForForEver()
    {
        World w;
        w.backUp();
        w.work();
        const auto winner = w.server.row(artisanTable(Facet::Draft), rowId(1));
        w.restoreServer();
        w.settleAll({&w.moderator, &w.field});
        const std::uint64_t held = w.server.store->counts().held;
        QVERIFY(held > 0);
        QVERIFY(w.field.session->status().pendingCount > 0); // said to be waiting, not lost
        w.pass(SyncEngine::refillWaitMs + 1);
        w.settleAll({&w.moderator, &w.field});
        QVERIFY(w.server.store->counts().held < held); // only what builds on the missing still waits

        // The late one finds its place: the later stamps still win.
        w.settleAll({&w.second, &w.field, &w.moderator});
        QCOMPARE(w.second.session->status().pendingCount, std::size_t(0));
        const auto now = w.server.row(artisanTable(Facet::Draft), rowId(1));
        for (const char* name : {"story_kk", "name_kk"}) {
            QCOMPARE(now->fields.at(artisanField(name)), winner->fields.at(artisanField(name)));
            QCOMPARE(now->stamps.of(artisanField(name))->hlc, winner->stamps.of(artisanField(name))->hlc);
        }
    }

    void whatWasAcceptedOnceIsNotAskedForRightsThoughItWaits()
    {
        World w;
        w.backUp();
        w.make(w.field, {w.edit("story_kk", "бір")});
        w.field.exchange();
        w.second.exchange();
        const Dseq built = w.make(w.second, {w.edit("story_kk", "екі")});
        w.second.exchange();
        const auto before = cityDump(*w.server.store);
        w.restoreServer();
        w.server.setRegions(rowId(902), {"KZ-10"}); // may not do it any more
        w.pass(SyncEngine::refillWaitMs + 1);
        w.settleAll({&w.second});
        QCOMPARE(int(w.second.stateOf(built)), int(JournalState::Held)); // for what it builds on
        w.settleAll({&w.field, &w.second});
        QCOMPARE(QString::fromStdString(w.second.entry(built)->error.code), QString());
        QCOMPARE(int(w.second.stateOf(built)), int(JournalState::Settled));
        QCOMPARE(cityDump(*w.server.store), before);
    }

    void devicesLetGoOnlyOfWhatABackupHolds()
    {
        World w;
        const Dseq dseq = w.make(w.field, {w.edit("story_kk", "бір")});
        w.field.exchange();
        QVERIFY(w.field.local.replica->mutation(dseq));
        const std::string hash = w.field.local.replica->hashOf(dseq);
        w.backUp();
        const Dseq later = w.make(w.field, {w.edit("story_kk", "екі")});
        w.field.exchange();
        QVERIFY(!w.field.local.replica->mutation(dseq));
        QCOMPARE(w.field.local.replica->hashOf(dseq), hash);
        QCOMPARE(int(w.field.entry(dseq)->state), int(JournalState::Settled));
        QVERIFY(w.field.local.replica->mutation(later));
    }

    void aBackupOfAnotherEpochPromisesNothing()
    {
        World w;
        w.backUp();
        w.work();
        w.restoreServer();
        SqliteCityStore saved(w.safe.path().toStdString(), SqliteCityStore::Access::Write);
        saved.write([&] {
            auto device = *saved.device(w.field.local.key.device());
            device.highest = 1000;
            saved.putDevice(device);
        });
        noteBackup(*w.server.store, saved);
        QVERIFY(w.server.store->device(w.field.local.key.device())->backedUp < 1000);
    }

    void aForgedReceiptCountsForNothing()
    {
        World w;
        const Dseq dseq = w.make(w.field, {w.edit("story_kk", "бір")});
        Outgoing out = w.field.local.replica->outgoing(1, 1 << 20).at(0);
        PastAnswer past;
        past.epoch = "earlier";
        past.answer = {dseq, Outcome::Applied, 5, Hlc::of(w.clock.ms + 1'000'000'000), {}, {}};
        signReceipt(past.epoch, out.mutation.hash(), past.answer, w.field.local.key); // not the server's
        const Session session = {w.field.local.key.device(), false, {}};
        const auto answer =
            w.server.engine->push(session, {w.clock.ms, {out.mutation}, {{past}}}).answers.at(0);
        QCOMPARE(int(answer.outcome), int(Outcome::Applied));
        QVERIFY(answer.effective.ms() <= w.clock.ms);
    }

    void theServersOwnNumbersAreNeverGivenTwice()
    {
        World w;
        w.backUp();
        const auto place = [](const std::string& name) {
            const auto f = [](const char* field) { return fieldId("region", field); };
            return std::vector<Op>{{OpKind::Put, entity("region").id, name, {{f("name_kk"), name}}, {}}};
        };
        QCOMPARE(int(w.server.engine->applyLocal(place("KZ-01")).outcome), int(Outcome::Applied));
        const TableId table = TableId::of(entity("region").id, Facet::Published);
        const Dot lost = w.server.row(table, "KZ-01")->stamps.latest()->dot;
        w.restoreServer();
        QCOMPARE(int(w.server.engine->applyLocal(place("KZ-02")).outcome), int(Outcome::Applied));
        QVERIFY(w.server.row(table, "KZ-02")->stamps.latest()->dot != lost);
    }

    void aRefillSurvivesAKillAnywhere()
    {
        using Line = WorldDevice::Line;
        for (const Line loss : {Line::LoseRequest, Line::LoseAnswer})
            for (int when = 0; when < 10; when += 3) {
                World w;
                w.backUp();
                w.work();
                const auto before = cityDump(*w.server.store);
                w.restoreServer();
                for (WorldDevice* device : {&w.moderator, &w.second, &w.field}) {
                    int seen = 0;
                    device->exchange([&](const std::string&) {
                        const int now = seen++;
                        return now < when ? Line::Through : now == when ? loss : Line::Stop;
                    });
                    device->restart();
                }
                w.server.open();
                w.settleAll({&w.second, &w.field, &w.moderator});
                QCOMPARE(cityDump(*w.server.store), before);
            }
    }
};

QTEST_GUILESS_MAIN(RefillTest)
#include "tst_refill.moc"
