// SPDX-License-Identifier: Apache-2.0
#include "sync/server/metrics.h"

namespace qoloner {

void Metrics::request(const std::string& route, int status, std::chrono::microseconds took)
{
    std::size_t bucket = 0;
    while (bucket < bounds.size() && took.count() > bounds[bucket] * 1000)
        ++bucket;
    const std::lock_guard lock(m_mutex);
    Route& entry = m_routes[route];
    ++entry.buckets[bucket];
    entry.seconds += double(took.count()) / 1e6;
    ++entry.statuses[status];
}

void Metrics::answer(const std::string& outcome)
{
    const std::lock_guard lock(m_mutex);
    ++m_answers[outcome];
}

std::string Metrics::text(std::uint64_t rev, const Sequencer::Counts& groups, std::size_t listening) const
{
    const std::lock_guard lock(m_mutex);
    std::string out = "# TYPE qoloner_rev gauge\nqoloner_rev " + std::to_string(rev) + "\n";
    out += "# TYPE qoloner_listening gauge\nqoloner_listening " + std::to_string(listening) + "\n";
    out +=
        "# TYPE qoloner_groups_total counter\nqoloner_groups_total " + std::to_string(groups.groups) + "\n";
    out += "# TYPE qoloner_batches_total counter\nqoloner_batches_total " + std::to_string(groups.batches) +
           "\n";
    out += "# TYPE qoloner_mutations_total counter\n";
    for (const auto& [outcome, count] : m_answers)
        out += "qoloner_mutations_total{outcome=\"" + outcome + "\"} " + std::to_string(count) + "\n";
    out += "# TYPE qoloner_requests_total counter\n";
    for (const auto& [name, route] : m_routes)
        for (const auto& [status, count] : route.statuses)
            out += "qoloner_requests_total{route=\"" + name + "\",status=\"" + std::to_string(status) +
                   "\"} " + std::to_string(count) + "\n";
    out += "# TYPE qoloner_request_seconds histogram\n";
    for (const auto& [name, route] : m_routes) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < route.buckets.size(); ++i) {
            sum += route.buckets[i];
            const std::string le = i < bounds.size() ? std::to_string(double(bounds[i]) / 1000) : "+Inf";
            out += "qoloner_request_seconds_bucket{route=\"" + name + "\",le=\"" + le + "\"} " +
                   std::to_string(sum) + "\n";
        }
        out += "qoloner_request_seconds_sum{route=\"" + name + "\"} " + std::to_string(route.seconds) + "\n";
        out += "qoloner_request_seconds_count{route=\"" + name + "\"} " + std::to_string(sum) + "\n";
    }
    return out;
}

} // namespace qoloner
