// SPDX-License-Identifier: Apache-2.0
#include "core/models/search_indexer.h"

#include "core/store/table_sql.h"

#include <algorithm>
#include <array>

namespace qoloner {

namespace {

constexpr std::array<std::string_view, 6> entities = {"place", "artisan", "event", "route", "craft", "work"};

bool isTitle(std::string_view field)
{
    return field.starts_with("name_") || field.starts_with("title_");
}

bool isBody(std::string_view field)
{
    return field.starts_with("story_") || field.starts_with("address_") || field == "settlement" ||
           field == "materials";
}

const std::string* textOf(const FieldValues& fields, std::uint16_t id)
{
    const auto it = fields.find(id);
    return it == fields.end() ? nullptr : std::get_if<std::string>(&it->second);
}

std::optional<double> degreesOf(const Entity& entity, const FieldValues& fields, std::string_view name)
{
    const Field* field = entity.field(name);
    if (!field || field->group != Group::Public)
        return std::nullopt;
    const auto it = fields.find(field->id);
    const auto* number = it == fields.end() ? nullptr : std::get_if<std::int64_t>(&it->second);
    return number ? std::optional(double(*number) / degreesScale) : std::nullopt;
}

SearchDoc documentOf(const Entity& entity, const std::string& id, const FieldValues& fields)
{
    SearchDoc doc;
    doc.kind = entity.id;
    doc.id = id;
    for (const Field& field : entity.fields) {
        if (field.group != Group::Public || field.type != FieldType::Text)
            continue;
        const std::string* text = textOf(fields, field.id);
        if (!text || text->empty())
            continue;
        if (isTitle(field.name))
            doc.titles.push_back(*text);
        else if (isBody(field.name))
            doc.bodies.push_back(*text);
    }
    auto lat = degreesOf(entity, fields, "pub_lat");
    auto lon = degreesOf(entity, fields, "pub_lon");
    if (!lat || !lon) {
        lat = degreesOf(entity, fields, "lat");
        lon = degreesOf(entity, fields, "lon");
    }
    if (lat && lon)
        doc.position = GeoPoint{*lat, *lon};
    return doc;
}

} // namespace

SearchIndexer::SearchIndexer(Database& db) : m_db(db), m_index(prepare())
{
    const auto version = [&] {
        Statement query = m_db.prepare("SELECT value FROM meta WHERE key = 'search_version'");
        return query.step() ? std::string(query.blob(0)) : std::string();
    }();
    if (version != std::to_string(searchIndexVersion))
        rebuild();
}

SearchIndex SearchIndexer::prepare()
{
    if (!m_db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'search_doc'")) {
        Transaction transaction(m_db);
        SearchIndex::create(m_db);
        transaction.commit();
    }
    SearchIndex::upgrade(m_db);
    return SearchIndex(m_db);
}

bool SearchIndexer::indexed(TableId table)
{
    const Entity* entity = findEntity(table.entity());
    return entity && table.facet() == Facet::Published &&
           std::find(entities.begin(), entities.end(), entity->name) != entities.end();
}

void SearchIndexer::rowChanged(TableId table, const std::string& id, std::string_view fields)
{
    if (!indexed(table))
        return;
    if (fields.empty()) {
        m_index.remove(table.entity(), id);
        return;
    }
    CborReader in(fields);
    const FieldValues values = readFields(in);
    m_index.put(documentOf(*findEntity(table.entity()), id, values));
}

void SearchIndexer::rebuild()
{
    Transaction transaction(m_db);
    m_index.clear();
    for (const std::string_view name : entities) {
        const Entity& entity = qoloner::entity(name);
        const TableSql& sql = tableSql(TableId::of(entity.id, Facet::Published));
        std::string query = "SELECT id";
        for (const Field* field : sql.fields)
            query += ", " + std::string(field->name);
        Statement rows = m_db.prepare(query + " FROM " + sql.name);
        while (rows.step()) {
            FieldValues values;
            int column = 0;
            for (const Field* field : sql.fields) {
                ++column;
                if (rows.isNull(column))
                    continue;
                if (field->type == FieldType::Degrees)
                    values[field->id] = rows.integer(column);
                else if (field->type == FieldType::Text)
                    values[field->id] = rows.string(column);
            }
            m_index.put(documentOf(entity, rows.string(0), values));
        }
    }
    const std::string version = std::to_string(searchIndexVersion);
    Statement note = m_db.prepare("INSERT INTO meta (key, value) VALUES ('search_version', ?) "
                                  "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    note.bindBlob(1, version);
    note.run();
    transaction.commit();
}

} // namespace qoloner
