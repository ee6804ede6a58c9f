// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/simulator.h"

#include "sync/sim/world.h"
#include <algorithm>
#include <sstream>

namespace qoloner::sim {

namespace {

constexpr std::size_t fewestPhones = 3;
constexpr std::uint64_t fewestDeeds = 200;

/// Takes away halves, quarters, ... of `list` while `fails` still says so (Zeller's ddmin, greedy).
template <class Item, class Fails> void reduce(std::vector<Item>& list, std::size_t& runs, const Fails& fails)
{
    for (std::size_t size = std::max<std::size_t>(1, list.size() / 2); !list.empty();) {
        bool smaller = false;
        for (std::size_t from = 0; from < list.size() && runs > 0;) {
            std::vector<Item> fewer(list.begin(), list.begin() + std::ptrdiff_t(from));
            fewer.insert(fewer.end(), list.begin() + std::ptrdiff_t(std::min(from + size, list.size())),
                         list.end());
            --runs;
            if (fails(fewer)) {
                list = std::move(fewer);
                smaller = true;
            } else {
                from += size;
            }
        }
        if (runs == 0 || (size == 1 && !smaller))
            return;
        if (size > 1)
            size = std::max<std::size_t>(1, size / 2);
    }
}

} // namespace

std::optional<Failure> runPlan(const Plan& plan, Counters& counters, const Log& log)
{
    ++counters.seeds;
    std::optional<World> world;
    const auto failed = [&](int invariant, const std::string& what) {
        return Failure{invariant, what, world ? world->faultsMet() : std::vector<Fault>()};
    };
    try {
        world.emplace(plan, counters);
        world->setLog(log);
        world->run();
    } catch (const Violation& violation) {
        return failed(violation.number(), violation.what());
    } catch (const std::exception& error) {
        return failed(0, error.what());
    }
    if (settingOf(plan.seed).phones >= fewestPhones && world->deedsDone() >= fewestDeeds && world->crashed())
        ++counters.seedsThatCount;
    return std::nullopt;
}

Plan shrink(const Plan& plan, const Failure& failure, std::size_t maxRuns)
{
    Counters ignored;
    const auto fails = [&](const Plan& candidate) {
        const auto again = runPlan(candidate, ignored);
        return again && again->invariant == failure.invariant;
    };
    Plan best = plan;
    if (!best.faultsListed) {
        Plan listed = best;
        listed.faultsListed = true;
        listed.faults = failure.faultsMet;
        if (fails(listed))
            best = std::move(listed);
    }
    std::size_t runs = maxRuns;
    const auto withSteps = [&](const std::vector<Step>& steps) {
        Plan candidate = best;
        candidate.steps = steps;
        return fails(candidate);
    };
    const auto withFaults = [&](const std::vector<Fault>& faults) {
        Plan candidate = best;
        candidate.faults = faults;
        return fails(candidate);
    };
    std::vector<Step> steps = best.steps;
    reduce(steps, runs, withSteps);
    best.steps = steps;
    if (best.faultsListed) {
        std::vector<Fault> faults = best.faults;
        reduce(faults, runs, withFaults);
        best.faults = faults;
        reduce(steps, runs, withSteps);
        best.steps = steps;
    }
    return best;
}

std::vector<std::string> missing(const Counters& counters)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < stepKindCount; ++i)
        if (counters.steps[i] == 0)
            names.emplace_back(stepName(StepKind(i)));
    for (std::size_t i = 0; i < faultKindCount; ++i)
        if (counters.faults[i] == 0)
            names.emplace_back(faultName(FaultKind(i)));
    for (const char* what :
         {"phone crashes", "server crashes", "phone disk full", "phone disk write error",
          "phone disk sync error", "server disk full", "server disk write error", "server disk sync error",
          "saves interrupted", "losers kept", "public rows", "end: settled", "end: refused", "end: given up",
          "pushes sent again", "compactions that folded", "forks", "let back in",
          "refills that came out the same"})
        if (!counters.other.contains(what))
            names.emplace_back(what);
    return names;
}

std::string summary(const Counters& counters)
{
    std::ostringstream out;
    std::uint64_t total = 0;
    out << "steps:";
    for (std::size_t i = 0; i < stepKindCount; ++i) {
        out << " " << stepName(StepKind(i)) << "=" << counters.steps[i];
        total += counters.steps[i];
    }
    out << "\nrequests:";
    for (std::size_t i = 0; i < faultKindCount; ++i)
        out << " " << faultName(FaultKind(i)) << "=" << counters.faults[i];
    out << "\nmet:";
    for (const auto& [name, count] : counters.other)
        out << " [" << name << "]=" << count;
    out << "\nseeds " << counters.seeds << ", of which count " << counters.seedsThatCount << "; operations "
        << total << "\n";
    return out.str();
}

} // namespace qoloner::sim
