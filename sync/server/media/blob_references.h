// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace qoloner {

/// Which rows of a city name which photos, as of this moment: in memory, and brought up to
/// date by what changed since it was asked last. From any thread.
class BlobReferences {
public:
    enum class Sight {
        Nobody, ///< no row that they may see names it
        Some,   ///< a row of theirs does
        All     ///< a published one does
    };
    /// Who may see the photo `sha256` now. `store` is read meanwhile.
    Sight sightOf(const std::string& sha256, const Principal& who, CityStore& store);

    /// Whether anything at all in the city names it: a row, whoever sees it, or a value that lost against
    /// another and may come back.
    bool named(const std::string& sha256, CityStore& store);
    /// The same by the transaction that `store` is in.
    bool namedWithin(const std::string& sha256, CityStore& store);
    /// All that something names.
    std::set<std::string> allNamed(CityStore& store);
    /// Those that rows of `artisan` name and nothing else does.
    std::vector<std::string> onlyOf(const std::string& artisan, CityStore& store);

private:
    struct Row {
        Ownership owner;
        std::vector<std::string> named;
    };
    void follow(CityStore& store);
    void followWithin(CityStore& store);
    void followScope(CityStore& store, const std::string& scope);
    void put(const RowKey& key, Row row);
    void drop(const RowKey& key);

    std::mutex m_mutex; // guards all of it
    std::string m_city, m_epoch;
    std::uint64_t m_rev = 0;
    std::map<RowKey, Row> m_rows;
    std::unordered_map<std::string, std::vector<RowKey>> m_named;
};

} // namespace qoloner
