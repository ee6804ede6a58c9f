// SPDX-License-Identifier: Apache-2.0
#include "core/map/pack.h"
#include "core/map/gzip.h"
#include "core/store/database.h"
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

namespace qoloner {
namespace {

constexpr std::size_t kMaxMetadataText = 64 * 1024;
constexpr int kMaxMetadataRows = 200;

std::optional<double> number(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    double v = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (ec != std::errc() || end != text.data() + text.size() || !std::isfinite(v))
        return std::nullopt;
    return v;
}

std::optional<std::vector<double>> numbers(std::string_view text)
{
    std::vector<double> out;
    while (true) {
        const std::size_t comma = text.find(',');
        const auto v = number(text.substr(0, comma));
        if (!v || out.size() == 8)
            return std::nullopt;
        out.push_back(*v);
        if (comma == std::string_view::npos)
            return out;
        text.remove_prefix(comma + 1);
    }
}

std::optional<int> zoomLevel(const std::map<std::string, std::string>& meta, const char* key)
{
    const auto it = meta.find(key);
    if (it == meta.end())
        return std::nullopt;
    const auto v = number(it->second);
    if (!v || *v < 0 || *v > kMaxTileZoom || *v != std::floor(*v))
        return std::nullopt;
    return int(*v);
}

/// Reads and checks the metadata; returns what is wrong with it, or nothing.
std::string readInfo(Database& db, PackInfo& info)
{
    std::map<std::string, std::string> meta;
    {
        auto q = db.prepare("SELECT name, value FROM metadata WHERE length(value) <= ?1 LIMIT ?2");
        q.with(std::int64_t(kMaxMetadataText), kMaxMetadataRows);
        while (q.step())
            meta.emplace(q.string(0), q.string(1));
    }
    if (const auto it = meta.find("format"); it == meta.end() || it->second != "pbf")
        return "its tiles are not vector tiles (format is not pbf)";
    const auto minZoom = zoomLevel(meta, "minzoom");
    const auto maxZoom = zoomLevel(meta, "maxzoom");
    if (!minZoom || !maxZoom || *minZoom > *maxZoom)
        return "minzoom and maxzoom are missing or wrong";
    info.minZoom = *minZoom;
    info.maxZoom = *maxZoom;
    const auto bounds = numbers(meta["bounds"]);
    if (!bounds || bounds->size() != 4)
        return "bounds are missing or not four numbers";
    info.west = (*bounds)[0];
    info.south = (*bounds)[1];
    info.east = (*bounds)[2];
    info.north = (*bounds)[3];
    if (info.west < -180 || info.east > 180 || info.west >= info.east || info.south < -90 ||
        info.north > 90 || info.south >= info.north)
        return "bounds are not an area of the world";
    info.centreLatitude = (info.south + info.north) / 2;
    info.centreLongitude = (info.west + info.east) / 2;
    if (const auto c = numbers(meta["center"]); c && c->size() >= 2 && (*c)[0] >= info.west &&
                                                (*c)[0] <= info.east && (*c)[1] >= info.south &&
                                                (*c)[1] <= info.north) {
        info.centreLongitude = (*c)[0];
        info.centreLatitude = (*c)[1];
    }
    info.name = meta["name"];
    info.description = meta["description"];
    info.attribution = meta["attribution"];
    for (const char* language : {"kk", "ru", "en"})
        if (const auto it = meta.find(std::string("attribution:") + language); it != meta.end())
            info.attributions.emplace(language, it->second);
    info.licence = meta["licence"];
    return {};
}

} // namespace

WorldRect PackInfo::bounds() const
{
    return {worldFromDegrees(north, west), worldFromDegrees(south, east)};
}

const std::string& PackInfo::attributionIn(const std::string& language) const
{
    const auto it = attributions.find(language);
    return it == attributions.end() || it->second.empty() ? attribution : it->second;
}

Pack::Pack(std::unique_ptr<Database> db, PackInfo info) : m_db(std::move(db)), m_info(std::move(info)) {}

Pack::~Pack() = default;

std::unique_ptr<Pack> Pack::open(const std::string& path, PackError& error)
{
    const auto refuse = [&error](PackError::Kind kind, std::string detail) {
        error = {kind, std::move(detail)};
        return nullptr;
    };
    error = {};
    std::error_code ec;
    if (!std::filesystem::is_regular_file(path, ec))
        return refuse(PackError::NotFound, "no such file: " + path);
    {
        // SQLite takes an empty file for an empty database: look first.
        char magic[16] = {};
        std::ifstream in(path, std::ios::binary);
        if (!in)
            return refuse(PackError::NotFound, "cannot read " + path);
        in.read(magic, sizeof magic);
        if (in.gcount() != sizeof magic ||
            std::string_view(magic, 16) != std::string_view("SQLite format 3\0", 16))
            return refuse(PackError::NotADatabase, "not an SQLite file: " + path);
    }
    try {
        Database::Options options;
        options.mode = Database::Mode::Immutable;
        options.untrusted = true;
        auto db = std::make_unique<Database>(path, options);
        const auto pages = db->integer("PRAGMA page_count");
        const auto pageSize = db->integer("PRAGMA page_size");
        if (std::uintmax_t(pages * pageSize) > std::filesystem::file_size(path, ec) || ec)
            return refuse(PackError::Damaged, "the file ends before its last page: " + path);
        if (db->integer("SELECT count(*) FROM sqlite_master WHERE name IN ('tiles','metadata') AND type IN "
                        "('table','view')") != 2)
            return refuse(PackError::NotAPack, "no tiles and metadata tables: " + path);
        PackInfo info;
        if (std::string wrong = readInfo(*db, info); !wrong.empty())
            return refuse(PackError::NotAPack, std::move(wrong));
        db->prepare("SELECT tile_data FROM tiles WHERE zoom_level=?1 AND tile_column=?2 AND tile_row=?3");
        return std::unique_ptr<Pack>(new Pack(std::move(db), std::move(info)));
    } catch (const NotADatabase& e) {
        return refuse(PackError::NotADatabase, e.what());
    } catch (const StorageError& e) {
        const bool schema = (e.code() & 0xff) == 1; // SQLITE_ERROR: a column is missing
        return refuse(schema ? PackError::NotAPack : PackError::Damaged, e.what());
    }
}

Pack::TileStatus Pack::tile(TileId id, std::string& out) const
{
    out.clear();
    if (!isValid(id) || id.z < m_info.minZoom || id.z > m_info.maxZoom)
        return TileStatus::Absent;
    std::string stored;
    {
        const std::lock_guard lock(m_mutex);
        try {
            auto q = m_db->prepare(
                "SELECT tile_data FROM tiles WHERE zoom_level=?1 AND tile_column=?2 AND tile_row=?3");
            q.with(id.z, id.x, (1 << id.z) - 1 - id.y); // MBTiles counts rows from the south
            if (!q.step())
                return TileStatus::Absent;
            const std::string_view blob = q.blob(0);
            if (blob.size() > kMaxStoredTile)
                return TileStatus::TooLarge;
            stored = blob;
        } catch (const StorageError&) {
            return TileStatus::Damaged;
        }
    }
    if (!looksGzipped(stored)) {
        out = std::move(stored);
        return TileStatus::Found;
    }
    switch (inflateBounded(stored, kMaxInflatedTile, out)) {
    case InflateStatus::Ok:
        return TileStatus::Found;
    case InflateStatus::TooLarge:
        return TileStatus::TooLarge;
    case InflateStatus::Damaged:
        break;
    }
    return TileStatus::Damaged;
}

} // namespace qoloner
