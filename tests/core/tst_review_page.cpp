// SPDX-License-Identifier: Apache-2.0
#include "core/models/queue_model.h"
#include "core/models/review_page.h"
#include "tests/support/forms_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

bool load(ReviewPage& page, FormsFixture& f, int n)
{
    page.setRowId(id(n));
    page.setServices(&f.services);
    return QTest::qWaitFor([&] { return !page.loading(); });
}

} // namespace

class ReviewPageTest : public QObject {
    Q_OBJECT
private slots:
    void approvingPublishesTheRecordItsPhotosAndLeavesTheQueue();
    void whatCameInSinceIsNotApprovedUnseen();
    void aWorkIsShownAndApprovedWithItsMaster();
    void withoutConsentOrForAMinorNothingIsApproved();
    void withdrawingTakesTheRecordAway();
    void restoringBringsTheLosingValueBackAndClosesTheConflict();
    void restoringALostDeletionDeletesTheRecordAsItIsNow();
    void whatCameInSinceIsNotRestoredOver();
    void whatWasEmptyIsRestoredAsSeenEmpty();
    void dismissingOnlyClosesTheConflict();
};

void ReviewPageTest::approvingPublishesTheRecordItsPhotosAndLeavesTheQueue()
{
    FormsFixture f;
    f.draft(1, 1);
    f.consent(1, "registry\npublic_profile");
    for (const char* kind : {"portrait", "consent"})
        f.pull("media", Facet::Draft, rowId(kind[0] == 'p' ? 50 : 51),
               {{"artisan", rowId(1)},
                {"sha256", std::string(64, 'a')},
                {"mime", text("image/jpeg")},
                {"kind", text(kind)}},
               2);
    QueueModel queue;
    queue.setServices(&f.services);
    QTRY_COMPARE(queue.count(), 1);
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QVERIFY(page.found());
    QVERIFY(page.isNew());
    QVERIFY(page.canApprove());
    QCOMPARE(page.changedCount(), 6);
    QCOMPARE(page.waitingSince().toMSecsSinceEpoch(), qint64(1'000'001));
    QTRY_COMPARE(page.fields()->count(), 6);
    QCOMPARE(page.fields()->get(0, "changed").toBool(), true);
    QSignalSpy done(&page, &ReviewPage::done);
    page.approve();
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done[0][0].toString(), QString("approve"));
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops.size(), 2); // the proof of consent is never published
    for (const Op& op : sent[0].ops)
        QCOMPARE(int(op.kind), int(OpKind::Approve));
    QCOMPARE(sent[0].ops[0].row, rowId(1));
    QCOMPARE(sent[0].ops[0].base.at(artisanField("story_kk")), (Dot{7, 1}));
    QCOMPARE(sent[0].ops[1].row, rowId(50));
    QTRY_COMPARE(queue.count(), 0);
    QTRY_VERIFY(page.published());
    QVERIFY(!page.canApprove());
    QCOMPARE(page.changedCount(), 0);
}

void ReviewPageTest::whatCameInSinceIsNotApprovedUnseen()
{
    FormsFixture f;
    f.draft(1, 1);
    f.consent(1, "registry\npublic_profile");
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QTRY_VERIFY(page.canApprove());
    // Here already, but not on the screen yet.
    Named newer = FormsFixture::master("Жаңа");
    newer["name_en"] = text("Aisha");
    f.draft(1, 2, newer);
    f.pull("media", Facet::Draft, rowId(50),
           {{"artisan", rowId(1)}, {"sha256", std::string(64, 'a')}, {"mime", text("image/jpeg")}}, 2);
    QSignalSpy done(&page, &ReviewPage::done);
    page.approve();
    QTRY_COMPARE(done.count(), 1);
    const auto sent = f.sent();
    QCOMPARE(sent.size(), std::size_t(1));
    QCOMPARE(sent[0].ops.size(), std::size_t(1));
    QCOMPARE(sent[0].ops[0].base.at(artisanField("story_kk")), (Dot{7, 1}));
    QVERIFY(!sent[0].ops[0].base.contains(artisanField("name_en")));
    // Once it is shown, the next approval names it.
    QTRY_COMPARE(page.media()->count(), 1);
    QTRY_VERIFY(page.canApprove());
    page.approve();
    QTRY_COMPARE(done.count(), 2);
    QCOMPARE(f.sent().at(1).ops.size(), std::size_t(2));
    QCOMPARE(f.sent().at(1).ops[0].base.at(artisanField("story_kk")), (Dot{7, 2}));
}

void ReviewPageTest::aWorkIsShownAndApprovedWithItsMaster()
{
    FormsFixture f;
    f.draft(1, 1);
    f.consent(1, "registry\npublic_profile");
    f.pull("work", Facet::Draft, rowId(60), {{"artisan", rowId(1)}, {"title_kk", text("Кілем")}}, 3);
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QTRY_COMPARE(page.fields()->count(), 7);
    QCOMPARE(page.fields()->get(6, "record").toString(), QString("Кілем"));
    QCOMPARE(page.fields()->get(6, "field").toString(), QString("title_kk"));
    QCOMPARE(page.fields()->get(6, "proposed").toString(), QString("Кілем"));
    QCOMPARE(page.changedCount(), 7);
    QSignalSpy done(&page, &ReviewPage::done);
    page.approve();
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(f.sent().at(0).ops.size(), std::size_t(2));
    QCOMPARE(f.sent().at(0).ops[1].row, rowId(60));
    QCOMPARE(f.sent().at(0).ops[1].base.at(fieldId("work", "title_kk")), (Dot{7, 3}));
}

void ReviewPageTest::withoutConsentOrForAMinorNothingIsApproved()
{
    FormsFixture f;
    f.draft(1, 1);
    f.consent(1, "registry");
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QVERIFY(page.hasConsent());
    QVERIFY(!page.canApprove());
    QSignalSpy failed(&page, &ReviewPage::failed);
    page.approve();
    QCOMPARE(failed[0][0].toString(), QString("consent_missing"));
    f.consent(1, "registry\npublic_profile");
    QTRY_VERIFY(page.canApprove());
    f.pull("artisan", Facet::Staff, rowId(1), {{"minor", std::int64_t(1)}}, 3);
    QTRY_VERIFY(page.minor());
    QVERIFY(!page.canApprove());
    page.approve();
    QCOMPARE(failed[1][0].toString(), QString("minor_never_public"));
    QVERIFY(f.sent().empty());
}

void ReviewPageTest::withdrawingTakesTheRecordAway()
{
    FormsFixture f;
    f.draft(1, 1);
    f.pull("artisan", Facet::Published, rowId(1), FormsFixture::master(), 1);
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QVERIFY(page.published());
    QSignalSpy done(&page, &ReviewPage::done);
    page.withdraw();
    QTRY_COMPARE(done.count(), 1);
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops.size(), 1);
    QCOMPARE(int(sent[0].ops[0].kind), int(OpKind::Withdraw));
    QTRY_VERIFY(!page.published());
    QVERIFY(!f.row("artisan", Facet::Published, rowId(1)));
    QVERIFY(f.row("artisan", Facet::Draft, rowId(1)));
}

void ReviewPageTest::restoringBringsTheLosingValueBackAndClosesTheConflict()
{
    FormsFixture f;
    f.draft(1, 1);
    f.conflict(70, 1, "story_kk", text("Жеңілген"));
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QTRY_COMPARE(page.conflicts()->count(), 1);
    QSignalSpy done(&page, &ReviewPage::done);
    page.restore(id(70));
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done[0][0].toString(), QString("restore"));
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops.size(), 2);
    QCOMPARE(sent[0].ops[0].fields, (FieldValues{{artisanField("story_kk"), text("Жеңілген")}}));
    QCOMPARE(sent[0].ops[0].base.at(artisanField("story_kk")), (Dot{7, 1}));
    QCOMPARE(sent[0].ops[1].row, rowId(70));
    QCOMPARE(textIn(sent[0].ops[1].fields, "conflict", "state"), std::string("restored"));
    QTRY_COMPARE(page.conflicts()->count(), 0);
    QCOMPARE(textIn(f.row("artisan", Facet::Draft, rowId(1))->fields, "artisan", "story_kk"),
             std::string("Жеңілген"));
    QSignalSpy failed(&page, &ReviewPage::failed);
    page.restore(id(71));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QString("row_missing"));
}

void ReviewPageTest::restoringALostDeletionDeletesTheRecordAsItIsNow()
{
    FormsFixture f;
    f.draft(1, 1);
    f.lostDeletion(70, 1);
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QTRY_COMPARE(page.conflicts()->count(), 1);
    QCOMPARE(page.conflicts()->get(0, "reason").toString(), QString("edit_of_deleted"));
    QSignalSpy done(&page, &ReviewPage::done);
    page.restore(id(70));
    QTRY_COMPARE(done.count(), 1);
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops.size(), 2);
    QCOMPARE(int(sent[0].ops[0].kind), int(OpKind::Delete));
    QCOMPARE(sent[0].ops[0].row, rowId(1));
    // It names what stands, so that the server takes it as seen.
    QCOMPARE(sent[0].ops[0].base.at(0), (Dot{7, 1}));
    QCOMPARE(sent[0].ops[0].base.at(artisanField("story_kk")), (Dot{7, 1}));
    QCOMPARE(textIn(sent[0].ops[1].fields, "conflict", "state"), std::string("restored"));
    QTRY_VERIFY(!page.found());
}

void ReviewPageTest::whatCameInSinceIsNotRestoredOver()
{
    FormsFixture f;
    f.draft(1, 1);
    f.conflict(70, 1, "story_kk", text("Жеңілген"));
    f.lostDeletion(72, 1);
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QTRY_COMPARE(page.conflicts()->count(), 2);
    // Here already, but not on the screen yet.
    f.draft(1, 2, FormsFixture::master("Жаңа"));
    QSignalSpy done(&page, &ReviewPage::done);
    page.restore(id(70));
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(f.sent()[0].ops[0].base.at(artisanField("story_kk")), (Dot{7, 1}));
    f.draft(1, 3, FormsFixture::master("Жаңа"));
    page.restore(id(72));
    QTRY_COMPARE(done.count(), 2);
    const auto deletion = f.sent()[1].ops[0];
    QCOMPARE(int(deletion.kind), int(OpKind::Delete));
    QVERIFY(deletion.base.at(artisanField("name_kk")).dseq < 3);
}

void ReviewPageTest::whatWasEmptyIsRestoredAsSeenEmpty()
{
    FormsFixture f;
    f.draft(1, 1);
    f.conflict(71, 1, "story_en", text("Lost"));
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QTRY_COMPARE(page.conflicts()->count(), 1);
    Named newer = FormsFixture::master();
    newer["story_en"] = text("New");
    f.draft(1, 2, newer);
    QSignalSpy done(&page, &ReviewPage::done);
    page.restore(id(71));
    QTRY_COMPARE(done.count(), 1);
    // It names nobody's value: the server keeps the one that came meanwhile as a conflict.
    QVERIFY(f.sent()[0].ops[0].base.empty());
}

void ReviewPageTest::dismissingOnlyClosesTheConflict()
{
    FormsFixture f;
    f.draft(1, 1);
    f.conflict(70, 1, "story_kk", text("Жеңілген"));
    ReviewPage page;
    QVERIFY(load(page, f, 1));
    QTRY_COMPARE(page.conflicts()->count(), 1);
    page.dismiss(id(70));
    QTRY_COMPARE(page.conflicts()->count(), 0);
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops.size(), 1);
    QCOMPARE(textIn(sent[0].ops[0].fields, "conflict", "state"), std::string("dismissed"));
    QCOMPARE(textIn(f.row("artisan", Facet::Draft, rowId(1))->fields, "artisan", "story_kk"),
             std::string("Ескі"));
}

QTEST_GUILESS_MAIN(ReviewPageTest)
#include "tst_review_page.moc"
