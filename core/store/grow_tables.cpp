// SPDX-License-Identifier: Apache-2.0
#include "core/store/grow_tables.h"

#include "core/codec/cbor.h"
#include "core/domain/value.h"
#include "core/store/replica_detail.h"
#include "core/store/table_sql.h"
#include <set>
#include <sqlite3.h>

namespace qoloner {

using namespace replica_detail;

namespace {

constexpr const char* metaSchema = "schema";

std::set<std::string> columnsOf(Database& db, const std::string& table)
{
    std::set<std::string> names;
    Statement info = db.prepare("SELECT name FROM pragma_table_info(?)");
    info.bind(1, table);
    while (info.step())
        names.insert(info.string(0));
    return names;
}

/// Values kept aside whose column is there by now move into it.
void placeExtras(Database& db, const TableSql& sql)
{
    std::vector<std::pair<std::string, std::string>> waiting; // id, extras
    {
        Statement rows = db.prepare("SELECT id, _extra FROM " + sql.name + " WHERE _extra IS NOT NULL");
        while (rows.step())
            waiting.emplace_back(rows.string(0), std::string(rows.blob(1)));
    }
    for (const auto& [id, extras] : waiting) {
        CborReader in(extras);
        FieldValues values = readFields(in);
        if (!in.finished())
            throw StorageError(SQLITE_CORRUPT, "damaged fields in " + sql.name + " " + id);
        for (const Field* field : sql.fields) {
            const auto value = values.find(field->id);
            if (value == values.end())
                continue;
            Statement put =
                db.prepare("UPDATE " + sql.name + " SET " + std::string(field->name) + " = ? WHERE id = ?");
            bindValue(put, 1, value->second);
            put.bind(2, id).run();
            values.erase(value);
        }
        CborWriter rest;
        writeFields(rest, values);
        Statement keep = db.prepare("UPDATE " + sql.name + " SET _extra = ? WHERE id = ?");
        if (values.empty())
            keep.bind(1, nullptr);
        else
            keep.bindBlob(1, rest.out());
        keep.bind(2, id).run();
    }
}

/// Rows that came for a table nobody here knew.
void placeLaterRows(Database& db, const TableSql& sql)
{
    struct Waiting {
        std::string id, stamps, fields;
        std::int64_t rev, flags;
    };
    std::vector<Waiting> rows;
    {
        Statement query = db.prepare("SELECT id, stamps, fields, rev, flags FROM later_row WHERE tbl = ?");
        query.bind(1, std::int64_t(sql.id.number));
        while (query.step())
            rows.push_back({query.string(0), std::string(query.blob(1)), std::string(query.blob(2)),
                            query.integer(3), query.integer(4)});
    }
    for (const Waiting& row : rows) {
        Statement put = db.prepare("INSERT INTO " + sql.name +
                                   " (id, _stamps, _rev, _flags, _extra) VALUES (?, ?, ?, ?, ?)");
        put.bind(1, row.id).bindBlob(2, row.stamps).bind(3, row.rev).bind(4, row.flags);
        put.bindBlob(5, row.fields).run();
    }
    Statement gone = db.prepare("DELETE FROM later_row WHERE tbl = ?");
    gone.bind(1, std::int64_t(sql.id.number)).run();
    placeExtras(db, sql);
}

} // namespace

std::uint32_t tableSchema(Database& db)
{
    Statement query = db.prepare("SELECT value FROM meta WHERE key = ?");
    query.bind(1, metaSchema);
    return query.step() ? std::uint32_t(std::stoul(std::string(query.blob(0)))) : 1;
}

void noteTableSchema(Database& db, std::uint32_t version)
{
    const std::string text = std::to_string(version);
    Statement put = db.prepare("INSERT INTO meta (key, value) VALUES (?, ?) "
                               "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    put.bind(1, metaSchema).bindBlob(2, text).run();
}

void growTables(Database& db)
{
    const std::uint32_t have = tableSchema(db);
    if (have > currentSchema())
        throw NotADatabase(0, "the file holds data of a newer schema (" + std::to_string(have) + ")");
    if (have == currentSchema())
        return;
    Transaction transaction(db);
    for (const TableId table : allTables()) {
        const TableSql& sql = tableSql(table);
        const std::set<std::string> columns = columnsOf(db, sql.name);
        if (columns.empty()) {
            db.exec(tableDdl(table));
            placeLaterRows(db, sql);
            continue;
        }
        bool grew = false;
        for (const Field* field : sql.fields)
            if (!columns.contains(std::string(field->name))) {
                db.exec("ALTER TABLE " + sql.name + " ADD COLUMN " + columnDdl(*field));
                if (const std::string index = indexDdl(table, *field); !index.empty())
                    db.exec(index);
                grew = true;
            }
        if (grew)
            placeExtras(db, sql);
    }
    noteTableSchema(db, currentSchema());
    transaction.commit();
}

} // namespace qoloner
