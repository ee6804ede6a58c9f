// SPDX-License-Identifier: Apache-2.0
// The simulator over a handful of seeds. QOLONER_SIM_SEEDS: how many; QOLONER_SIM_FIRST: from which.
#include "sync/sim/signatures.h"
#include "sync/sim/simulator.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::sim;

namespace {

constexpr std::size_t steps = 320;

std::uint64_t fromEnvironment(const char* name, std::uint64_t otherwise)
{
    bool given = false;
    const auto value = qEnvironmentVariable(name).toULongLong(&given);
    return given ? value : otherwise;
}

std::vector<std::string> story(std::uint64_t seed)
{
    std::vector<std::string> lines;
    Counters counters;
    const auto failure =
        runPlan(makePlan(seed, 80), counters, [&](const std::string& line) { lines.push_back(line); });
    if (failure)
        lines.push_back(failure->what);
    return lines;
}

} // namespace

class SimulatorTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useRealSignatures(false); }

    void everySeedKeepsEveryPromise()
    {
        const std::uint64_t seeds = fromEnvironment("QOLONER_SIM_SEEDS", 60);
        const std::uint64_t first = fromEnvironment("QOLONER_SIM_FIRST", 1);
        Counters counters;
        // Some plans leave too few people able to do anything: such a seed doesn't count, and another is run.
        for (std::uint64_t seed = first; counters.seedsThatCount < seeds && seed < first + 2 * seeds;
             ++seed) {
            const Plan plan = makePlan(seed, steps);
            if (const auto failure = runPlan(plan, counters)) {
                const Plan smallest = shrink(plan, *failure, 200);
                QFAIL(("seed " + std::to_string(seed) + " broke invariant " +
                       std::to_string(failure->invariant) + ": " + failure->what + "\n" +
                       writeTrace(smallest))
                          .c_str());
            }
        }
        qInfo("%s", summary(counters).c_str());
        QCOMPARE(counters.seedsThatCount, seeds);
        QString absent;
        for (const std::string& name : missing(counters))
            absent += QString::fromStdString(name) + QLatin1Char(' ');
        QCOMPARE(absent, QString());
    }

    void theSameSeedIsTheSameStory()
    {
        for (const std::uint64_t seed : {3u, 4u}) {
            const auto once = story(seed);
            QVERIFY(once.size() > 100);
            QCOMPARE(story(seed), once);
        }
    }

    void aTraceReadsBackAsItWasWritten()
    {
        Plan plan = makePlan(7, 50);
        plan.faultsListed = true;
        for (std::uint32_t i = 1; i < 20; ++i)
            plan.faults.push_back(faultFor(settingOf(7), 7, 1, i));
        const auto again = readTrace(writeTrace(plan));
        QVERIFY(again);
        QCOMPARE(writeTrace(*again), writeTrace(plan));
        QCOMPARE(again->steps.size(), std::size_t(50));
    }

    void whatIsNoTraceIsRefused()
    {
        for (const char* text : {"", "seed 1\n", "qoloner-sim 2\n", "qoloner-sim 1\nstep 5 dance 0 1\n",
                                 "qoloner-sim 1\nstep -\n", "qoloner-sim 1\nfault 0 1 rain 1\n"})
            QVERIFY2(!readTrace(text), text);
    }
};

QTEST_GUILESS_MAIN(SimulatorTest)
#include "tst_simulator.moc"
