// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace qoloner {

/// Connections that read a city's store, each lent to one thread at a time.
class StoreReaders {
public:
    explicit StoreReaders(std::function<std::unique_ptr<CityStore>()> open) : m_open(std::move(open)) {}

    /// Runs `work` with one that nobody else uses meanwhile. From any thread.
    template <class Work> auto read(Work work)
    {
        std::unique_ptr<CityStore> store;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_idle.empty()) {
                store = std::move(m_idle.back());
                m_idle.pop_back();
            }
        }
        if (!store)
            store = m_open();
        auto result = work(*store); // a connection that failed is not used again
        const std::lock_guard lock(m_mutex);
        if (m_idle.size() < maxIdle)
            m_idle.push_back(std::move(store));
        return result;
    }

private:
    static constexpr std::size_t maxIdle = 16;
    std::function<std::unique_ptr<CityStore>()> m_open;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<CityStore>> m_idle; // guarded by m_mutex
};

} // namespace qoloner
