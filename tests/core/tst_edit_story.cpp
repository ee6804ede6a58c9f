// SPDX-License-Identifier: Apache-2.0
#include "core/models/edit_story.h"
#include "tests/support/forms_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

bool load(EditStory& form, FormsFixture& f, int n)
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

} // namespace

class EditStoryTest : public QObject {
    Q_OBJECT
private slots:
    void onlyEditedLanguagesAreSent();
    void anEditedTextAnswersTheOneThatWasShown();
    void anEditedTextAnswersItStillAfterAKill();
    void goingBackToTheTextSeenIsNoEdit();
    void aTextThatCannotBeSavedSaysWhy();
};

void EditStoryTest::onlyEditedLanguagesAreSent()
{
    FormsFixture f;
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

void EditStoryTest::anEditedTextAnswersTheOneThatWasShown()
{
    FormsFixture f;
    f.draft(1, 1);
    EditStory form;
    QVERIFY(load(form, f, 1));
    form.setTextKk("Менікі");
    form.setTextEn("Mine");
    Named newer = FormsFixture::master("Басқа");
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

void EditStoryTest::anEditedTextAnswersItStillAfterAKill()
{
    FormsFixture f;
    f.draft(1, 1);
    EditStory killed;
    QVERIFY(load(killed, f, 1));
    killed.setTextKk("Менікі");
    const std::string key = "draft/story/artisan/" + rowId(1);
    QTRY_VERIFY(!f.meta(key.c_str()).empty());
    f.draft(1, 2, FormsFixture::master("Басқа"));
    EditStory form;
    QVERIFY(load(form, f, 1));
    QVERIFY(form.restored());
    QCOMPARE(form.textKk(), QString("Менікі"));
    QVERIFY(save(form));
    QCOMPARE(f.sent()[0].ops[0].base.at(artisanField("story_kk")), (Dot{7, 1}));
    QCOMPARE(f.meta(key.c_str()), std::string());
}

void EditStoryTest::goingBackToTheTextSeenIsNoEdit()
{
    FormsFixture f;
    f.draft(1, 1);
    EditStory form;
    QVERIFY(load(form, f, 1));
    form.setTextKk("Менікі");
    Named newer = FormsFixture::master("Басқа");
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

void EditStoryTest::aTextThatCannotBeSavedSaysWhy()
{
    FormsFixture f;
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

QTEST_GUILESS_MAIN(EditStoryTest)
#include "tst_edit_story.moc"
