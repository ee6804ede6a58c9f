// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include <string>
#include <vector>

namespace qoloner {

/// The statements for one synced table of the replica, made once from the catalogue.
struct TableSql {
    explicit TableSql(TableId table);

    TableId id;
    std::string name;
    std::vector<const Field*> fields; ///< ascending by id; parameter 2 + index
    std::string upsert;               ///< id, fields..., _stamps, _rev, _flags, _extra
    std::string upsertIfNewer;        ///< the same, keeping a row of the same or a later rev
    /// The same for a row that is there, older and with the same indexed values; else it changes
    /// nothing. An upsert writes every index again, this one none: one page in place of several.
    std::string updateUnindexed;
    std::string select; ///< fields..., _stamps, _rev, _flags, _extra by id
    std::string remove; ///< by id

    int stampsParameter() const { return int(fields.size()) + 2; }
};

/// Throws std::out_of_range for a table that does not exist.
const TableSql& tableSql(TableId table);

} // namespace qoloner
