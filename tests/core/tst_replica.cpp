// SPDX-License-Identifier: Apache-2.0
#include "tests/support/replica_fixture.h"

#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

class ReplicaTest : public QObject {
    Q_OBJECT

private slots:
    void aSavedRecordSurvivesAKill()
    {
        ReplicaFixture f;
        const auto dseq = f.replica->commit({newArtisan(rowId(1))});
        QVERIFY(dseq);
        f.reopen();
        QCOMPARE(f.text(Facet::Draft, rowId(1), "name_kk"), std::string("Үлгі: Айша"));
        QCOMPARE(f.replica->pendingCount(), 1);
        const auto mutation = decodeMutation(f.replica->pending(10, 1000)[0].body);
        QVERIFY(mutation);
        QCOMPARE(mutation->dseq, *dseq);
    }

    void aRefusedChangeLeavesNeitherRowNorJournal()
    {
        ReplicaFixture f;
        Change bad = newArtisan(rowId(1));
        bad.fields[artisanField("birth_year")] = std::int64_t(12);
        const auto refused = f.replica->commit({newArtisan(rowId(2)), bad});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, std::string("field_out_of_range"));
        QCOMPARE(refused.error().field, std::string("birth_year"));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(2)));
        QCOMPARE(f.replica->pendingCount(), 0);
    }

    void aFullDiskChangesNothing()
    {
        ReplicaFixture f;
        QVERIFY(f.replica->commit({newArtisan(rowId(1))}));
        f.db->exec("PRAGMA max_page_count = " + std::to_string(f.db->integer("PRAGMA page_count")));
        QVERIFY_THROWS_EXCEPTION(StorageFull, [&] {
            for (int n = 2; n < 200; ++n)
                (void)f.replica->commit({newArtisan(rowId(n), std::string(150, 'x'))});
        }());
        f.reopen();
        const auto count = f.replica->pendingCount();
        QCOMPARE(f.db->integer("SELECT count(*) FROM artisan_draft"), std::int64_t(count));
    }

    void mutationsAreChainedAndSigned()
    {
        ReplicaFixture f;
        QVERIFY(f.replica->commit({newArtisan(rowId(1))}));
        QVERIFY(f.replica->commit({patch(rowId(1), "settlement", std::string("Жезді"))}));
        const auto sent = f.replica->pending(10, 100000);
        QCOMPARE(sent.size(), 2);
        QVERIFY(verifySignature(f.key.publicKey(), sent[0].body, sent[0].signature));
        const auto first = decodeMutation(sent[0].body);
        const auto second = decodeMutation(sent[1].body);
        QCOMPARE(first->prevHash, std::string(32, '\0'));
        QCOMPARE(second->prevHash, sent[0].hash());
        QVERIFY(second->hlc > first->hlc);
    }

    void anEditNamesTheValueItsAuthorSaw()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(5, {{artisanField("settlement"), std::string("Ескі")}}, 77, 9)));
        QVERIFY(f.replica->commit({patch(rowId(1), "settlement", std::string("Жаңа"))}));
        QVERIFY(f.replica->commit({patch(rowId(1), "settlement", std::string("Тағы"))}));
        const auto sent = f.replica->pending(10, 100000);
        const std::uint16_t field = artisanField("settlement");
        QCOMPARE(decodeMutation(sent[0].body)->ops[0].base.at(field), (Dot{77, 9}));
        QCOMPARE(decodeMutation(sent[1].body)->ops[0].base.at(field), (Dot{f.key.device(), 1}));
    }

    void aPullUnderPendingEditsKeepsBoth()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(1, {{artisanField("story_kk"), std::string("ескі")},
                                     {artisanField("story_ru"), std::string("старое")}})));
        QVERIFY(f.replica->commit({patch(rowId(1), "story_kk", std::string("жаңа"))}));
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(2, {{artisanField("story_kk"), std::string("ескі")},
                                     {artisanField("story_ru"), std::string("новое")}})));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "story_kk"), std::string("жаңа"));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "story_ru"), std::string("новое"));
    }

    void anAcceptedEditStaysVisibleUntilItComesBack()
    {
        ReplicaFixture f;
        const auto base = serverRow(1, {{artisanField("settlement"), std::string("A")}});
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), base, 1));
        const auto dseq = f.replica->commit({patch(rowId(1), "settlement", std::string("B"))});
        f.answer(*dseq, Outcome::Applied, 2);
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("B"));
        QCOMPARE(f.stateOf(*dseq), JournalState::Accepted);
        // The server merged: somebody else's value won.
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(3, {{artisanField("settlement"), std::string("C")}}), 3));
        QCOMPARE(f.stateOf(*dseq), JournalState::Settled);
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("C"));
        QCOMPARE(f.db->integer("SELECT count(*) FROM base_row"), 0);
        QCOMPARE(f.db->integer("SELECT count(*) FROM overlay"), 0);
    }

    void whatWasMergedStaysMergedWhileTheDeviceStartsOver()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(1, {{artisanField("settlement"), std::string("A")}}), 1));
        const auto dseq = f.replica->commit({patch(rowId(1), "settlement", std::string("B"))});
        f.answer(*dseq, Outcome::Merged, 2);
        const auto merged = serverRow(2, {{artisanField("settlement"), std::string("C")}});
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), merged)); // not all of it yet
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("C"));

        f.replica->startOver(); // the cursor was too old
        const auto other = f.replica->commit({patch(rowId(1), "story_kk", std::string("жаңа"))});
        f.answer(*other, Outcome::Rejected, 0, "not_permitted");
        QVERIFY(f.replica->discard(*other));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("C"));
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), merged, 2));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("C"));
        QCOMPARE(f.stateOf(*dseq), JournalState::Settled);
    }

    void aRowWithChangesGoesWhenTheServerHasItNoMore()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(5, {{artisanField("settlement"), std::string("A")}}), 5));
        const auto dseq = f.replica->commit({patch(rowId(1), "settlement", std::string("B"))});
        f.replica->startOver();
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("B"));
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(2),
                       serverRow(6, {{artisanField("settlement"), std::string("D")}}), 6));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(1)));
        QCOMPARE(f.stateOf(*dseq), JournalState::Pending); // and still goes to the server
    }

    void aRejectedEditStaysVisibleUntilDiscarded()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(1, {{artisanField("settlement"), std::string("A")}}), 1));
        const auto dseq = f.replica->commit({patch(rowId(1), "settlement", std::string("B"))});
        f.answer(*dseq, Outcome::Rejected, 0, "not_permitted");
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("B"));
        QCOMPARE(f.replica->journal()[0].error.code, std::string("not_permitted"));
        QVERIFY(f.replica->discard(*dseq));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("A"));
        QVERIFY(!f.replica->discard(*dseq));
    }

    void mendingReplacesTheRejectedEdit()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(1, {{artisanField("settlement"), std::string("A")}}), 1));
        const auto dseq = f.replica->commit({patch(rowId(1), "settlement", std::string("B"))});
        f.answer(*dseq, Outcome::Rejected, 0, "x");
        const auto mended = f.replica->commit({patch(rowId(1), "settlement", std::string("C"))}, *dseq);
        QVERIFY(mended);
        QCOMPARE(f.stateOf(*dseq), JournalState::Closed);
        QCOMPARE(decodeMutation(f.replica->pending(5, 9999)[0].body)->mends, *dseq);
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("C"));
    }

    void aRowThatLeavesTheScopeGoesButItsEditsStillPush()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(1, {{artisanField("settlement"), std::string("A")}})));
        QVERIFY(f.replica->commit({patch(rowId(1), "settlement", std::string("B"))}));
        RowState left;
        left.rev = 2;
        left.flags = RowLeft;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), left));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(1)));
        QCOMPARE(f.replica->pendingCount(), 1);
    }

    void fieldsOfANewerSchemaSurviveAnEdit()
    {
        ReplicaFixture f;
        RowState state =
            serverRow(1, {{artisanField("settlement"), std::string("A")}, {999, std::string("future")}});
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), state));
        QVERIFY(f.replica->commit({patch(rowId(1), "settlement", std::string("B"))}));
        QCOMPARE(std::get<std::string>(f.replica->row(artisanTable(Facet::Draft), rowId(1))->fields.at(999)),
                 std::string("future"));
    }

    void aDamagedPageChangesNothing()
    {
        ReplicaFixture f;
        PulledPage page;
        page.epoch = "e1";
        const std::string good = [] {
            CborWriter w;
            writeFields(w, {{artisanField("settlement"), std::string("A")}});
            return w.take();
        }();
        page.rows.push_back({artisanTable(Facet::Draft), rowId(1), 1, 0, {}, good});
        page.rows.push_back({artisanTable(Facet::Draft), rowId(2), 1, 0, {}, std::string_view("\xff", 1)});
        page.cursor["moderation"] = 1;
        const auto result = f.replica->applyPage(page);
        QVERIFY(!result);
        QCOMPARE(result.error().code, std::string("page_invalid"));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(1)));
        QVERIFY(f.replica->cursor().empty());
    }

    void aNewEpochReplacesRowsOfHigherRevisions()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(500, {{artisanField("settlement"), std::string("A")}})));
        PulledPage page;
        page.epoch = "e2";
        const std::string fields = [] {
            CborWriter w;
            writeFields(w, {{artisanField("settlement"), std::string("restored")}});
            return w.take();
        }();
        page.rows.push_back({artisanTable(Facet::Draft), rowId(1), 3, 0, {}, fields});
        page.cursor["moderation"] = 3;
        QVERIFY(f.replica->applyPage(page));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("restored"));
        QCOMPARE(f.replica->cursor().at("moderation"), 3);
    }

    void anEditIsBasedOnTheValueSeenNotOnANewerOne()
    {
        ReplicaFixture f;
        const std::uint16_t town = artisanField("settlement");
        const std::uint16_t story = artisanField("story_kk");
        const std::uint16_t name = artisanField("name_kk");
        const auto put = [&](std::uint64_t rev, const char* text, Dseq dseq) {
            return f.pull(
                artisanTable(Facet::Draft), rowId(1),
                serverRow(
                    rev, {{town, std::string(text)}, {story, std::string(text)}, {name, std::string("Айша")}},
                    77, dseq));
        };
        QVERIFY(put(5, "Ескі", 9));
        Change change = patch(rowId(1), "settlement", std::string("Менікі"));
        change.fields[story] = std::string("Менікі");
        change.fields[name] = std::string("Әйша");
        change.seen = {{town, Dot{77, 9}}, {story, Dot{}}}; // the story was empty on the screen
        QVERIFY(put(6, "Басқа", 10));
        QVERIFY(f.replica->commit({change}));
        const Op op = decodeMutation(f.replica->pending(1, 9999)[0].body)->ops[0];
        QCOMPARE(op.base.at(town), (Dot{77, 9}));
        QVERIFY2(!op.base.contains(story), "nothing was seen, so nothing is named");
        QCOMPARE(op.base.at(name), (Dot{77, 10}));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "settlement"), std::string("Менікі"));
    }

    void whatIsThereAlreadyIsNoEditWhateverWasSeen()
    {
        ReplicaFixture f;
        const std::uint16_t town = artisanField("settlement");
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), serverRow(6, {{town, std::string("Жезді")}})));
        Change change = patch(rowId(1), "settlement", std::string("Жезді"));
        change.seen = {{town, Dot{77, 9}}};
        const auto done = f.replica->commit({change});
        QVERIFY(!done);
        QCOMPARE(done.error().code, std::string("nothing_changed"));
    }

    void whatIsWrittenBetweenTwoPagesOfARecordIsSeen()
    {
        ReplicaFixture f;
        const std::uint16_t year = artisanField("birth_year");
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(6, {{artisanField("settlement"), std::string("Жезді")}}, 77, 10)));
        QVERIFY(f.replica->commit({patch(rowId(1), "birth_year", std::int64_t(1960))}));
        const auto shown = f.replica->row(artisanTable(Facet::Staff), rowId(1));
        QVERIFY(shown);
        QVERIFY(shown->fields.at(year) == Value(std::int64_t(1960)));
        QVERIFY(
            f.pull(artisanTable(Facet::Staff), rowId(1), serverRow(6, {{year, std::int64_t(1950)}}, 77, 10)));
        QVERIFY(f.replica->row(artisanTable(Facet::Staff), rowId(1))->fields.at(year) ==
                Value(std::int64_t(1960)));
    }

    void whatWasApprovedOfARefusedRecordGoesWithIt()
    {
        ReplicaFixture f;
        const auto made = f.replica->commit({newArtisan(rowId(1))});
        QVERIFY(made);
        QVERIFY(f.replica->commit({{OpKind::Approve, entity("artisan").id, rowId(1), {}}}));
        QVERIFY(f.replica->row(artisanTable(Facet::Published), rowId(1)));
        f.answer(*made, Outcome::Rejected, 0, "permission_denied");
        QVERIFY(f.replica->discard(*made));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(1)));
        QVERIFY(!f.replica->row(artisanTable(Facet::Published), rowId(1)));
        QCOMPARE(f.replica->commit({patch(rowId(1), "settlement", std::string("Жезді"))}).error().code,
                 std::string("row_missing"));
    }

    void whatItsAuthorDeletedAndBroughtBackIsSeenAtOnce()
    {
        ReplicaFixture f;
        const Value town = std::string("Жезді");
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(6, {{artisanField("settlement"), town}}, 77, 10)));
        QVERIFY(f.pull(artisanTable(Facet::Private), rowId(1), RowState{6, 0, {}, {}}));
        QVERIFY(f.replica->commit({{OpKind::Delete, entity("artisan").id, rowId(1), {}}}));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(1)));
        QVERIFY(f.replica->commit({{OpKind::Undelete, entity("artisan").id, rowId(1), {}}}));
        QVERIFY(f.replica->row(artisanTable(Facet::Private), rowId(1))); // though there is nothing in it
        const auto shown = f.replica->row(artisanTable(Facet::Draft), rowId(1));
        QVERIFY(shown);
        QVERIFY(shown->fields.at(artisanField("settlement")) == town);
    }

    void aPulledChangeIsFoundByItsNewReferences()
    {
        ReplicaFixture f;
        const TableId published = artisanTable(Facet::Published);
        FieldValues fields = newArtisan(rowId(1)).fields;
        const auto foundIn = [&](const std::string& region) {
            return f.db->integer(
                "SELECT count(*) FROM artisan INDEXED BY artisan_by_region WHERE region = '" + region + "'");
        };
        const auto newer = [&](std::uint64_t rev, std::string_view field, Value value) {
            fields[artisanField(field)] = std::move(value);
            QVERIFY(f.pull(published, rowId(1), serverRow(rev, fields), rev));
        };
        newer(5, "region", std::string("KZ-62"));
        newer(6, "story_kk", std::string("бір")); // nothing that is indexed changes
        QCOMPARE(f.text(Facet::Published, rowId(1), "story_kk"), "бір");
        QCOMPARE(foundIn("KZ-62"), 1);
        newer(7, "region", std::string("KZ-75"));
        QCOMPARE(f.text(Facet::Published, rowId(1), "region"), "KZ-75");
        QCOMPARE(foundIn("KZ-62"), 0);
        QCOMPARE(foundIn("KZ-75"), 1);
        newer(6, "story_kk", std::string("ескі")); // late: an older revision
        QCOMPARE(f.text(Facet::Published, rowId(1), "story_kk"), "бір");
        QCOMPARE(f.db->integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
                 1);
    }
    void aRowThatLeftComesBackByAnotherScope()
    {
        ReplicaFixture f;
        const RowState there = serverRow(6, {{artisanField("settlement"), std::string("Жезді")}}, 77, 10);
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), there));
        QVERIFY(f.replica->commit({patch(rowId(1), "settlement", std::string("Сәтбаев"))}));
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), RowState{7, RowLeft, {}, {}}));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(1)));
        RowState back = there;
        back.rev = 7; // moved, and no more than that
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1), back));
        const auto shown = f.replica->row(artisanTable(Facet::Draft), rowId(1));
        QVERIFY(shown);
        QVERIFY(shown->fields.at(artisanField("settlement")) == Value(std::string("Сәтбаев")));
    }

    void aDeletionNamesTheRowItsAuthorSaw()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(6, {{artisanField("settlement"), std::string("Жезді")}}, 77, 10)));
        Change change{OpKind::Delete, entity("artisan").id, rowId(1), {}};
        change.seen = {{0, Dot{77, 9}}};
        QVERIFY(f.replica->commit({change}));
        QCOMPARE(decodeMutation(f.replica->pending(1, 9999)[0].body)->ops[0].base.at(0), (Dot{77, 9}));
    }

    void aDiscardedValueIsNothingToBuildOn()
    {
        ReplicaFixture f;
        const std::uint16_t town = artisanField("settlement");
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(6, {{town, std::string("Жезді")}}, 77, 10)));
        const auto mine = f.replica->commit({patch(rowId(1), "settlement", std::string("Қате"))});
        QVERIFY(mine);
        f.answer(*mine, Outcome::Rejected, 0, "permission_denied");
        Change change = patch(rowId(1), "settlement", std::string("Сәтбаев"));
        change.seen = {{town, Dot{f.key.device(), *mine}}};
        QVERIFY(f.replica->discard(*mine));
        QVERIFY(f.replica->commit({change}));
        QCOMPARE(decodeMutation(f.replica->pending(1, 9999)[0].body)->ops[0].base.at(town), (Dot{77, 10}));
    }

    void aChangedRoleDropsWhatItMayNoLongerSee()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Staff), rowId(1),
                       serverRow(1, {{artisanField("birth_year"), std::int64_t(1960)}})));
        QVERIFY(f.pull(artisanTable(Facet::Published), rowId(1),
                       serverRow(1, {{artisanField("settlement"), std::string("A")}})));
        QVERIFY(f.replica->commit({newArtisan(rowId(2))}));
        f.replica->dropPrivateRows();
        QVERIFY(!f.replica->row(artisanTable(Facet::Staff), rowId(1)));
        QVERIFY(f.replica->row(artisanTable(Facet::Published), rowId(1)));
        QVERIFY2(f.replica->row(artisanTable(Facet::Draft), rowId(2)), "own pending record must stay");
        QVERIFY(f.replica->cursor().empty());
    }

    void approvalShowsTheProposedValuesAtOnce()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(1, {{artisanField("name_ru"), std::string("Образец")}}, 7, 3)));
        QVERIFY(f.replica->commit({{OpKind::Approve, entity("artisan").id, rowId(1), {}}}));
        QCOMPARE(f.text(Facet::Published, rowId(1), "name_ru"), std::string("Образец"));
        QCOMPARE(decodeMutation(f.replica->pending(1, 9999)[0].body)->ops[0].base.at(artisanField("name_ru")),
                 (Dot{7, 3}));
    }

    void setsTravelAsAdditionsAndRemovals()
    {
        ReplicaFixture f;
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(1, {{artisanField("crafts"), std::string("felt\nwood")}})));
        QVERIFY(f.replica->commit({patch(rowId(1), "crafts", std::string("bone\nwood"))}));
        const auto op = decodeMutation(f.replica->pending(1, 9999)[0].body)->ops[0];
        QCOMPARE(std::get<std::string>(op.fields.at(artisanField("crafts"))), std::string("+bone\n-felt"));
        QVERIFY(f.pull(artisanTable(Facet::Draft), rowId(1),
                       serverRow(2, {{artisanField("crafts"), std::string("felt\nstone\nwood")}})));
        QCOMPARE(f.text(Facet::Draft, rowId(1), "crafts"), std::string("bone\nstone\nwood"));
    }

    void aFileOfANewerVersionIsRefused()
    {
        ReplicaFixture f;
        f.db->exec("PRAGMA user_version = 99");
        QVERIFY_THROWS_EXCEPTION(NewerFile, Replica(*f.db, f.clock));
    }

    void whatFollowsARowIsInItsTransaction()
    {
        ReplicaFixture f;
        f.replica->setFollower([&](const TableChanges& changes) {
            QVERIFY(f.db->inTransaction());
            QVERIFY(changes.at(artisanTable(Facet::Draft)).contains(rowId(1)));
            throw StorageFull(13, "no room for what follows");
        });
        QVERIFY_THROWS_EXCEPTION(StorageFull, (void)f.replica->commit({newArtisan(rowId(1))}));
        QVERIFY(!f.replica->row(artisanTable(Facet::Draft), rowId(1)));
        QCOMPARE(f.replica->pendingCount(), std::size_t(0));
        f.replica->setFollower({});
        QVERIFY(f.replica->commit({newArtisan(rowId(1))}));
    }

    void aClockSetBackNeverTurnsTimeBack()
    {
        ReplicaFixture f;
        QVERIFY(f.replica->commit({newArtisan(rowId(1))}));
        f.clock.ms = 0;
        f.reopen();
        QVERIFY(f.replica->commit({newArtisan(rowId(2))}));
        const auto sent = f.replica->pending(2, 99999);
        QVERIFY(decodeMutation(sent[1].body)->hlc > decodeMutation(sent[0].body)->hlc);
    }
};

QTEST_GUILESS_MAIN(ReplicaTest)
#include "tst_replica.moc"
