// SPDX-License-Identifier: Apache-2.0
#include "core/models/event_page.h"
#include "core/models/master_page.h"
#include "core/models/place_name.h"
#include "core/models/place_page.h"
#include "core/models/route_follower.h"
#include "core/models/route_page.h"
#include "core/models/work_page.h"
#include "core/models/works_model.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace qoloner;

namespace {

/// A clock that stands where it is put.
struct StillClock : Clock {
    std::uint64_t ms = 0;
    std::uint64_t nowMs() const override { return ms; }
    void put(const char* utc)
    {
        ms = std::uint64_t(QDateTime::fromString(utc, Qt::ISODate).toMSecsSinceEpoch());
    }
};

/// A receiver that says what the test tells it to.
class Receiver : public QGeoPositionInfoSource {
public:
    Receiver() : QGeoPositionInfoSource(nullptr) {}
    void startUpdates() override { running = true; }
    void stopUpdates() override { running = false; }
    void requestUpdate(int) override {}
    QGeoPositionInfo lastKnownPosition(bool) const override { return {}; }
    PositioningMethods supportedPositioningMethods() const override { return AllPositioningMethods; }
    int minimumUpdateInterval() const override { return 1; }
    Error error() const override { return NoError; }

    /// A minute after the fix before.
    void stand(double lat, double lon)
    {
        time = time.addSecs(60);
        QGeoPositionInfo info(QGeoCoordinate(lat, lon), time);
        info.setAttribute(QGeoPositionInfo::HorizontalAccuracy, 5);
        emit positionUpdated(info);
    }

    bool running = false;
    QDateTime time = QDateTime(QDate(2026, 6, 6), QTime(5, 0), Qt::UTC);
};

using Values = std::map<std::string, Value>;

struct Fixture {
    QTemporaryDir dir;
    StillClock clock;
    Receiver receiver;
    std::unique_ptr<ReplicaHub> hub;
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{&receiver};
    std::unique_ptr<Services> services;
    std::uint64_t rev = 0;

    /// With `killed`: the files as that device's process left them when it was killed just now.
    explicit Fixture(const Fixture* killed = nullptr)
    {
        clock.put("2026-06-03T06:00:00Z"); // a Wednesday, 11:00 in Almaty
        settings.setLanguage("kk");
        if (killed)
            for (const char* name : {"replica.db", "replica.db-wal"})
                if (!QFile::copy(killed->dir.filePath(name), dir.filePath(name)))
                    qFatal("cannot copy %s", name);
        hub = std::make_unique<ReplicaHub>(ReplicaHub::Options{dir.filePath("replica.db"), {}, 2});
        if (!hub->waitUntilOpen())
            qFatal("the replica does not open");
        services = std::make_unique<Services>(
            Services::Parts{hub.get(), nullptr, &settings, &position, nullptr, &clock, {}});
    }

    /// A row from the server. Returns when everybody was told of it: the hub gathers
    /// changes for a moment, and a page that reads them again later, on a slow machine in
    /// the middle of the next step, would be counted there.
    void pull(std::string_view entityName, const std::string& id, const Values& values,
              Facet facet = Facet::Published, bool gone = false)
    {
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
        row.table = TableId::of(entity(entityName).id, facet);
        row.id = id;
        row.rev = rev;
        row.flags = gone ? std::uint8_t(RowLeft) : std::uint8_t(0);
        row.stamps = gone ? std::string_view() : std::string_view(encodedStamps);
        row.fields = gone ? std::string_view("\xa0") : std::string_view(encoded);
        page.rows.push_back(row);
        page.cursor["public/almaty"] = rev;
        page.complete = rev;
        QSignalSpy told(hub.get(), &ReplicaHub::rowsChanged);
        hub->writeAndWait([&](Replica& replica) {
            const auto ok = replica.applyPage(page);
            if (!ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
        if (told.isEmpty() && !told.wait(60'000))
            qFatal("nobody was told of %s", id.c_str());
    }

    /// Three stops 500 m apart, going north.
    void walk()
    {
        const char* names[] = {"Базар", "Мұражай", "Саябақ"};
        pull("route", "walk",
             {{"title_kk", std::string("Серуен")},
              {"path", std::string("43.2500,76.95 43.2545,76.95 43.2590,76.95")}});
        for (int i = 0; i < 3; ++i) {
            const std::string place = "p" + std::to_string(i);
            pull("place", place,
                 {{"kind", std::string("museum")},
                  {"name_kk", std::string(names[i])},
                  {"lat", std::int64_t(432500000 + i * 45000)},
                  {"lon", std::int64_t(769500000)}});
            pull("route_stop", "s" + std::to_string(i),
                 {{"route", std::string("walk")},
                  {"place", place},
                  {"ord", std::int64_t(i + 1)},
                  {"story_ru", "История " + std::to_string(i)},
                  {"trigger_m", std::int64_t(30)}});
        }
    }

    void standAtStop(int i) { receiver.stand(43.25 + 0.0045 * i, 76.95); }
    /// Everything asked of the writer so far is in the file.
    void settle()
    {
        hub->writeAndWait([](Replica&) {});
    }
};

template <class Page> void open(Page& page, Fixture& f, const QString& id)
{
    page.setServices(f.services.get());
    page.setRowId(id);
    QTRY_VERIFY(!page.loading());
}

} // namespace

class ModelsGuideTest : public QObject {
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
    void aWalkIsFollowedToItsEnd();
    void aWalkGoesOnAfterAKill();
    void aWalkMayBeBegunAnew();
    void aRestKeepsTheProgressAndStopsThePosition();
    void aPositionFarFromTheLineIsOffRoute();
    void aSkippedStopIsNotArrivedAt();
    void anotherLanguageDoesNotDisturbTheWalk();
};

void ModelsGuideTest::aPlaceTellsWhetherItIsOpenByTheClockOfTheCity()
{
    Fixture f;
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

void ModelsGuideTest::aTextFallsBackToAnotherLanguageAndSaysSo()
{
    Fixture f;
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

void ModelsGuideTest::aPageFollowsItsRow()
{
    Fixture f;
    f.pull("place", "m", {{"kind", std::string("museum")}, {"name_kk", std::string("Ескі")}});
    PlacePage page;
    open(page, f, "m");
    QSignalSpy changed(&page, &PageModel::changed);
    f.pull("place", "m", {{"kind", std::string("museum")}, {"name_kk", std::string("Жаңа")}});
    QTRY_COMPARE(page.name(), QString("Жаңа"));
    QCOMPARE(changed.count(), 1);
}

void ModelsGuideTest::aRowThatLeavesIsNoLongerFound()
{
    Fixture f;
    f.pull("place", "m", {{"kind", std::string("museum")}, {"name_kk", std::string("Ескі")}});
    PlacePage page;
    open(page, f, "m");
    QVERIFY(page.found());
    f.pull("place", "m", {}, Facet::Published, true);
    QTRY_VERIFY(!page.found());
    QCOMPARE(page.name(), QString());
}

void ModelsGuideTest::thePageOfAnotherRowShowsThatRow()
{
    Fixture f;
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

void ModelsGuideTest::aMasterShowsThePublicPositionAndPhoto()
{
    Fixture f;
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

void ModelsGuideTest::aMasterNotYetPublishedIsShownAsProposed()
{
    Fixture f;
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

void ModelsGuideTest::aWorkIsShownWithItsMakerAndNothingThatIsNotPublic()
{
    Fixture f;
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

void ModelsGuideTest::worksComeTheNewestFirst()
{
    Fixture f;
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

void ModelsGuideTest::aSettlementIsReadInTheReadersLetters()
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

void ModelsGuideTest::anEventKnowsItsNextTime()
{
    Fixture f;
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

void ModelsGuideTest::whenAnEventIsStandsInTheReadersLanguage()
{
    Fixture f;
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

void ModelsGuideTest::anEventBeginsByItsOwnClockWhereverTheDeviceIs()
{
    qputenv("TZ", "QOL-14"); // its clock reads nine hours more
    const auto restore = qScopeGuard([] { qunsetenv("TZ"); });
    Fixture f;
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

void ModelsGuideTest::aRouteWithoutALineIsDrawnFromStopToStop()
{
    Fixture f;
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

void ModelsGuideTest::aDamagedPathIsNoPath_data()
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

void ModelsGuideTest::aDamagedPathIsNoPath()
{
    QFETCH(QByteArray, text);
    QFETCH(int, points);
    QCOMPARE(int(routePath(text.toStdString()).size()), points);
}

void ModelsGuideTest::aWalkIsFollowedToItsEnd()
{
    Fixture f;
    f.walk();
    RouteFollower follower;
    QSignalSpy arrived(&follower, &RouteFollower::arrived);
    QSignalSpy done(&follower, &RouteFollower::finishedRoute);
    open(follower, f, "walk");
    QVERIFY(!follower.resumable());
    follower.start();
    QVERIFY(follower.following() && f.receiver.running);
    QVERIFY(!follower.hasPosition());
    QCOMPARE(follower.nextStopName(), QString("Базар"));
    f.receiver.stand(43.2491, 76.95);
    QVERIFY(follower.hasPosition());
    QVERIFY(qAbs(follower.metresToNext() - 100) < 2);
    f.standAtStop(0);
    QCOMPARE(arrived.count(), 1);
    QCOMPARE(arrived[0][0].toInt(), 0);
    QCOMPARE(follower.arrivedName(), QString("Базар"));
    QCOMPARE(follower.arrivedStory(), QString("История 0"));
    QCOMPARE(follower.arrivedStoryLanguage(), QString("ru"));
    QCOMPARE(follower.nextStopId(), QString("p1"));
    QCOMPARE(follower.stopsLeft(), 2);
    for (int i = 3; i <= 10; ++i)
        f.receiver.stand(43.25 + 0.0009 * i, 76.95);
    QCOMPARE(arrived.count(), 3);
    QCOMPARE(done.count(), 1);
    QVERIFY(follower.finished() && !follower.following() && !follower.resumable());
    QCOMPARE(follower.arrivedCount(), 3);
    QVERIFY(!f.receiver.running);
    f.hub->writeAndWait([](Replica& replica) { QCOMPARE(replica.meta("guide/walk"), std::string()); });
}

void ModelsGuideTest::aWalkGoesOnAfterAKill()
{
    Fixture before;
    before.walk();
    RouteFollower first;
    open(first, before, "walk");
    first.start();
    before.standAtStop(0);
    QCOMPARE(first.arrivedIndex(), 0);
    before.settle();

    Fixture after(&before);
    RouteFollower second;
    QSignalSpy arrived(&second, &RouteFollower::arrived);
    open(second, after, "walk");
    QVERIFY(second.resumable());
    QCOMPARE(second.arrivedIndex(), 0);
    second.start();
    QCOMPARE(second.nextIndex(), 1);
    QCOMPARE(second.arrivedName(), QString("Базар"));
    after.standAtStop(1);
    QCOMPARE(arrived.count(), 1);
    QCOMPARE(arrived[0][0].toInt(), 1);
}

void ModelsGuideTest::aWalkMayBeBegunAnew()
{
    Fixture f;
    f.walk();
    RouteFollower follower;
    open(follower, f, "walk");
    follower.start();
    f.standAtStop(0);
    QCOMPARE(follower.nextIndex(), 1);
    follower.restart();
    QVERIFY(follower.following() && f.receiver.running);
    QCOMPARE(follower.nextIndex(), 0);
    QCOMPARE(follower.arrivedIndex(), -1);
    follower.stop();
    QVERIFY(!f.receiver.running);
}

void ModelsGuideTest::aRestKeepsTheProgressAndStopsThePosition()
{
    Fixture f;
    f.walk();
    {
        RouteFollower follower;
        open(follower, f, "walk");
        follower.start();
        f.standAtStop(0);
        follower.stop();
        QVERIFY(!f.receiver.running);
        QVERIFY(follower.resumable());
        f.standAtStop(1);
        QCOMPARE(follower.arrivedIndex(), 0);
        follower.start();
        QVERIFY(follower.following());
    }
    QVERIFY(!f.receiver.running); // a closed page lets go of the receiver
    f.settle();
    RouteFollower again;
    open(again, f, "walk");
    QVERIFY(again.resumable());
    QCOMPARE(again.nextIndex(), 1);
}

void ModelsGuideTest::aPositionFarFromTheLineIsOffRoute()
{
    Fixture f;
    f.walk();
    RouteFollower follower;
    open(follower, f, "walk");
    follower.start();
    f.standAtStop(0);
    QVERIFY(!follower.offRoute());
    QVERIFY(qIsNaN(follower.offRouteMetres()));
    for (int i = 0; i < 3; ++i)
        f.receiver.stand(43.252, 76.952);
    QVERIFY(follower.offRoute());
    QVERIFY(qAbs(follower.offRouteMetres() - 162) < 3);
}

void ModelsGuideTest::aSkippedStopIsNotArrivedAt()
{
    Fixture f;
    f.walk();
    RouteFollower follower;
    open(follower, f, "walk");
    follower.start();
    follower.skip();
    QCOMPARE(follower.nextIndex(), 1);
    QCOMPARE(follower.arrivedCount(), 0);
    f.standAtStop(1);
    QCOMPARE(follower.arrivedIndex(), 1);
    QCOMPARE(follower.arrivedCount(), 1);
}

void ModelsGuideTest::anotherLanguageDoesNotDisturbTheWalk()
{
    Fixture f;
    f.walk();
    RouteFollower follower;
    open(follower, f, "walk");
    follower.start();
    f.standAtStop(0);
    f.pull("place", "p1",
           {{"kind", std::string("museum")},
            {"name_kk", std::string("Мұражай")},
            {"name_en", std::string("Museum")},
            {"lat", std::int64_t(432545000)},
            {"lon", std::int64_t(769500000)}});
    follower.setLanguage("en");
    QTRY_COMPARE(follower.nextStopName(), QString("Museum"));
    QVERIFY(follower.following());
    QCOMPARE(follower.arrivedIndex(), 0);
    QVERIFY(follower.hasPosition());
}

QTEST_GUILESS_MAIN(ModelsGuideTest)
#include "tst_models_guide.moc"
