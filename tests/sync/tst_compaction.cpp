// SPDX-License-Identifier: Apache-2.0
// Old deletions are folded away, and nobody loses or resurrects anything by it.
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

constexpr std::uint64_t day = 24ull * 3600 * 1000;

/// A field worker who goes away, and a moderator who does not.
struct World {
    World() : server(clock), field(server, 'f'), moderator(server, 'm')
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");
    }
    void pass(std::uint64_t days)
    {
        server.compact(); // notes where the feed stands today
        clock.ms += days * day;
        field.local.clock.ms += days * day;
        moderator.local.clock.ms += days * day;
    }
    /// Masters 1..n, known to both.
    void masters(int n)
    {
        for (int i = 1; i <= n; ++i)
            QVERIFY(field.commit({newArtisan(rowId(i))}));
        field.exchange();
        moderator.exchange();
    }
    void remove(int n)
    {
        QVERIFY(moderator.commit({{OpKind::Delete, entity("artisan").id, rowId(n), {}}}));
        moderator.exchange();
    }
    int onServer()
    {
        int count = 0;
        server.store->eachRow(draft, [&](const StoredRow&) { ++count; });
        return count;
    }
    const TableId draft = artisanTable(Facet::Draft);
    FakeClock clock;
    WorldServer server;
    WorldDevice field;
    WorldDevice moderator;
};

/// Counts how often the server sent a device back to the start.
WorldDevice::Weather countingFreshStarts(WorldDevice& device, int& fresh)
{
    return [&device, &fresh](const std::string& path) {
        if (path == "pull") {
            const auto asked =
                protocol::decode<protocol::Pull>(ScriptedServer::bodyOf(device.requests.front()));
            fresh += asked->cursor.empty();
        }
        return WorldDevice::Line::Through;
    };
}

} // namespace

class CompactionTest : public QObject {
    Q_OBJECT
private slots:
    void aDeletionIsBuriedWhenItsTimeHasCome()
    {
        World w;
        w.masters(2);
        w.remove(1);
        w.pass(179);
        QCOMPARE(w.server.compact().buried, std::uint64_t(0));
        QCOMPARE(w.onServer(), 2);
        w.clock.ms += 2 * day;
        QCOMPARE(w.server.compact().buried, std::uint64_t(1));
        QCOMPARE(w.onServer(), 1);
        QCOMPARE(w.server.store->counts().graves, std::uint64_t(1));
        QVERIFY(w.server.store->grave(entity("artisan").id, rowId(1)));
        WorldDevice fresh(w.server, 'x');
        w.server.invite("ABCD2347", rowId(903), Role::Moderator);
        fresh.enrol("ABCD2347");
        QVERIFY(!fresh.shows(w.draft, rowId(1)));
        QVERIFY(fresh.shows(w.draft, rowId(2)));
    }

    void whoWasAwayLosesWhatIsGoneAndNothingElse()
    {
        World w;
        w.masters(3);
        const auto edit = w.field.commit({patch(rowId(2), "story_kk", std::string("Жолда жазылған"))});
        w.field.requests.clear(); // the field worker drives off
        w.remove(1);
        w.pass(181);
        QCOMPARE(w.server.compact().buried, std::uint64_t(1));

        int fresh = 0;
        w.field.restart();
        w.field.exchange(countingFreshStarts(w.field, fresh));
        QCOMPARE(fresh, 1);
        QVERIFY2(!w.field.shows(w.draft, rowId(1)), "what the server buried must not stay on a device");
        QVERIFY(w.field.shows(w.draft, rowId(2)) && w.field.shows(w.draft, rowId(3)));
        QCOMPARE(w.field.stateOf(*edit), JournalState::Settled);
        w.moderator.exchange();
        QCOMPARE(w.moderator.local.text(Facet::Draft, rowId(2), "story_kk"), std::string("Жолда жазылған"));
    }

    void everythingStaysVisibleUntilTheFreshPullIsComplete()
    {
        World w;
        w.masters(6);
        w.field.requests.clear();
        w.remove(1);
        w.pass(181);
        w.server.compact();
        w.field.config.pullRows = 1;
        w.field.restart();
        int pulls = 0;
        w.field.exchange([&](const std::string& path) {
            for (int i = 2; i <= 6; ++i)
                if (!w.field.shows(w.draft, rowId(i)))
                    qFatal("row %d was hidden during the fresh pull", i);
            return path == "pull" && ++pulls == 3 ? WorldDevice::Line::Stop : WorldDevice::Line::Through;
        });
        w.field.restart(); // killed in the middle of it
        QVERIFY(w.field.shows(w.draft, rowId(1)));
        int fresh = 0;
        w.field.exchange(countingFreshStarts(w.field, fresh));
        QCOMPARE(fresh, 0); // it went on where it was
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        for (int i = 2; i <= 6; ++i)
            QVERIFY(w.field.shows(w.draft, rowId(i)));
    }

    void aLateEditOfABuriedRowIsRefusedAndKept()
    {
        World w;
        w.masters(2);
        const auto edit = w.field.commit({patch(rowId(1), "story_kk", std::string("Кеш қалған"))});
        w.field.requests.clear();
        w.remove(1);
        w.pass(181);
        w.server.compact();
        w.field.restart();
        w.field.exchange();
        const auto entry = w.field.entry(*edit);
        QCOMPARE(entry->state, JournalState::Rejected);
        QCOMPARE(entry->error.code, std::string("row_buried"));
        const auto kept = w.field.local.replica->mutation(*edit);
        QCOMPARE(kept->ops[0].fields.at(artisanField("story_kk")), Value(std::string("Кеш қалған")));
        QVERIFY(!w.server.row(w.draft, rowId(1)));
    }

    void nothingRisesFromAGrave()
    {
        World w;
        w.masters(1);
        w.remove(1);
        w.pass(181);
        w.server.compact();
        w.moderator.exchange();
        const auto put = w.moderator.commit({newArtisan(rowId(1))});
        const auto back = w.moderator.commit({{OpKind::Undelete, entity("artisan").id, rowId(1), {}}});
        const auto remove = w.moderator.commit({{OpKind::Delete, entity("artisan").id, rowId(1), {}}});
        QVERIFY(put && back && remove);
        w.moderator.exchange();
        QCOMPARE(w.moderator.entry(*put)->error.code, std::string("row_buried"));
        QCOMPARE(w.moderator.entry(*back)->error.code, std::string("row_buried"));
        QCOMPARE(w.moderator.stateOf(*remove), JournalState::Settled); // they agree
        QVERIFY(!w.server.row(w.draft, rowId(1)));
    }

    void aFoldedLeaveStillTakesTheRowAway()
    {
        World w;
        w.masters(2);
        w.field.requests.clear();
        QVERIFY(w.moderator.commit({patch(rowId(1), "region", std::string("KZ-75"))}));
        w.moderator.exchange();
        w.pass(181);
        QVERIFY(w.server.compact().folded > 0);
        w.field.restart();
        w.field.exchange();
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        QVERIFY(w.field.shows(w.draft, rowId(2)));
        QVERIFY(w.server.row(w.draft, rowId(1)));
    }

    void compactionInTheMiddleOfAPullHarmsNobody()
    {
        World w;
        w.masters(8);
        for (const int gone : {2, 5, 7})
            w.remove(gone);
        w.pass(181);
        w.server.invite("ABCD2347", rowId(903), Role::Moderator);
        WorldDevice fresh(w.server, 'x');
        fresh.local.clock.ms = w.clock.ms;
        fresh.config.pullRows = 1;
        fresh.restart();
        int pulls = 0, starts = 0;
        const auto count = countingFreshStarts(fresh, starts);
        fresh.take(fresh.session->enrol("https://sync.example", "ABCD2347", "phone").value());
        fresh.exchange([&](const std::string& path) {
            if (path == "pull" && ++pulls == 4)
                w.server.compact();
            return count(path);
        });
        QVERIFY(pulls > 4);
        for (int i = 1; i <= 8; ++i)
            QCOMPARE(fresh.shows(w.draft, rowId(i)), i != 2 && i != 5 && i != 7);
        QVERIFY2(starts <= 2, "once as a visitor, once as a moderator, never again");
    }

    void aRowWithAnOpenConflictIsNotBuried()
    {
        World w;
        w.masters(1);
        QVERIFY(w.field.commit({patch(rowId(1), "name_ru", std::string("Одна"))}));
        QVERIFY(w.moderator.commit({patch(rowId(1), "name_ru", std::string("Другая"))}));
        w.field.exchange();
        w.moderator.exchange();
        w.remove(1);
        w.pass(181);
        const auto first = w.server.compact();
        QCOMPARE(first.buried, std::uint64_t(0));
        QVERIFY(first.kept > 0);

        const TableId conflicts = TableId::of(entity("conflict").id, Facet::Staff);
        std::string id;
        w.server.store->eachRow(conflicts, [&](const StoredRow& row) { id = row.key.id; });
        w.moderator.exchange();
        QVERIFY(w.moderator.commit({{OpKind::Patch,
                                     entity("conflict").id,
                                     id,
                                     {{fieldId("conflict", "state"), std::string("dismissed")}}}}));
        w.moderator.exchange();
        QCOMPARE(w.server.compact().buried, std::uint64_t(1));
    }

    void aPassGoesInStepsAndMayBeGivenUp()
    {
        World w;
        w.masters(12);
        for (int i = 1; i <= 12; ++i)
            w.remove(i);
        w.pass(181);
        std::uint64_t buried = 0;
        {
            Compaction pass(*w.server.store, w.clock);
            QVERIFY(pass.step(6));
            buried = pass.report().buried;
            QVERIFY(buried > 0 && buried < 12);
        } // the server is stopped here
        w.server.open();
        QCOMPARE(w.server.compact().buried, 12 - buried);
        QCOMPARE(w.onServer(), 0);
        w.moderator.exchange();
        QVERIFY(!w.moderator.shows(w.draft, rowId(12)));
    }

    void aWithdrawnRecordCanBePublishedAfterItsTombstoneIsFolded()
    {
        World w;
        const std::uint16_t consent = entity("consent").id;
        const auto c = [](const char* name) { return fieldId("consent", name); };
        w.masters(1);
        QVERIFY(w.field.commit({{OpKind::Put,
                                 consent,
                                 rowId(70),
                                 {{c("artisan"), rowId(1)},
                                  {c("purposes"), std::string("public_profile")},
                                  {c("text_version"), std::string("1")},
                                  {c("lang"), std::string("kk")},
                                  {c("method"), std::string("paper")},
                                  {c("given_at"), std::int64_t(1'700'000'000'000)}}}}));
        w.field.exchange();
        w.moderator.exchange();
        const std::uint16_t artisan = entity("artisan").id;
        for (const OpKind kind : {OpKind::Approve, OpKind::Withdraw}) {
            QVERIFY(w.moderator.commit({{kind, artisan, rowId(1), {}}}));
            w.moderator.exchange();
        }
        w.pass(181);
        const auto report = w.server.compact();
        QCOMPARE(report.buried, std::uint64_t(0));
        QVERIFY(report.folded > 0);
        w.moderator.exchange();
        const auto again = w.moderator.commit({{OpKind::Approve, artisan, rowId(1), {}}});
        QVERIFY(again);
        w.moderator.exchange();
        QCOMPARE(w.moderator.stateOf(*again), JournalState::Settled);
        QVERIFY(w.moderator.shows(artisanTable(Facet::Published), rowId(1)));
    }
};

QTEST_GUILESS_MAIN(CompactionTest)
#include "tst_compaction.moc"
