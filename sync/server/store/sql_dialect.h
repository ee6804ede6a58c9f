// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"
#include "sync/server/store/pg_database.h"
#include "sync/server/store/sql_city_store.h"

namespace qoloner {

template <> struct SqlDialect<Database> {
    using WriteTransaction = Transaction;
    static constexpr const char* beginRead = "BEGIN";
    static constexpr const char* later = "max";
    static constexpr const char* isDeleted = "flags & 1";
    static constexpr bool isShared = false;
};

template <> struct SqlDialect<PgDatabase> {
    using WriteTransaction = PgWriteTransaction;
    static constexpr const char* beginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    static constexpr const char* later = "greatest";
    static constexpr const char* isDeleted = "flags & 1 = 1";
    static constexpr bool isShared = true;
};

} // namespace qoloner
