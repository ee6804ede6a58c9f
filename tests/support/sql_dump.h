// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"
#include <string>
#include <vector>

namespace qoloner::test {

/// The whole file as SQL that makes it again: small, readable in a diff, of no byte order.
inline std::string sqlDump(Database& db)
{
    std::string out = "PRAGMA user_version = " + std::to_string(db.integer("PRAGMA user_version")) + ";\n";
    std::vector<std::string> tables, after;
    {
        Statement schema = db.prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND "
                                      "name NOT LIKE 'sqlite_%' ORDER BY rowid");
        while (schema.step()) {
            const bool table = schema.text(0) == "table";
            (table ? out : after.emplace_back()) += schema.string(2) + ";\n";
            if (table)
                tables.push_back(schema.string(1));
        }
    }
    for (const std::string& table : tables) {
        std::string columns, quoted;
        {
            Statement info = db.prepare("SELECT name FROM pragma_table_info(?)");
            info.bind(1, table);
            while (info.step()) {
                columns += (columns.empty() ? "" : ", ") + info.string(0);
                quoted += (quoted.empty() ? "quote(" : " || ', ' || quote(") + info.string(0) + ")";
            }
        }
        Statement rows = db.prepare("SELECT " + quoted + " FROM " + table);
        while (rows.step())
            out += "INSERT INTO " + table + " (" + columns + ") VALUES (" + rows.string(0) + ");\n";
    }
    for (const std::string& rest : after)
        out += rest;
    return out;
}

} // namespace qoloner::test
