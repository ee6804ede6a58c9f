// SPDX-License-Identifier: Apache-2.0
#include "core/media/media_store.h"
#include "core/models/edit_story.h"
#include "core/models/queue_model.h"
#include "core/models/register_form.h"
#include "core/models/review_page.h"
#include "tests/support/replica_fixture.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using test::artisanField;
using test::newArtisan;
using test::patch;
using test::rowId;

namespace {

using Named = std::map<std::string, Value>;

QString id(int n)
{
    return QString::fromStdString(rowId(n));
}

Value text(const char* value)
{
    return std::string(value);
}

/// One device: others' rows come by pulled pages, its own by the forms.
struct Fixture {
    QTemporaryDir dir;
    test::FakeClock clock;
    MediaStore media{dir.filePath("media.db").toStdString(), {}};
    ReplicaHub hub{{dir.filePath("replica.db"), {}, 2}};
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{nullptr};
    Services services{{&hub, nullptr, &settings, &position, &media, &clock, {}}};
    std::uint64_t rev = 0;

    explicit Fixture(bool enrolled = true)
    {
        if (!hub.waitUntilOpen())
            qFatal("the replica does not open");
        if (enrolled)
            hub.writeAndWait([](Replica& replica) {
                replica.setIdentity(SigningKey::fromSeed(std::string(32, 'm')), rowId(900));
            });
        settings.setLanguage("kk");
    }

    /// The server's row, all of it written by mutation `dseq` of device 7.
    void pull(std::string_view entityName, Facet facet, const std::string& row, const Named& values,
              Dseq dseq)
    {
        RowState state;
        state.rev = ++rev;
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
        page.rows.push_back({TableId::of(entity(entityName).id, facet), row, rev, 0, stamps, out.out()});
        page.cursor["moderation"] = rev;
        page.complete = rev;
        hub.writeAndWait([&](Replica& replica) {
            if (const auto ok = replica.applyPage(page); !ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
    }
    static Named master(const char* story = "Ескі", const char* town = "Жезді")
    {
        return {{"name_kk", text("Айша")},    {"craft", text("felt")},   {"region", text("KZ-62")},
                {"settlement", text(town)},   {"story_kk", text(story)}, {"story_ru", text("Старый")},
                {"status", text("in_review")}};
    }
    void draft(int n, Dseq dseq, const Named& values = master())
    {
        pull("artisan", Facet::Draft, rowId(n), values, dseq);
    }
    void consent(int n, const char* purposes)
    {
        pull("consent", Facet::Staff, rowId(n + 100), {{"artisan", rowId(n)}, {"purposes", text(purposes)}},
             1);
    }
    void conflict(int n, int of, std::string_view field, const Value& losing)
    {
        CborWriter out;
        writeValue(out, losing);
        pull("conflict", Facet::Staff, rowId(n),
             {{"artisan", rowId(of)},
              {"entity", std::int64_t(entity("artisan").id)},
              {"row", rowId(of)},
              {"field", std::int64_t(fieldId("artisan", field))},
              {"value", Bytes{out.out()}},
              {"written_at", std::int64_t(1'000'001)},
              {"reason", text("concurrent")},
              {"state", text("open")}},
             1);
    }
    std::vector<Mutation> sent()
    {
        std::vector<Mutation> out;
        hub.writeAndWait([&](Replica& replica) {
            for (const SignedMutation& sealed : replica.pending(100, 1'000'000))
                out.push_back(*decodeMutation(sealed.body));
        });
        return out;
    }
    std::string meta(const char* key)
    {
        std::string out;
        hub.writeAndWait([&](Replica& replica) { out = replica.meta(key); });
        return out;
    }
    std::optional<RowState> row(std::string_view entityName, Facet facet, const std::string& row)
    {
        std::optional<RowState> out;
        hub.writeAndWait(
            [&](Replica& replica) { out = replica.row(TableId::of(entity(entityName).id, facet), row); });
        return out;
    }
    QUrl picture(const QString& name, QColor color = Qt::red) const
    {
        QImage image(60, 40, QImage::Format_RGB32);
        image.fill(color);
        const QString path = dir.filePath(name);
        if (!image.save(path))
            qFatal("cannot save %s", qPrintable(name));
        return QUrl::fromLocalFile(path);
    }
};

bool load(RegisterForm& form, Fixture& f, const QString& artisan = {})
{
    if (!artisan.isEmpty())
        form.setArtisanId(artisan);
    form.setServices(&f.services);
    return QTest::qWaitFor([&] { return !form.loading(); });
}

void fillIn(RegisterForm& form)
{
    form.setProperty("nameKk", "  Айша ");
    form.setProperty("craft", "felt");
    form.setProperty("region", "KZ-62");
    form.setProperty("settlement", "Ұлытау");
    form.setProperty("consentPurposes", QStringList({"registry", "public_profile"}));
    form.setProperty("consentMethod", "signature");
    form.setProperty("signaturePath", "M0 0L9 9");
}

bool add(RegisterForm& form, const QUrl& picture)
{
    QSignalSpy added(&form, &RegisterForm::photoAdded);
    form.addPhoto(picture);
    return added.wait();
}

bool save(RegisterForm& form)
{
    QSignalSpy saved(&form, &RegisterForm::saved);
    form.save();
    return saved.count() > 0 || saved.wait();
}

bool load(EditStory& form, Fixture& f, int n)
{
    form.setRowId(id(n));
    form.setServices(&f.services);
    return QTest::qWaitFor([&] { return !form.loading(); });
}

bool save(EditStory& form)
{
    QSignalSpy saved(&form, &EditStory::saved);
    form.save();
    return saved.count() > 0 || saved.wait();
}

bool load(ReviewPage& page, Fixture& f, int n)
{
    page.setRowId(id(n));
    page.setServices(&f.services);
    return QTest::qWaitFor([&] { return !page.loading(); });
}

std::string textIn(const FieldValues& fields, std::string_view entityName, std::string_view name)
{
    const auto at = fields.find(fieldId(entityName, name));
    return at == fields.end() ? "(nothing)" : std::get<std::string>(at->second);
}

} // namespace

class ModelsFormsTest : public QObject {
    Q_OBJECT
private slots:
    void savingIsOneMutationWithConsentAndPhotos();
    void whatIsMissingIsRefusedAtItsField();
    void aVisitorIsToldAndKeepsWhatWasTyped();
    void aPhoneIsKeptInItsInternationalForm();
    void aMinorNeedsAGuardian();
    void whatWasTypedSurvivesAKill();
    void aDraftOfASavedRecordIsDropped();
    void discardingBringsBackTheNewestRecord();
    void thePositionIsTakenOnlyInRange();
    void aPhotoIsKeptOnceAndRemovedWithItsBytes();
    void aPictureThatCannotBeTakenIsToldByCode();
    void mendingSendsOnlyWhatWasChanged();
    void aMendedFieldAnswersTheValueThatWasShown();
    void aMendedFieldAnswersItStillAfterAKill();
    void anUntouchedFormFollowsTheRecord();
    void aRemovedPhotoAndANewTextAreSent();
    void onlyEditedLanguagesAreSent();
    void anEditedTextAnswersTheOneThatWasShown();
    void anEditedTextAnswersItStillAfterAKill();
    void goingBackToTheTextSeenIsNoEdit();
    void aTextThatCannotBeSavedSaysWhy();
    void approvingPublishesTheRecordItsPhotosAndLeavesTheQueue();
    void withoutConsentOrForAMinorNothingIsApproved();
    void withdrawingTakesTheRecordAway();
    void restoringBringsTheLosingValueBackAndClosesTheConflict();
    void dismissingOnlyClosesTheConflict();
};

void ModelsFormsTest::savingIsOneMutationWithConsentAndPhotos()
{
    Fixture f;
    RegisterForm form;
    QVERIFY(load(form, f));
    QVERIFY(!form.restored());
    QVERIFY(!form.dirty());
    fillIn(form);
    form.setPosition(48.65, 67.01, 12.4);
    QVERIFY(add(form, f.picture("a.png")));
    const QString sha = form.photos()[0].toMap()["sha256"].toString();
    form.setPhotoAlt(sha, "Кілем");
    QVERIFY(f.media.contains(sha.toStdString()));
    QVERIFY(save(form));
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops.size(), 3);
    const Op& record = sent[0].ops[0];
    QCOMPARE(int(record.kind), int(OpKind::Put));
    QCOMPARE(QString::fromStdString(record.row), form.artisanId());
    QCOMPARE(textIn(record.fields, "artisan", "name_kk"), std::string("Айша"));
    QCOMPARE(std::get<std::int64_t>(record.fields.at(artisanField("lat"))), std::int64_t(486'500'000));
    QCOMPARE(std::get<std::int64_t>(record.fields.at(artisanField("accuracy_m"))), std::int64_t(12));
    QCOMPARE(std::get<std::int64_t>(record.fields.at(artisanField("home_workshop"))), std::int64_t(1));
    QVERIFY(!record.fields.contains(artisanField("minor")));
    QVERIFY(!record.fields.contains(artisanField("name_ru")));
    const Op& consent = sent[0].ops[1];
    QCOMPARE(consent.entity, entity("consent").id);
    QCOMPARE(textIn(consent.fields, "consent", "artisan"), record.row);
    QCOMPARE(textIn(consent.fields, "consent", "purposes"), std::string("registry\npublic_profile"));
    QCOMPARE(textIn(consent.fields, "consent", "lang"), std::string("kk"));
    QCOMPARE(textIn(consent.fields, "consent", "signature_svg"), std::string("M0 0L9 9"));
    const Op& photo = sent[0].ops[2];
    QCOMPARE(photo.entity, entity("media").id);
    QCOMPARE(textIn(photo.fields, "media", "artisan"), record.row);
    QCOMPARE(textIn(photo.fields, "media", "sha256"), sha.toStdString());
    QCOMPARE(textIn(photo.fields, "media", "kind"), std::string("portrait"));
    QCOMPARE(textIn(photo.fields, "media", "alt_kk"), std::string("Кілем"));
    QTRY_VERIFY(!form.loading());
    QVERIFY(!form.dirty());
    QVERIFY(!form.needsConsent());
    QCOMPARE(form.property("settlement").toString(), QString("Ұлытау"));
    QCOMPARE(form.photos().size(), 1);
    QCOMPARE(f.meta("draft/register/new"), std::string());
}

void ModelsFormsTest::whatIsMissingIsRefusedAtItsField()
{
    Fixture f;
    RegisterForm form;
    QVERIFY(load(form, f));
    QSignalSpy failed(&form, &RegisterForm::failed);
    form.save();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(form.errors(), (QVariantMap{{"name_kk", "field_required"},
                                         {"craft", "field_required"},
                                         {"region", "field_required"},
                                         {"settlement", "field_required"},
                                         {"purposes", "consent_missing"},
                                         {"method", "field_required"}}));
    fillIn(form);
    QVERIFY(form.check());
    form.setProperty("nameKk", "");
    form.setProperty("nameRu", "Айша"); // one language is enough
    QVERIFY(form.check());
    form.setProperty("consentPurposes", QStringList({"public_profile"}));
    form.setProperty("sinceYear", 1200);
    form.setProperty("settlement", QString(300, 'x'));
    form.setProperty("phone", "12");
    QVERIFY(!form.check());
    QCOMPARE(form.errors(), (QVariantMap{{"purposes", "consent_missing"},
                                         {"since_year", "field_out_of_range"},
                                         {"settlement", "field_too_long"},
                                         {"phone", "field_invalid"}}));
    QCOMPARE(form.errorArgs()["since_year"].toStringList(), QStringList({"1900", "2100"}));
    QVERIFY(f.sent().empty());
}

void ModelsFormsTest::aVisitorIsToldAndKeepsWhatWasTyped()
{
    Fixture f(false);
    RegisterForm form;
    QVERIFY(load(form, f));
    fillIn(form);
    QSignalSpy failed(&form, &RegisterForm::failed);
    form.save();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QString("not_enrolled"));
    QVERIFY(form.dirty());
    QVERIFY(!form.busy());
    QTRY_VERIFY(!f.meta("draft/register/new").empty());
}

void ModelsFormsTest::aPhoneIsKeptInItsInternationalForm()
{
    Fixture f;
    RegisterForm form;
    QVERIFY(load(form, f));
    fillIn(form);
    form.setProperty("phone", "8 (701) 123-45-67");
    QVERIFY(save(form));
    QCOMPARE(textIn(f.sent()[0].ops[0].fields, "artisan", "phone"), std::string("+77011234567"));
}

void ModelsFormsTest::aMinorNeedsAGuardian()
{
    Fixture f; // in 2026
    RegisterForm form;
    QVERIFY(load(form, f));
    fillIn(form);
    form.setProperty("birthYear", 2008);
    QVERIFY(!form.minor());
    form.setProperty("birthYear", 2009);
    QVERIFY(form.minor());
    QVERIFY(!form.check());
    QCOMPARE(form.errors(), (QVariantMap{{"guardian", "field_required"}}));
    form.setProperty("guardian", "Болат");
    QVERIFY(save(form));
    const auto ops = f.sent()[0].ops;
    QCOMPARE(std::get<std::int64_t>(ops[0].fields.at(artisanField("minor"))), std::int64_t(1));
    QCOMPARE(textIn(ops[1].fields, "consent", "guardian"), std::string("Болат"));
}

void ModelsFormsTest::whatWasTypedSurvivesAKill()
{
    Fixture f;
    RegisterForm killed; // never told that the app ends
    QVERIFY(load(killed, f));
    QVERIFY(add(killed, f.picture("a.png")));
    killed.setPhotoAlt(killed.photos()[0].toMap()["sha256"].toString(), "Кілем");
    killed.setPosition(48.65, 67.01, 12);
    fillIn(killed);
    killed.setProperty("birthYear", 1960);
    killed.setProperty("takesOrders", true);
    QTRY_VERIFY(f.meta("draft/register/new").find("1960") != std::string::npos);

    RegisterForm form;
    QVERIFY(load(form, f));
    QVERIFY(form.restored());
    QVERIFY(form.dirty());
    QCOMPARE(form.property("nameKk"), killed.property("nameKk"));
    QCOMPARE(form.property("consentPurposes").toStringList(), QStringList({"registry", "public_profile"}));
    QCOMPARE(form.property("birthYear").toInt(), 1960);
    QCOMPARE(form.property("takesOrders").toBool(), true);
    QCOMPARE(form.latitude(), 48.65);
    QCOMPARE(form.accuracy(), 12.0);
    QCOMPARE(form.photos(), killed.photos());
    QVERIFY(save(form));
    QCOMPARE(f.sent()[0].ops.size(), 3);
}

void ModelsFormsTest::aDraftOfASavedRecordIsDropped()
{
    Fixture f;
    f.draft(1, 1);
    f.hub.writeAndWait([](Replica& replica) {
        replica.setMeta("draft/register/new", R"({"row":")" + rowId(1) + R"(","values":{"nameKk":"Айша"}})");
    });
    RegisterForm form;
    QVERIFY(load(form, f));
    QVERIFY(!form.restored());
    QCOMPARE(form.property("nameKk").toString(), QString());
    QTRY_COMPARE(f.meta("draft/register/new"), std::string());
}

void ModelsFormsTest::discardingBringsBackTheNewestRecord()
{
    Fixture f;
    f.draft(1, 1);
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    form.setProperty("settlement", "Менікі");
    QTRY_VERIFY(!f.meta(("draft/register/" + rowId(1)).c_str()).empty());
    f.draft(1, 2, Fixture::master("Ескі", "Басқа"));
    form.discardDraft();
    QVERIFY(!form.dirty());
    QTRY_COMPARE(form.property("settlement").toString(), QString("Басқа"));
    QVERIFY(!form.dirty());
    QVERIFY(!form.restored());
    QCOMPARE(f.meta(("draft/register/" + rowId(1)).c_str()), std::string());
}

void ModelsFormsTest::thePositionIsTakenOnlyInRange()
{
    Fixture f;
    RegisterForm form;
    QVERIFY(load(form, f));
    form.setPosition(91, 0, 5);
    form.setPosition(0, 181, 5);
    form.setPosition(qQNaN(), 0, 5);
    form.takePosition(); // the device has none
    QVERIFY(!form.hasPosition());
    QVERIFY(qIsNaN(form.latitude()));
    form.setPosition(-90, 180, qQNaN());
    QVERIFY(form.hasPosition());
    QVERIFY(qIsNaN(form.accuracy()));
    QCOMPARE(form.positionAt().toMSecsSinceEpoch(), qint64(f.clock.ms));
    form.clearPosition();
    QVERIFY(!form.dirty());
}

void ModelsFormsTest::aPhotoIsKeptOnceAndRemovedWithItsBytes()
{
    Fixture f;
    RegisterForm form;
    QVERIFY(load(form, f));
    QVERIFY(add(form, f.picture("a.png")));
    QVERIFY(add(form, f.picture("same.png")));
    QCOMPARE(form.photos().size(), 1);
    QVERIFY(add(form, f.picture("b.png", Qt::blue)));
    QCOMPARE(form.photos().size(), 2);
    const QVariantMap first = form.photos()[0].toMap();
    QCOMPARE(first["width"].toInt(), 60);
    QCOMPARE(first["height"].toInt(), 40);
    QVERIFY(first["placeholder"].toString().startsWith("#f"));
    form.removePhoto(first["sha256"].toString());
    QCOMPARE(form.photos().size(), 1);
    QTRY_VERIFY(!f.media.contains(first["sha256"].toString().toStdString()));
    QVERIFY(f.media.contains(form.photos()[0].toMap()["sha256"].toString().toStdString()));
}

void ModelsFormsTest::aPictureThatCannotBeTakenIsToldByCode()
{
    Fixture f;
    RegisterForm form;
    QVERIFY(load(form, f));
    QSignalSpy failed(&form, &RegisterForm::photoFailed);
    QFile broken(f.dir.filePath("a.jpg"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture");
    broken.close();
    form.addPhoto(QUrl::fromLocalFile(broken.fileName()));
    QVERIFY(form.busy());
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QString("photo_unreadable"));
    QVERIFY(!form.busy());
    form.addPhoto(f.picture("a.ppm"));
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(failed[1][0].toString(), QString("photo_format"));
    form.addPhoto(QUrl("https://example.org/a.jpg"));
    QCOMPARE(failed.count(), 3);
    QVERIFY(form.photos().isEmpty());
}

void ModelsFormsTest::mendingSendsOnlyWhatWasChanged()
{
    Fixture f;
    f.draft(1, 1);
    f.consent(1, "registry");
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    QVERIFY(!form.needsConsent());
    QCOMPARE(form.property("storyKk").toString(), QString("Ескі"));
    form.setProperty("storyRu", "");
    form.setProperty("sinceYear", 1987);
    QVERIFY(save(form));
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops.size(), 1);
    QCOMPARE(int(sent[0].ops[0].kind), int(OpKind::Patch));
    QCOMPARE(sent[0].ops[0].fields, (FieldValues{{artisanField("story_ru"), Value()},
                                                 {artisanField("since_year"), std::int64_t(1987)}}));
}

void ModelsFormsTest::aMendedFieldAnswersTheValueThatWasShown()
{
    Fixture f;
    f.draft(1, 1);
    f.consent(1, "registry");
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    form.setProperty("settlement", "Менікі");
    form.setProperty("storyEn", "Mine"); // was empty
    QSignalSpy changed(&f.hub, &ReplicaHub::rowsChanged);
    Named newer = Fixture::master("Ескі", "Басқа");
    newer["story_en"] = text("Theirs");
    f.draft(1, 2, newer);
    QVERIFY(changed.count() > 0 || changed.wait());
    form.setProperty("phone", "+77011234567");
    QVERIFY(save(form));
    const Op op = f.sent()[0].ops[0];
    QCOMPARE(op.base.at(artisanField("settlement")), (Dot{7, 1}));
    QVERIFY(!op.base.contains(artisanField("story_en")));
    QCOMPARE(textIn(op.fields, "artisan", "settlement"), std::string("Менікі"));
}

void ModelsFormsTest::aMendedFieldAnswersItStillAfterAKill()
{
    Fixture f;
    f.draft(1, 1);
    f.consent(1, "registry");
    RegisterForm killed;
    QVERIFY(load(killed, f, id(1)));
    killed.setProperty("settlement", "Менікі");
    QTRY_VERIFY(!f.meta(("draft/register/" + rowId(1)).c_str()).empty());
    f.draft(1, 2, Fixture::master("Ескі", "Басқа"));
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    QVERIFY(form.restored());
    QCOMPARE(form.property("settlement").toString(), QString("Менікі"));
    form.setProperty("sinceYear", 1987);
    QVERIFY(save(form));
    const Op op = f.sent()[0].ops[0];
    QCOMPARE(op.base, (std::map<std::uint16_t, Dot>{{artisanField("settlement"), Dot{7, 1}}}));
}

void ModelsFormsTest::anUntouchedFormFollowsTheRecord()
{
    Fixture f;
    f.draft(1, 1);
    f.pull("artisan", Facet::Staff, rowId(1),
           {{"lat", std::int64_t(486'500'000)}, {"lon", std::int64_t(670'100'000)}}, 1);
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    QCOMPARE(form.latitude(), 48.65);
    f.draft(1, 2, Fixture::master("Жаңа"));
    f.pull("artisan", Facet::Staff, rowId(1),
           {{"lat", std::int64_t(490'000'000)}, {"lon", std::int64_t(670'100'000)}}, 2);
    QTRY_COMPARE(form.property("storyKk").toString(), QString("Жаңа"));
    QTRY_COMPARE(form.latitude(), 49.0);
    QVERIFY(!form.dirty());
}

void ModelsFormsTest::aRemovedPhotoAndANewTextAreSent()
{
    Fixture f;
    f.draft(1, 1);
    f.consent(1, "registry");
    for (int n : {50, 51})
        f.pull("media", Facet::Draft, rowId(n),
               {{"artisan", rowId(1)},
                {"sha256", std::string(64, n == 50 ? 'a' : 'b')},
                {"mime", text("image/jpeg")},
                {"alt_kk", text("Ескі")}},
               Dseq(n));
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    QCOMPARE(form.photos().size(), 2);
    form.removePhoto(QString(64, 'a'));
    form.setPhotoAlt(QString(64, 'b'), "Жаңа");
    QVERIFY(save(form));
    const auto ops = f.sent()[0].ops;
    QCOMPARE(ops.size(), 2);
    QCOMPARE(int(ops[0].kind), int(OpKind::Delete));
    QCOMPARE(ops[0].row, rowId(50));
    QCOMPARE(ops[0].base.at(0), (Dot{7, 50}));
    QCOMPARE(int(ops[1].kind), int(OpKind::Patch));
    QCOMPARE(textIn(ops[1].fields, "media", "alt_kk"), std::string("Жаңа"));
    QCOMPARE(ops[1].base.at(fieldId("media", "alt_kk")), (Dot{7, 51}));
}

void ModelsFormsTest::onlyEditedLanguagesAreSent()
{
    Fixture f;
    f.draft(1, 1);
    EditStory form;
    QVERIFY(load(form, f, 1));
    QCOMPARE(form.recordName(), QString("Айша"));
    QCOMPARE(form.textRu(), QString("Старый"));
    form.setTextRu("Новый");
    QVERIFY(form.dirty());
    QVERIFY(save(form));
    QVERIFY(!form.dirty());
    const auto sent = f.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].ops[0].fields, (FieldValues{{artisanField("story_ru"), text("Новый")}}));
    QCOMPARE(sent[0].ops[0].base.at(artisanField("story_ru")), (Dot{7, 1}));
}

void ModelsFormsTest::anEditedTextAnswersTheOneThatWasShown()
{
    Fixture f;
    f.draft(1, 1);
    EditStory form;
    QVERIFY(load(form, f, 1));
    form.setTextKk("Менікі");
    form.setTextEn("Mine");
    Named newer = Fixture::master("Басқа");
    newer["story_ru"] = text("Чужой");
    newer["story_en"] = text("Theirs");
    f.draft(1, 2, newer);
    QTRY_COMPARE(form.textRu(), QString("Чужой")); // nobody types there
    QCOMPARE(form.textKk(), QString("Менікі"));
    form.setTextRu("Менікі де");
    QVERIFY(save(form));
    const Op op = f.sent()[0].ops[0];
    QCOMPARE(op.base, (std::map<std::uint16_t, Dot>{{artisanField("story_kk"), Dot{7, 1}},
                                                    {artisanField("story_ru"), Dot{7, 2}}}));
    QCOMPARE(op.fields.size(), 3);
}

void ModelsFormsTest::anEditedTextAnswersItStillAfterAKill()
{
    Fixture f;
    f.draft(1, 1);
    EditStory killed;
    QVERIFY(load(killed, f, 1));
    killed.setTextKk("Менікі");
    const std::string key = "draft/story/artisan/" + rowId(1);
    QTRY_VERIFY(!f.meta(key.c_str()).empty());
    f.draft(1, 2, Fixture::master("Басқа"));
    EditStory form;
    QVERIFY(load(form, f, 1));
    QVERIFY(form.restored());
    QCOMPARE(form.textKk(), QString("Менікі"));
    QVERIFY(save(form));
    QCOMPARE(f.sent()[0].ops[0].base.at(artisanField("story_kk")), (Dot{7, 1}));
    QCOMPARE(f.meta(key.c_str()), std::string());
}

void ModelsFormsTest::goingBackToTheTextSeenIsNoEdit()
{
    Fixture f;
    f.draft(1, 1);
    EditStory form;
    QVERIFY(load(form, f, 1));
    form.setTextKk("Менікі");
    Named newer = Fixture::master("Басқа");
    newer["story_ru"] = text("Чужой");
    f.draft(1, 2, newer);
    QTRY_COMPARE(form.textRu(), QString("Чужой"));
    form.setTextKk("Ескі");
    QVERIFY(!form.dirty());
    QSignalSpy failed(&form, &EditStory::failed);
    form.save();
    QCOMPARE(failed[0][0].toString(), QString("nothing_changed"));
    form.setTextKk("Менікі");
    form.revert();
    QTRY_COMPARE(form.textKk(), QString("Басқа"));
    QVERIFY(!form.dirty());
}

void ModelsFormsTest::aTextThatCannotBeSavedSaysWhy()
{
    Fixture f;
    f.draft(1, 1);
    EditStory form;
    QVERIFY(load(form, f, 1));
    QSignalSpy failed(&form, &EditStory::failed);
    form.setTextKk(QString(9000, 'x'));
    form.save();
    QCOMPARE(failed[0][0].toString(), QString("field_too_long"));
    QCOMPARE(form.errors(), (QVariantMap{{"story_kk", "field_too_long"}}));
    EditStory missing;
    QVERIFY(load(missing, f, 2));
    QVERIFY(!missing.found());
    QSignalSpy gone(&missing, &EditStory::failed);
    missing.setTextKk("x");
    missing.save();
    QCOMPARE(gone[0][0].toString(), QString("row_missing"));
    EditStory name;
    name.setFieldSet("name");
    QVERIFY(load(name, f, 1));
    QSignalSpy refused(&name, &EditStory::failed);
    name.setTextKk("");
    name.save();
    QCOMPARE(refused[0][0].toString(), QString("field_required"));
    QVERIFY(f.sent().empty());
}

void ModelsFormsTest::approvingPublishesTheRecordItsPhotosAndLeavesTheQueue()
{
    Fixture f;
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

void ModelsFormsTest::withoutConsentOrForAMinorNothingIsApproved()
{
    Fixture f;
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

void ModelsFormsTest::withdrawingTakesTheRecordAway()
{
    Fixture f;
    f.draft(1, 1);
    f.pull("artisan", Facet::Published, rowId(1), Fixture::master(), 1);
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

void ModelsFormsTest::restoringBringsTheLosingValueBackAndClosesTheConflict()
{
    Fixture f;
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

void ModelsFormsTest::dismissingOnlyClosesTheConflict()
{
    Fixture f;
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

QTEST_GUILESS_MAIN(ModelsFormsTest)
#include "tst_models_forms.moc"
