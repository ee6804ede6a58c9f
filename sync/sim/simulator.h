// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/sim/history.h"
#include "sync/sim/step.h"
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace qoloner::sim {

/// A promise that was broken, and how to see it again.
struct Failure {
    int invariant = 0; ///< of DESIGN.md; 0: the program itself failed
    std::string what;
    std::vector<Fault> faultsMet;
};

using Log = std::function<void(const std::string&)>;

/// Runs `plan` once. What a run did is added to `counters`, also when it fails.
std::optional<Failure> runPlan(const Plan& plan, Counters& counters, const Log& log = {});

/// A plan that breaks the same promise with as few steps and faults as `maxRuns` runs can find.
Plan shrink(const Plan& plan, const Failure& failure, std::size_t maxRuns = 600);

/// What a counter of kinds is still missing; empty when every step and every fault occurred.
std::vector<std::string> missing(const Counters& counters);
std::string summary(const Counters& counters);

} // namespace qoloner::sim
