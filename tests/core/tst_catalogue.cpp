// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/catalogue.h"
#include "core/catalogue/scopes.h"
#include "core/store/database.h"

#include <QTest>
#include <set>

using namespace qoloner;

class CatalogueTest : public QObject {
    Q_OBJECT

private slots:
    void idsAndNamesAreUnique()
    {
        std::uint16_t expected = 1;
        for (const Entity& entity : catalogue()) {
            QCOMPARE(entity.id, expected++);
            std::set<std::uint16_t> ids;
            std::set<std::string_view> names;
            for (const Field& field : entity.fields) {
                QVERIFY2(field.id > 0 && ids.insert(field.id).second, field.name.data());
                QVERIFY2(names.insert(field.name).second, field.name.data());
                QVERIFY2(field.refers.empty() || findEntity(field.refers), field.name.data());
                QVERIFY2(!field.doc.empty(), field.name.data());
                QVERIFY2((field.type == FieldType::Set) == (field.merge == Merge::Set), field.name.data());
            }
        }
    }

    void theReplicaSchemaIsValidSql()
    {
        Database db(":memory:");
        db.exec(replicaDdl());
        for (const TableId table : allTables())
            QCOMPARE(db.integer("SELECT count(*) FROM " + tableName(table)), 0);
    }

    void privateFieldsStandInTablesOfTheirOwn()
    {
        const Entity& artisan = entity("artisan");
        for (const Facet facet : artisan.facets())
            for (const Field* field : fieldsOf(artisan, facet)) {
                QCOMPARE(field->group == Group::Private, facet == Facet::Private);
                QCOMPARE(field->group == Group::Staff, facet == Facet::Staff);
            }
        QCOMPARE(editFacet(artisan, *artisan.field("name_kk")), Facet::Draft);
        QCOMPARE(editFacet(entity("place"), *entity("place").field("name_kk")), Facet::Published);
    }

    void onlyWhatIsPublishedIsInAPublicScope()
    {
        const Ownership owner{"a1", "KZ-62"};
        for (const TableId table : allTables()) {
            bool open = false;
            for (const std::string& scope : scopesOf(table, owner, "almaty"))
                open |= scope.starts_with("public/");
            QCOMPARE(open, table.facet() == Facet::Published);
        }
    }

    void nobodyPublishesTheirOwnRecord()
    {
        const Ownership mine{"a1", "KZ-62"};
        const Principal artisan{Role::Artisan, "p1", "almaty", "a1", {}};
        const Principal field{Role::Field, "p2", "almaty", {}, {"KZ-62"}};
        for (const Principal& who : {artisan, field}) {
            QVERIFY(!permitted(who, entity("artisan"), Verb::Publish, mine));
            QVERIFY(permitted(who, entity("artisan"), Verb::Change, mine));
            QVERIFY(!permitted(who, entity("artisan"), Verb::Change, {"a2", "KZ-75"}));
            QVERIFY(!permitted(who, entity("place"), Verb::Change, {}));
        }
        QVERIFY(!permitted({}, entity("artisan"), Verb::Change, mine));
    }

    void badValuesAreNamed_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("code");
        QTest::newRow("long") << "settlement" << QString(201, 'x') << qint64(0) << "field_too_long";
        QTest::newRow("choice") << "level"
                                << "wizard" << qint64(0) << "field_not_a_choice";
        QTest::newRow("range") << "birth_year" << QString() << qint64(1700) << "field_out_of_range";
        QTest::newRow("blank") << "settlement"
                               << "   " << qint64(0) << "field_required";
        QTest::newRow("id") << "craft"
                            << "no such/id" << qint64(0) << "field_invalid";
        QTest::newRow("read only") << "pub_lat" << QString() << qint64(1) << "field_read_only";
        QTest::newRow("type") << "settlement" << QString() << qint64(4) << "field_invalid";
    }
    void badValuesAreNamed()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(qint64, number);
        QFETCH(QString, code);
        const Entity& artisan = entity("artisan");
        const Value value = text.isNull() ? Value(std::int64_t(number)) : Value(text.toStdString());
        const auto result = validateFields(artisan, {{artisan.field(field.toStdString())->id, value}}, false);
        QVERIFY(!result);
        QCOMPARE(QString::fromStdString(result.error().code), code);
        QCOMPARE(QString::fromStdString(result.error().field), field);
    }

    void theDocumentNamesEveryFieldOnce()
    {
        const QString document = QString::fromStdString(catalogueDocument());
        for (const Entity& entity : catalogue()) {
            const QString heading =
                QString("\n## %1 %2\n").arg(entity.id).arg(QString::fromUtf8(entity.name.data()));
            QCOMPARE(document.count(heading), 1);
            const QString section = document.section(heading, 1).section("\n## ", 0, 0);
            for (const Field& field : entity.fields)
                QVERIFY2(section.count(QString("\n| %1 | ").arg(field.id)) == 1, field.name.data());
        }
    }

    void aNewRecordNeedsItsRequiredFields()
    {
        const auto result = validateFields(entity("artisan"), {}, true);
        QVERIFY(!result);
        QCOMPARE(result.error().code, std::string("field_required"));
    }
};

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
