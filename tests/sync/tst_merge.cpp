// SPDX-License-Identifier: Apache-2.0
#include "sync/merge/merge.h"
#include <QtTest>

using namespace qoloner;

namespace {
constexpr std::uint64_t now = 1'790'000'000'000;
constexpr Dot first{1, 1};
constexpr Dot second{2, 1};

const DotKnowledge everything = [](const Dot&) { return DotState::Accepted; };
const DotKnowledge nothing = [](const Dot&) { return DotState::Unknown; };
const DotKnowledge refused = [](const Dot&) { return DotState::Rejected; };

std::uint16_t id(const char* field, const char* of = "place")
{
    return fieldId(of, field);
}

Op make(OpKind kind, FieldValues fields = {}, std::map<std::uint16_t, Dot> base = {},
        const char* of = "place")
{
    return {kind, entity(of).id, "row", std::move(fields), std::move(base)};
}

MergeResult merge(const RowFacets& rows, const Op& op, Stamp stamp, const DotKnowledge& known = everything)
{
    return mergeOp(rows, {*findEntity(op.entity), op, stamp, known});
}

RowFacets placeWith(Value kind, Hlc when = Hlc::of(now))
{
    return merge({}, make(OpKind::Put, {{id("kind"), std::move(kind)}}), {when, first}).rows;
}

Value kindOf(const RowFacets& rows)
{
    return rows[Facet::Published]->fields.at(id("kind"));
}
} // namespace

class MergeTest : public QObject {
    Q_OBJECT
private slots:
    void causalEditWinsWhateverTheClocksSay_data()
    {
        QTest::addColumn<quint64>("stored");
        QTest::addColumn<quint64>("edit");
        QTest::newRow("edit from 1970") << quint64(now) << quint64(0);
        QTest::newRow("stored in 2099") << quint64(4'070'908'800'000) << quint64(now);
        QTest::newRow("in order") << quint64(now) << quint64(now + 1);
    }
    void causalEditWinsWhateverTheClocksSay()
    {
        QFETCH(quint64, stored);
        QFETCH(quint64, edit);
        const RowFacets rows = placeWith(std::string("museum"), Hlc::of(stored));
        const auto result =
            merge(rows, make(OpKind::Patch, {{id("kind"), std::string("shop")}}, {{id("kind"), first}}),
                  {Hlc::of(edit), second});
        QCOMPARE(result.outcome, MergeOutcome::Applied);
        QVERIFY(kindOf(result.rows) == Value(std::string("shop")));
        QVERIFY(result.rows[Facet::Published]->stamps.of(id("kind"))->hlc > Hlc::of(stored));
    }
    void laterConcurrentEditWinsAndTheLoserIsKept()
    {
        const auto result =
            merge(placeWith(std::string("museum")), make(OpKind::Patch, {{id("kind"), std::string("shop")}}),
                  {Hlc::of(now + 1), second});
        QCOMPARE(result.outcome, MergeOutcome::Merged);
        QVERIFY(kindOf(result.rows) == Value(std::string("shop")));
        QCOMPARE(result.losers.size(), std::size_t(1));
        QVERIFY(result.losers[0].value == Value(std::string("museum")));
        QVERIFY(result.losers[0].stamp.dot == first);
    }
    void earlierConcurrentEditLosesAndIsKept()
    {
        const auto result =
            merge(placeWith(std::string("museum")), make(OpKind::Patch, {{id("kind"), std::string("shop")}}),
                  {Hlc::of(now - 1), second});
        QVERIFY(kindOf(result.rows) == Value(std::string("museum")));
        QCOMPARE(result.losers.size(), std::size_t(1));
        QVERIFY(result.losers[0].value == Value(std::string("shop")));
    }
    void equalValuesAreNoConflict()
    {
        const auto result =
            merge(placeWith(std::string("shop")), make(OpKind::Patch, {{id("kind"), std::string("shop")}}),
                  {Hlc::of(now + 1), second});
        QCOMPARE(result.outcome, MergeOutcome::Applied);
        QVERIFY(result.losers.empty());
    }
    void anEditOnSomethingUnknownIsHeldAndOnSomethingRefusedIsRefused()
    {
        const Op op = make(OpKind::Patch, {{id("kind"), std::string("shop")}}, {{id("kind"), Dot{9, 9}}});
        const RowFacets rows = placeWith(std::string("museum"));
        const auto held = merge(rows, op, {Hlc::of(now), second}, nothing);
        QCOMPARE(held.outcome, MergeOutcome::Held);
        QVERIFY(held.missing == (Dot{9, 9}));
        QVERIFY(held.rows == rows);
        QCOMPARE(merge(rows, op, {Hlc::of(now), second}, refused).error.code, std::string("base_rejected"));
    }
    void bothChangesToASetHold()
    {
        RowFacets rows =
            merge({}, make(OpKind::Put, {{id("crafts"), std::string("+felt\n+wood")}}), {Hlc::of(now), first})
                .rows;
        rows = merge(rows, make(OpKind::Patch, {{id("crafts"), std::string("-wood")}}),
                     {Hlc::of(now - 5), second})
                   .rows;
        rows =
            merge(rows, make(OpKind::Patch, {{id("crafts"), std::string("+stone")}}), {Hlc::of(now), {3, 1}})
                .rows;
        QVERIFY(rows[Facet::Published]->fields.at(id("crafts")) == Value(std::string("felt\nstone")));
    }
    void serverOnlyFieldsAreRefused()
    {
        const RowFacets rows = merge({}, make(OpKind::Put, {}, {}, "artisan"), {Hlc::of(now), first}).rows;
        const auto result =
            merge(rows, make(OpKind::Patch, {{id("blur_m", "artisan"), std::int64_t(0)}}, {}, "artisan"),
                  {Hlc::of(now), second});
        QCOMPARE(result.error.code, std::string("field_read_only"));
    }
    void anEditBringsADeletedRowBackForReview()
    {
        RowFacets rows = placeWith(std::string("museum"));
        rows = merge(rows, make(OpKind::Delete, {}, {{0, first}, {id("kind"), first}}),
                     {Hlc::of(now + 1), second})
                   .rows;
        QVERIFY(rows.deleted(entity("place")));
        const auto result =
            merge(rows, make(OpKind::Patch, {{id("kind"), std::string("shop")}}, {{id("kind"), first}}),
                  {Hlc::of(now + 2), {3, 1}});
        QCOMPARE(result.rows[Facet::Published]->flags, std::uint8_t(RowNeedsReview));
        QCOMPARE(result.losers.size(), std::size_t(1));
        QCOMPARE(result.losers[0].reason, Loser::Reason::EditOfDeleted);
    }
    void aDeletionDoesNotTakeAnUnseenEditWithIt()
    {
        RowFacets rows = placeWith(std::string("museum"));
        rows = merge(rows, make(OpKind::Patch, {{id("kind"), std::string("shop")}}, {{id("kind"), first}}),
                     {Hlc::of(now + 1), second})
                   .rows;
        const auto result = merge(rows, make(OpKind::Delete, {}, {{0, first}}), {Hlc::of(now + 2), {3, 1}});
        QVERIFY(!result.rows.deleted(entity("place")));
        QVERIFY(result.rows[Facet::Published]->flags & RowNeedsReview);
        QCOMPARE(result.losers[0].reason, Loser::Reason::DeletedWhileEdited);
    }
    void aDeletionDoesNotTakeAnUnseenEditOfASlowClockWithIt()
    {
        // The deleter saw and wrote `source` later than the unseen edit of `kind` is stamped.
        RowFacets rows = placeWith(std::string("museum"));
        rows = merge(rows, make(OpKind::Patch, {{id("source"), std::string("book")}}),
                     {Hlc::of(now + 9), {3, 1}})
                   .rows;
        rows = merge(rows, make(OpKind::Patch, {{id("kind"), std::string("shop")}}, {{id("kind"), first}}),
                     {Hlc::of(now + 1), second})
                   .rows;
        const auto result = merge(rows, make(OpKind::Delete, {}, {{0, {3, 1}}, {id("kind"), first}}),
                                  {Hlc::of(now + 10), {3, 2}});
        QVERIFY(!result.rows.deleted(entity("place")));
        QVERIFY(result.rows[Facet::Published]->flags & RowNeedsReview);
        const auto knowing = merge(rows, make(OpKind::Delete, {}, {{0, {3, 1}}, {id("kind"), second}}),
                                   {Hlc::of(now + 10), {3, 2}});
        QVERIFY(knowing.rows.deleted(entity("place")));
    }
    void aDeletionByTheRowAloneTakesNobodyElsesValues()
    {
        // All the deleter saw is their own; another's edit came in meanwhile, stamped before theirs.
        RowFacets rows = placeWith(std::string("museum"));
        rows = merge(rows, make(OpKind::Patch, {{id("kind"), std::string("shop")}}, {{id("kind"), first}}),
                     {Hlc::of(now + 1), second})
                   .rows;
        rows =
            merge(rows, make(OpKind::Patch, {{id("source"), std::string("book")}}), {Hlc::of(now + 9), first})
                .rows;
        const auto result = merge(rows, make(OpKind::Delete, {}, {{0, first}}), {Hlc::of(now + 10), first});
        QVERIFY(!result.rows.deleted(entity("place")));
        QCOMPARE(result.losers[0].reason, Loser::Reason::DeletedWhileEdited);
    }
    void aSecondPutIsRefused()
    {
        QCOMPARE(merge(placeWith(std::string("shop")), make(OpKind::Put), {Hlc::of(now), second}).error.code,
                 std::string("row_exists"));
    }
    void approvalOfASupersededProposalIsRefused()
    {
        const std::uint16_t name = id("name_kk", "artisan");
        RowFacets rows =
            merge({}, make(OpKind::Put, {{name, std::string("A")}}, {}, "artisan"), {Hlc::of(now), first})
                .rows;
        QVERIFY(!rows[Facet::Published]);
        const auto good =
            merge(rows, make(OpKind::Approve, {}, {{name, first}}, "artisan"), {Hlc::of(now + 1), second});
        QVERIFY(good.rows[Facet::Published]->fields.at(name) == Value(std::string("A")));
        rows = merge(rows, make(OpKind::Patch, {{name, std::string("B")}}, {{name, first}}, "artisan"),
                     {Hlc::of(now + 1), {3, 1}})
                   .rows;
        const auto bad =
            merge(rows, make(OpKind::Approve, {}, {{name, first}}, "artisan"), {Hlc::of(now + 2), second});
        QCOMPARE(bad.error.code, std::string("superseded"));
    }
    void fieldsOfANewerCatalogueAreKept()
    {
        const auto result =
            merge({}, make(OpKind::Put, {{900, std::string("later")}}, {}, "artisan"), {Hlc::of(now), first});
        QVERIFY(result.rows[Facet::Private]->fields.at(900) == Value(std::string("later")));
    }
};

QTEST_GUILESS_MAIN(MergeTest)
#include "tst_merge.moc"
