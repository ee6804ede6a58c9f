// SPDX-License-Identifier: Apache-2.0
//
// Reads the starter folder's tables into a SchematicInput.
#include "core/map/schematic.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <numbers>
#include <optional>
#include <stdexcept>

namespace qoloner {
namespace {

constexpr double kMetresPerDegree = 111'195; // of latitude
// The frame of the starter pack.
constexpr double kWest = 76.905, kSouth = 43.222, kEast = 76.985, kNorth = 43.284;

using Row = std::map<std::string, std::string>;

[[noreturn]] void fail(const std::filesystem::path& file, int line, const std::string& what)
{
    throw std::runtime_error(file.filename().string() + ":" + std::to_string(line) + ": " + what);
}

std::vector<std::string> fieldsOf(const std::string& line)
{
    std::vector<std::string> out(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            out.back() += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            out.emplace_back();
        else if (c != '\r')
            out.back() += c;
    }
    return out;
}

/// Calls `use(row, line number)` for each row; lines that begin with # and
/// empty ones are skipped.
template <class F> void readTable(const std::filesystem::path& file, F&& use)
{
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    std::vector<std::string> header;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line.front() == '#')
            continue;
        const auto fields = fieldsOf(line);
        if (header.empty()) {
            header = fields;
            continue;
        }
        if (fields.size() != header.size())
            fail(file, number,
                 "has " + std::to_string(fields.size()) + " fields, not " + std::to_string(header.size()));
        Row row;
        for (std::size_t i = 0; i < header.size(); ++i)
            row[header[i]] = fields[i];
        use(row, number);
    }
}

std::optional<double> number(std::string_view text)
{
    double v = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (ec != std::errc() || end != text.data() + text.size() || !std::isfinite(v))
        return std::nullopt;
    return v;
}

std::vector<std::string> split(const std::string& text, char by)
{
    std::vector<std::string> out;
    std::size_t from = 0;
    while (from <= text.size() && !text.empty()) {
        const std::size_t to = std::min(text.find(by, from), text.size());
        out.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return out;
}

SchematicNames namesOf(Row& row)
{
    return {row["kk"], row["ru"], row["en"]};
}

double lonScale(double lat)
{
    return std::cos(lat * std::numbers::pi / 180);
}

/// Where the lines through two streets meet.
std::optional<GeoPoint> crossing(const SchematicStreet& a, const SchematicStreet& b)
{
    const double ax = a.to.lon - a.from.lon, ay = a.to.lat - a.from.lat;
    const double bx = b.to.lon - b.from.lon, by = b.to.lat - b.from.lat;
    const double d = ax * by - ay * bx;
    if (std::abs(d) < 1e-12)
        return std::nullopt;
    const double t = ((b.from.lon - a.from.lon) * by - (b.from.lat - a.from.lat) * bx) / d;
    return GeoPoint{a.from.lat + ay * t, a.from.lon + ax * t};
}

class Loader {
public:
    explicit Loader(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    SchematicInput load()
    {
        frame();
        readTable(m_folder / "streets.csv", [this](Row& r, int n) { street(r, n); });
        readTable(m_folder / "areas.csv", [this](Row& r, int n) { area(r, n); });
        readTable(m_folder / "places.csv", [this](Row& r, int n) { place(r, n); });
        return std::move(m_out);
    }

private:
    void frame()
    {
        PackInfo& p = m_out.info;
        p.name = "Old Almaty (schematic)";
        p.description =
            "Streets, parks and landmarks of old Almaty, drawn for orientation; not for navigation.";
        p.attribution = "Qolöner schematic map; places © OpenStreetMap contributors";
        p.attributions = {{"kk", "Qolöner сызбасы; орындар © OpenStreetMap қатысушылары"},
                          {"ru", "Схема Qolöner; места © участники OpenStreetMap"},
                          {"en", p.attribution}};
        p.licence = "Drawing: Apache-2.0. Place positions: ODbL 1.0.";
        p.west = kWest;
        p.south = kSouth;
        p.east = kEast;
        p.north = kNorth;
        p.centreLatitude = 43.2573;
        p.centreLongitude = 76.9475;
        p.minZoom = 10;
        p.maxZoom = 14;
    }

    SchematicStreet* find(const std::string& id)
    {
        const auto it = std::find_if(m_out.streets.begin(), m_out.streets.end(),
                                     [&](const SchematicStreet& s) { return s.id == id; });
        return it == m_out.streets.end() ? nullptr : &*it;
    }

    void street(Row& row, int line)
    {
        const auto file = m_folder / "streets.csv";
        const auto coordinate = [&](const char* key) {
            const auto v = number(row[key]);
            if (!v)
                fail(file, line, std::string(key) + " is not a number");
            return *v;
        };
        SchematicStreet s;
        s.id = row["id"];
        s.names = namesOf(row);
        s.from = {coordinate("lat1"), coordinate("lon1")};
        s.to = {coordinate("lat2"), coordinate("lon2")};
        s.northSouth = row["dir"] == "NS";
        if (!isValid(s.from) || !isValid(s.to) || s.from == s.to || find(s.id))
            fail(file, line, "not a street");
        m_out.streets.push_back(std::move(s));
    }

    GeoPoint point(const std::string& text, int line)
    {
        const auto file = m_folder / "areas.csv";
        if (const std::size_t star = text.find('*'); star != std::string::npos) {
            const SchematicStreet *a = find(text.substr(0, star)), *b = find(text.substr(star + 1));
            const auto p = a && b ? crossing(*a, *b) : std::nullopt;
            if (!p)
                fail(file, line, "no crossing " + text);
            return *p;
        }
        const std::size_t gap = text.find(' ');
        const auto lat = number(text.substr(0, gap));
        const auto lon = gap == std::string::npos ? std::nullopt : number(text.substr(gap + 1));
        if (!lat || !lon || !isValid(GeoPoint{*lat, *lon}))
            fail(file, line, "not a point: " + text);
        return {*lat, *lon};
    }

    void area(Row& row, int line)
    {
        const auto file = m_folder / "areas.csv";
        const std::string layer = row["layer"];
        const auto texts = split(row["points"], ';');
        if (layer == "street") {
            SchematicStreet* s = find(row["id"]);
            if (!s)
                fail(file, line, "no such street");
            s->roadClass = row["class"];
            for (const std::string& t : texts)
                lengthen(*s, t, line);
            return;
        }
        std::vector<GeoPoint> points;
        for (const std::string& t : texts)
            points.push_back(point(t, line));
        if (layer == "newstreet") {
            if (points.size() != 2 || find(row["id"]))
                fail(file, line, "a new street has two ends and a new id");
            SchematicStreet s;
            s.id = row["id"];
            s.names = namesOf(row);
            s.from = points[0];
            s.to = points[1];
            s.roadClass = row["class"];
            s.northSouth =
                std::abs(s.to.lat - s.from.lat) > std::abs(s.to.lon - s.from.lon) * lonScale(s.from.lat);
            m_out.streets.push_back(std::move(s));
        } else if (layer == "walk") {
            SchematicStreet* s = find(row["id"]);
            if (!s || points.size() != 2)
                fail(file, line, "a walk is a part of a street");
            s->walkFrom = points[0];
            s->walkTo = points[1];
            s->walkNames = namesOf(row);
        } else {
            const bool lineLike = layer == "waterway" || layer == "transportation";
            const std::size_t least = layer == "place" ? 1 : lineLike ? 2 : 3;
            if (points.size() < least || layer.empty())
                fail(file, line, "too few points");
            if (const auto inset = number(row["inset_m"]); inset && *inset > 0)
                shrink(points, *inset);
            m_out.areas.push_back({row["id"], layer, row["class"], namesOf(row), std::move(points)});
        }
    }

    void lengthen(SchematicStreet& s, const std::string& text, int line)
    {
        const auto metres = number(std::string_view(text).substr(1));
        if (!metres || *metres < 0 || *metres > 10'000)
            fail(m_folder / "areas.csv", line, "not a length: " + text);
        const double k = lonScale(s.from.lat);
        // Which end lies that way?
        const auto reach = [&](GeoPoint p) {
            switch (text.front()) {
            case 'N':
                return p.lat;
            case 'S':
                return -p.lat;
            case 'E':
                return p.lon;
            case 'W':
                return -p.lon;
            default:
                fail(m_folder / "areas.csv", line, "not a direction: " + text);
            }
        };
        GeoPoint& end = reach(s.from) > reach(s.to) ? s.from : s.to;
        const GeoPoint other = &end == &s.from ? s.to : s.from;
        const double dy = end.lat - other.lat, dx = (end.lon - other.lon) * k;
        const double share = *metres / kMetresPerDegree / std::hypot(dx, dy);
        end = {end.lat + dy * share, end.lon + dx / k * share};
    }

    /// Moves each corner towards the middle by about `metres` on both axes.
    static void shrink(std::vector<GeoPoint>& ring, double metres)
    {
        GeoPoint c{};
        for (const GeoPoint p : ring) {
            c.lat += p.lat / double(ring.size());
            c.lon += p.lon / double(ring.size());
        }
        const double dLat = metres / kMetresPerDegree, dLon = dLat / lonScale(c.lat);
        for (GeoPoint& p : ring) {
            p.lat += p.lat < c.lat ? dLat : -dLat;
            p.lon += p.lon < c.lon ? dLon : -dLon;
        }
    }

    void place(Row& row, int line)
    {
        if (row["lat"].empty() || row["ship"] == "no")
            return; // known, but not where or not for the public
        const auto lat = number(row["lat"]), lon = number(row["lon"]);
        if (!lat || !lon || !isValid(GeoPoint{*lat, *lon}))
            fail(m_folder / "places.csv", line, "not a position");
        const std::string kind = row["type"];
        if (kind == "park" || kind == "square" || kind == "street")
            return; // drawn as areas and walks
        if (*lat < kSouth || *lat > kNorth || *lon < kWest || *lon > kEast)
            return;
        m_out.pois.push_back({row["id"], kind, namesOf(row), {*lat, *lon}});
    }

    std::filesystem::path m_folder;
    SchematicInput m_out;
};

} // namespace

SchematicInput loadSchematic(const std::filesystem::path& folder)
{
    return Loader(folder).load();
}

} // namespace qoloner
