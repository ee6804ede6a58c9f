// SPDX-License-Identifier: Apache-2.0
// Edit against deletion, deletion against deletion, and the values that lose.
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct World {
    World() : server(clock), field(server, 'f'), moderator(server, 'm')
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");
        QVERIFY(field.commit({newArtisan(rowId(1))}));
        settle();
    }
    void settle()
    {
        for (int i = 0; i < 2; ++i) {
            field.exchange();
            moderator.exchange();
        }
    }
    Change remove() const { return {OpKind::Delete, entity("artisan").id, rowId(1), {}}; }
    struct Conflict {
        std::string id;
        RowState state;
        Value operator[](const char* name) const
        {
            const auto at = state.fields.find(fieldId("conflict", name));
            return at == state.fields.end() ? Value() : at->second;
        }
    };
    std::vector<Conflict> conflicts()
    {
        std::vector<Conflict> all;
        server.store->eachRow(TableId::of(entity("conflict").id, Facet::Staff), [&](const StoredRow& row) {
            all.push_back({row.key.id, row.state});
        });
        return all;
    }
    Change decide(const std::string& id, const char* decision) const
    {
        return {OpKind::Patch,
                entity("conflict").id,
                id,
                {{fieldId("conflict", "state"), std::string(decision)}}};
    }
    bool needsReview() { return server.row(draft, rowId(1))->flags & RowNeedsReview; }
    const TableId draft = artisanTable(Facet::Draft);
    FakeClock clock;
    WorldServer server;
    WorldDevice field;
    WorldDevice moderator;
};

} // namespace

class DeletionsTest : public QObject {
    Q_OBJECT
private slots:
    void editAndDeletionMeetAsNeedsReviewWhicheverComesFirst_data()
    {
        QTest::addColumn<bool>("editFirst");
        QTest::addColumn<QString>("reason");
        QTest::newRow("the deletion arrives first") << false << "edit_of_deleted";
        QTest::newRow("the edit arrives first") << true << "deleted_while_edited";
    }
    void editAndDeletionMeetAsNeedsReviewWhicheverComesFirst()
    {
        QFETCH(bool, editFirst);
        QFETCH(QString, reason);
        World w;
        const auto edit = w.field.commit({patch(rowId(1), "story_kk", std::string("Әңгіме"))});
        const auto gone = w.moderator.commit({w.remove()});
        QVERIFY(edit && gone);
        if (editFirst)
            w.field.exchange();
        w.moderator.exchange();
        w.settle();
        QVERIFY(w.field.shows(w.draft, rowId(1)) && w.moderator.shows(w.draft, rowId(1)));
        QCOMPARE(w.moderator.local.text(Facet::Draft, rowId(1), "story_kk"), std::string("Әңгіме"));
        QVERIFY(w.needsReview());
        const auto conflicts = w.conflicts();
        QCOMPARE(conflicts.size(), std::size_t(1));
        QCOMPARE(conflicts[0]["reason"], Value(reason.toStdString()));
        QCOMPARE(conflicts[0]["author"], Value(rowId(902)));
        QCOMPARE(w.field.stateOf(*edit), JournalState::Settled);

        // Somebody decides: the record stays.
        QVERIFY(w.moderator.commit({w.decide(conflicts[0].id, "dismissed")}));
        w.settle();
        QVERIFY(!w.needsReview());
        QVERIFY(!(w.field.local.replica->row(w.draft, rowId(1))->flags & RowNeedsReview));
    }

    void theDeletionThatLostCanBeCarriedOut()
    {
        World w;
        QVERIFY(w.field.commit({patch(rowId(1), "story_kk", std::string("Әңгіме"))}));
        QVERIFY(w.moderator.commit({w.remove()}));
        w.moderator.exchange();
        w.settle();
        QVERIFY(w.moderator.commit({w.remove(), w.decide(w.conflicts()[0].id, "restored")}));
        w.settle();
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        QVERIFY(w.server.row(w.draft, rowId(1))->deleted());
        QCOMPARE(w.conflicts().size(), std::size_t(1));
    }

    void twoDeletionsAgree()
    {
        World w;
        const auto one = w.field.commit({w.remove()});
        const auto two = w.moderator.commit({w.remove()});
        w.settle();
        QCOMPARE(w.field.stateOf(*one), JournalState::Settled);
        QCOMPARE(w.moderator.stateOf(*two), JournalState::Settled);
        QVERIFY(w.conflicts().empty());
        QVERIFY(w.server.row(w.draft, rowId(1))->deleted());
    }

    void undeleteBringsEverythingBack()
    {
        World w;
        QVERIFY(w.field.commit({patch(rowId(1), "phone", std::string("+77010000000"))}));
        w.settle();
        QVERIFY(w.moderator.commit({w.remove()}));
        w.settle();
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        QVERIFY(w.moderator.commit({{OpKind::Undelete, entity("artisan").id, rowId(1), {}}}));
        w.settle();
        QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), "name_kk"), std::string("Үлгі: Айша"));
        QCOMPARE(w.field.local.text(Facet::Private, rowId(1), "phone"), std::string("+77010000000"));
    }

    void aLosingValueIsKeptOnceAndCanBeRestored()
    {
        World w;
        QVERIFY(w.field.commit({patch(rowId(1), "name_ru", std::string("Одна"))}));
        w.moderator.local.clock.ms += 1000;
        w.clock.ms += 1000;
        QVERIFY(w.moderator.commit({patch(rowId(1), "name_ru", std::string("Другая"))}));
        w.settle();
        const auto conflicts = w.conflicts();
        QCOMPARE(conflicts.size(), std::size_t(1));
        const auto lost = std::get<Bytes>(conflicts[0]["value"]);
        CborReader in(lost.data);
        const Value value = readValue(in);
        QVERIFY(value == Value(std::string("Одна")) || value == Value(std::string("Другая")));
        const std::string text = std::get<std::string>(value);
        QVERIFY(w.field.local.text(Facet::Draft, rowId(1), "name_ru") != text);
        QVERIFY(
            w.moderator.commit({patch(rowId(1), "name_ru", value), w.decide(conflicts[0].id, "restored")}));
        w.settle();
        QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), "name_ru"), text);
        QCOMPARE(w.conflicts().size(), std::size_t(1));
        QCOMPARE(w.conflicts()[0]["state"], Value(std::string("restored")));
    }

    void bothChangesToASetHold()
    {
        World w;
        QVERIFY(w.field.commit({patch(rowId(1), "crafts", std::string("bone\nwood"))}));
        w.settle();
        QVERIFY(w.field.commit({patch(rowId(1), "crafts", std::string("stone\nwood"))}));
        QVERIFY(w.moderator.commit({patch(rowId(1), "crafts", std::string("bone\nsilver\nwood"))}));
        w.settle();
        for (WorldDevice* device : {&w.field, &w.moderator})
            QCOMPARE(device->local.text(Facet::Draft, rowId(1), "crafts"),
                     std::string("silver\nstone\nwood"));
        QVERIFY(w.conflicts().empty());
    }
};

QTEST_GUILESS_MAIN(DeletionsTest)
#include "tst_deletions.moc"
