// SPDX-License-Identifier: Apache-2.0
#include "tests/core/register_form_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

class RegisterDraftTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasTypedSurvivesAKill();
    void aDraftOfASavedRecordIsDropped();
    void discardingBringsBackTheNewestRecord();
    void mendingSendsOnlyWhatWasChanged();
    void aMendedFieldAnswersTheValueThatWasShown();
    void aMendedFieldAnswersItStillAfterAKill();
    void anUntouchedFormFollowsTheRecord();
    void aRemovedPhotoAndANewTextAreSent();
};

void RegisterDraftTest::whatWasTypedSurvivesAKill()
{
    FormsFixture f;
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

void RegisterDraftTest::aDraftOfASavedRecordIsDropped()
{
    FormsFixture f;
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

void RegisterDraftTest::discardingBringsBackTheNewestRecord()
{
    FormsFixture f;
    f.draft(1, 1);
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    form.setProperty("settlement", "Менікі");
    QTRY_VERIFY(!f.meta(("draft/register/" + rowId(1)).c_str()).empty());
    f.draft(1, 2, FormsFixture::master("Ескі", "Басқа"));
    form.discardDraft();
    QVERIFY(!form.dirty());
    QTRY_COMPARE(form.property("settlement").toString(), QString("Басқа"));
    QVERIFY(!form.dirty());
    QVERIFY(!form.restored());
    QCOMPARE(f.meta(("draft/register/" + rowId(1)).c_str()), std::string());
}

void RegisterDraftTest::mendingSendsOnlyWhatWasChanged()
{
    FormsFixture f;
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

void RegisterDraftTest::aMendedFieldAnswersTheValueThatWasShown()
{
    FormsFixture f;
    f.draft(1, 1);
    f.consent(1, "registry");
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    form.setProperty("settlement", "Менікі");
    form.setProperty("storyEn", "Mine"); // was empty
    QSignalSpy changed(&f.hub, &ReplicaHub::rowsChanged);
    Named newer = FormsFixture::master("Ескі", "Басқа");
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

void RegisterDraftTest::aMendedFieldAnswersItStillAfterAKill()
{
    FormsFixture f;
    f.draft(1, 1);
    f.consent(1, "registry");
    RegisterForm killed;
    QVERIFY(load(killed, f, id(1)));
    killed.setProperty("settlement", "Менікі");
    QTRY_VERIFY(!f.meta(("draft/register/" + rowId(1)).c_str()).empty());
    f.draft(1, 2, FormsFixture::master("Ескі", "Басқа"));
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    QVERIFY(form.restored());
    QCOMPARE(form.property("settlement").toString(), QString("Менікі"));
    form.setProperty("sinceYear", 1987);
    QVERIFY(save(form));
    const Op op = f.sent()[0].ops[0];
    QCOMPARE(op.base, (std::map<std::uint16_t, Dot>{{artisanField("settlement"), Dot{7, 1}}}));
}

void RegisterDraftTest::anUntouchedFormFollowsTheRecord()
{
    FormsFixture f;
    f.draft(1, 1);
    f.pull("artisan", Facet::Staff, rowId(1),
           {{"lat", std::int64_t(486'500'000)}, {"lon", std::int64_t(670'100'000)}}, 1);
    RegisterForm form;
    QVERIFY(load(form, f, id(1)));
    QCOMPARE(form.latitude(), 48.65);
    f.draft(1, 2, FormsFixture::master("Жаңа"));
    f.pull("artisan", Facet::Staff, rowId(1),
           {{"lat", std::int64_t(490'000'000)}, {"lon", std::int64_t(670'100'000)}}, 2);
    QTRY_COMPARE(form.property("storyKk").toString(), QString("Жаңа"));
    QTRY_COMPARE(form.latitude(), 49.0);
    QVERIFY(!form.dirty());
}

void RegisterDraftTest::aRemovedPhotoAndANewTextAreSent()
{
    FormsFixture f;
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

QTEST_GUILESS_MAIN(RegisterDraftTest)
#include "tst_register_draft.moc"
