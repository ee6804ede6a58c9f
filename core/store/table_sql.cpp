// SPDX-License-Identifier: Apache-2.0
#include "core/store/table_sql.h"

#include <map>

namespace qoloner {

TableSql::TableSql(TableId table)
    : id(table), name(tableName(table)), fields(fieldsOf(*findEntity(table.entity()), table.facet()))
{
    std::string columns;
    std::string updates;
    std::string marks = "?";
    for (const Field* field : fields) {
        columns += std::string(field->name) + ", ";
        updates += std::string(field->name) + " = excluded." + std::string(field->name) + ", ";
        marks += ", ?";
    }
    columns += "_stamps, _rev, _flags, _extra";
    updates += "_stamps = excluded._stamps, _rev = excluded._rev, _flags = excluded._flags, _extra = "
               "excluded._extra";
    upsert = "INSERT INTO " + name + " (id, " + columns + ") VALUES (" + marks +
             ", ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET " + updates;
    upsertIfNewer = upsert + " WHERE excluded._rev > " + name + "._rev";
    select = "SELECT " + columns + " FROM " + name + " WHERE id = ?";
    remove = "DELETE FROM " + name + " WHERE id = ?";
}

const TableSql& tableSql(TableId table)
{
    static const std::map<TableId, TableSql> all = [] {
        std::map<TableId, TableSql> made;
        for (const TableId each : allTables())
            made.emplace(each, TableSql(each));
        return made;
    }();
    return all.at(table);
}

} // namespace qoloner
