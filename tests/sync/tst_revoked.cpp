// SPDX-License-Identifier: Apache-2.0
// Roles and regions that changed while their device was away; what a device believes of clocks.
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct World {
    FakeClock clock;
    WorldServer server{clock};
    WorldDevice field{server, 'f'}, moderator{server, 'm'};

    World()
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");
        make(field, newArtisan(rowId(1)));
        field.exchange();
        moderator.exchange();
    }
    static Dseq make(WorldDevice& device, const Change& change)
    {
        const auto done = device.commit({change});
        if (!done)
            qFatal("%s", done.error().code.c_str());
        return *done;
    }
    void setRevoked(WorldDevice& device, bool revoked)
    {
        auto record = *server.store->device(device.local.key.device());
        record.revoked = revoked;
        server.store->write([&] { server.store->putDevice(record); });
    }
};

} // namespace

class RevokedTest : public QObject {
    Q_OBJECT
private slots:
    void aDeviceLockedOutWhileAwayKeepsItsJournalAndNothingElse()
    {
        World w;
        const Dseq written = w.make(w.moderator, patch(rowId(1), "story_ru", std::string("рассказ")));
        w.setRevoked(w.moderator, true);
        w.moderator.exchange();
        w.moderator.exchange();
        QVERIFY(!w.moderator.shows(artisanTable(Facet::Draft), rowId(1)));
        QVERIFY(!w.moderator.shows(artisanTable(Facet::Private), rowId(1)));
        const auto entry = w.moderator.entry(written);
        QCOMPARE(int(entry->state), int(JournalState::Rejected)); // visible, and why
        QCOMPARE(entry->error.code, std::string("device_revoked"));
        QVERIFY(w.moderator.local.replica->mutation(written));
        QCOMPARE(w.server.store->counts().quarantined, std::uint64_t(1));
        QVERIFY(
            !w.server.row(artisanTable(Facet::Draft), rowId(1))->fields.contains(artisanField("story_ru")));
    }

    void aDeviceLetInAgainSaysWhatItHadToSay()
    {
        World w;
        const Dseq first = w.make(w.moderator, patch(rowId(1), "story_ru", std::string("рассказ")));
        w.setRevoked(w.moderator, true);
        w.moderator.exchange();
        QCOMPARE(int(w.moderator.entry(first)->state), int(JournalState::Rejected));
        w.setRevoked(w.moderator, false);
        w.moderator.restart();
        w.moderator.exchange();
        const Dseq second = w.make(w.moderator, patch(rowId(1), "story_kk", std::string("әңгіме")));
        w.moderator.exchange();
        w.moderator.exchange();
        for (const Dseq dseq : {first, second})
            QCOMPARE(int(w.moderator.entry(dseq)->state), int(JournalState::Settled));
        const auto row = w.server.row(artisanTable(Facet::Draft), rowId(1));
        QCOMPARE(row->fields.at(artisanField("story_ru")), Value(std::string("рассказ")));
        QCOMPARE(row->fields.at(artisanField("story_kk")), Value(std::string("әңгіме")));
    }

    void aFieldWorkerSentElsewhereLosesTheOldRegion()
    {
        World w;
        const Dseq written = w.make(w.field, patch(rowId(1), "story_ru", std::string("рассказ")));
        w.server.setRegions(rowId(901), {"KZ-75"});
        w.field.exchange();
        w.field.exchange();
        QVERIFY(!w.field.shows(artisanTable(Facet::Draft), rowId(1)));
        QCOMPARE(int(w.field.entry(written)->state), int(JournalState::Rejected));
        QCOMPARE(w.field.entry(written)->error.code, std::string("permission_denied"));
        QCOMPARE(w.field.session->status().lastError.code, std::string());

        w.server.setRegions(rowId(901), {"KZ-75", "KZ-62"});
        w.field.exchange();
        w.field.exchange();
        QVERIFY(w.field.shows(artisanTable(Facet::Draft), rowId(1)));
    }

    void theDeviceLearnsTheTimeItsChangeWasGivenAndKeepsItsOwn()
    {
        World w;
        w.field.local.clock.ms = 4'070'908'800'000; // 2099
        const Dseq written = w.make(w.field, patch(rowId(1), "story_ru", std::string("рассказ")));
        w.field.exchange();
        const auto entry = w.field.entry(written);
        QCOMPARE(entry->createdMs, std::uint64_t(4'070'908'800'000));
        QVERIFY(entry->effective.ms() <= w.clock.ms);
        QVERIFY(entry->effective.ms() + 60'000 > w.clock.ms);
    }

    void aPulledStampMovesTheClockAndOneFromTheFutureDoesNot()
    {
        ReplicaFixture f;
        const auto stampOfNext = [&](int row) {
            f.replica->commit({newArtisan(rowId(row))}).value();
            return decodeMutation(f.replica->pending(100, 1 << 20).back().body)->hlc;
        };
        const auto pullStamped = [&](int row, std::uint64_t ms) {
            RowState state;
            state.rev = std::uint64_t(row);
            state.fields[artisanField("name_kk")] = std::string("x");
            state.stamps.set(artisanField("name_kk"), {Hlc::of(ms), {7, std::uint64_t(row)}});
            QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(row), state));
        };
        const std::uint64_t now = f.clock.ms;
        pullStamped(50, now + 200'000); // within the bound: somebody's clock is a little ahead
        QVERIFY(stampOfNext(1) > Hlc::of(now + 200'000));
        pullStamped(51, now + 50ull * 365 * 24 * 3'600'000);
        QVERIFY(stampOfNext(2).ms() < now + 300'000);
        pullStamped(52, now + 250'000);
        f.reopen(); // kept before it is used
        const Hlc after = stampOfNext(3);
        QVERIFY(after > Hlc::of(now + 250'000));
        f.clock.ms = 1000; // the clock is set back
        f.reopen();
        QVERIFY(stampOfNext(4) > after);
    }
};

QTEST_GUILESS_MAIN(RevokedTest)
#include "tst_revoked.moc"
