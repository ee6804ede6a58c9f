// SPDX-License-Identifier: Apache-2.0
#include "core/geo/blur.h"
#include "core/geo/distance.h"
#include "core/geo/polyline.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>

using namespace qoloner;

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr GeoPoint kBazaar{43.2637, 76.9549};
constexpr GeoPoint kYkhlas{43.2595, 76.9569};
} // namespace

class GeoTest : public QObject {
    Q_OBJECT

private slots:
    void aDegreeOfLatitudeIs111Kilometres();
    void distanceIsSymmetricAndZeroAtHome();
    void distanceCrossesTheAntimeridianTheShortWay();
    void antipodesAreHalfTheEarthAway();
    void bearingsFollowTheCompass();
    void destinationUndoesDistanceAndBearing();
    void boxesContainTheirBordersAndCrossTheAntimeridian();
    void nanIsNowhere();
    void allPointsOfACellShareOneCentre();
    void blurringACentreReturnsIt();
    void blurNeverMovesAPointFurtherThanHalfACellDiagonal();
    void cellsAreNoSmallerThanAskedFor();
    void neighbouringPointsDoNotRevealTheHomeInsideACell();
    void blurRefusesWhatIsNotAPlace();
    void projectionFindsTheNearestPartOfALine();
    void projectionCanBeHeldToAPartOfTheLine();
    void pointsAlongTheLineRunFromEndToEnd();
    void linesOfOnePointWork();
};

void GeoTest::aDegreeOfLatitudeIs111Kilometres()
{
    QVERIFY(std::abs(distanceMetres({43, 77}, {44, 77}) - 111'195) < 1);
    QVERIFY(std::abs(distanceMetres(kBazaar, kYkhlas) - 494) < 2);
}

void GeoTest::distanceIsSymmetricAndZeroAtHome()
{
    QCOMPARE(distanceMetres(kBazaar, kBazaar), 0.0);
    QCOMPARE(distanceMetres(kBazaar, kYkhlas), distanceMetres(kYkhlas, kBazaar));
}

void GeoTest::distanceCrossesTheAntimeridianTheShortWay()
{
    QVERIFY(distanceMetres({0, 179.999}, {0, -179.999}) < 230);
}

void GeoTest::antipodesAreHalfTheEarthAway()
{
    const double half = distanceMetres({30, 10}, {-30, -170});
    QVERIFY(std::isfinite(half));
    QVERIFY(std::abs(half - 3.14159265358979 * kEarthRadiusMetres) < 1);
}

void GeoTest::bearingsFollowTheCompass()
{
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-6; };
    QVERIFY(near(bearingDegrees({0, 0}, {1, 0}), 0));
    QVERIFY(near(bearingDegrees({0, 0}, {0, 1}), 90));
    QVERIFY(near(bearingDegrees({0, 0}, {-1, 0}), 180));
    QVERIFY(near(bearingDegrees({0, 0}, {0, -1}), 270));
    QCOMPARE(bearingDegrees(kBazaar, kBazaar), 0.0);
}

void GeoTest::destinationUndoesDistanceAndBearing()
{
    std::mt19937 rng(1);
    std::uniform_real_distribution<double> lat(-80, 80), lon(-180, 180), bearing(0, 360), metres(1, 50'000);
    for (int i = 0; i < 20'000; ++i) {
        const GeoPoint from{lat(rng), lon(rng)};
        const double course = bearing(rng);
        const double far = metres(rng);
        const GeoPoint to = destination(from, course, far);
        QVERIFY(isValid(to));
        QVERIFY(std::abs(distanceMetres(from, to) - far) < 0.01);
        QVERIFY(std::abs(std::remainder(bearingDegrees(from, to) - course, 360.0)) < 0.01);
    }
}

void GeoTest::boxesContainTheirBordersAndCrossTheAntimeridian()
{
    const GeoBox almaty{43.1, 76.7, 43.4, 77.1};
    QVERIFY(contains(almaty, kBazaar));
    QVERIFY(contains(almaty, {43.1, 76.7}));
    QVERIFY(!contains(almaty, {43.0999, 76.9}));
    const GeoBox pacific{-10, 170, 10, -170};
    QVERIFY(contains(pacific, {0, 175}));
    QVERIFY(contains(pacific, {0, -175}));
    QVERIFY(!contains(pacific, {0, 0}));
}

void GeoTest::nanIsNowhere()
{
    QVERIFY(!isValid({kNaN, 0}));
    QVERIFY(!isValid({0, kNaN}));
    QVERIFY(!isValid({91, 0}));
    QVERIFY(!isValid({0, std::numeric_limits<double>::infinity()}));
    QVERIFY(!contains({-90, -180, 90, 180}, {kNaN, 0}));
    QVERIFY(std::isnan(distanceMetres({kNaN, 0}, kBazaar)));
}

void GeoTest::allPointsOfACellShareOneCentre()
{
    std::mt19937 rng(2);
    std::uniform_real_distribution<double> lat(43.1, 43.4), lon(76.7, 77.1);
    for (const double side : {kCityBlurMetres, kRuralBlurMetres}) {
        for (int i = 0; i < 20'000; ++i) {
            const GeoPoint p{lat(rng), lon(rng)};
            const BlurredPoint cell = blurToGrid(p.lat, p.lon, side);
            // Anything well inside the same cell, wherever it is, answers the same.
            const double reach = side * 0.49;
            std::uniform_real_distribution<double> shift(-reach, reach);
            const GeoPoint other = destination(destination(cell.centre, 0, shift(rng)), 90, shift(rng));
            const BlurredPoint again = blurToGrid(other.lat, other.lon, side);
            QCOMPARE(again.row, cell.row);
            QCOMPARE(again.col, cell.col);
            QVERIFY(again.centre == cell.centre);
        }
    }
}

void GeoTest::blurringACentreReturnsIt()
{
    std::mt19937 rng(3);
    std::uniform_real_distribution<double> lat(-90, 90), lon(-180, 180);
    for (int i = 0; i < 50'000; ++i) {
        const BlurredPoint once = blurToGrid(lat(rng), lon(rng), kCityBlurMetres);
        QVERIFY(isValid(once.centre));
        const BlurredPoint twice = blurToGrid(once.centre.lat, once.centre.lon, kCityBlurMetres);
        QVERIFY(twice.centre == once.centre);
    }
    for (const double edge : {-180.0, 180.0})
        QVERIFY(isValid(blurToGrid(90, edge, kRuralBlurMetres).centre));
}

void GeoTest::blurNeverMovesAPointFurtherThanHalfACellDiagonal()
{
    std::mt19937 rng(4);
    std::uniform_real_distribution<double> lat(40, 56), lon(46, 88); // Kazakhstan
    for (int i = 0; i < 50'000; ++i) {
        const GeoPoint p{lat(rng), lon(rng)};
        const BlurredPoint cell = blurToGrid(p.lat, p.lon, kRuralBlurMetres);
        QVERIFY(distanceMetres(p, cell.centre) < kRuralBlurMetres * 0.71);
    }
}

void GeoTest::cellsAreNoSmallerThanAskedFor()
{
    std::mt19937 rng(5);
    std::uniform_real_distribution<double> lat(-85, 85), lon(-179, 179);
    for (int i = 0; i < 20'000; ++i) {
        const BlurredPoint cell = blurToGrid(lat(rng), lon(rng), 500);
        for (const double side : {0.0, 90.0, 180.0, 270.0}) {
            const GeoPoint justInside = destination(cell.centre, side, 249);
            const BlurredPoint same = blurToGrid(justInside.lat, justInside.lon, 500);
            QVERIFY(same.centre == cell.centre);
        }
    }
}

void GeoTest::neighbouringPointsDoNotRevealTheHomeInsideACell()
{
    // Averaging what is shown of a thousand visits to one home gives the centre and nothing else.
    std::set<std::pair<double, double>> shown;
    for (int i = 0; i < 1000; ++i) {
        const GeoPoint c = blurToGrid(43.2571, 76.9392, kCityBlurMetres).centre;
        shown.insert({c.lat, c.lon});
    }
    QCOMPARE(shown.size(), std::size_t(1));
    QVERIFY(distanceMetres({shown.begin()->first, shown.begin()->second}, {43.2571, 76.9392}) > 1);
}

void GeoTest::blurRefusesWhatIsNotAPlace()
{
    QVERIFY_EXCEPTION_THROWN(blurToGrid(kNaN, 0, 500), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(blurToGrid(91, 0, 500), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(blurToGrid(43, 76, 0), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(blurToGrid(43, 76, kNaN), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(blurToGrid(43, 76, -500), std::invalid_argument);
}

void GeoTest::projectionFindsTheNearestPartOfALine()
{
    const GeoPoint a{43.25, 76.95};
    const GeoPoint b = destination(a, 90, 1000);
    const GeoPoint c = destination(b, 180, 500);
    const Polyline line({a, b, c});
    QVERIFY(std::abs(line.lengthMetres() - 1500) < 0.5);
    const Projection p = line.project(destination(destination(a, 90, 400), 0, 30));
    QVERIFY(std::abs(p.alongMetres - 400) < 1);
    QVERIFY(std::abs(p.offsetMetres - 30) < 0.5);
    QCOMPARE(p.segment, std::size_t(0));
    const Projection q = line.project(destination(destination(b, 180, 200), 90, 20));
    QVERIFY(std::abs(q.alongMetres - 1200) < 1);
    QCOMPARE(q.segment, std::size_t(1));
    QVERIFY(std::abs(line.project(destination(a, 270, 70)).alongMetres) < 0.01);
    QVERIFY(std::abs(line.project(destination(c, 180, 70)).alongMetres - 1500) < 0.5);
}

void GeoTest::projectionCanBeHeldToAPartOfTheLine()
{
    // Out and back along the same street: only the window tells which way one walks.
    const GeoPoint a{43.25, 76.95};
    const GeoPoint b = destination(a, 90, 500);
    const Polyline line({a, b, a});
    const GeoPoint walker = destination(a, 90, 300);
    QVERIFY(std::abs(line.project(walker, 0, 500).alongMetres - 300) < 1);
    QVERIFY(std::abs(line.project(walker, 500, 1000).alongMetres - 700) < 1);
    QVERIFY(std::abs(line.project(walker, 0, 100).alongMetres - 100) < 1);
}

void GeoTest::pointsAlongTheLineRunFromEndToEnd()
{
    const Polyline line({kBazaar, {43.262, 76.954}, {43.262, 76.954}, kYkhlas});
    QVERIFY(line.at(-5) == kBazaar);
    QVERIFY(line.at(1e9) == kYkhlas);
    double before = -1;
    for (double m = 0; m <= line.lengthMetres(); m += 10) {
        const double along = line.project(line.at(m)).alongMetres;
        QVERIFY(std::abs(along - m) < 0.5);
        QVERIFY(along > before);
        before = along;
    }
}

void GeoTest::linesOfOnePointWork()
{
    const Polyline dot({kBazaar});
    QCOMPARE(dot.lengthMetres(), 0.0);
    QVERIFY(dot.at(10) == kBazaar);
    QVERIFY(std::abs(dot.project(kYkhlas).offsetMetres - distanceMetres(kBazaar, kYkhlas)) < 1e-6);
    QVERIFY(Polyline().empty());
    QVERIFY_EXCEPTION_THROWN(Polyline({{kNaN, 0}}), std::invalid_argument);
}

QTEST_APPLESS_MAIN(GeoTest)
#include "tst_geo.moc"
