// SPDX-License-Identifier: Apache-2.0
#include "core/map/pack_writer.h"
#include "core/map/gzip.h"
#include "core/store/database.h"
#include <cstdio>

namespace qoloner {
namespace {

std::string fixed(double v)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6f", v);
    return text;
}

} // namespace

PackWriter::PackWriter(std::filesystem::path target, const PackInfo& info, std::string_view vectorLayers)
    : m_target(std::move(target)), m_partial(m_target)
{
    m_partial += ".partial";
    std::filesystem::remove(m_partial);
    m_db = std::make_unique<Database>(m_partial.string());
    // One plain file: a pack is read from read-only places, where a WAL cannot live.
    m_db->exec(
        "PRAGMA journal_mode=DELETE;"
        "BEGIN;"
        "CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
        "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB,"
        " PRIMARY KEY (zoom_level, tile_column, tile_row)) WITHOUT ROWID;");
    const auto put = [this](std::string_view name, const std::string& value) {
        auto q = m_db->prepare("INSERT INTO metadata VALUES (?1, ?2)");
        q.with(name, std::string_view(value)).run();
    };
    put("name", info.name);
    put("description", info.description);
    put("attribution", info.attribution);
    for (const auto& [language, text] : info.attributions)
        put("attribution:" + language, text);
    put("licence", info.licence);
    put("format", "pbf");
    put("type", "baselayer");
    put("version", "1");
    put("minzoom", std::to_string(info.minZoom));
    put("maxzoom", std::to_string(info.maxZoom));
    put("bounds",
        fixed(info.west) + "," + fixed(info.south) + "," + fixed(info.east) + "," + fixed(info.north));
    put("center",
        fixed(info.centreLongitude) + "," + fixed(info.centreLatitude) + "," + std::to_string(info.maxZoom));
    put("json", "{\"vector_layers\":" + std::string(vectorLayers) + "}");
}

PackWriter::~PackWriter()
{
    if (!m_db)
        return;
    m_db.reset();
    std::error_code ignored;
    std::filesystem::remove(m_partial, ignored);
    std::filesystem::remove(m_partial.string() + "-journal", ignored);
}

void PackWriter::addTile(TileId id, std::string_view mvt)
{
    const std::string bytes = gzipped(mvt);
    auto q = m_db->prepare("INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)");
    q.bind(1, id.z).bind(2, id.x).bind(3, (1 << id.z) - 1 - id.y).bindBlob(4, bytes).run();
}

void PackWriter::finish()
{
    m_db->exec("COMMIT");
    m_db.reset();
    std::error_code ignored;
    try {
        std::filesystem::rename(m_partial, m_target);
    } catch (...) {
        std::filesystem::remove(m_partial, ignored);
        throw;
    }
}

} // namespace qoloner
