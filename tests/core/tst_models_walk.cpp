// SPDX-License-Identifier: Apache-2.0
// Following a walk: arrivals, rests, kills, detours.
#include "core/models/route_follower.h"
#include "tests/support/guide_fixture.h"

using namespace qoloner;
using namespace qoloner::test;

class ModelsWalkTest : public QObject {
    Q_OBJECT
private slots:
    void aWalkIsFollowedToItsEnd();
    void aWalkGoesOnAfterAKill();
    void aWalkMayBeBegunAnew();
    void aRestKeepsTheProgressAndStopsThePosition();
    void aPositionFarFromTheLineIsOffRoute();
    void aSkippedStopIsNotArrivedAt();
    void anotherLanguageDoesNotDisturbTheWalk();
};

void ModelsWalkTest::aWalkIsFollowedToItsEnd()
{
    GuideFixture f;
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

void ModelsWalkTest::aWalkGoesOnAfterAKill()
{
    GuideFixture before;
    before.walk();
    RouteFollower first;
    open(first, before, "walk");
    first.start();
    before.standAtStop(0);
    QCOMPARE(first.arrivedIndex(), 0);
    before.settle();

    GuideFixture after(&before);
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

void ModelsWalkTest::aWalkMayBeBegunAnew()
{
    GuideFixture f;
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

void ModelsWalkTest::aRestKeepsTheProgressAndStopsThePosition()
{
    GuideFixture f;
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

void ModelsWalkTest::aPositionFarFromTheLineIsOffRoute()
{
    GuideFixture f;
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

void ModelsWalkTest::aSkippedStopIsNotArrivedAt()
{
    GuideFixture f;
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

void ModelsWalkTest::anotherLanguageDoesNotDisturbTheWalk()
{
    GuideFixture f;
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

QTEST_GUILESS_MAIN(ModelsWalkTest)
#include "tst_models_walk.moc"
