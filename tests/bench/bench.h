// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace qoloner::bench {

struct Options {
    std::size_t rows = 0; ///< 0: the metric's own sizes
    std::string binDir;   ///< where the products stand
};

/// One result line. `floor` is the bare engine doing the same work in the same
/// run, in the same unit; `ratio` = value / floor. Machines are noisy: only
/// ratios mean something.
inline void report(const std::string& metric, double value, const std::string& unit, double floor)
{
    std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"floor\":%.6g,\"ratio\":%.3f}\n",
                metric.c_str(), value, unit.c_str(), floor, floor > 0 ? value / floor : 0.0);
    std::fflush(stdout);
}

inline double seconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Middle of `values`; they come back sorted.
inline double median(std::vector<double>& values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Runs A and B in turn `times` times and gives the medians, so that a slow
/// moment of the machine falls on both.
inline std::pair<double, double> medians(int times, const std::function<double()>& a,
                                         const std::function<double()>& b)
{
    std::vector<double> as, bs;
    for (int i = 0; i < times; ++i) {
        as.push_back(a());
        bs.push_back(b());
    }
    return {median(as), median(bs)};
}

void save(const Options&);
void apply(const Options&);
void delta(const Options&);
void push(const Options&);
void pushPostgres(const Options&);
void latency(const Options&);
void wire(const Options&);
void connections(const Options&);
void search(const Options&);
void initialSync(const Options&);
void coldStart(const Options&);

} // namespace qoloner::bench
