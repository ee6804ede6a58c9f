// SPDX-License-Identifier: Apache-2.0
// The daily upkeep of a city, between its pushes.
#include "sync/server/http_api.h"

#include <future>

namespace qoloner {

namespace {

constexpr std::uint64_t betweenPassesMs = 24ull * 3600 * 1000;
constexpr const char* metaCompacted = "compacted_ms";

} // namespace

bool HttpApi::upkeep()
{
    std::promise<bool> more;
    m_sequencer.run([&](SyncEngine& engine) {
        try {
            CityStore& store = engine.store();
            const std::uint64_t now = m_clock.nowMs();
            if (!m_compaction) {
                const std::string last = store.meta(metaCompacted);
                const std::uint64_t lastMs = last.empty() ? 0 : std::stoull(last);
                if (lastMs <= now && now - lastMs < betweenPassesMs && lastMs != 0)
                    return more.set_value(false);
                m_compaction = std::make_unique<Compaction>(store, m_clock);
            }
            if (m_compaction->step())
                return more.set_value(true);
            store.write([&] { store.setMeta(metaCompacted, std::to_string(now)); });
        } catch (const std::exception&) {
            // Tried again at the next turn: nothing depends on it.
        }
        m_compaction.reset();
        more.set_value(false);
    });
    return more.get_future().get();
}

} // namespace qoloner
