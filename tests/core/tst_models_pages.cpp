// SPDX-License-Identifier: Apache-2.0
// What the pages of a place, a master, a work, an event and a walk show.
#include "core/models/event_page.h"
#include "core/models/master_page.h"
#include "core/models/place_name.h"
#include "core/models/place_page.h"
#include "core/models/route_page.h"
#include "core/models/work_page.h"
#include "core/models/works_model.h"
#include "tests/support/guide_fixture.h"

using namespace qoloner;
using namespace qoloner::test;

class ModelsPagesTest : public QObject {
    Q_OBJECT
private slots:
    void aPlaceTellsWhetherItIsOpenByTheClockOfTheCity();
    void aTextFallsBackToAnotherLanguageAndSaysSo();
    void aPageFollowsItsRow();
    void aRowThatLeavesIsNoLongerFound();
    void thePageOfAnotherRowShowsThatRow();
    void aMasterShowsThePublicPositionAndPhoto();
    void aMasterNotYetPublishedIsShownAsProposed();
    void aWorkIsShownWithItsMakerAndNothingThatIsNotPublic();
    void worksComeTheNewestFirst();
    void aSettlementIsReadInTheReadersLetters();
    void anEventKnowsItsNextTime();
    void whenAnEventIsStandsInTheReadersLanguage();
    void anEventBeginsByItsOwnClockWhereverTheDeviceIs();
    void aRouteWithoutALineIsDrawnFromStopToStop();
    void aDamagedPathIsNoPath_data();
    void aDamagedPathIsNoPath();
};

void ModelsPagesTest::aPlaceTellsWhetherItIsOpenByTheClockOfTheCity()
{
    GuideFixture f;
    f.pull("craft", "felt", {{"name_kk", std::string("Киіз")}});
    f.pull("place", "m",
           {{"kind", std::string("museum")},
            {"name_kk", std::string("Мұражай")},
            {"opening_hours", std::string("Mo-Fr 10:00-18:00")},
            {"crafts", std::string("felt")},
            {"checked_at", std::int64_t(1'700'000'000'000)}});
    PlacePage page;
    open(page, f, "m");
    QVERIFY(page.found());
    QCOMPARE(page.openState(), QString("open"));
    QCOMPARE(page.nextChange(), QDateTime(QDate(2026, 6, 3), QTime(18, 0))); // as the city's clock reads
    QCOMPARE(page.crafts(), QStringList("Киіз"));
    QCOMPARE(page.checkedAt().toMSecsSinceEpoch(), 1'700'000'000'000);
    QVERIFY(!page.hasPosition());
    f.clock.put("2026-06-03T14:00:00Z");
    f.pull("place", "m",
           {{"kind", std::string("museum")}, {"opening_hours", std::string("Mo-Fr 10:00-18:00")}});
    QTRY_COMPARE(page.openState(), QString("closed"));
}

void ModelsPagesTest::aTextFallsBackToAnotherLanguageAndSaysSo()
{
    GuideFixture f;
    f.pull("place", "m",
           {{"kind", std::string("museum")},
            {"name_ru", std::string("Музей")},
            {"name_en", std::string("Museum")},
            {"story_kk", std::string("Тарих")}});
    PlacePage page;
    open(page, f, "m");
    QCOMPARE(page.name(), QString("Музей"));
    QCOMPARE(page.nameLanguage(), QString("ru"));
    QCOMPARE(page.storyLanguage(), QString("kk"));
    QCOMPARE(page.addressLanguage(), QString());
    f.settings.setLanguage("en");
    QTRY_COMPARE(page.nameLanguage(), QString("en"));
    QCOMPARE(page.name(), QString("Museum"));
    page.setLanguage("ru");
    QTRY_COMPARE(page.name(), QString("Музей"));
}

void ModelsPagesTest::aPageFollowsItsRow()
{
    GuideFixture f;
    f.pull("place", "m", {{"kind", std::string("museum")}, {"name_kk", std::string("Ескі")}});
    PlacePage page;
    open(page, f, "m");
    QSignalSpy changed(&page, &PageModel::changed);
    f.pull("place", "m", {{"kind", std::string("museum")}, {"name_kk", std::string("Жаңа")}});
    QTRY_COMPARE(page.name(), QString("Жаңа"));
    QCOMPARE(changed.count(), 1);
}

void ModelsPagesTest::aRowThatLeavesIsNoLongerFound()
{
    GuideFixture f;
    f.pull("place", "m", {{"kind", std::string("museum")}, {"name_kk", std::string("Ескі")}});
    PlacePage page;
    open(page, f, "m");
    QVERIFY(page.found());
    f.pull("place", "m", {}, Facet::Published, true);
    QTRY_VERIFY(!page.found());
    QCOMPARE(page.name(), QString());
}

void ModelsPagesTest::thePageOfAnotherRowShowsThatRow()
{
    GuideFixture f;
    f.pull("place", "a", {{"kind", std::string("museum")}, {"name_kk", std::string("А")}});
    f.pull("place", "b", {{"kind", std::string("market")}, {"name_kk", std::string("Б")}});
    PlacePage page;
    open(page, f, "a");
    page.setRowId("none");
    page.setRowId("b");
    QVERIFY(page.loading());
    QTRY_VERIFY(!page.loading());
    QCOMPARE(page.name(), QString("Б"));
    QCOMPARE(page.kind(), QString("market"));
}

void ModelsPagesTest::aMasterShowsThePublicPositionAndPhoto()
{
    GuideFixture f;
    f.pull("craft", "felt", {{"name_kk", std::string("Киіз")}});
    f.pull("region", "KZ-75", {{"name_kk", std::string("Алматы")}});
    f.pull("artisan", "a",
           {{"name_kk", std::string("Айгүл")},
            {"craft", std::string("felt")},
            {"region", std::string("KZ-75")},
            {"settlement", std::string("Алматы")},
            {"takes_orders", std::int64_t(1)},
            {"pub_lat", std::int64_t(432500000)},
            {"pub_lon", std::int64_t(769500000)},
            {"blur_m", std::int64_t(1000)}});
    const auto photo = [&](const char* id, const char* kind, char digit) {
        f.pull("media", id,
               {{"artisan", std::string("a")},
                {"kind", std::string(kind)},
                {"mime", std::string("image/jpeg")},
                {"sha256", std::string(64, digit)},
                {"placeholder", std::string("#a5342b")}});
    };
    photo("m1", "consent", '1');
    photo("m2", "work", '2');
    photo("m3", "portrait", '3');
    MasterPage page;
    open(page, f, "a");
    QVERIFY(page.published());
    QCOMPARE(page.name(), QString("Айгүл"));
    QCOMPARE(page.craftName(), QString("Киіз"));
    QCOMPARE(page.regionName(), QString("Алматы"));
    QCOMPARE(page.photo(), QString(64, '3'));
    QCOMPARE(page.placeholder(), QString("#a5342b"));
    QCOMPARE(page.latitude(), 43.25);
    QCOMPARE(page.blurMetres(), 1000);
    QVERIFY(page.hasPosition() && page.takesOrders() && !page.takesApprentices());
    QCOMPARE(page.openState(), QString("unknown"));
}

void ModelsPagesTest::aMasterNotYetPublishedIsShownAsProposed()
{
    GuideFixture f;
    const Values draft = {{"name_kk", std::string("Айгүл")},
                          {"craft", std::string("felt")},
                          {"region", std::string("KZ-75")},
                          {"settlement", std::string("Алматы")}};
    f.pull("artisan", "a", draft, Facet::Draft);
    MasterPage page;
    open(page, f, "a");
    QVERIFY(page.found());
    QVERIFY(!page.published());
    QCOMPARE(page.name(), QString("Айгүл"));
    Values published = draft;
    published["name_kk"] = std::string("Айгүл С.");
    f.pull("artisan", "a", published);
    QTRY_VERIFY(page.published());
    QCOMPARE(page.name(), QString("Айгүл С."));
}

void ModelsPagesTest::aWorkIsShownWithItsMakerAndNothingThatIsNotPublic()
{
    GuideFixture f;
    f.pull("craft", "felt", {{"name_kk", std::string("Киіз")}});
    f.pull("artisan", "a",
           {{"name_kk", std::string("Айгүл")},
            {"craft", std::string("felt")},
            {"settlement", std::string("Алматы")},
            {"is_demo", std::int64_t(1)}});
    f.pull("work", "w",
           {{"artisan", std::string("a")},
            {"title_ru", std::string("Ковёр")},
            {"year", std::int64_t(2024)},
            {"materials", std::string("жүн")},
            {"state", std::string("for_sale")},
            {"price_kind", std::string("from")},
            {"price_minor", std::int64_t(4'500'000)},
            {"currency", std::string("KZT")}});
    f.pull("work", "w", {{"artisan", std::string("a")}, {"title_ru", std::string("Ещё не одобрено")}},
           Facet::Draft);
    f.pull("media", "m",
           {{"artisan", std::string("a")},
            {"work", std::string("w")},
            {"mime", std::string("image/jpeg")},
            {"width", std::int64_t(300)},
            {"height", std::int64_t(200)},
            {"sha256", std::string(64, '2')}});
    WorkPage page;
    open(page, f, "w");
    QVERIFY(page.found() && page.published());
    QCOMPARE(page.title(), QString("Ковёр"));
    QCOMPARE(page.titleLanguage(), QString("ru"));
    QCOMPARE(page.artisan(), QString("a"));
    QCOMPARE(page.artisanName(), QString("Айгүл"));
    QCOMPARE(page.craftName(), QString("Киіз")); // its maker's
    QCOMPARE(page.materials(), QString("жүн"));
    QCOMPARE(page.year(), 2024);
    QCOMPARE(page.price(), 4'500'000.0);
    QCOMPARE(page.photo(), QString(64, '2'));
    QCOMPARE(page.photoRatio(), 1.5);
    QVERIFY(page.demo());
    f.pull("work", "w", {}, Facet::Published, true);
    QTRY_VERIFY(!page.published()); // whoever has the proposal still sees that
    QCOMPARE(page.title(), QString("Ещё не одобрено"));
    f.pull("work", "w", {}, Facet::Draft, true);
    QTRY_VERIFY(!page.found());
}

void ModelsPagesTest::worksComeTheNewestFirst()
{
    GuideFixture f;
    const auto work = [&](const char* id, const char* of, int year) {
        Values values = {{"artisan", std::string(of)}, {"title_kk", std::string(id)}};
        if (year > 0)
            values["year"] = std::int64_t(year);
        f.pull("work", id, values);
    };
    work("old", "a", 1999);
    work("undated", "a", 0);
    work("new", "a", 2025);
    work("elsewhere", "b", 2026);
    WorksModel model;
    model.setServices(f.services.get());
    model.setArtisan("a");
    QTRY_COMPARE(model.count(), 3);
    QCOMPARE(model.get(0, "rowId").toString(), QString("new"));
    QCOMPARE(model.get(2, "rowId").toString(), QString("undated"));
    model.setArtisan("b");
    QTRY_COMPARE(model.count(), 1);
}

void ModelsPagesTest::aSettlementIsReadInTheReadersLetters()
{
    const auto en = [](const char* name) { return settlementFor(QString::fromUtf8(name), "en"); };
    QCOMPARE(en("Алматы"), QString("Almaty"));
    QCOMPARE(en("Ұлытау ауылы"), QString("Ulytau village"));
    QCOMPARE(en("Маңғыстау ауылы"), QString("Mangystau village"));
    QCOMPARE(en("Түркістан"), QString("Turkistan"));
    QCOMPARE(en("село Жезды"), QString("Zhezdy village"));
    QCOMPARE(en("Усть-Каменогорск"), QString("Ust-Kamenogorsk"));
    QCOMPARE(en("Almaty"), QString("Almaty"));
    QCOMPARE(en("ауылы"), QString("auyly"));
    QCOMPARE(en(""), QString());
    QCOMPARE(settlementFor("Ұлытау ауылы", "ru"), QString("Ұлытау ауылы"));
}

void ModelsPagesTest::anEventKnowsItsNextTime()
{
    GuideFixture f;
    f.pull("place", "square", {{"kind", std::string("square")}, {"name_ru", std::string("Площадь")}});
    f.pull("event", "nauryz",
           {{"name_kk", std::string("Наурыз")},
            {"rule", std::string("--03-21/--03-23")},
            {"tz", std::string("Asia/Almaty")},
            {"place", std::string("square")}});
    EventPage page;
    open(page, f, "nauryz");
    QCOMPARE(page.nextStart().date(), QDate(2027, 3, 21));
    QCOMPARE(page.nextEnd().date(), QDate(2027, 3, 23));
    QCOMPARE(page.nextStart().toLocalTime().date(), QDate(2027, 3, 21)); // as QML will read it
    QVERIFY(!page.underWay());
    QCOMPARE(page.place(), QString("Площадь"));
    QCOMPARE(page.placeLanguage(), QString("ru"));
    QCOMPARE(page.placeId(), QString("square"));
}

void ModelsPagesTest::whenAnEventIsStandsInTheReadersLanguage()
{
    GuideFixture f;
    f.pull("event", "fair",
           {{"name_kk", std::string("Жәрмеңке")},
            {"when_text", std::string("early October")},
            {"when_kk", std::string("қазанның басы")}});
    EventPage page;
    open(page, f, "fair");
    QCOMPARE(page.whenText(), QString("қазанның басы"));
    f.pull("event", "fair",
           {{"name_kk", std::string("Жәрмеңке")}, {"when_text", std::string("early October")}});
    QTRY_COMPARE(page.whenText(), QString("early October")); // of a server that has nothing better
}

void ModelsPagesTest::anEventBeginsByItsOwnClockWhereverTheDeviceIs()
{
    qputenv("TZ", "QOL-14"); // its clock reads nine hours more
    const auto restore = qScopeGuard([] { qunsetenv("TZ"); });
    GuideFixture f;
    const QDateTime start(QDate(2026, 6, 5), QTime(6, 0), Qt::UTC);
    f.pull("event", "fair",
           {{"name_kk", std::string("Жәрмеңке")},
            {"starts_at", start.toMSecsSinceEpoch()},
            {"ends_at", start.addDays(2).toMSecsSinceEpoch()},
            {"tz", std::string("Asia/Almaty")}});
    f.clock.put("2026-06-05T05:59:59Z");
    EventPage page;
    open(page, f, "fair");
    QVERIFY(!page.underWay());
    QCOMPARE(page.nextStart(), QDateTime(QDate(2026, 6, 5), QTime(11, 0)));
    f.clock.put("2026-06-05T06:00:01Z");
    QTRY_VERIFY(page.underWay()); // by itself, a second after it was opened
}

void ModelsPagesTest::aRouteWithoutALineIsDrawnFromStopToStop()
{
    GuideFixture f;
    f.walk();
    RoutePage page;
    open(page, f, "walk");
    QCOMPARE(page.name(), QString("Серуен"));
    QCOMPARE(page.stopCount(), 3);
    QCOMPARE(page.path().size(), 3);
    QCOMPARE(page.path()[1].toMap()["lat"].toDouble(), 43.2545);
    f.pull("route", "walk", {{"title_kk", std::string("Серуен")}, {"path", std::string("43.2,east")}});
    f.pull("place", "p1",
           {{"kind", std::string("museum")},
            {"lat", std::int64_t(430000000)},
            {"lon", std::int64_t(760000000)}});
    QTRY_COMPARE(page.path().value(1).toMap()["lat"].toDouble(), 43.0);
    QCOMPARE(page.path().size(), 3);
}

void ModelsPagesTest::aDamagedPathIsNoPath_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("points");
    QTest::newRow("two") << QByteArray("43.1,76.2 43.2,76.3") << 2;
    QTest::newRow("more blanks") << QByteArray("  43.1,76.2   -43.2,-76.3 ") << 2;
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("half a point") << QByteArray("43.1,76.2 43.2") << 0;
    QTest::newRow("beyond the pole") << QByteArray("43.1,76.2 91,76") << 0;
    QTest::newRow("no number") << QByteArray("nan,76.2 43,76") << 0;
    QTest::newRow("something after") << QByteArray("43.1,76.2;43.2,76.3") << 0;
}

void ModelsPagesTest::aDamagedPathIsNoPath()
{
    QFETCH(QByteArray, text);
    QFETCH(int, points);
    QCOMPARE(int(routePath(text.toStdString()).size()), points);
}

QTEST_GUILESS_MAIN(ModelsPagesTest)
#include "tst_models_pages.moc"
