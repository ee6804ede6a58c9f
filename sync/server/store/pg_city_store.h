// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/pg_database.h"
#include "sync/server/store/sql_city_store.h"

namespace qoloner {

/// A city in PostgreSQL 15 or later, in a schema of its own: the first of the connection's
/// search_path (`options=-csearch_path=almaty` in the connection string). Any number of
/// servers may work on it at once; whoever writes has the city's lock meanwhile.
class PgCityStore final : public SqlCityStore<PgDatabase> {
public:
    enum class Access { Create, Use };
    /// Create makes the schema and its tables when they are not there. Throws StorageError,
    /// NotADatabase for tables of a newer version and, with Use, for none or older ones.
    PgCityStore(const std::string& dsn, Access access);
    std::vector<std::string> check() override;
};

} // namespace qoloner
