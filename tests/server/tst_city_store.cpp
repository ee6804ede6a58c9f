// SPDX-License-Identifier: Apache-2.0
// What every store of a city does alike: run once over SQLite and once over PostgreSQL.
#include "sync/server/store/city_tables.h"
#include "tests/support/test_store.h"
#include <QTemporaryDir>
#include <QTest>
#include <future>
#include <set>

using namespace qoloner;
using namespace qoloner::test;

namespace {

const TableId masters = TableId::of(entity("artisan").id, Facet::Draft);
const TableId works = TableId::of(entity("work").id, Facet::Draft);
constexpr DeviceId highDevice = 0xfedcba9876543210; // beyond the signed half

SignedMutation sealed(const std::string& mark)
{
    return {"body " + mark + std::string("\0\xff", 2), std::string(64, 's')};
}

HeldRecord waiting(DeviceId device, Dseq dseq, const std::string& mark, std::uint64_t ms, Dot on = {})
{
    return {.device = device,
            .dseq = dseq,
            .mutation = sealed(mark),
            .effective = Hlc::of(ms, 3),
            .waitsFor = on,
            .receivedMs = ms};
}

LogRecord arrived(DeviceId device, Dseq dseq, Outcome outcome, std::uint64_t rev)
{
    LogRecord record;
    record.device = device;
    record.hash = std::string(32, char('a' + dseq % 26));
    record.mutation = sealed(std::to_string(dseq));
    record.answer.dseq = dseq;
    record.answer.outcome = outcome;
    record.answer.rev = rev;
    record.answer.effective = Hlc::of(1000 + dseq, 7);
    record.receivedMs = 5;
    return record;
}

StoredRow stored(TableId table, const std::string& id, std::uint64_t rev, const std::string& owner = {},
                 std::uint8_t flags = 0)
{
    StoredRow row{{table, id}, {owner, "KZ-62"}, {}};
    row.state.rev = rev;
    row.state.flags = flags;
    row.state.fields = {{1, "name of " + id}, {2, std::int64_t(-5)}, {3, Bytes{std::string("\0\x01", 2)}}};
    row.state.stamps.set(1, {Hlc::of(77), {highDevice, rev}});
    return row;
}

/// A store of a city that nobody founded yet.
struct Fresh {
    QTemporaryDir folder;
    std::unique_ptr<CityStore> store;
    Fresh()
    {
        // The file is there before it is opened for writing.
        if (!onPostgres())
            SqliteCityStore(path(), SqliteCityStore::Access::Create);
        store = another();
    }
    std::string path() const { return folder.path().toStdString(); }
    std::unique_ptr<CityStore> another() const { return openTestStore(path()); }
    CityStore* operator->() const { return store.get(); }

    void put(const StoredRow& row, const std::vector<std::string>& scopes, bool leave = false)
    {
        store->putRow(row);
        for (const std::string& scope : scopes)
            store->putFeed(scope, {row.key, row.state.rev, leave});
    }
    std::vector<FeedRow> feed(const std::string& scope, std::uint64_t after = 0, std::size_t most = ~0u)
    {
        std::vector<FeedRow> rows;
        store->feed(scope, after, [&](FeedRow row) {
            rows.push_back(std::move(row));
            return rows.size() < most;
        });
        return rows;
    }
};

} // namespace

class CityStoreTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsCommittedIsThereForEverybodyAndNothingElse()
    {
        Fresh f;
        QCOMPARE(f->meta("epoch"), std::string());
        QCOMPARE(f->head(), std::uint64_t(0));
        f->write([&] {
            f->setMeta("epoch", std::string("\0e", 2));
            f->setHead(41);
            QCOMPARE(f->head(), std::uint64_t(41)); // its own writes are seen at once
            f->setHead(42);
        });
        const auto other = f.another();
        QCOMPARE(other->meta("epoch"), std::string("\0e", 2));
        QCOMPARE(other->head(), std::uint64_t(42));
        QVERIFY_EXCEPTION_THROWN(f->write([&] {
            f->setHead(50);
            f->putFeed("region/KZ-62", {{masters, "a"}, 50, false});
            throw std::runtime_error("no");
        }),
                                 std::runtime_error);
        QCOMPARE(f->head(), std::uint64_t(42));
        QCOMPARE(f->newest("region/KZ-62"), std::uint64_t(0));
        // The number that the scope had in there counts no more.
        f->write([&] { f.put(stored(masters, "b", 43), {"region/KZ-62"}); });
        QCOMPARE(f.another()->newest("region/KZ-62"), std::uint64_t(43));
    }

    void oneReadSeesOneState()
    {
        Fresh f;
        f->write([&] { f->setHead(1); });
        const auto reader = f.another();
        reader->read([&] {
            QCOMPARE(reader->head(), std::uint64_t(1));
            f->write([&] { f->setHead(2); });
            QCOMPARE(reader->head(), std::uint64_t(1));
        });
        QCOMPARE(reader->head(), std::uint64_t(2));
        QVERIFY_EXCEPTION_THROWN(reader->read([] { throw std::runtime_error("no"); }), std::runtime_error);
        reader->read([&] { QCOMPARE(reader->head(), std::uint64_t(2)); });
    }

    void writersComeOneAfterAnother()
    {
        Fresh f;
        f->write([&] { f->setHead(0); });
        constexpr int writers = 4, each = 25;
        std::vector<std::future<void>> all;
        for (int i = 0; i < writers; ++i)
            all.push_back(std::async(std::launch::async, [&] {
                const auto store = f.another();
                for (int n = 0; n < each; ++n)
                    store->write([&] { store->setHead(store->head() + 1); });
            }));
        for (auto& one : all)
            one.get();
        QCOMPARE(f->head(), std::uint64_t(writers * each)); // none is lost
    }

    void devicesPeopleAndInvitesComeBackAsTheyWere()
    {
        Fresh f;
        const std::string awkward = std::string("Қо'\"$1?\n") + "\t";
        f->write([&] {
            f->putActor({"actor", awkward, Role::Field, "artisan", {"KZ-62", "KZ-75"}});
            DeviceRecord d;
            d.id = highDevice;
            d.publicKey = std::string(32, '\0');
            d.actor = "actor";
            d.label = awkward;
            d.enrolledMs = 5;
            f->putDevice(d);
            d.id = 7;
            d.enrolledMs = 4;
            d.forkOf = highDevice;
            d.forkFrom = 3;
            f->putDevice(d);
            f->putInvite({std::string("h\0sh", 4), {"actor", "n", Role::Artisan, "a", {}}, 99, 0});
        });
        const auto actor = f->actor("actor");
        QVERIFY(actor);
        QCOMPARE(actor->name, awkward);
        QCOMPARE(int(actor->role), int(Role::Field));
        QCOMPARE(actor->regions, (std::vector<std::string>{"KZ-62", "KZ-75"}));
        QVERIFY(!f->actor("nobody"));
        auto device = f->device(highDevice);
        QVERIFY(device);
        QCOMPARE(device->label, awkward);
        QCOMPARE(device->publicKey, std::string(32, '\0'));
        QVERIFY(!device->revoked);
        device->revoked = true;
        device->highest = 12;
        device->lastHash = std::string("\0h", 2);
        device->lastEffective = Hlc{~std::uint64_t(0) >> 1};
        device->backedUp = 9;
        f->write([&] { f->putDevice(*device); });
        const auto changed = f.another()->device(highDevice);
        QVERIFY(changed->revoked);
        QCOMPARE(changed->highest, Dseq(12));
        QCOMPARE(changed->lastHash, std::string("\0h", 2));
        QCOMPARE(changed->lastEffective.packed, ~std::uint64_t(0) >> 1);
        QCOMPARE(changed->backedUp, Dseq(9));
        const auto devices = f->devices();
        QCOMPARE(devices.size(), std::size_t(2));
        QCOMPARE(devices[0].id, DeviceId(7)); // by enrolment
        QCOMPARE(f->forksOf(highDevice), 1);
        QCOMPARE(f->forksOf(7), 0);
        auto invite = f->invite(std::string("h\0sh", 4));
        QVERIFY(invite);
        invite->usedBy = highDevice;
        f->write([&] { f->putInvite(*invite); });
        QCOMPARE(f->invite(std::string("h\0sh", 4))->usedBy, highDevice);
        QVERIFY(!f->invite("h"));
    }

    void textThatAnEngineCannotHoldIsNoReasonToFail()
    {
        Fresh f;
        f->write([&] { f->putActor({"actor", std::string("a\0b", 3), Role::Field, {}, {}}); });
        const std::string name = f->actor("actor")->name;
        QVERIFY(name == std::string("a\0b", 3) || name == "a\xef\xbf\xbd"
                                                          "b");
    }

    void theLogKeepsWhatCameAndWhatBecameOfIt()
    {
        Fresh f;
        LogRecord record = arrived(highDevice, 3, Outcome::Rejected, 0);
        record.answer.error = {"field_invalid", "name_kk", {"1", "two\x7f"}};
        f->write([&] { f->putLog(record); });
        auto back = f->logged(highDevice, 3);
        QVERIFY(back);
        QCOMPARE(back->hash, record.hash);
        QCOMPARE(back->mutation.body, record.mutation.body);
        QCOMPARE(back->mutation.signature, record.mutation.signature);
        QCOMPARE(int(back->answer.outcome), int(Outcome::Rejected));
        QCOMPARE(back->answer.error.code, std::string("field_invalid"));
        QCOMPARE(back->answer.error.args, record.answer.error.args);
        QCOMPARE(back->answer.effective, record.answer.effective);
        QVERIFY(!f->logged(highDevice, 4));
        QCOMPARE(f->outcome({highDevice, 3}).value(), Outcome::Rejected);
        QVERIFY(!f->outcome({1, 3}));
        Answer settled = record.answer;
        settled.outcome = Outcome::Merged;
        settled.rev = 17;
        settled.error = {};
        f->write([&] { f->settleLog(highDevice, settled); });
        back = f->logged(highDevice, 3);
        QCOMPARE(int(back->answer.outcome), int(Outcome::Merged));
        QCOMPARE(back->answer.rev, std::uint64_t(17));
        QCOMPARE(back->answer.error.code, std::string());
        // The same number twice is a fault of the caller's; the store keeps the first.
        QVERIFY_EXCEPTION_THROWN(f->write([&] { f->putLog(record); }), ConstraintViolation);
        QCOMPARE(f->counts().mutations, std::uint64_t(1));
    }

    void whatWaitsIsFoundByWhatItWaitsFor()
    {
        Fresh f;
        f->write([&] {
            f->putLog(arrived(1, 1, Outcome::Held, 0));
            f->putLog(arrived(1, 2, Outcome::Applied, 5));
            f->hold(waiting(2, 1, "on held", 100, {1, 1}));
            f->hold(waiting(2, 2, "on applied", 90, {1, 2}));
            f->hold(waiting(2, 3, "on unknown", 80, {1, 9}));
            HeldRecord refill = waiting(3, 1, "refill", 70);
            refill.order = 12;
            f->hold(refill);
        });
        auto ripe = f->ripe(0, 10);
        QCOMPARE(ripe.size(), std::size_t(1));
        QCOMPARE(ripe[0].dseq, Dseq(2));
        QCOMPARE(ripe[0].mutation.body, sealed("on applied").body);
        QCOMPARE(ripe[0].effective, Hlc::of(90, 3));
        ripe = f->ripe(95, 10); // the old ones too, by their time
        QCOMPARE(ripe.size(), std::size_t(2));
        QCOMPARE(ripe[0].dseq, Dseq(3));
        QCOMPARE(f->ripe(95, 1).size(), std::size_t(1));
        QCOMPARE(f->refilling(11, 10).size(), std::size_t(0));
        QCOMPARE(f->refilling(12, 10).size(), std::size_t(1));
        const auto held = f->held(2, 1);
        QVERIFY(held);
        QCOMPARE(held->waitsFor, (Dot{1, 1}));
        f->write([&] {
            HeldRecord again = *held;
            again.waitsFor = {1, 2};
            f->hold(again);
            f->release(2, 2);
        });
        QCOMPARE(f->held(2, 1)->waitsFor, (Dot{1, 2}));
        QVERIFY(!f->held(2, 2));
    }

    void whatHasAGapBeforeItIsKeptByNumber()
    {
        Fresh f;
        f->write([&] {
            f->holdGapped(waiting(highDevice, 9, "nine", 50));
            f->holdGapped(waiting(highDevice, 7, "seven", 60));
            f->holdGapped(waiting(highDevice, 7, "seven otherwise", 61));
            f->holdGapped(waiting(highDevice, 7, "seven", 99)); // the same once more
            f->holdGapped(waiting(4, 1, "other", 10));
        });
        const auto all = f->gapped(highDevice, 0, 10);
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[0].dseq, Dseq(7));
        QCOMPARE(all[2].dseq, Dseq(9));
        QCOMPARE(all[2].waitsFor, (Dot{highDevice, 8}));
        QCOMPARE(f->gapped(highDevice, 8, 10).size(), std::size_t(1));
        QCOMPARE(f->gapped(highDevice, 0, 2).size(), std::size_t(2));
        const auto since = f->gappedSince(55, 10);
        QCOMPARE(std::set<DeviceId>(since.begin(), since.end()), (std::set<DeviceId>{4, highDevice}));
        f->write([&] { f->releaseGapped(all[0]); });
        QCOMPARE(f->gapped(highDevice, 0, 10).size(), std::size_t(2));
        QCOMPARE(f->counts().held, std::uint64_t(3));
    }

    void quarantineIsBoundedPerDeviceAndKeepsTheFirst()
    {
        Fresh f;
        f->write([&] {
            f->quarantine(1, sealed("a"), "device_forked", 10);
            f->quarantine(1, sealed("a"), "device_revoked", 20);
            f->quarantine(2, sealed("b"), "device_revoked", 30);
        });
        const auto one = f->quarantinedAs(sealed("a").hash());
        QVERIFY(one);
        QCOMPARE(one->reason, std::string("device_forked"));
        QCOMPARE(one->mutation.body, sealed("a").body);
        const auto all = f->quarantined(10);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].device, DeviceId(2)); // the newest first
        QCOMPARE(f->quarantined(1).size(), std::size_t(1));
        f->write([&] { f->pardon(sealed("a").hash()); });
        QVERIFY(!f->quarantinedAs(sealed("a").hash()));
        f->write([&] {
            for (int i = 0; i < 1005; ++i)
                f->quarantine(3, sealed(std::to_string(i)), "device_forked", 40);
        });
        QCOMPARE(f->counts().quarantined, std::uint64_t(1 + 1000));
    }

    void oneActionUnderTwoNamesIsKnownByBoth()
    {
        Fresh f;
        f->write([&] {
            f->putReissued("hash", {5, 1});
            f->putReissued("hash", {6, 1});
            f->putTwin({6, 1}, {5, 1});
        });
        QCOMPARE(f->reissuedAs("hash").value(), (Dot{5, 1})); // the first name holds
        QVERIFY(!f->reissuedAs("other"));
        QCOMPARE(f->mergedAs({6, 1}), (Dot{5, 1}));
        QCOMPARE(f->mergedAs({5, 1}), (Dot{5, 1}));
    }

    void rowsComeBackAsTheyWereByKeyAndByOwner()
    {
        Fresh f;
        const StoredRow master = stored(masters, "m", 3, "m");
        f->write([&] {
            f->putRow(master);
            f->putRow(stored(works, "w2", 4, "m"));
            f->putRow(stored(works, "w1", 4, "m"));
            f->putRow(stored(works, "free", 4));
        });
        const auto back = f->row({masters, "m"});
        QVERIFY(back);
        QVERIFY(back->state == master.state);
        QVERIFY(back->owner == master.owner);
        QVERIFY(!f->row({masters, "M"}));
        QCOMPARE(f->rowsOf(works, "m").size(), std::size_t(2));
        QCOMPARE(f->rowsOf(works, "m")[0].key.id, std::string("w1"));
        QCOMPARE(f->rowsOf(works, "").size(), std::size_t(0)); // nobody's are not somebody's
        QCOMPARE(f->rowsOwnedBy("m").size(), std::size_t(3));
        std::vector<std::string> each;
        f->eachRow(works, [&](const StoredRow& row) { each.push_back(row.key.id); });
        QCOMPARE(each, (std::vector<std::string>{"free", "w1", "w2"}));
        f->write([&] { f->putRow(stored(works, "w1", 9, "m", RowDeleted)); });
        QCOMPARE(f->row({works, "w1"})->state.rev, std::uint64_t(9));
        const auto counts = f->counts();
        QCOMPARE(counts.rows.at(tableName(works)), std::uint64_t(2)); // the living
    }

    void whatIsExpectedIsWhatIsThere()
    {
        Fresh f;
        std::vector<RowKey> keys;
        f->write([&] {
            for (int i = 0; i < 120; ++i) {
                const StoredRow row = stored(i % 2 ? masters : works, "r" + std::to_string(i), 1);
                keys.push_back(row.key);
                if (i % 3)
                    f->putRow(row);
                else
                    f->putGrave(row.key.table.entity(), row.key.id, {Hlc::of(9), {1, Dseq(i) + 1}});
            }
        });
        const auto other = f.another();
        f->write([&] {
            f->expect(keys);
            f->expect({});
            for (int i = 0; i < 120; ++i) {
                QCOMPARE(f->row(keys[std::size_t(i)]).has_value(), i % 3 != 0);
                const auto grave = f->grave(keys[std::size_t(i)].table.entity(), keys[std::size_t(i)].id);
                QCOMPARE(grave ? grave->dot.dseq : 0, i % 3 ? Dseq(0) : Dseq(i) + 1);
            }
            // What is written after it was expected is what is read.
            f->putRow(stored(works, "r0", 5));
            f->putRow(stored(masters, "r1", 6));
            f->removeRow({works, "r2"}, {});
            QCOMPARE(f->row({works, "r0"})->state.rev, std::uint64_t(5));
            QCOMPARE(f->row({masters, "r1"})->state.rev, std::uint64_t(6));
            QVERIFY(!f->row({works, "r2"}));
        });
        // What another wrote since is seen by the next transaction.
        other->write([&] { other->putRow(stored(masters, "r1", 7)); });
        f->write([&] { QCOMPARE(f->row({masters, "r1"})->state.rev, std::uint64_t(7)); });
        QCOMPARE(f->row({masters, "r1"})->state.rev, std::uint64_t(7));
    }

    void aFeedHasEachRowOnceAtItsNewestRev()
    {
        Fresh f;
        f->write([&] {
            f.put(stored(masters, "a", 1), {"x", "y"});
            f.put(stored(masters, "b", 2), {"x"});
            f.put(stored(works, "a", 2), {"x"});
            f.put(stored(masters, "a", 3), {"x"});
            f.put(stored(masters, "b", 4), {"x"}, true);
        });
        const auto x = f.feed("x");
        QCOMPARE(x.size(), std::size_t(3));
        QCOMPARE(x[0].entry.key.table, works);
        QCOMPARE(x[1].entry.rev, std::uint64_t(3));
        QCOMPARE(x[2].entry.leave, true);
        QCOMPARE(x[1].state, encodeRowState(stored(masters, "a", 3).state));
        QCOMPARE(x[1].owner.region, std::string("KZ-62"));
        QCOMPARE(f.feed("x", 3).size(), std::size_t(1));
        QCOMPARE(f.feed("x", 0, 2).size(), std::size_t(2));
        QCOMPARE(f.feed("y").size(), std::size_t(1));
        QCOMPARE(f.feed("y")[0].entry.rev, std::uint64_t(1));
        QCOMPARE(f.feed("nobody's").size(), std::size_t(0));
        QCOMPARE(f->newest("x"), std::uint64_t(4));
        QCOMPARE(f->newest("nobody's"), std::uint64_t(0));
    }

    void aLongFeedIsReadWholeAndInOrder()
    {
        Fresh f;
        f->write([&] {
            for (int i = 0; i < 1700; ++i) // some revs have hundreds of rows
                f.put(stored(i % 3 ? masters : works, "r" + std::to_string(i), std::uint64_t(1 + i / 700)),
                      {"x"});
        });
        const auto rows = f.feed("x");
        QCOMPARE(rows.size(), std::size_t(1700));
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const auto order = [](const FeedRow& row) { return std::pair(row.entry.rev, row.entry.key); };
            QVERIFY(order(rows[i - 1]) < order(rows[i]));
        }
        QCOMPARE(f.feed("x", 1).size(), std::size_t(1000));
        QCOMPARE(f.feed("x", 2).size(), std::size_t(300));
    }

    void idsSortByTheirBytes()
    {
        Fresh f;
        const std::vector<std::string> ids = {"A", "B", "a", "a-b", "a.b", "ab", "b", "Қ", "қ"};
        std::vector<std::string> sorted = ids;
        std::sort(sorted.begin(), sorted.end());
        f->write([&] {
            for (const std::string& id : ids)
                f.put(stored(masters, id, 1, "o"), {"x"});
        });
        std::vector<std::string> feed, owned;
        for (const FeedRow& row : f.feed("x"))
            feed.push_back(row.entry.key.id);
        for (const StoredRow& row : f->rowsOf(masters, "o"))
            owned.push_back(row.key.id);
        QCOMPARE(feed, sorted);
        QCOMPARE(owned, sorted);
    }

    void compactionTakesOutWhatNobodyNeeds()
    {
        Fresh f;
        f->write([&] {
            f.put(stored(masters, "gone", 2, {}, RowDeleted), {"x", "y"});
            f.put(stored(masters, "gone too", 2, {}, RowDeleted), {"x"});
            f.put(stored(masters, "later", 7, {}, RowDeleted), {"x"});
            f.put(stored(masters, "moved", 5), {"x"}, true);
            f.put(stored(masters, "here", 6), {"x"});
            f->markRev(1000, 2);
            f->markRev(1000, 3); // the first of a moment holds
            f->markRev(2000, 6);
        });
        QCOMPARE(f->tombstones(0, 6, 10).size(), std::size_t(2));
        QCOMPARE(f->tombstones(0, 6, 1).size(), std::size_t(2)); // whole revs
        QCOMPARE(f->tombstones(2, 9, 10).size(), std::size_t(1));
        f->write([&] {
            QCOMPARE(f->revBefore(999), std::uint64_t(0));
            QCOMPARE(f->revBefore(1500), std::uint64_t(2));
            QCOMPARE(f->revBefore(5000), std::uint64_t(6));
            QCOMPARE(f->revBefore(1500), std::uint64_t(0)); // older marks are forgotten
            f->removeRow({masters, "gone"}, {"x", "y", "never there"});
            const Stamp last{Hlc::of(9, 1), {highDevice, 4}};
            f->putGrave(entity("artisan").id, "gone", last);
            f->putGrave(entity("artisan").id, "gone", {Hlc::of(10), {1, 1}});
            QVERIFY(f->grave(entity("artisan").id, "gone") == last);
            f->raiseFloor("y", 2);
            f->raiseFloor("y", 1); // never sinks
            QCOMPARE(f->foldLeaves(4, 10), std::size_t(0));
            QCOMPARE(f->foldLeaves(5, 10), std::size_t(1));
        });
        QVERIFY(!f->row({masters, "gone"}));
        QVERIFY(!f->grave(entity("work").id, "gone"));
        QCOMPARE(f->floorOf("y"), std::uint64_t(2));
        QCOMPARE(f->floorOf("x"), std::uint64_t(5));
        QCOMPARE(f->floorOf("never there"), std::uint64_t(0));
        QCOMPARE(f.feed("y").size(), std::size_t(0));
        QCOMPARE(f.feed("x").size(), std::size_t(3));
        QCOMPARE(f->counts().graves, std::uint64_t(1));
    }

    void aCopyInAnotherEngineIsTheSame()
    {
        Fresh f;
        f->write([&] {
            f->setMeta("city", "almaty");
            f->setHead(7);
            f->putActor({"actor", "Қо\"", Role::Field, {}, {"KZ-62"}});
            DeviceRecord device;
            device.id = highDevice;
            device.publicKey = std::string(32, '\0');
            device.actor = "actor";
            f->putDevice(device);
            f->putInvite({std::string("h\0", 2), {"actor", "n", Role::Artisan, "a", {}}, 99, 0});
            for (Dseq n = 1; n <= 2500; ++n) // more than one part
                f->putLog(arrived(n % 2 ? highDevice : 3, n, Outcome::Applied, n));
            f->hold(waiting(2, 1, "held", 100, {1, 1}));
            f->holdGapped(waiting(highDevice, 9, "gapped", 50));
            f->quarantine(1, sealed("q"), "device_forked", 10);
            f->putReissued("hash", {5, 1});
            f->putTwin({6, 1}, {5, 1});
            f.put(stored(masters, "Қ", 1, "o"), {"x", "y"});
            f.put(stored(masters, "a", 2, {}, RowDeleted), {"y"});
            f->putGrave(entity("artisan").id, "gone", {Hlc::of(9, 1), {highDevice, 4}});
            f->markRev(1000, 2);
            f->raiseFloor("y", 1);
        });
        QTemporaryDir elsewhere;
        const std::string path = elsewhere.path().toStdString();
        std::unique_ptr<CityStore> copy;
        if (onPostgres())
            copy = std::make_unique<SqliteCityStore>(path, SqliteCityStore::Access::Create);
        else
            copy = std::make_unique<PgCityStore>(PostgresCluster::shared().dsn(schemaOf(path)),
                                                 PgCityStore::Access::Create);
        const CopyReport report = copyCity(*f.store, *copy);
        QCOMPARE(report.tuples.size(), storedTables().size());
        for (const auto& [table, count] : report.tuples)
            QVERIFY2(count > 0, table.c_str()); // or the test says nothing about it
        QCOMPARE(report.tuples.at("mutation"), std::uint64_t(2500));
        QCOMPARE(compareCities(*f.store, *copy).tuples, report.tuples);
        QVERIFY_EXCEPTION_THROWN(copyCity(*f.store, *copy), std::runtime_error); // not over a city
        // It goes on where the first was.
        copy->write([&] {
            copy->putFeed("new scope", {{masters, "a"}, 8, false});
            copy->setHead(8);
        });
        QCOMPARE(copy->newest("new scope"), std::uint64_t(8));
        QCOMPARE(copy->newest("y"), std::uint64_t(2));
        QVERIFY_EXCEPTION_THROWN(compareCities(*f.store, *copy), std::runtime_error);
    }

    void aCityThatWentElsewhereIsWrittenNoMore()
    {
        Fresh f;
        f->write([&] {
            f->setMeta("city", "almaty");
            f->setMeta("epoch", "e");
            f->setHead(7);
        });
        // Moved, interrupted before anybody knew, and moved again.
        for (int i = 0; i < 2; ++i) {
            QTemporaryDir elsewhere;
            SqliteCityStore place(elsewhere.path().toStdString(), SqliteCityStore::Access::Create);
            moveCity(*f.store, place);
            QCOMPARE(place.head(), std::uint64_t(7));
            place.write([&] { place.setHead(8); }); // there it goes on
            QVERIFY_EXCEPTION_THROWN(f->write([&] { f->setHead(9); }), StorageError);
            QVERIFY_EXCEPTION_THROWN(f.another()->write([] {}), StorageError);
            QCOMPARE(f->head(), std::uint64_t(7)); // and here it can be read
        }
    }

    void aThousandWritesOfOneTransactionAreOne()
    {
        Fresh f;
        f->write([&] {
            for (int i = 0; i < 3000; ++i)
                f->putLog(arrived(9, Dseq(i + 1), Outcome::Applied, std::uint64_t(i + 1)));
            QCOMPARE(f->outcome({9, 3000}).value(), Outcome::Applied);
        });
        QCOMPARE(f->counts().mutations, std::uint64_t(3000));
        // One bad among many: none is kept, whichever it is.
        QVERIFY_EXCEPTION_THROWN(f->write([&] {
            f->setHead(9);
            f->putLog(arrived(9, 3000, Outcome::Applied, 1));
            for (int i = 0; i < 500; ++i)
                f->putLog(arrived(10, Dseq(i + 1), Outcome::Applied, 1));
        }),
                                 ConstraintViolation);
        QCOMPARE(f->counts().mutations, std::uint64_t(3000));
        QCOMPARE(f->head(), std::uint64_t(0));
        f->write([&] { f->setHead(10); });
        QCOMPARE(f->head(), std::uint64_t(10));
    }
};

QTEST_GUILESS_MAIN(CityStoreTest)
#include "tst_city_store.moc"
