// SPDX-License-Identifier: Apache-2.0
#include "core/guide/route_guide.h"
#include "tests/support/nmea_track.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace qoloner;
using Kind = GuideEvent::Kind;
using Events = std::vector<GuideEvent>;

namespace {

constexpr GeoPoint kStart{43.25, 76.95};

// Three stops on a line due east, 500 m apart; a walker who reports once a second.
struct Walk {
    RouteGuide guide{{{"a", "A", kStart}, {"b", "B", east(500)}, {"c", "C", east(1000)}},
                     {kStart, east(500), east(1000)}};
    std::int64_t now = 0;

    static GeoPoint east(double metres, double north = 0)
    {
        return destination(destination(kStart, 90, metres), 0, north);
    }
    Events stand(GeoPoint where, int seconds = 1, double accuracy = 5)
    {
        Events all;
        for (int i = 0; i < seconds; ++i) {
            const Events some = guide.update({where, accuracy, now += 1000});
            all.insert(all.end(), some.begin(), some.end());
        }
        return all;
    }
    Events go(double fromMetres, double toMetres, double north = 0, double accuracy = 5)
    {
        Events all;
        const double step = fromMetres <= toMetres ? 1.5 : -1.5;
        for (double m = fromMetres; step > 0 ? m <= toMetres : m >= toMetres; m += step) {
            const Events some = stand(east(m, north), 1, accuracy);
            all.insert(all.end(), some.begin(), some.end());
        }
        return all;
    }
};

QJsonObject firstRoute()
{
    QFile file(QOLONER_SOURCE_DIR "/core/catalogue/starter/routes.json");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object()["routes"].toArray()[0].toObject();
}

RouteGuide guideFor(const QJsonObject& route)
{
    std::vector<GuideStop> stops;
    for (const QJsonValue& s : route["stops"].toArray())
        stops.push_back({s["place"].toString().toStdString(),
                         s["place"].toString().toStdString(),
                         {s["lat"].toDouble(), s["lon"].toDouble()},
                         s["trigger_m"].toDouble()});
    std::vector<GeoPoint> path;
    for (const QJsonValue& p : route["path"].toArray())
        path.push_back({p[0].toDouble(), p[1].toDouble()});
    return RouteGuide(std::move(stops), std::move(path));
}

} // namespace

class GuideTest : public QObject {
    Q_OBJECT

private slots:
    void replayedWalkArrivesAtEveryStopInOrder();
    void killInTheMiddleOfAReplayLosesNothing();
    void metresAreUnknownBeforeTheFirstFix();
    void metresCountDownAlongTheLine();
    void farFromTheStartTheWayToItCounts();
    void oneDoubtfulFixIsNoArrival();
    void aSureFixIsAnArrivalAtOnce();
    void vagueFixesNeverArrive();
    void stopsAreReachedInOrderOnly();
    void leavingTheLineIsNoticedOnceAndSoIsComingBack();
    void noiseAtTheEdgeDoesNotFlicker();
    void jumpsNobodyCanWalkAreIgnored();
    void aPersistentNewPlaceIsBelieved();
    void repeatedAndOldFixesAreIgnored();
    void brokenFixesAreIgnored();
    void skippingGoesOnWithoutArriving();
    void pausedGuideKeepsQuiet();
    void savedProgressComesBackAsItWas();
    void savedProgressOfAnotherRouteIsRefused();
    void damagedProgressIsRefused_data();
    void damagedProgressIsRefused();
    void roundTripsMayEndWhereTheyBegan();
    void outAndBackOnOneStreetKeepsItsDirection();
    void routesWithoutALineJoinTheirStops();
    void impossibleRoutesAreRefused();
};

void GuideTest::replayedWalkArrivesAtEveryStopInOrder()
{
    const QJsonObject route = firstRoute();
    RouteGuide guide = guideFor(route);
    const auto track = test::readTrack(QOLONER_SOURCE_DIR "/tests/data/tracks/old-verny.nmea");
    QVERIFY(track.size() > 1000);
    QVERIFY(std::abs(guide.line().lengthMetres() - route["length_m"].toDouble()) < 2);

    std::vector<std::string> arrivals;
    int offRoute = 0;
    for (const PositionFix& fix : track) {
        for (const GuideEvent& event : guide.update(fix)) {
            offRoute += event.kind == Kind::OffRoute;
            if (event.kind != Kind::Arrived)
                continue;
            const GuideStop& stop = guide.stops()[event.stop];
            QVERIFY(distanceMetres(fix.position, stop.position) <= stop.triggerMetres);
            arrivals.push_back(stop.id);
        }
    }
    const std::vector<std::string> expected{"green-bazaar", "kyzyl-tan", "puppet-theatre",
                                            "ascension-cathedral", "ykhlas"};
    QCOMPARE(arrivals, expected);
    QCOMPARE(offRoute, 0);
    QVERIFY(guide.state().finished);
    QCOMPARE(guide.state().metresLeft, 0.0);
}

void GuideTest::killInTheMiddleOfAReplayLosesNothing()
{
    const auto track = test::readTrack(QOLONER_SOURCE_DIR "/tests/data/tracks/old-verny.nmea");
    QVERIFY(track.size() > 1000);
    RouteGuide whole = guideFor(firstRoute());
    RouteGuide cut = guideFor(firstRoute());
    Events a;
    Events b;
    for (std::size_t i = 0; i < track.size(); ++i) {
        for (const GuideEvent& e : whole.update(track[i]))
            a.push_back(e);
        if (i % 97 == 0) { // the process dies and starts again
            RouteGuide fresh = guideFor(firstRoute());
            QVERIFY(fresh.restore(cut.save()));
            cut = std::move(fresh);
        }
        for (const GuideEvent& e : cut.update(track[i]))
            b.push_back(e);
    }
    QVERIFY(a == b);
    QVERIFY(cut.state().finished);
}

void GuideTest::metresAreUnknownBeforeTheFirstFix()
{
    Walk w;
    QVERIFY(std::isnan(w.guide.state().metresToNext));
    QVERIFY(std::isnan(w.guide.state().metresLeft));
    QCOMPARE(w.guide.state().currentStop, std::size_t(0));
}

void GuideTest::metresCountDownAlongTheLine()
{
    Walk w;
    QCOMPARE(w.stand(kStart), (Events{{Kind::Arrived, 0}}));
    QVERIFY(std::abs(w.guide.state().metresToNext - 500) < 2);
    QVERIFY(std::abs(w.guide.state().metresLeft - 1000) < 2);
    w.go(0, 300);
    QVERIFY(std::abs(w.guide.state().metresToNext - 200) < 3);
    QVERIFY(std::abs(w.guide.state().metresLeft - 700) < 3);
    QCOMPARE(w.go(300, 1000), (Events{{Kind::Arrived, 1}, {Kind::Arrived, 2}, {Kind::Finished, 2}}));
    QVERIFY(w.guide.state().finished);
    QCOMPARE(w.guide.state().arrived, (std::vector<bool>{true, true, true}));
    QCOMPARE(w.stand(kStart, 5), Events{});
}

void GuideTest::farFromTheStartTheWayToItCounts()
{
    Walk w;
    QCOMPARE(w.stand(Walk::east(-2000), 30), Events{}); // at the hotel: not off a route that has not begun
    QVERIFY(std::abs(w.guide.state().metresToNext - 2000) < 5);
    QVERIFY(std::abs(w.guide.state().metresLeft - 3000) < 5);
    QVERIFY(!w.guide.state().offRoute);
}

void GuideTest::oneDoubtfulFixIsNoArrival()
{
    Walk w;
    w.stand(kStart);
    w.go(0, 440);
    QCOMPARE(w.stand(Walk::east(475), 1, 20), Events{});
    QCOMPARE(w.stand(Walk::east(440), 1, 20), Events{});
    QCOMPARE(w.stand(Walk::east(475), 1, 20), Events{});
    QCOMPARE(w.stand(Walk::east(476), 1, 20), (Events{{Kind::Arrived, 1}}));
}

void GuideTest::aSureFixIsAnArrivalAtOnce()
{
    Walk w;
    QCOMPARE(w.stand(Walk::east(10), 1, 4), (Events{{Kind::Arrived, 0}}));
}

void GuideTest::vagueFixesNeverArrive()
{
    Walk w;
    QCOMPARE(w.stand(kStart, 60, 80), Events{});
    QVERIFY(!std::isnan(w.guide.state().metresToNext)); // but they do tell about where
    QCOMPARE(w.stand(kStart, 60, 500), Events{});
}

void GuideTest::stopsAreReachedInOrderOnly()
{
    Walk w;
    QCOMPARE(w.stand(Walk::east(1000), 60), Events{});
    QCOMPARE(w.guide.state().currentStop, std::size_t(0));
}

void GuideTest::leavingTheLineIsNoticedOnceAndSoIsComingBack()
{
    Walk w;
    w.stand(kStart);
    w.go(0, 200);
    Events events;
    for (double north = 0; north <= 150; north += 1.5)
        for (const GuideEvent& e : w.stand(Walk::east(200, north)))
            events.push_back(e);
    QCOMPARE(events, (Events{{Kind::OffRoute, 1}}));
    QVERIFY(w.guide.state().offRoute);
    QVERIFY(std::abs(w.guide.state().metresToNext - 450) < 5); // 150 back and 300 on
    events.clear();
    for (double north = 150; north >= 0; north -= 1.5)
        for (const GuideEvent& e : w.stand(Walk::east(200, north)))
            events.push_back(e);
    QCOMPARE(events, (Events{{Kind::BackOnRoute, 1}}));
    QVERIFY(!w.guide.state().offRoute);
    QVERIFY(std::abs(w.guide.state().metresToNext - 300) < 3);
}

void GuideTest::noiseAtTheEdgeDoesNotFlicker()
{
    Walk w;
    w.stand(kStart);
    w.go(0, 200);
    Events events;
    for (int i = 0; i < 300; ++i)
        for (const GuideEvent& e : w.stand(Walk::east(200, i % 2 ? 42 : 48), 1, 5))
            events.push_back(e);
    QCOMPARE(events, Events{});
}

void GuideTest::jumpsNobodyCanWalkAreIgnored()
{
    Walk w;
    w.stand(kStart);
    w.go(0, 100);
    const double left = w.guide.state().metresLeft;
    QCOMPARE(w.stand(Walk::east(1000)), Events{});
    QCOMPARE(w.stand(Walk::east(500, 3000)), Events{});
    QCOMPARE(w.guide.state().metresLeft, left);
    w.go(100, 110);
    QVERIFY(w.guide.state().metresLeft < left);
    QCOMPARE(w.guide.state().currentStop, std::size_t(1));
}

void GuideTest::aPersistentNewPlaceIsBelieved()
{
    Walk w;
    w.stand(kStart);
    const Events events = w.stand(Walk::east(500), 10); // by bus, without a fix on the way
    QCOMPARE(events, (Events{{Kind::Arrived, 1}}));
}

void GuideTest::repeatedAndOldFixesAreIgnored()
{
    Walk w;
    w.stand(kStart, 3);
    const double left = w.guide.state().metresLeft;
    QCOMPARE(w.guide.update({Walk::east(5), 5, 1000}), Events{});
    QCOMPARE(w.guide.update({Walk::east(5), 5, w.now}), Events{});
    QCOMPARE(w.guide.state().metresLeft, left);
}

void GuideTest::brokenFixesAreIgnored()
{
    Walk w;
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double inf = std::numeric_limits<double>::infinity();
    for (const PositionFix& fix :
         {PositionFix{{nan, 76}, 5, 1}, PositionFix{{43, nan}, 5, 2}, PositionFix{{91, 0}, 5, 3},
          PositionFix{{43, inf}, 5, 4}, PositionFix{kStart, inf, 5}})
        QCOMPARE(w.guide.update(fix), Events{});
    QVERIFY(std::isnan(w.guide.state().metresToNext));
    // An unknown accuracy is no reason to be silent.
    QCOMPARE(w.guide.update({kStart, nan, 10}), (Events{{Kind::Arrived, 0}}));
}

void GuideTest::skippingGoesOnWithoutArriving()
{
    Walk w;
    w.stand(kStart);
    QCOMPARE(w.guide.skip(), Events{});
    QCOMPARE(w.guide.state().currentStop, std::size_t(2));
    QCOMPARE(w.guide.state().arrived, (std::vector<bool>{true, false, false}));
    QVERIFY(std::abs(w.guide.state().metresToNext - 1000) < 5);
    QCOMPARE(w.guide.skip(), (Events{{Kind::Finished, 2}}));
    QCOMPARE(w.guide.skip(), Events{});
}

void GuideTest::pausedGuideKeepsQuiet()
{
    Walk w;
    w.stand(kStart);
    w.guide.pause();
    QCOMPARE(w.go(0, 500), Events{});
    QCOMPARE(w.guide.state().currentStop, std::size_t(1));
    w.guide.resume();
    QCOMPARE(w.stand(Walk::east(500)), (Events{{Kind::Arrived, 1}})); // wherever one has been meanwhile
}

void GuideTest::savedProgressComesBackAsItWas()
{
    Walk w;
    w.stand(kStart);
    w.go(0, 320);
    w.guide.pause();
    Walk other;
    QVERIFY(other.guide.restore(w.guide.save()));
    QCOMPARE(other.guide.save(), w.guide.save());
    QVERIFY(other.guide.state().paused);
    QCOMPARE(other.guide.state().currentStop, std::size_t(1));
    QCOMPARE(other.guide.state().arrived, (std::vector<bool>{true, false, false}));
    QVERIFY(std::isnan(other.guide.state().metresToNext)); // where one is now, only a fix can tell
    Walk done;
    done.guide.skip();
    done.guide.skip();
    done.guide.skip();
    Walk again;
    QVERIFY(again.guide.restore(done.guide.save()));
    QVERIFY(again.guide.state().finished);
}

void GuideTest::savedProgressOfAnotherRouteIsRefused()
{
    Walk w;
    RouteGuide other({{"a", "A", kStart}, {"x", "X", Walk::east(500)}, {"c", "C", Walk::east(1000)}}, {});
    QVERIFY(!other.restore(w.guide.save()));
}

void GuideTest::damagedProgressIsRefused_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("stop too far") << "stop=1"
                                  << "stop=4";
    QTest::newRow("negative stop") << "stop=1"
                                   << "stop=-1";
    QTest::newRow("no number") << "stop=1"
                               << "stop=";
    QTest::newRow("huge number") << "stop=1"
                                 << "stop=99999999999999999999999";
    QTest::newRow("beyond the line") << "along="
                                     << "along=9";
    QTest::newRow("unknown flag") << "off=0"
                                  << "off=2";
    QTest::newRow("arrived ahead") << "arrived=100"
                                   << "arrived=101";
    QTest::newRow("too few stops") << "arrived=100"
                                   << "arrived=10";
    QTest::newRow("too many stops") << "arrived=100"
                                    << "arrived=1000";
    QTest::newRow("other letters") << "arrived=100"
                                   << "arrived=1x0";
    QTest::newRow("other version") << "guide1"
                                   << "guide2";
    QTest::newRow("tail") << "arrived=100"
                          << "arrived=100 ";
}

void GuideTest::damagedProgressIsRefused()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    Walk w;
    w.stand(kStart);
    w.go(0, 320);
    QString text = QString::fromStdString(w.guide.save());
    QVERIFY(text.contains(from));
    Walk other;
    const std::string before = other.guide.save();
    QVERIFY(!other.guide.restore(text.replace(from, to).toStdString()));
    QCOMPARE(other.guide.save(), before);
    QVERIFY(!other.guide.restore(""));
    QVERIFY(other.guide.restore(w.guide.save())); // undamaged it is taken
}

void GuideTest::roundTripsMayEndWhereTheyBegan()
{
    const GeoPoint far = Walk::east(400);
    RouteGuide guide({{"a", "A", kStart}, {"b", "B", far}, {"a2", "A again", kStart}}, {kStart, far, kStart});
    QCOMPARE(guide.stopAlongMetres(0), 0.0);
    QVERIFY(std::abs(guide.stopAlongMetres(2) - 800) < 2);
    std::int64_t now = 0;
    Events events;
    const auto go = [&](double from, double to) {
        for (double m = from; from < to ? m <= to : m >= to; m += from < to ? 1.5 : -1.5)
            for (const GuideEvent& e : guide.update({Walk::east(m), 5, now += 1000}))
                events.push_back(e);
    };
    go(0, 400);
    QCOMPARE(events, (Events{{Kind::Arrived, 0}, {Kind::Arrived, 1}}));
    go(400, 0);
    QCOMPARE(events,
             (Events{{Kind::Arrived, 0}, {Kind::Arrived, 1}, {Kind::Arrived, 2}, {Kind::Finished, 2}}));
}

void GuideTest::outAndBackOnOneStreetKeepsItsDirection()
{
    // One leg that goes 300 m out along a street and comes back to a door near its start.
    const GeoPoint far = Walk::east(300);
    const GeoPoint door = Walk::east(100, -40);
    RouteGuide guide({{"a", "A", kStart}, {"b", "B", door}}, {kStart, far, Walk::east(100), door});
    std::int64_t now = 0;
    double before = 1e9;
    guide.update({kStart, 5, now += 1000});
    for (double m = 0; m <= 50; m += 1.5)
        guide.update({Walk::east(m), 5, now += 1000});
    QVERIFY(std::abs(guide.state().metresLeft - 490) < 5);
    for (double m = 300; m >= 140; m -= 1.5) {
        if (m == 300)
            for (double out = 50; out <= 300; out += 1.5)
                guide.update({Walk::east(out), 5, now += 1000});
        guide.update({Walk::east(m), 5, now += 1000});
        if (m < 260) {
            QVERIFY(guide.state().metresLeft < before + 1);
            before = guide.state().metresLeft;
        }
    }
    QVERIFY(std::abs(guide.state().metresLeft - 80) < 10);
}

void GuideTest::routesWithoutALineJoinTheirStops()
{
    RouteGuide guide({{"a", "A", kStart}, {"b", "B", Walk::east(500)}}, {});
    QVERIFY(std::abs(guide.line().lengthMetres() - 500) < 1);
    RouteGuide one({{"a", "A", kStart}}, {});
    QCOMPARE(one.update({kStart, 5, 1}), (Events{{Kind::Arrived, 0}, {Kind::Finished, 0}}));
}

void GuideTest::impossibleRoutesAreRefused()
{
    QVERIFY_EXCEPTION_THROWN(RouteGuide({}, {}), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(RouteGuide(std::vector<GuideStop>(201, {"a", "A", kStart}), {}),
                             std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(RouteGuide({{"a", "A", {91, 0}}}, {}), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(RouteGuide({{"a", "A", kStart}}, {kStart, {0, 999}}), std::invalid_argument);
}

QTEST_APPLESS_MAIN(GuideTest)
#include "tst_guide.moc"
