// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/sequencer.h"
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace qoloner {

/// Counters of the server in the text format of Prometheus. Safe to call from any thread.
class Metrics {
public:
    /// `route` is one of the fixed routes, never a path somebody sent.
    void request(const std::string& route, int status, std::chrono::microseconds took);
    void answer(const std::string& outcome);
    /// `listening`: devices with an open event stream.
    std::string text(std::uint64_t rev, const Sequencer::Counts& groups, std::size_t listening) const;

private:
    static constexpr std::array<std::int64_t, 8> bounds = {1, 3, 10, 30, 100, 300, 1000, 3000}; // ms
    struct Route {
        std::array<std::uint64_t, bounds.size() + 1> buckets{};
        double seconds = 0;
        std::map<int, std::uint64_t> statuses;
    };
    mutable std::mutex m_mutex;
    std::map<std::string, Route> m_routes;
    std::map<std::string, std::uint64_t> m_answers;
};

} // namespace qoloner
