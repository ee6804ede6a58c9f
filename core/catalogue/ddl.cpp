// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/catalogue.h"

namespace qoloner {

namespace {

std::string_view columnType(const Field& field)
{
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Enum:
    case FieldType::Id:
    case FieldType::Set:
        return "TEXT";
    case FieldType::Raw:
        return "BLOB";
    default:
        return "INTEGER";
    }
}

std::string_view typeName(FieldType type)
{
    static constexpr std::string_view names[] = {"text",   "id",   "choice",  "set of ids", "integer",
                                                 "yes/no", "time", "degrees", "bytes"};
    return names[std::size_t(type)];
}

std::string_view groupName(Group group)
{
    static constexpr std::string_view names[] = {"public", "registered", "staff", "private"};
    return names[std::size_t(group)];
}

std::string_view mergeName(Merge merge)
{
    static constexpr std::string_view names[] = {"later wins", "set", "moderator decides", "server only"};
    return names[std::size_t(merge)];
}

} // namespace

std::string columnDdl(const Field& field)
{
    return std::string(field.name) + " " + std::string(columnType(field));
}

bool isIndexed(const Field& field)
{
    return field.type == FieldType::Id;
}

std::string indexDdl(TableId table, const Field& field)
{
    if (!isIndexed(field))
        return {};
    const std::string name = tableName(table);
    return "CREATE INDEX " + name + "_by_" + std::string(field.name) + " ON " + name + " (" +
           std::string(field.name) + ");\n";
}

std::string tableDdl(TableId table)
{
    const auto fields = fieldsOf(*findEntity(table.entity()), table.facet());
    std::string out = "CREATE TABLE " + tableName(table) + " (\n    id TEXT NOT NULL PRIMARY KEY,\n";
    for (const Field* field : fields)
        out += "    " + columnDdl(*field) + ",\n";
    out += "    _stamps BLOB,\n    _rev INTEGER NOT NULL DEFAULT 0,\n    _flags INTEGER NOT NULL DEFAULT "
           "0,\n"
           "    _extra BLOB\n) STRICT;\n";
    for (const Field* field : fields)
        out += indexDdl(table, *field);
    return out;
}

std::string replicaDdl()
{
    std::string out;
    for (const TableId table : allTables())
        out += tableDdl(table);
    return out;
}

std::string catalogueDocument()
{
    std::string out = "# Entities and fields, schema " + std::to_string(currentSchema()) + "\n";
    for (const Entity& entity : catalogue()) {
        out += "\n## " + std::to_string(entity.id) + " " + std::string(entity.name) + "\n" +
               std::string(entity.doc) + (entity.reviewed() ? " Public fields are reviewed.\n" : "\n") +
               "\n| id | field | type | unit | seen by | merge | what |\n|---|---|---|---|---|---|---|\n";
        for (const Field& field : entity.fields)
            out += "| " + std::to_string(field.id) + " | " + std::string(field.name) +
                   (field.required ? " *" : "") + " | " + std::string(typeName(field.type)) + " | " +
                   std::string(field.unit) + " | " + std::string(groupName(field.group)) + " | " +
                   std::string(mergeName(field.merge)) + " | " + std::string(field.doc) + " |\n";
    }
    return out;
}

} // namespace qoloner
