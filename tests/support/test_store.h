// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/pg_city_store.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/support/postgres_cluster.h"
#include <algorithm>
#include <memory>

namespace qoloner::test {

/// True where CTest runs a test of the server once more over PostgreSQL.
inline bool onPostgres()
{
    return qEnvironmentVariable("QOLONER_TEST_STORE") == QLatin1String("postgres");
}

/// The schema in which a city of `folder` lies: its name, as PostgreSQL takes it without quotes.
inline std::string schemaOf(const std::string& folder)
{
    std::string name = "c";
    for (const char c : folder)
        name += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? std::string(1, c)
                : c >= 'A' && c <= 'Z'                           ? std::string{'_', char(c + 32)}
                                                                 : "__";
    return name.size() > 60 ? name.substr(name.size() - 60) : name;
}

/// The store that the tests of this run are about, of the city that lies in `folder`.
inline std::unique_ptr<CityStore> openTestStore(const std::string& folder)
{
    if (onPostgres())
        return std::make_unique<PgCityStore>(PostgresCluster::shared().dsn(schemaOf(folder)),
                                             PgCityStore::Access::Create);
    return std::make_unique<SqliteCityStore>(folder, SqliteCityStore::Access::Write);
}

} // namespace qoloner::test
