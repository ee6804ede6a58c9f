// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"
#include <span>
#include <string_view>

namespace qoloner {

/// A table of a city's store, for copying it whole from one engine to another.
struct StoredTable {
    enum class Kind { Integer, Text, Blob };
    struct Column {
        std::string_view name;
        Kind kind;
    };
    std::string_view name;
    std::span<const Column> columns; ///< those of the key first
    std::size_t key;                 ///< how many of them are the key
};

/// All of them, in an order in which they can be filled.
std::span<const StoredTable> storedTables();

struct CopyReport {
    std::map<std::string, std::uint64_t> tuples; ///< table -> how many
};

/// Copies all of `from`, one state of it, into `to`, which must be empty, in one transaction:
/// afterwards both answer everything alike. Throws std::runtime_error when `to` holds a city.
CopyReport copyCity(CityStore& from, CityStore& to);
/// The same over the city that `to` holds.
CopyReport replaceCity(CityStore& from, CityStore& to);
/// As copyCity, then compared, and `from` takes no more writes, beginning with the state that
/// was copied: a server that still runs on it answers that it is not available until it is
/// started anew. Once more, when that was interrupted: the same state.
CopyReport moveCity(CityStore& from, CityStore& to);

/// Walks both stores side by side. Throws std::runtime_error naming the first difference.
CopyReport compareCities(CityStore& one, CityStore& other);

} // namespace qoloner
