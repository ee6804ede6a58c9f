// SPDX-License-Identifier: Apache-2.0
#include "tests/core/register_form_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

class RegisterFormTest : public QObject {
    Q_OBJECT
private slots:
    void savingIsOneMutationWithConsentAndPhotos();
    void whatIsMissingIsRefusedAtItsField();
    void aVisitorIsToldAndKeepsWhatWasTyped();
    void aPhoneIsKeptInItsInternationalForm();
    void aMinorNeedsAGuardian();
    void thePositionIsTakenOnlyInRange();
    void aPhotoIsKeptOnceAndRemovedWithItsBytes();
    void aPictureThatCannotBeTakenIsToldByCode();
};

void RegisterFormTest::savingIsOneMutationWithConsentAndPhotos()
{
    FormsFixture f;
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

void RegisterFormTest::whatIsMissingIsRefusedAtItsField()
{
    FormsFixture f;
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

void RegisterFormTest::aVisitorIsToldAndKeepsWhatWasTyped()
{
    FormsFixture f(false);
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

void RegisterFormTest::aPhoneIsKeptInItsInternationalForm()
{
    FormsFixture f;
    RegisterForm form;
    QVERIFY(load(form, f));
    fillIn(form);
    form.setProperty("phone", "8 (701) 123-45-67");
    QVERIFY(save(form));
    QCOMPARE(textIn(f.sent()[0].ops[0].fields, "artisan", "phone"), std::string("+77011234567"));
}

void RegisterFormTest::aMinorNeedsAGuardian()
{
    FormsFixture f; // in 2026
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

void RegisterFormTest::thePositionIsTakenOnlyInRange()
{
    FormsFixture f;
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

void RegisterFormTest::aPhotoIsKeptOnceAndRemovedWithItsBytes()
{
    FormsFixture f;
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

void RegisterFormTest::aPictureThatCannotBeTakenIsToldByCode()
{
    FormsFixture f;
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

QTEST_GUILESS_MAIN(RegisterFormTest)
#include "tst_register_form.moc"
