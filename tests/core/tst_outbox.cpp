// SPDX-License-Identifier: Apache-2.0
#include "core/models/edit_story.h"
#include "core/models/mend.h"
#include "core/models/my_records_model.h"
#include "core/models/outbox_model.h"
#include "tests/support/staff_fixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

class OutboxTest : public QObject {
    Q_OBJECT
private slots:
    void theOutboxSaysWhyAndDiscardTakesTheRowAway();
    void whatIsNotRefusedCannotBeDiscarded();
    void anOutboxLongerThanAPageIsReadWhole();
    void aDeletedRecordKeepsItsNameInTheOutbox();
    void aRefusedRecordIsMendedWholeByOneSave();
    void aMendedEditAnswersWhatTheRefusedOneAnswered();
    void aRefusedPhotoThatIsTakenOutIsNotSentAgain();
    void whatWasMergedTellsWhoseValueIsShown();
    void anEditOfADeletedRecordNeedsSomebodyToDecide();
};

void OutboxTest::theOutboxSaysWhyAndDiscardTakesTheRowAway()
{
    StaffFixture f;
    const Dseq first = f.commit({newArtisan(rowId(1), "Айша")});
    const Dseq second = f.commit({newArtisan(rowId(2), "Болат")});
    OutboxModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "dseq"), QStringList({QString::number(second), QString::number(first)}));
    QCOMPARE(column(model, "state"), QStringList({"pending", "pending"}));
    QCOMPARE(column(model, "kind"), QStringList({"put", "put"}));
    QCOMPARE(column(model, "name"), QStringList({"Болат", "Айша"}));
    QCOMPARE(model.waiting(), 2);
    f.answer(first, Outcome::Rejected, {"field_too_long", "settlement", {"200", "x"}});
    QTRY_COMPARE(column(model, "dseq"), QStringList({QString::number(first), QString::number(second)}));
    QCOMPARE(model.get(0, "state").toString(), QString("rejected"));
    QCOMPARE(model.get(0, "errorCode").toString(), QString("field_too_long"));
    QCOMPARE(model.get(0, "errorField").toString(), QString("settlement"));
    QCOMPARE(model.get(0, "errorArgs").toStringList(), QStringList({"200", "x"}));
    QCOMPARE(model.waiting(), 1);
    QCOMPARE(model.rejected(), 1);
    QSignalSpy discarded(&model, &OutboxModel::discarded);
    model.discard(qint64(first));
    QTRY_COMPARE(discarded.count(), 1);
    QTRY_COMPARE(model.rejected(), 0);
    QTRY_COMPARE(model.get(1, "state").toString(), QString("discarded"));
    QCOMPARE(model.get(1, "name").toString(), QString("Айша")); // the row is gone, its journal knows
    MyRecordsModel records;
    records.setServices(&f.services);
    QTRY_COMPARE(column(records, "rowId"), QStringList({id(2)}));
}

void OutboxTest::whatIsNotRefusedCannotBeDiscarded()
{
    StaffFixture f;
    const Dseq dseq = f.commit({newArtisan(rowId(1))});
    OutboxModel model;
    model.setServices(&f.services);
    QSignalSpy failed(&model, &OutboxModel::failed);
    model.discard(qint64(dseq));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QString("not_rejected"));
    QTRY_COMPARE(model.get(0, "state").toString(), QString("pending"));
}

void OutboxTest::anOutboxLongerThanAPageIsReadWhole()
{
    StaffFixture f;
    f.commit({newArtisan(rowId(1))});
    for (int i = 0; i < 99; ++i)
        f.commit({patch(rowId(1), "settlement", "Ауыл " + std::to_string(i))});
    for (Dseq dseq = 1; dseq <= 30; ++dseq)
        f.answer(dseq, Outcome::Rejected, {"permission_denied", "", {}});
    QVERIFY(QSignalSpy(&f.hub, &ReplicaHub::rowsChanged).wait()); // the model begins when all is quiet
    OutboxModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 60);
    model.fetchMore({});
    QTRY_COMPARE(model.count(), 100);
    QVERIFY(!model.canFetchMore({}));
    QStringList wanted;
    for (int dseq = 30; dseq >= 1; --dseq)
        wanted << QString::number(dseq);
    for (int dseq = 100; dseq > 30; --dseq)
        wanted << QString::number(dseq);
    QCOMPARE(column(model, "dseq"), wanted);
}

void OutboxTest::aDeletedRecordKeepsItsNameInTheOutbox()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.commit({{OpKind::Delete, entity("artisan").id, rowId(1), {}}});
    OutboxModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "kind"), QStringList({"delete"}));
    QCOMPARE(model.get(0, "name").toString(), QString("Айша"));
}

void OutboxTest::aRefusedRecordIsMendedWholeByOneSave()
{
    StaffFixture f;
    const Dseq first = f.commit({newArtisan(rowId(1), "Айша")});
    const Dseq second = f.commit({patch(rowId(1), "settlement", std::string("Сәтбаев"))});
    f.answer(first, Outcome::Rejected, {"permission_denied", "artisan", {}});
    f.answer(second, Outcome::Rejected, {"base_rejected", "", {"1"}});
    OutboxModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "state"), QStringList({"rejected", "rejected"}));
    QCOMPARE(model.get(0, "actions").toStringList(), QStringList({"mend", "again", "discard"}));
    EditStory form;
    form.setRowId(id(1));
    form.setServices(&f.services);
    QTRY_VERIFY(!form.loading());
    form.setTextKk("Әңгіме");
    QSignalSpy saved(&form, &EditStory::saved);
    form.save();
    QTRY_COMPARE(saved.count(), 1);
    const auto sent = f.sent();
    QCOMPARE(sent.size(), std::size_t(1));
    QCOMPARE(sent[0].mends, first);
    QCOMPARE(sent[0].ops.size(), std::size_t(1));
    const Op& op = sent[0].ops[0];
    QCOMPARE(int(op.kind), int(OpKind::Put));
    QCOMPARE(op.fields.at(artisanField("name_kk")), Value(std::string("Айша")));
    QCOMPARE(op.fields.at(artisanField("settlement")), Value(std::string("Сәтбаев")));
    QCOMPARE(op.fields.at(artisanField("story_kk")), Value(std::string("Әңгіме")));
    QVERIFY(op.base.empty());
    QTRY_COMPARE(column(model, "state"), QStringList({"pending", "mended", "mended"}));
    QCOMPARE(model.rejected(), 0);
    MyRecordsModel records;
    records.setServices(&f.services);
    QTRY_COMPARE(column(records, "settlement"), QStringList({"Сәтбаев"}));
}

void OutboxTest::aMendedEditAnswersWhatTheRefusedOneAnswered()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 4);
    const Dseq refused = f.commit({patch(rowId(1), "settlement", std::string("Сәтбаев"))});
    f.answer(refused, Outcome::Rejected, {"permission_denied", "artisan", {}});
    f.draft(rowId(1), "Айша", 5); // somebody wrote it meanwhile
    OutboxModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(model.rejected(), 1);
    QSignalSpy again(&model, &OutboxModel::sentAgain);
    model.sendAgain(qint64(refused));
    QTRY_COMPARE(again.count(), 1);
    const Op op = f.sent().at(0).ops[0];
    QCOMPARE(op.fields, (FieldValues{{artisanField("settlement"), std::string("Сәтбаев")}}));
    QCOMPARE(op.base.at(artisanField("settlement")), (Dot{7, 4}));
    QTRY_COMPARE(column(model, "state"), QStringList({"pending", "mended"}));
    QSignalSpy failed(&model, &OutboxModel::failed);
    model.sendAgain(qint64(refused));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QString("not_rejected"));
    QCOMPARE(f.sent().size(), std::size_t(1));
}

void OutboxTest::aRefusedPhotoThatIsTakenOutIsNotSentAgain()
{
    StaffFixture f;
    const std::uint16_t media = entity("media").id;
    const Change photo{OpKind::Put,
                       media,
                       rowId(50),
                       {{fieldId("media", "artisan"), rowId(1)},
                        {fieldId("media", "sha256"), std::string(64, 'a')},
                        {fieldId("media", "mime"), std::string("image/jpeg")}}};
    const Dseq refused = f.commit({newArtisan(rowId(1), "Айша"), photo});
    f.answer(refused, Outcome::Rejected, {"permission_denied", "artisan", {}});
    f.hub.writeAndWait([&](Replica& replica) {
        const Change gone{OpKind::Delete, media, rowId(50), {}};
        QVERIFY(commitMending(replica, entity("artisan").id, rowId(1), {gone}));
        QVERIFY(!replica.row(TableId::of(media, Facet::Draft), rowId(50)));
    });
    const auto sent = f.sent();
    QCOMPARE(sent.size(), std::size_t(1));
    QCOMPARE(sent[0].ops.size(), std::size_t(1));
    QCOMPARE(int(sent[0].ops[0].kind), int(OpKind::Put));
    QCOMPARE(sent[0].ops[0].row, rowId(1));
}

void OutboxTest::whatWasMergedTellsWhoseValueIsShown()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.draft(rowId(2), "Болат", 1);
    const Dseq won = f.commit({patch(rowId(1), "settlement", std::string("Менікі"))});
    const Dseq lost = f.commit({patch(rowId(2), "settlement", std::string("Менікі"))});
    DeviceId me = 0;
    f.hub.writeAndWait([&](Replica& replica) {
        me = replica.device();
        Answer answer;
        answer.outcome = Outcome::Merged;
        answer.rev = f.rev + 1;
        answer.dseq = won;
        Answer other = answer;
        other.dseq = lost;
        replica.applyAnswers({answer, other});
    });
    const auto conflict = [&](int n, int of, DeviceId device, Dseq dseq, const char* losing,
                              const char* author) {
        CborWriter out;
        writeValue(out, Value(std::string(losing)));
        f.pull("conflict", Facet::Staff, rowId(n),
               {{"artisan", rowId(of)},
                {"entity", std::int64_t(entity("artisan").id)},
                {"row", rowId(of)},
                {"field", std::int64_t(artisanField("settlement"))},
                {"value", Bytes{out.out()}},
                {"author_name", std::string(author)},
                {"dot_device", std::int64_t(device)},
                {"dot_dseq", std::int64_t(dseq)},
                {"state", std::string("open")}},
               9);
    };
    // The server's rows as merged: mine stands on the first, theirs on the second.
    f.hub.writeAndWait([&](Replica& replica) {
        const auto shown = replica.row(artisanTable(Facet::Draft), rowId(1));
        CborWriter fields;
        writeFields(fields, shown->fields);
        const std::string stamps = shown->stamps.encode();
        PulledPage page;
        page.epoch = "e";
        page.rows.push_back({artisanTable(Facet::Draft), rowId(1), ++f.rev, 0, stamps, fields.out()});
        page.complete = f.rev;
        QVERIFY(replica.applyPage(page));
    });
    Named theirs = StaffFixture::values("Болат");
    theirs["settlement"] = std::string("Оныкі");
    f.pull("artisan", Facet::Draft, rowId(2), theirs, 8);
    conflict(70, 1, 7, 3, "Оныкі", "Дана");
    conflict(71, 2, me, lost, "Менікі", "Айгүл");
    OutboxModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "state"), QStringList({"settled", "settled"}));
    QTRY_COMPARE(column(model, "mergedOther"), QStringList({"Оныкі", "Оныкі"}));
    QCOMPARE(column(model, "dseq"), QStringList({QString::number(lost), QString::number(won)}));
    QCOMPARE(column(model, "mergedField"), QStringList({"settlement", "settlement"}));
    QCOMPARE(model.get(0, "mergedMine").toBool(), false);
    QCOMPARE(model.get(1, "mergedMine").toBool(), true);
    QCOMPARE(model.get(1, "mergedWith").toString(), QString("Дана"));
    QCOMPARE(model.get(1, "actions").toStringList(), QStringList({"look"}));
}

void OutboxTest::anEditOfADeletedRecordNeedsSomebodyToDecide()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    const Dseq dseq = f.commit({patch(rowId(1), "settlement", std::string("Сәтбаев"))});
    f.answer(dseq, Outcome::Merged);
    OutboxModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "merged"), QStringList({"true"}));
    QCOMPARE(model.get(0, "needsReview").toBool(), false);
    f.hub.writeAndWait([&](Replica& replica) {
        const auto shown = replica.row(artisanTable(Facet::Draft), rowId(1));
        CborWriter fields;
        writeFields(fields, shown->fields);
        const std::string stamps = shown->stamps.encode();
        PulledPage page;
        page.epoch = "e";
        page.rows.push_back(
            {artisanTable(Facet::Draft), rowId(1), f.rev + 200, RowNeedsReview, stamps, fields.out()});
        page.complete = f.rev + 200;
        QVERIFY(replica.applyPage(page));
    });
    QTRY_COMPARE(model.get(0, "needsReview").toBool(), true);
    QCOMPARE(model.get(0, "actions").toStringList(), QStringList({"look"}));
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
