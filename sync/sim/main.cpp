// SPDX-License-Identifier: Apache-2.0
// qoloner-sim: the simulator by hand and in tests.
#include "sync/sim/signatures.h"
#include "sync/sim/simulator.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <malloc.h>
#include <sstream>
#include <stdexcept>

using namespace qoloner;
using namespace qoloner::sim;

namespace {

constexpr const char* usage =
    "qoloner-sim --seeds N [--first S] [--ops M]   N runs from seed S with M steps each; exit 1 and a trace\n"
    "                                              when a promise is broken\n"
    "qoloner-sim --replay FILE [--log]             one run of a trace\n"
    "  --seconds T         stop after T seconds, whatever N says\n"
    "  --no-shrink         print the trace as it is\n"
    "  --complete          fail also when some kind of step or fault never occurred\n"
    "  --expect-violation  succeed only when a promise is broken: for mutants\n"
    "  --real-signatures   Ed25519 instead of keyed hashes\n"
    "  --log               say what happens\n";

struct Arguments {
    std::uint64_t seeds = 0, first = 1;
    std::size_t ops = 320;
    double seconds = 0;
    std::string replay;
    bool shrink = true, complete = false, expectViolation = false, log = false;
};

Arguments parse(int argc, char** argv)
{
    Arguments given;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        const auto value = [&]() -> std::string {
            if (++i >= argc)
                throw std::invalid_argument(name);
            return argv[i];
        };
        if (name == "--seeds")
            given.seeds = std::stoull(value());
        else if (name == "--first")
            given.first = std::stoull(value());
        else if (name == "--ops")
            given.ops = std::stoull(value());
        else if (name == "--seconds")
            given.seconds = std::stod(value());
        else if (name == "--replay")
            given.replay = value();
        else if (name == "--no-shrink")
            given.shrink = false;
        else if (name == "--complete")
            given.complete = true;
        else if (name == "--expect-violation")
            given.expectViolation = true;
        else if (name == "--real-signatures")
            useRealSignatures(true);
        else if (name == "--log")
            given.log = true;
        else
            throw std::invalid_argument(name);
    }
    if (given.seeds == 0 && given.replay.empty())
        throw std::invalid_argument("--seeds");
    return given;
}

int report(const Plan& plan, const Failure& failure, const Arguments& given)
{
    std::printf("seed %llu broke invariant %d: %s\n", static_cast<unsigned long long>(plan.seed),
                failure.invariant, failure.what.c_str());
    if (given.expectViolation)
        return 0;
    Plan smallest = given.shrink ? shrink(plan, failure) : plan;
    Counters ignored;
    const auto again = runPlan(smallest, ignored);
    std::printf("# %zu steps and %zu faults are enough: %s\n%s", smallest.steps.size(),
                smallest.faults.size(), again ? again->what.c_str() : "?", writeTrace(smallest).c_str());
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    Arguments given;
    try {
        given = parse(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "what is %s?\n%s", error.what(), usage);
        return 2;
    }
    // Worlds come and go: what one gave back to the system the next would fetch again.
    mallopt(M_MMAP_THRESHOLD, 256 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    const Log log = given.log ? Log([](const std::string& line) { std::puts(line.c_str()); }) : Log();
    Counters counters;
    if (!given.replay.empty()) {
        std::ifstream in(given.replay);
        std::stringstream text;
        text << in.rdbuf();
        const auto plan = readTrace(text.str());
        if (!in || !plan) {
            std::printf("no trace in %s\n", given.replay.c_str());
            return 2;
        }
        const auto failure = runPlan(*plan, counters, log);
        std::printf("%s", failure ? ("broke invariant " + std::to_string(failure->invariant) + ": " +
                                     failure->what + "\n")
                                        .c_str()
                                  : "nothing broke\n");
        return failure ? 1 : 0;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto spent = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    for (std::uint64_t seed = given.first; seed < given.first + given.seeds; ++seed) {
        const Plan plan = makePlan(seed, given.ops);
        if (const auto failure = runPlan(plan, counters, log)) {
            const int code = report(plan, *failure, given);
            std::printf("after %llu seeds, %.1f s\n", static_cast<unsigned long long>(counters.seeds),
                        spent());
            return code;
        }
        if (given.seconds > 0 && spent() > given.seconds)
            break;
    }
    std::printf("%s%.1f seeds/s\n", summary(counters).c_str(), double(counters.seeds) / spent());
    if (given.expectViolation) {
        std::printf("no promise was broken: the simulator is blind to this\n");
        return 1;
    }
    if (given.complete) {
        const auto absent = missing(counters);
        for (const std::string& name : absent)
            std::printf("never occurred: %s\n", name.c_str());
        return absent.empty() ? 0 : 1;
    }
    return 0;
}
