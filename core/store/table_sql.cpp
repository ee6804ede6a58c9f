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
    std::string unindexed;
    std::string sameKeys;
    int parameter = 2;
    const auto markOf = [](int n) { return std::string("?").append(std::to_string(n)); };
    for (const Field* field : fields) {
        const std::string column(field->name);
        const std::string mark = markOf(parameter++);
        columns += column + ", ";
        updates += column + " = excluded." + column + ", ";
        marks += ", ?";
        if (isIndexed(*field))
            sameKeys += " AND " + column + " IS " + mark;
        else
            unindexed += column + " = " + mark + ", ";
    }
    columns += "_stamps, _rev, _flags, _extra";
    updates += "_stamps = excluded._stamps, _rev = excluded._rev, _flags = excluded._flags, _extra = "
               "excluded._extra";
    upsert = "INSERT INTO " + name + " (id, " + columns + ") VALUES (" + marks +
             ", ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET " + updates;
    upsertIfNewer = upsert + " WHERE excluded._rev > " + name + "._rev";
    const std::string rev = markOf(parameter + 1);
    updateUnindexed = "UPDATE " + name + " SET " + unindexed + "_stamps = " + markOf(parameter) +
                      ", _rev = " + rev + ", _flags = " + markOf(parameter + 2) +
                      ", _extra = " + markOf(parameter + 3) + " WHERE id = ?1 AND _rev < " + rev + sameKeys;
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
