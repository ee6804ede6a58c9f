// SPDX-License-Identifier: Apache-2.0
#include "core/domain/ids.h"
#include "core/models/places_model.h"
#include "core/models/route_models.h"
#include "core/models/search_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace qoloner;

namespace {

/// A replica filled by pulled pages, as a device's is, and the services over it.
struct Fixture {
    QTemporaryDir dir;
    SystemClock clock;
    ReplicaHub hub{{dir.filePath("replica.db"), {}, 2}};
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{nullptr};
    Services services{{&hub, nullptr, &settings, &position, nullptr, &clock, {}}};
    std::uint64_t rev = 0;

    Fixture() { QVERIFY(hub.waitUntilOpen()); }

    void pull(std::string_view entityName, const std::string& id, const std::map<std::string, Value>& values,
              bool gone = false)
    {
        const Entity& entity = qoloner::entity(entityName);
        FieldValues fields;
        RowStamps stamps;
        ++rev;
        for (const auto& [name, value] : values) {
            const std::uint16_t field = fieldId(entityName, name);
            fields[field] = value;
            stamps.set(field, {Hlc::of(1000 + rev), {1, rev}});
        }
        CborWriter out;
        writeFields(out, fields);
        const std::string encoded = out.take();
        const std::string encodedStamps = stamps.encode();
        PulledPage page;
        page.epoch = "e";
        PulledRow row;
        row.table = TableId::of(entity.id, Facet::Published);
        row.id = id;
        row.rev = rev;
        row.flags = gone ? std::uint8_t(RowLeft) : std::uint8_t(0);
        row.stamps = gone ? std::string_view() : std::string_view(encodedStamps);
        row.fields = gone ? std::string_view("\xa0") : std::string_view(encoded);
        page.rows.push_back(row);
        page.cursor["public/almaty"] = rev;
        page.complete = rev;
        hub.writeAndWait([&](Replica& replica) {
            const auto ok = replica.applyPage(page);
            if (!ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
    }

    void place(const std::string& id, const std::string& kk, const std::string& ru = {}, double lat = 43.25)
    {
        std::map<std::string, Value> values = {{"kind", std::string("museum")},
                                               {"lat", std::int64_t(lat * 1e7)},
                                               {"lon", std::int64_t(769500000)}};
        if (!kk.empty())
            values["name_kk"] = kk;
        if (!ru.empty())
            values["name_ru"] = ru;
        pull("place", id, values);
    }
};

QStringList column(const RowListModel& model, const QString& role)
{
    QStringList out;
    for (int i = 0; i < model.count(); ++i)
        out << model.get(i, role).toString();
    return out;
}

} // namespace

class ModelsListsTest : public QObject {
    Q_OBJECT
private slots:
    void aPulledPlaceIsOneInsertAndNothingElse();
    void aRenamedPlaceMovesAlone();
    void aPlaceThatLeftIsRemoved();
    void namesFallBackToKazakhThenRussian();
    void placesComeByDistanceWhenAsked();
    void kazakhLettersHaveTheirPlaceInTheAlphabet();
    void moreThanAPageIsReadInPages();
    void threeSpellingsFindTheSameCraft();
    void aHitSaysWhatTellsItFromOthers();
    void aRenamedCraftIsFoundByItsNewNameOnly();
    void eventsComeByTheirNextDate();
    void aCraftStandsBelowItsParent();
};

void ModelsListsTest::aPulledPlaceIsOneInsertAndNothingElse()
{
    Fixture f;
    f.place("a", "Алаң");
    f.place("c", "Сарай");
    PlacesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 2);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    f.place("b", "Базар");
    QTRY_COMPARE(model.count(), 3);
    QCOMPARE(column(model, "rowId"), QStringList({"a", "b", "c"}));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][1].toInt(), 1);
    QCOMPARE(removed.count() + moved.count() + changed.count() + reset.count(), 0);
}

void ModelsListsTest::aRenamedPlaceMovesAlone()
{
    Fixture f;
    for (const char* id : {"a", "b", "c", "d"})
        f.place(id, id);
    PlacesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 4);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    f.place("a", "e");
    QTRY_COMPARE(column(model, "rowId"), QStringList({"b", "c", "d", "a"}));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(inserted.count() + removed.count(), 0);
    QCOMPARE(model.get(3, "name").toString(), QString("e"));
}

void ModelsListsTest::aPlaceThatLeftIsRemoved()
{
    Fixture f;
    f.place("a", "a");
    f.place("b", "b");
    PlacesModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(model.count(), 2);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    f.pull("place", "a", {}, true);
    QTRY_COMPARE(column(model, "rowId"), QStringList({"b"}));
    QCOMPARE(removed.count(), 1);
}

void ModelsListsTest::namesFallBackToKazakhThenRussian()
{
    Fixture f;
    f.place("both", "Мұражай", "Музей");
    f.place("ru", "", "Рынок");
    PlacesModel model;
    model.setServices(&f.services);
    model.setLanguage("en");
    QTRY_COMPARE(model.count(), 2);
    const int both = model.indexOf("both");
    const int ru = model.indexOf("ru");
    QCOMPARE(model.get(both, "name").toString(), QString("Мұражай"));
    QCOMPARE(model.get(both, "nameLanguage").toString(), QString("kk"));
    QCOMPARE(model.get(ru, "nameLanguage").toString(), QString("ru"));
    f.settings.setLanguage("ru");
    model.resetLanguage();
    QTRY_COMPARE(model.get(model.indexOf("both"), "name").toString(), QString("Музей"));
}

void ModelsListsTest::placesComeByDistanceWhenAsked()
{
    Fixture f;
    f.place("near", "я", "", 43.26);
    f.place("far", "а", "", 43.30);
    PlacesModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "rowId"), QStringList({"far", "near"}));
    model.setNear(QGeoCoordinate(43.25, 76.95));
    QTRY_COMPARE(column(model, "rowId"), QStringList({"near", "far"}));
    QVERIFY(std::abs(model.get(0, "distance").toDouble() - 1112) < 2);
}

void ModelsListsTest::kazakhLettersHaveTheirPlaceInTheAlphabet()
{
    Fixture f;
    for (const char* name : {"Яблоко", "Әуез", "Арал", "Қала", "Көл", "Бал"})
        f.place(newUuid7(1), name);
    PlacesModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "name"), QStringList({"Арал", "Әуез", "Бал", "Көл", "Қала", "Яблоко"}));
}

void ModelsListsTest::moreThanAPageIsReadInPages()
{
    Fixture f;
    for (int i = 0; i < 100; ++i)
        f.place(QString("p%1").arg(i, 3, 10, QChar('0')).toStdString(),
                QString("p%1").arg(i, 3, 10, QChar('0')).toStdString());
    PlacesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServices(&f.services);
    QTRY_COMPARE(model.loading(), false);
    const int first = model.count();
    QVERIFY(first >= int(RowListModel::pageSize));
    while (model.canFetchMore({})) {
        const int before = model.count();
        model.fetchMore({});
        QTRY_VERIFY(model.count() > before || !model.canFetchMore({}));
    }
    QCOMPARE(model.count(), 100);
    QCOMPARE(model.get(99, "rowId").toString(), QString("p099"));
}

void ModelsListsTest::threeSpellingsFindTheSameCraft()
{
    Fixture f;
    f.pull("craft", "patchwork",
           {{"name_kk", std::string("Құрақ құрау")}, {"name_ru", std::string("Лоскутное шитьё")}});
    f.pull("craft", "felt", {{"name_kk", std::string("Киіз басу")}});
    SearchModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServices(&f.services);
    for (const char* query : {"құрақ", "курак", "kurak"}) {
        model.setQuery("");
        QTRY_COMPARE(model.count(), 0);
        model.setQuery(query);
        QTRY_COMPARE(column(model, "rowId"), QStringList({"patchwork"}));
        QCOMPARE(model.get(0, "entity").toString(), QString("craft"));
    }
}

void ModelsListsTest::aHitSaysWhatTellsItFromOthers()
{
    Fixture f;
    f.pull("craft", "felt", {{"name_kk", std::string("Киіз")}});
    f.pull("artisan", "a",
           {{"name_kk", std::string("Гүлайым")},
            {"craft", std::string("felt")},
            {"settlement", std::string("Алматы")}});
    f.pull("work", "w", {{"artisan", std::string("a")}, {"title_kk", std::string("Сырмақ")}});
    f.pull("place", "m", {{"name_kk", std::string("Мұражай")}, {"address_kk", std::string("Абай, 1")}});
    SearchModel model;
    model.setServices(&f.services);
    const std::map<QString, QString> expected = {
        {"гүлайым", "Киіз · Алматы"}, {"сырмак", "Гүлайым"}, {"мұражай", "Абай, 1"}};
    for (const auto& [query, about] : expected) {
        model.setQuery(query);
        QTRY_COMPARE(column(model, "detail"), QStringList(about));
    }
    QCOMPARE(model.get(0, "entity").toString(), QString("work"));
    model.setQuery("zzzz");
    QTRY_COMPARE(model.count(), 0);
}

void ModelsListsTest::aRenamedCraftIsFoundByItsNewNameOnly()
{
    Fixture f;
    f.pull("craft", "x", {{"name_kk", std::string("Зергерлік")}});
    SearchModel model;
    model.setServices(&f.services);
    model.setQuery("зергер");
    QTRY_COMPARE(model.count(), 1);
    f.pull("craft", "x", {{"name_kk", std::string("Қыш")}});
    QTRY_COMPARE(model.count(), 0);
    model.setQuery("кыш");
    QTRY_COMPARE(model.count(), 1);
}

void ModelsListsTest::eventsComeByTheirNextDate()
{
    Fixture f;
    const auto now = std::int64_t(f.clock.nowMs());
    f.pull("event", "later",
           {{"name_kk", std::string("а")}, {"starts_at", now + 9'000'000}, {"ends_at", now + 9'900'000}});
    f.pull("event", "sooner",
           {{"name_kk", std::string("я")}, {"starts_at", now + 1'000'000}, {"ends_at", now + 2'000'000}});
    f.pull("event", "unknown", {{"name_kk", std::string("б")}});
    EventsModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "rowId"), QStringList({"sooner", "later", "unknown"}));
}

void ModelsListsTest::aCraftStandsBelowItsParent()
{
    Fixture f;
    f.pull("craft", "z.a", {{"name_kk", std::string("Алаша")}, {"parent", std::string("z")}});
    f.pull("craft", "z", {{"name_kk", std::string("Тоқу")}});
    f.pull("craft", "b", {{"name_kk", std::string("Былғары")}});
    CraftsModel model;
    model.setServices(&f.services);
    QTRY_COMPARE(column(model, "rowId"), QStringList({"b", "z", "z.a"}));
    QCOMPARE(model.get(2, "depth").toInt(), 1);
}

QTEST_GUILESS_MAIN(ModelsListsTest)
#include "tst_models_lists.moc"
