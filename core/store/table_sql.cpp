// SPDX-License-Identifier: Apache-2.0
#include "core/store/table_sql.h"

#include <map>
#include <mutex>

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
    using All = std::map<TableId, TableSql>;
    // Statements belong to the declarations in force; in a program there is only one set of them.
    thread_local const Catalogue* of = nullptr;
    thread_local const All* made = nullptr;
    if (const Catalogue* current = &currentCatalogue(); of != current) {
        static std::mutex making;
        static std::map<const Catalogue*, All> kept;
        const std::lock_guard lock(making);
        All& all = kept[current];
        if (all.empty())
            for (const TableId each : allTables())
                all.emplace(each, TableSql(each));
        made = &all;
        of = current;
    }
    return made->at(table);
}

} // namespace qoloner
