// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"
#include <set>
#include <string>
#include <utility>

namespace qoloner {

constexpr std::uint64_t tombstoneLifeMs = 180ull * 24 * 3600 * 1000;

/// One pass over a city's old deletions: a tombstone older than `keepMs`
/// becomes a grave, which keeps its id from ever being used again and nothing
/// else; lines that only said "this row left" go. Floors of the feeds rise, so
/// that a device which has missed something is told so.
///
/// Goes in short steps, each a transaction of its own that leaves the city whole,
/// so pushes go on in between and a pass may be given up at any point. Rows
/// with an open conflict stay until somebody has decided.
class Compaction {
public:
    struct Report {
        std::uint64_t buried = 0; ///< rows that are graves now
        std::uint64_t folded = 0; ///< tombstones and leaves taken out of the feeds
        std::uint64_t kept = 0;   ///< old tombstones kept for an open conflict
    };
    Compaction(CityStore& store, const Clock& clock, std::uint64_t keepMs = tombstoneLifeMs);

    /// At most about `rows` rows; false when the pass is over.
    bool step(std::size_t rows = 200);
    const Report& report() const { return m_report; }

private:
    void begin();
    void bury(const StoredRow& tombstone);

    CityStore& m_store;
    const Clock& m_clock;
    std::uint64_t m_keepMs;
    bool m_begun = false;
    std::string m_city;
    std::uint64_t m_horizon = 0; ///< newest rev that is old enough
    std::uint64_t m_after = 0;   ///< tombstones up to here have been looked at
    std::set<std::pair<std::uint16_t, std::string>> m_contested;
    Report m_report;
};

} // namespace qoloner
