// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/step.h"

#include "sync/sim/rng.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

namespace qoloner::sim {

namespace {

struct Named {
    std::string_view name;
    unsigned weight;
};

constexpr std::array<Named, stepKindCount> stepTable = {{
    {"put-master", 5},
    {"patch-master", 22},
    {"clear-field", 3},
    {"open-form", 4},
    {"save-form", 4},
    {"change-set", 5},
    {"move-region", 2},
    {"delete-row", 3},
    {"undelete-row", 3},
    {"put-work", 4},
    {"patch-work", 6},
    {"put-consent", 4},
    {"withdraw-consent", 1},
    {"approve", 6},
    {"withdraw", 2},
    {"restore-conflict", 3},
    {"dismiss-conflict", 2},
    {"mend", 3},
    {"discard", 2},
    {"twins", 6},
    {"patch-place", 5},
    {"mass-delete", 1},
    {"sync-now", 5},
    {"go-offline", 3},
    {"go-online", 5},
    {"interactive", 2},
    {"restart", 2},
    {"update-app", 1},
    {"crash-phone", 3},
    {"crash-writing", 3},
    {"phone-disk", 2},
    {"phone-clock", 2},
    {"clone-phone", 2},
    {"crash-server", 2},
    {"crash-server-writing", 2},
    {"server-disk", 1},
    {"server-clock", 1},
    {"update-server", 1},
    {"time-passes", 2},
    {"revoke", 1},
    {"change-role", 1},
    {"compact", 2},
    {"back-up", 3},
    {"restore-server", 2},
    {"end-refill", 1},
    {"hostile", 3},
}};

constexpr std::array<Named, faultKindCount> faultTable = {{
    {"none", 0},
    {"drop-request", 3},
    {"drop-answer", 4},
    {"cut", 2},
    {"duplicate", 4},
    {"slow", 4},
    {"late", 3},
    {"truncate-request", 1},
    {"truncate-answer", 2},
    {"corrupt-request", 1},
    {"corrupt-answer", 2},
    {"portal", 2},
    {"gateway", 1},
    {"no-network", 1},
}};

template <std::size_t N> std::size_t weighted(const std::array<Named, N>& table, std::uint64_t roll)
{
    unsigned total = 0;
    for (const Named& each : table)
        total += each.weight;
    auto left = unsigned(roll % total);
    for (std::size_t i = 0; i < N; ++i) {
        if (left < table[i].weight)
            return i;
        left -= table[i].weight;
    }
    return N - 1;
}

template <std::size_t N> int indexOf(const std::array<Named, N>& table, std::string_view name)
{
    for (std::size_t i = 0; i < N; ++i)
        if (table[i].name == name)
            return int(i);
    return -1;
}

constexpr std::uint64_t kindSetting = 1, kindStep = 2, kindFault = 3;

} // namespace

std::string_view stepName(StepKind kind)
{
    return stepTable[std::size_t(kind)].name;
}

std::string_view faultName(FaultKind kind)
{
    return faultTable[std::size_t(kind)].name;
}

Setting settingOf(std::uint64_t seed)
{
    Rng rng(seedOf(seed, kindSetting, 0));
    Setting setting;
    setting.phones = std::uint8_t(rng.between(3, 6));
    static constexpr unsigned percents[] = {0, 3, 8, 20, 45};
    setting.faultPercent = percents[rng.below(std::size(percents))];
    const bool all = rng.chance(70);
    for (std::size_t i = 1; i < faultKindCount; ++i)
        if (all || rng.chance(30))
            setting.faults.push_back(FaultKind(i));
    if (setting.faults.empty())
        setting.faultPercent = 0;
    setting.skewedClocks = rng.chance(60);
    setting.restores = rng.chance(45);
    setting.clones = rng.chance(45);
    return setting;
}

Plan makePlan(std::uint64_t seed, std::size_t steps)
{
    Plan plan;
    plan.seed = seed;
    Rng rng(seedOf(seed, kindStep, 0));
    // Some worlds are busy, in some days pass between two edits.
    static constexpr std::uint64_t paces[] = {300, 1'000, 1'000, 4'000, 60'000};
    const std::uint64_t pace = paces[rng.below(std::size(paces))];
    plan.steps.reserve(steps);
    bool crash = false;
    for (std::size_t i = 0; i < steps; ++i) {
        Step step;
        // Bursts: half of the steps follow at once on the one before.
        step.afterMs = rng.chance(50) ? rng.below(30) : rng.below(pace * 2);
        step.kind = StepKind(weighted(stepTable, rng.next()));
        step.phone = std::uint8_t(rng.below(256));
        step.roll = rng.next();
        crash = crash || step.kind == StepKind::CrashPhone || step.kind == StepKind::CrashServer;
        plan.steps.push_back(step);
    }
    if (!crash && !plan.steps.empty())
        plan.steps[plan.steps.size() / 2].kind = StepKind::CrashPhone;
    return plan;
}

Fault faultFor(const Setting& setting, std::uint64_t seed, std::uint8_t phone, std::uint32_t number)
{
    Rng rng(seedOf(seed, kindFault, (std::uint64_t(phone) << 32) | number));
    Fault fault{phone, number, FaultKind::None, 0};
    if (rng.chance(setting.faultPercent)) {
        unsigned total = 0;
        for (const FaultKind kind : setting.faults)
            total += faultTable[std::size_t(kind)].weight;
        auto left = unsigned(rng.below(total));
        for (const FaultKind kind : setting.faults) {
            const unsigned weight = faultTable[std::size_t(kind)].weight;
            if (left < weight) {
                fault.kind = kind;
                break;
            }
            left -= weight;
        }
    }
    fault.roll = rng.next();
    return fault;
}

std::string writeTrace(const Plan& plan)
{
    std::ostringstream out;
    out << "qoloner-sim 1\nseed " << plan.seed << "\n";
    for (const Step& step : plan.steps)
        out << "step " << step.afterMs << " " << stepName(step.kind) << " " << unsigned(step.phone) << " "
            << step.roll << "\n";
    if (plan.faultsListed)
        out << "faults-listed\n";
    for (const Fault& fault : plan.faults)
        out << "fault " << unsigned(fault.phone) << " " << fault.number << " " << faultName(fault.kind) << " "
            << fault.roll << "\n";
    return out.str();
}

Result<Plan> readTrace(std::string_view text)
{
    Plan plan;
    std::istringstream in{std::string(text)};
    std::string line;
    bool headed = false;
    while (std::getline(in, line)) {
        if (line.empty() || line[0] == '#')
            continue;
        std::istringstream words(line);
        std::string what;
        words >> what;
        bool good = true;
        if (what == "qoloner-sim") {
            int version = 0;
            good = bool(words >> version) && version == 1;
            headed = true;
        } else if (what == "seed") {
            good = bool(words >> plan.seed);
        } else if (what == "step") {
            Step step;
            std::string name;
            unsigned phone = 0;
            good = bool(words >> step.afterMs >> name >> phone >> step.roll) && phone < 256;
            const int kind = indexOf(stepTable, name);
            step.kind = StepKind(std::max(kind, 0));
            step.phone = std::uint8_t(phone);
            good = good && kind >= 0;
            plan.steps.push_back(step);
        } else if (what == "faults-listed") {
            plan.faultsListed = true;
        } else if (what == "fault") {
            Fault fault;
            std::string name;
            unsigned phone = 0;
            good = bool(words >> phone >> fault.number >> name >> fault.roll) && phone < 256;
            const int kind = indexOf(faultTable, name);
            fault.kind = FaultKind(std::max(kind, 0));
            fault.phone = std::uint8_t(phone);
            good = good && kind >= 0;
            plan.faults.push_back(fault);
        } else {
            good = false;
        }
        if (!good || !headed)
            return failure("trace_invalid", {}, {line});
    }
    if (!headed)
        return failure("trace_invalid");
    return plan;
}

} // namespace qoloner::sim
