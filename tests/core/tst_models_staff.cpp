// SPDX-License-Identifier: Apache-2.0
#include "core/models/account_model.h"
#include "core/models/conflicts_model.h"
#include "core/models/media_model.h"
#include "core/models/my_records_model.h"
#include "core/models/queue_model.h"
#include "tests/support/staff_fixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

class ModelsStaffTest : public QObject {
    Q_OBJECT
private slots:
    void theLongestWaitingRecordComesFirst();
    void anApprovalTakesARecordOutBeforeTheServerSawIt();
    void aWithdrawnRecordDoesNotComeBackAsNew();
    void aChangedFieldAndAProposedPhotoAreCounted();
    void aProofOfConsentIsNothingToReview();
    void consentCountsOnlyForPublicationAndUntilWithdrawn();
    void aConflictPutsAPublishedRecordInTheQueue();
    void aConflictShowsBothValuesAndGoesWhenDecided();
    void referencesInAConflictAreShownByName();
    void ownRecordsTellWhereTheyStand();
    void proposedPhotosAreShownOnlyWhenAsked();
    void joiningEndsWithTheAnswer();
    void theAccountCountsTheJournal();
    void theChoiceForMobileDataIsKept();
};

void ModelsStaffTest::theLongestWaitingRecordComesFirst()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 30);
    f.draft(rowId(2), "Болат", 10);
    f.draft(rowId(3), "Сәуле", 20);
    f.published(rowId(3), "Сәуле", 20);
    QueueModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "rowId"), QStringList({id(2), id(1)}));
    QCOMPARE(model.get(0, "name").toString(), QString("Болат"));
    QCOMPARE(model.get(0, "craftName").toString(), QString("Киіз"));
    QCOMPARE(model.get(0, "regionName").toString(), QString("Ұлытау"));
    QCOMPARE(model.get(0, "isNew").toBool(), true);
    QCOMPARE(model.get(0, "waitingSince").toDateTime().toMSecsSinceEpoch(), qint64(1'000'010));
}

void ModelsStaffTest::anApprovalTakesARecordOutBeforeTheServerSawIt()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.draft(rowId(2), "Болат", 2);
    QueueModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 2);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    f.commit({{OpKind::Approve, entity("artisan").id, rowId(1), {}}});
    QTRY_COMPARE(column(model, "rowId"), QStringList({id(2)}));
    QCOMPARE(removed.count(), 1);
}

void ModelsStaffTest::aWithdrawnRecordDoesNotComeBackAsNew()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 2);
    f.published(rowId(1), "Айша", 1);
    QueueModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 1);
    f.commit({{OpKind::Withdraw, entity("artisan").id, rowId(1), {}}});
    QTRY_COMPARE(model.count(), 0);
}

void ModelsStaffTest::aChangedFieldAndAProposedPhotoAreCounted()
{
    StaffFixture f;
    f.published(rowId(1), "Айша", 1);
    f.pullParts("artisan", Facet::Draft, rowId(1),
                {{StaffFixture::values("Айша"), 1}, {{{"story_kk", std::string("Жаңа")}}, 2}});
    QueueModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 1);
    QCOMPARE(model.get(0, "changedFields").toInt(), 1);
    QCOMPARE(model.get(0, "isNew").toBool(), false);
    f.pull("media", Facet::Draft, rowId(50),
           {{"artisan", rowId(1)}, {"sha256", std::string(64, 'a')}, {"mime", std::string("image/jpeg")}}, 3);
    QTRY_COMPARE(model.get(0, "changedFields").toInt(), 2);
    QCOMPARE(model.get(0, "photo").toString(), QString(64, 'a'));
}

void ModelsStaffTest::aProofOfConsentIsNothingToReview()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.published(rowId(1), "Айша", 1);
    f.draft(rowId(2), "Болат", 1);
    f.pull("media", Facet::Draft, rowId(50),
           {{"artisan", rowId(1)},
            {"sha256", std::string(64, 'a')},
            {"mime", std::string("image/jpeg")},
            {"kind", std::string("consent")}},
           3);
    QueueModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "rowId"), QStringList({id(2)}));
    MediaModel photos;
    photos.setProposed(true);
    photos.setArtisan(id(1));
    photos.setServices(&f.services);
    QTRY_VERIFY(!photos.loading());
    QCOMPARE(photos.count(), 0);
}

void ModelsStaffTest::consentCountsOnlyForPublicationAndUntilWithdrawn()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    Named consent = {{"artisan", rowId(1)}, {"purposes", std::string("registry\nstatistics")}};
    f.pull("consent", Facet::Staff, rowId(60), consent, 1);
    QueueModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 1);
    QCOMPARE(model.get(0, "hasConsent").toBool(), false);
    consent["purposes"] = std::string("public_profile\nregistry");
    f.pull("consent", Facet::Staff, rowId(60), consent, 2);
    QTRY_COMPARE(model.get(0, "hasConsent").toBool(), true);
    consent["withdrawn_at"] = std::int64_t(5);
    f.pull("consent", Facet::Staff, rowId(60), consent, 3);
    QTRY_COMPARE(model.get(0, "hasConsent").toBool(), false);
}

void ModelsStaffTest::aConflictPutsAPublishedRecordInTheQueue()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.published(rowId(1), "Айша", 1);
    QueueModel model;
    model.setServices(&f.services);
    QTRY_VERIFY(!model.loading());
    QCOMPARE(model.count(), 0);
    f.conflict(rowId(70), rowId(1), "story_kk", std::string("Басқа"), 4);
    QTRY_COMPARE(model.count(), 1);
    QCOMPARE(model.get(0, "conflicts").toInt(), 1);
    QCOMPARE(model.get(0, "changedFields").toInt(), 0);
}

void ModelsStaffTest::aConflictShowsBothValuesAndGoesWhenDecided()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.draft(rowId(2), "Болат", 1);
    f.conflict(rowId(70), rowId(1), "name_kk", std::string("Әйша"), 4);
    f.conflict(rowId(71), rowId(2), "settlement", std::string("Сәтбаев"), 3);
    ConflictsModel all;
    all.setServices(&f.services);
    QTRY_COMPARE(column(all, "rowId"), QStringList({id(71), id(70)}));
    ConflictsModel one;
    QAbstractItemModelTester tester(&one, QAbstractItemModelTester::FailureReportingMode::QtTest);
    one.setRow(id(1));
    one.setServices(&f.services);
    QTRY_COMPARE(column(one, "rowId"), QStringList({id(70)}));
    QCOMPARE(one.get(0, "field").toString(), QString("name_kk"));
    QCOMPARE(one.get(0, "fieldLanguage").toString(), QString("kk"));
    QCOMPARE(one.get(0, "entity").toString(), QString("artisan"));
    QCOMPARE(one.get(0, "recordName").toString(), QString("Айша"));
    QCOMPARE(one.get(0, "winning").toString(), QString("Айша"));
    QCOMPARE(one.get(0, "losing").toString(), QString("Әйша"));
    QCOMPARE(one.get(0, "loser").toString(), QString("Болат"));
    QCOMPARE(one.get(0, "reason").toString(), QString("concurrent"));
    f.commit({{OpKind::Patch,
               entity("conflict").id,
               rowId(70),
               {{fieldId("conflict", "state"), std::string("dismissed")}}}});
    QTRY_COMPARE(one.count(), 0);
    QTRY_COMPARE(all.count(), 1);
}

void ModelsStaffTest::referencesInAConflictAreShownByName()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.conflict(rowId(70), rowId(1), "craft", std::string("felt"), 4);
    f.conflict(rowId(71), rowId(1), "since_year", std::int64_t(1987), 5);
    ConflictsModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "losing"), QStringList({"Киіз", "1987"}));
}

void ModelsStaffTest::ownRecordsTellWhereTheyStand()
{
    StaffFixture f;
    f.draft(rowId(1), "Айша", 1);
    f.published(rowId(1), "Айша", 1);
    f.draft(rowId(2), "Болат", 2);
    f.pull("artisan", Facet::Draft, rowId(3), StaffFixture::values("Сәуле", "changes_asked"), 3);
    f.pull("artisan", Facet::Draft, rowId(4), StaffFixture::values("Дана", "hidden"), 4);
    MyRecordsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "rowId"), QStringList({id(4), id(3), id(2), id(1)}));
    QCOMPARE(column(model, "status"), QStringList({"hidden", "changes_asked", "in_review", "published"}));
    const Dseq made = f.commit({newArtisan(rowId(5), "Ерлан")});
    f.commit({patch(rowId(1), "settlement", std::string("Сәтбаев"))});
    QTRY_COMPARE(column(model, "rowId"), QStringList({id(1), id(5), id(4), id(3), id(2)}));
    QCOMPARE(model.get(0, "status").toString(), QString("changed"));
    QCOMPARE(model.get(0, "settlement").toString(), QString("Сәтбаев"));
    QCOMPARE(model.get(1, "status").toString(), QString("draft"));
    QCOMPARE(model.get(1, "pending").toBool(), true);
    QCOMPARE(model.get(2, "pending").toBool(), false);
    f.answer(made, Outcome::Rejected, {"permission_denied", "artisan", {}});
    QTRY_COMPARE(model.get(1, "rejected").toBool(), true);
    QCOMPARE(model.get(1, "pending").toBool(), false);
    QCOMPARE(model.get(0, "rejected").toBool(), false);
}

void ModelsStaffTest::proposedPhotosAreShownOnlyWhenAsked()
{
    StaffFixture f;
    const auto photo = [](char digit, const char* kind) {
        return Named{{"artisan", rowId(1)},
                     {"sha256", std::string(64, digit)},
                     {"mime", std::string("image/jpeg")},
                     {"width", std::int64_t(1600)},
                     {"height", std::int64_t(1200)},
                     {"alt_ru", std::string("Ковёр")},
                     {"kind", std::string(kind)}};
    };
    f.pull("media", Facet::Published, rowId(50), photo('a', "work"), 1);
    f.pull("media", Facet::Draft, rowId(50), photo('a', "work"), 1);
    f.pull("media", Facet::Draft, rowId(51), photo('b', "portrait"), 2);
    MediaModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setArtisan(id(1));
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "rowId"), QStringList({id(50)}));
    QCOMPARE(model.get(0, "width").toInt(), 1600);
    QCOMPARE(model.get(0, "alt").toString(), QString("Ковёр"));
    QCOMPARE(model.get(0, "altLanguage").toString(), QString("ru"));
    model.setProposed(true);
    QTRY_COMPARE(column(model, "rowId"), QStringList({id(51), id(50)}));
}

void ModelsStaffTest::joiningEndsWithTheAnswer()
{
    StaffFixture f;
    AccountModel model;
    model.setServices(&f.services);
    QCOMPARE(model.role(), QString("visitor"));
    QSignalSpy failed(&model, &AccountModel::joinFailed);
    QSignalSpy joined(&model, &AccountModel::joined);
    model.join(" https://craft.example ", " ABCD-1234 ");
    QVERIFY(model.joining());
    model.join("https://craft.example", "twice");
    QCOMPARE(f.sync.asked, QStringList({"https://craft.example|ABCD-1234"}));
    emit f.sync.joinFailed("invite_used", {});
    QVERIFY(!model.joining());
    QCOMPARE(failed[0][0].toString(), QString("invite_used"));
    model.join("https://craft.example", "B");
    model.cancelJoin();
    QVERIFY(!model.joining());
    QCOMPARE(f.sync.cancelled, 1);
    model.join("https://craft.example", "C");
    f.sync.member = true;
    emit f.sync.joined();
    QVERIFY(!model.joining());
    QCOMPARE(joined.count(), 1);
    QCOMPARE(model.role(), QString("field"));
}

void ModelsStaffTest::theAccountCountsTheJournal()
{
    StaffFixture f;
    AccountModel model;
    model.setServices(&f.services);
    const Dseq first = f.commit({newArtisan(rowId(1))});
    f.commit({newArtisan(rowId(2))});
    QTRY_COMPARE(model.waiting(), 2);
    f.answer(first, Outcome::Rejected, {"permission_denied", "artisan", {}});
    QTRY_COMPARE(model.rejected(), 1);
    QCOMPARE(model.waiting(), 1);
}

void ModelsStaffTest::theChoiceForMobileDataIsKept()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath("settings.ini");
    {
        SettingsModel settings(file);
        QCOMPARE(settings.meteredUse(), QString("small"));
        settings.setMeteredUse("nothing");
        settings.setMeteredUse("a word nobody knows");
        QCOMPARE(settings.meteredUse(), QString("nothing"));
    }
    QCOMPARE(SettingsModel(file).meteredUse(), QString("nothing"));
}

QTEST_GUILESS_MAIN(ModelsStaffTest)
#include "tst_models_staff.moc"
