// SPDX-License-Identifier: Apache-2.0
#include "sync/server/store/city_stores.h"

#include "sync/server/store/pg_city_store.h"
#include "sync/server/store/sqlite_city_store.h"

namespace qoloner {

std::unique_ptr<CityStore> makeSqliteStore(const std::filesystem::path& folder)
{
    return std::make_unique<SqliteCityStore>(folder, SqliteCityStore::Access::Create);
}

std::unique_ptr<CityStore> makePostgresStore(const std::string& dsn)
{
    return std::make_unique<PgCityStore>(dsn, PgCityStore::Access::Create);
}

CityStores sqliteStores(const std::filesystem::path& folder)
{
    using Access = SqliteCityStore::Access;
    return {[folder] { return std::make_unique<SqliteCityStore>(folder, Access::Write); },
            [folder] { return std::make_unique<SqliteCityStore>(folder, Access::Read); }};
}

CityStores postgresStores(const std::string& dsn)
{
    const auto open = [dsn] { return std::make_unique<PgCityStore>(dsn, PgCityStore::Access::Use); };
    return {open, open};
}

} // namespace qoloner
