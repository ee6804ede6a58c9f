// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"
#include <filesystem>
#include <memory>

namespace qoloner {

/// Opens connections to one city's store, wherever it lies: each thread its own. Both
/// functions may be called from any thread, and throw what the store throws.
struct CityStores {
    std::function<std::unique_ptr<CityStore>()> toWrite;
    std::function<std::unique_ptr<CityStore>()> toRead;
};

/// The tables of a city are made where they are not there yet.
std::unique_ptr<CityStore> makeSqliteStore(const std::filesystem::path& folder);
std::unique_ptr<CityStore> makePostgresStore(const std::string& dsn);

/// The SQLite file in `folder`.
CityStores sqliteStores(const std::filesystem::path& folder);
/// PostgreSQL by libpq's connection string `dsn`.
CityStores postgresStores(const std::string& dsn);

} // namespace qoloner
