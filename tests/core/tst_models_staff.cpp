// SPDX-License-Identifier: Apache-2.0
#include "core/models/account_model.h"
#include "core/models/conflicts_model.h"
#include "core/models/error_codes.h"
#include "core/models/media_model.h"
#include "core/models/my_records_model.h"
#include "core/models/outbox_model.h"
#include "core/models/queue_model.h"
#include "tests/support/replica_fixture.h"

#include <QAbstractItemModelTester>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using test::newArtisan;
using test::patch;
using test::rowId;

namespace {

using Named = std::map<std::string, Value>;

/// Answers a join as it is told to.
class SyncDouble final : public SyncPort {
public:
    QString phase() const override { return QStringLiteral("idle"); }
    int pendingCount() const override { return 0; }
    QDateTime lastSuccess() const override { return {}; }
    qint64 rowsPulled() const override { return 0; }
    QString lastErrorCode() const override { return {}; }
    QStringList lastErrorArgs() const override { return {}; }
    bool waitsForUnmetered() const override { return false; }
    bool enrolled() const override { return member; }
    QString role() const override { return member ? QStringLiteral("field") : QStringLiteral("visitor"); }
    QString personName() const override { return {}; }
    QString actor() const override { return {}; }
    QString artisan() const override { return {}; }
    QStringList regions() const override { return {}; }
    QString serverUrl() const override { return {}; }
    bool offline() const override { return false; }
    void syncNow() override {}
    void join(const QString& inviteOrServer, const QString& code) override
    {
        asked << inviteOrServer + QLatin1Char('|') + code;
    }
    void cancelJoin() override { ++cancelled; }
    void setOffline(bool) override {}

    bool member = false;
    QStringList asked;
    int cancelled = 0;
};

/// A moderator's device: rows come by pulled pages, the person's own by commit.
struct Fixture {
    QTemporaryDir dir;
    test::FakeClock clock;
    ReplicaHub hub{{dir.filePath("replica.db"), {}, 2}};
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{nullptr};
    SyncDouble sync;
    Services services{{&hub, &sync, &settings, &position, nullptr, &clock, {}}};
    std::uint64_t rev = 0;

    Fixture()
    {
        if (!hub.waitUntilOpen())
            qFatal("the replica does not open");
        hub.writeAndWait([](Replica& replica) {
            replica.setIdentity(SigningKey::fromSeed(std::string(32, 'm')), rowId(900));
        });
        settings.setLanguage("kk");
        pull("craft", Facet::Published, "felt", {{"name_kk", std::string("Киіз")}}, 1);
        pull("region", Facet::Published, "KZ-62", {{"name_kk", std::string("Ұлытау")}}, 1);
    }

    /// The server's row, all of it written by mutation `dseq` of another device, at 1000 s + dseq.
    void pull(std::string_view entityName, Facet facet, const std::string& id, const Named& values, Dseq dseq)
    {
        pullParts(entityName, facet, id, {{values, dseq}});
    }
    void pullParts(std::string_view entityName, Facet facet, const std::string& id,
                   const std::vector<std::pair<Named, Dseq>>& parts)
    {
        RowState state;
        state.rev = ++rev;
        for (const auto& [values, dseq] : parts)
            for (const auto& [name, value] : values) {
                const std::uint16_t field = fieldId(entityName, name);
                state.fields[field] = value;
                if (name != "status")
                    state.stamps.set(field, {Hlc::of(1'000'000 + dseq), {7, dseq}});
            }
        CborWriter out;
        writeFields(out, state.fields);
        const std::string stamps = state.stamps.encode();
        PulledPage page;
        page.epoch = "e";
        page.rows.push_back({TableId::of(entity(entityName).id, facet), id, state.rev, 0, stamps, out.out()});
        page.cursor["moderation"] = rev;
        page.complete = rev;
        hub.writeAndWait([&](Replica& replica) {
            if (const auto ok = replica.applyPage(page); !ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
    }
    void draft(const std::string& id, const std::string& name, Dseq dseq)
    {
        pull("artisan", Facet::Draft, id, values(name), dseq);
    }
    void published(const std::string& id, const std::string& name, Dseq dseq)
    {
        Named all = values(name);
        all["status"] = std::string("published");
        pull("artisan", Facet::Published, id, all, dseq);
    }
    static Named values(const std::string& name, const std::string& status = "in_review")
    {
        return {{"name_kk", name},
                {"craft", std::string("felt")},
                {"region", std::string("KZ-62")},
                {"settlement", std::string("Жезді")},
                {"status", status}};
    }
    void conflict(const std::string& id, const std::string& master, std::string_view field,
                  const Value& losing, Dseq dseq)
    {
        CborWriter out;
        writeValue(out, losing);
        pull("conflict", Facet::Staff, id,
             {{"artisan", master},
              {"entity", std::int64_t(entity("artisan").id)},
              {"row", master},
              {"field", std::int64_t(fieldId("artisan", field))},
              {"value", Bytes{out.out()}},
              {"author_name", std::string("Болат")},
              {"written_at", std::int64_t(1'000'000 + dseq)},
              {"reason", std::string("concurrent")},
              {"state", std::string("open")}},
             dseq);
    }
    Dseq commit(const std::vector<Change>& changes)
    {
        Dseq dseq = 0;
        hub.writeAndWait([&](Replica& replica) {
            const auto done = replica.commit(changes);
            if (!done)
                qFatal("commit refused: %s", done.error().code.c_str());
            dseq = *done;
        });
        return dseq;
    }
    void answer(Dseq dseq, Outcome outcome, const Error& error = {})
    {
        Answer answer;
        answer.dseq = dseq;
        answer.outcome = outcome;
        answer.rev = error.code.empty() ? rev + 100 : 0;
        answer.error = error;
        hub.writeAndWait([&](Replica& replica) { replica.applyAnswers({answer}); });
    }
};

QStringList column(const RowListModel& model, const QString& role)
{
    QStringList out;
    for (int i = 0; i < model.count(); ++i)
        out << model.get(i, role).toString();
    return out;
}

QString id(int n)
{
    return QString::fromStdString(rowId(n));
}

} // namespace

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
    void theOutboxSaysWhyAndDiscardTakesTheRowAway();
    void whatIsNotRefusedCannotBeDiscarded();
    void anOutboxLongerThanAPageIsReadWhole();
    void aDeletedRecordKeepsItsNameInTheOutbox();
    void ownRecordsTellWhereTheyStand();
    void proposedPhotosAreShownOnlyWhenAsked();
    void joiningEndsWithTheAnswer();
    void theAccountCountsTheJournal();
    void everyCodeInTheSourcesIsListed();
    void theChoiceForMobileDataIsKept();
};

void ModelsStaffTest::theLongestWaitingRecordComesFirst()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
    f.published(rowId(1), "Айша", 1);
    f.pullParts("artisan", Facet::Draft, rowId(1),
                {{Fixture::values("Айша"), 1}, {{{"story_kk", std::string("Жаңа")}}, 2}});
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
    f.draft(rowId(1), "Айша", 1);
    f.conflict(rowId(70), rowId(1), "craft", std::string("felt"), 4);
    f.conflict(rowId(71), rowId(1), "since_year", std::int64_t(1987), 5);
    ConflictsModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "losing"), QStringList({"Киіз", "1987"}));
}

void ModelsStaffTest::theOutboxSaysWhyAndDiscardTakesTheRowAway()
{
    Fixture f;
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
    QTRY_COMPARE(model.get(1, "state").toString(), QString("closed"));
    QCOMPARE(model.get(1, "name").toString(), QString("Айша")); // the row is gone, its journal knows
    MyRecordsModel records;
    records.setServices(&f.services);
    QTRY_COMPARE(column(records, "rowId"), QStringList({id(2)}));
}

void ModelsStaffTest::whatIsNotRefusedCannotBeDiscarded()
{
    Fixture f;
    const Dseq dseq = f.commit({newArtisan(rowId(1))});
    OutboxModel model;
    model.setServices(&f.services);
    QSignalSpy failed(&model, &OutboxModel::failed);
    model.discard(qint64(dseq));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QString("not_rejected"));
    QTRY_COMPARE(model.get(0, "state").toString(), QString("pending"));
}

void ModelsStaffTest::anOutboxLongerThanAPageIsReadWhole()
{
    Fixture f;
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

void ModelsStaffTest::aDeletedRecordKeepsItsNameInTheOutbox()
{
    Fixture f;
    f.draft(rowId(1), "Айша", 1);
    f.commit({{OpKind::Delete, entity("artisan").id, rowId(1), {}}});
    OutboxModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "kind"), QStringList({"delete"}));
    QCOMPARE(model.get(0, "name").toString(), QString("Айша"));
}

void ModelsStaffTest::ownRecordsTellWhereTheyStand()
{
    Fixture f;
    f.draft(rowId(1), "Айша", 1);
    f.published(rowId(1), "Айша", 1);
    f.draft(rowId(2), "Болат", 2);
    f.pull("artisan", Facet::Draft, rowId(3), Fixture::values("Сәуле", "changes_asked"), 3);
    f.pull("artisan", Facet::Draft, rowId(4), Fixture::values("Дана", "hidden"), 4);
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
    AccountModel model;
    model.setServices(&f.services);
    const Dseq first = f.commit({newArtisan(rowId(1))});
    f.commit({newArtisan(rowId(2))});
    QTRY_COMPARE(model.waiting(), 2);
    f.answer(first, Outcome::Rejected, {"permission_denied", "artisan", {}});
    QTRY_COMPARE(model.rejected(), 1);
    QCOMPARE(model.waiting(), 1);
}

/// Codes are written as failure("..."), Error{"..."} or reject...("..."); none may be missing.
void ModelsStaffTest::everyCodeInTheSourcesIsListed()
{
    const QStringList listed = ErrorCodes::all();
    QStringList sorted = listed;
    sorted.sort();
    QCOMPARE(sorted.removeDuplicates(), 0);
    QCOMPARE(listed, sorted);
    static const QRegularExpression written(
        R"re((?:failure\(|Error\{|reject(?:ed|Row)?\(\{?|refuse\(\w+, |problem\(\d+, \{)"([a-z_]+)")re");
    int found = 0;
    for (const char* folder : {"core", "sync/client", "sync/merge", "sync/protocol", "sync/server"}) {
        QDirIterator files(QStringLiteral(QOLONER_SOURCE_DIR "/") + QLatin1String(folder), {"*.cpp", "*.h"},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto codes = written.globalMatch(QString::fromUtf8(file.readAll()));
            while (codes.hasNext()) {
                const QString code = codes.next().captured(1);
                QVERIFY2(listed.contains(code), qPrintable(code + " of " + file.fileName()));
                ++found;
            }
        }
    }
    QVERIFY(found > 80); // the pattern still fits how the sources are written
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
