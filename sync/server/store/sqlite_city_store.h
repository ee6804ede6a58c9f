// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"
#include "sync/server/store/sql_city_store.h"
#include <filesystem>

namespace qoloner {

/// The embedded store: one SQLite file, `folder`/city.sqlite.
class SqliteCityStore final : public SqlCityStore<Database> {
public:
    enum class Access { Create, Write, Read };
    /// Create makes the file and its tables when they are not there. Throws
    /// StorageError, NotADatabase for a file of a newer version. `vfs`: see Database::Options.
    SqliteCityStore(const std::filesystem::path& folder, Access access, const char* vfs = nullptr);
    std::vector<std::string> check() override;
};

} // namespace qoloner
