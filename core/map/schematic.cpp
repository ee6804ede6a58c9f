// SPDX-License-Identifier: Apache-2.0
#include "core/map/schematic.h"
#include "core/map/clip.h"
#include "core/map/mvt_writer.h"
#include "core/map/pack_writer.h"
#include "core/map/tile_builder.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace qoloner {
namespace {

constexpr std::uint32_t kExtent = 4096;
constexpr double kBuffer = 64;         // tile units drawn beyond the border
constexpr double kBlockInset = 12;     // metres from the street's middle to the block
constexpr double kBlockReach = 90;     // metres a street may be short of a crossing
constexpr double kWidestBlock = 1'000; // metres
constexpr const char* kVectorLayers =
    R"([{"id":"landcover","fields":{"class":"String"}},{"id":"landuse","fields":{"class":"String"}},)"
    R"({"id":"park","fields":{"class":"String","name":"String"}},{"id":"water","fields":{"class":"String"}},)"
    R"({"id":"waterway","fields":{"class":"String","name":"String"}},)"
    R"({"id":"transportation","fields":{"class":"String"}},)"
    R"({"id":"transportation_name","fields":{"class":"String","name":"String"}},)"
    R"({"id":"place","fields":{"class":"String","name":"String"}},)"
    R"({"id":"poi","fields":{"class":"String","name":"String","rank":"Number"}}])";

struct Shape {
    enum Kind { Point, Line, Ring } kind;
    std::string layer;
    MvtAttributes attributes;
    WorldPath path;
    int minZoom;
};

WorldPoint world(GeoPoint p)
{
    return worldFromDegrees(p.lat, p.lon);
}

MvtAttributes attributesOf(const std::string& kind, const SchematicNames& names)
{
    MvtAttributes a{{"class", kind}};
    if (!names.kk.empty()) {
        a.emplace_back("name", names.kk);
        a.emplace_back("name:kk", names.kk);
    }
    if (!names.ru.empty())
        a.emplace_back("name:ru", names.ru);
    if (!names.en.empty())
        a.emplace_back("name:en", names.en);
    return a;
}

bool named(const SchematicNames& n)
{
    return !n.kk.empty() || !n.ru.empty() || !n.en.empty();
}

bool inRing(const WorldPath& ring, WorldPoint p)
{
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
            p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            inside = !inside;
    return inside;
}

struct Segment {
    WorldPoint a, b;

    WorldPoint at(double t) const { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }
    double length() const { return std::hypot(b.x - a.x, b.y - a.y); }
};

/// Parameters (t on s, u on o) where the two lines meet.
std::optional<std::array<double, 2>> meet(const Segment& s, const Segment& o)
{
    const double sx = s.b.x - s.a.x, sy = s.b.y - s.a.y, ox = o.b.x - o.a.x, oy = o.b.y - o.a.y;
    const double d = sx * oy - sy * ox;
    if (std::abs(d) < 1e-20)
        return std::nullopt;
    const double dx = o.a.x - s.a.x, dy = o.a.y - s.a.y;
    return std::array{(dx * oy - dy * ox) / d, (dx * sy - dy * sx) / d};
}

class Drawing {
public:
    explicit Drawing(const SchematicInput& input) : m_input(input)
    {
        m_metre = 1 / (metresPerPixel(input.info.centreLatitude, 0) * kTilePixels);
        for (const SchematicArea& a : input.areas)
            area(a);
        blocks();
        for (const SchematicStreet& s : input.streets)
            street(s);
        for (const SchematicPoi& p : input.pois) {
            MvtAttributes attributes = attributesOf(p.kind, p.names);
            attributes.emplace_back("rank", std::int64_t(p.kind == "museum" || p.kind == "market" ? 1 : 2));
            m_shapes.push_back({Shape::Point, "poi", std::move(attributes), {world(p.at)}, 14});
        }
    }

    std::string tile(TileId id) const
    {
        static constexpr std::array layers{
            "landcover",           "landuse", "park", "water", "waterway", "transportation",
            "transportation_name", "place",   "poi"};
        const WorldRect rect = tileRect(id);
        const double unit = rect.width() / kExtent, margin = kBuffer * unit;
        const WorldRect reach{{rect.min.x - margin, rect.min.y - margin},
                              {rect.max.x + margin, rect.max.y + margin}};
        const auto quantised = [&](const WorldPath& path) {
            std::vector<TilePoint> out;
            out.reserve(path.size());
            for (const WorldPoint p : path)
                out.push_back({std::int32_t(std::lround((p.x - rect.min.x) / unit)),
                               std::int32_t(std::lround((p.y - rect.min.y) / unit))});
            return out;
        };
        std::vector<MvtLayerWriter> writers;
        for (const char* name : layers)
            writers.emplace_back(name, kExtent);
        for (const Shape& s : m_shapes) {
            if (id.z < s.minZoom)
                continue;
            const auto it = std::find(layers.begin(), layers.end(), s.layer);
            if (it == layers.end())
                continue;
            MvtLayerWriter& w = writers[std::size_t(it - layers.begin())];
            if (s.kind == Shape::Point) {
                if (reach.contains(s.path.front()))
                    w.addPoint(quantised(s.path).front(), s.attributes);
            } else if (s.kind == Shape::Line) {
                std::vector<std::vector<TilePoint>> lines;
                for (const WorldPath& piece : clipLine(s.path, reach))
                    lines.push_back(quantised(piece));
                w.addLines(lines, s.attributes);
            } else if (const WorldPath ring = clipRing(s.path, reach); ring.size() >= 3) {
                w.addPolygon({quantised(ring)}, s.attributes);
            }
        }
        std::vector<const MvtLayerWriter*> used;
        for (const MvtLayerWriter& w : writers)
            used.push_back(&w);
        return encodeMvt(used);
    }

private:
    void area(const SchematicArea& a)
    {
        WorldPath path;
        for (const GeoPoint p : a.points)
            path.push_back(world(p));
        if (a.layer == "place") {
            m_shapes.push_back(
                {Shape::Point, a.layer, attributesOf(a.kind, a.names), path, a.kind == "city" ? 0 : 12});
            return;
        }
        if (a.layer == "waterway" || a.layer == "transportation") {
            m_shapes.push_back(
                {Shape::Line, a.layer, attributesOf(a.kind, a.names), smooth(path, a.layer), 10});
            return;
        }
        WorldPoint middle{};
        for (const WorldPoint p : path) {
            middle.x += p.x / double(path.size());
            middle.y += p.y / double(path.size());
        }
        if (path.size() > 4) // drawn by hand, not by streets: round it
            path = roundedRing(path);
        if (a.layer == "park")
            m_parks.push_back(path);
        m_shapes.push_back({Shape::Ring, a.layer, {{"class", a.kind}}, path, 11});
        if (named(a.names)) {
            MvtAttributes attributes = attributesOf(a.kind, a.names);
            m_shapes.push_back({Shape::Point, a.layer, std::move(attributes), {middle}, 13});
        }
    }

    /// Corner cutting (Chaikin), twice: rivers and hills have no corners.
    static WorldPath smooth(WorldPath path, const std::string& layer)
    {
        for (int pass = 0; pass < 2 && layer == "waterway" && path.size() > 2; ++pass) {
            WorldPath next{path.front()};
            for (std::size_t i = 1; i < path.size(); ++i) {
                const Segment s{path[i - 1], path[i]};
                next.push_back(s.at(0.25));
                next.push_back(s.at(0.75));
            }
            next.push_back(path.back());
            path.swap(next);
        }
        return path;
    }
    static WorldPath roundedRing(WorldPath path)
    {
        for (int pass = 0; pass < 2; ++pass) {
            WorldPath next;
            for (std::size_t i = 0; i < path.size(); ++i) {
                const Segment s{path[i], path[(i + 1) % path.size()]};
                next.push_back(s.at(0.25));
                next.push_back(s.at(0.75));
            }
            path.swap(next);
        }
        return path;
    }

    void street(const SchematicStreet& s)
    {
        const Segment whole{world(s.from), world(s.to)};
        std::vector<double> cuts{0, 1};
        for (const WorldPath& park : m_parks)
            for (std::size_t i = 0, j = park.size() - 1; i < park.size(); j = i++)
                if (const auto m = meet(whole, {park[j], park[i]});
                    m && (*m)[0] > 0 && (*m)[0] < 1 && (*m)[1] >= 0 && (*m)[1] <= 1)
                    cuts.push_back((*m)[0]);
        double walk0 = 2, walk1 = 2;
        if (!(s.walkFrom == s.walkTo)) {
            walk0 = along(whole, world(s.walkFrom));
            walk1 = along(whole, world(s.walkTo));
            if (walk0 > walk1)
                std::swap(walk0, walk1);
            cuts.push_back(std::clamp(walk0, 0.0, 1.0));
            cuts.push_back(std::clamp(walk1, 0.0, 1.0));
        }
        std::sort(cuts.begin(), cuts.end());
        const int minZoom = s.roadClass == "primary" ? 10 : s.roadClass == "secondary" ? 11 : 12;
        // Neighbouring pieces of one kind become one line, so that names have room.
        double from = cuts.front();
        int before = -1; // kind of the piece before; -1: there is none
        const auto kindOf = [&](double a, double b) {
            const double middle = (a + b) / 2;
            const WorldPoint p = whole.at(middle);
            for (const WorldPath& park : m_parks)
                if (inRing(park, p))
                    return 0;
            return middle > walk0 && middle < walk1 ? 2 : 1;
        };
        for (std::size_t i = 1; i < cuts.size(); ++i) {
            if (cuts[i] - cuts[i - 1] < 1e-9)
                continue;
            const int kind = kindOf(cuts[i - 1], cuts[i]);
            std::size_t next = i + 1;
            while (next < cuts.size() && cuts[next] - cuts[next - 1] < 1e-9)
                ++next;
            const int after = next < cuts.size() ? kindOf(cuts[next - 1], cuts[next]) : -1;
            if (after == kind)
                continue;
            const WorldPath piece{whole.at(from), whole.at(cuts[i])};
            from = cuts[i];
            // At a park's edge the street stops flat: a round end would stick out into it.
            const int cut = (before == 0 ? lineCutStart : 0) | (after == 0 ? lineCutEnd : 0);
            before = kind;
            if (kind == 0)
                continue; // a street does not run through a park
            MvtAttributes road{{"class", kind == 2 ? std::string("path") : s.roadClass}};
            if (kind == 2)
                road.emplace_back("subclass", std::string("pedestrian"));
            if (cut != 0)
                road.emplace_back(lineCutKey, std::int64_t(cut));
            m_shapes.push_back({Shape::Line, "transportation", road, piece, kind == 2 ? 12 : minZoom});
            const SchematicNames& names = kind == 2 && named(s.walkNames) ? s.walkNames : s.names;
            if (named(names)) {
                const std::string cls = kind == 2 ? "path" : s.roadClass;
                m_shapes.push_back({Shape::Line, "transportation_name", attributesOf(cls, names), piece,
                                    std::max(12, minZoom)});
            }
        }
    }

    static double along(const Segment& s, WorldPoint p)
    {
        const double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
        return ((p.x - s.a.x) * dx + (p.y - s.a.y) * dy) / (dx * dx + dy * dy);
    }

    /// Fills the cells between neighbouring streets.
    void blocks()
    {
        std::vector<Segment> rows, columns;
        for (const SchematicStreet& s : m_input.streets)
            (s.northSouth ? columns : rows).push_back({world(s.from), world(s.to)});
        const auto reaches = [this](const Segment& s, double t) {
            const double slack = kBlockReach * m_metre / s.length();
            return t >= -slack && t <= 1 + slack;
        };
        const double x0 = worldFromDegrees(0, m_input.info.centreLongitude).x;
        const auto yAt = [](const Segment& s, double x) {
            return s.a.y + (x - s.a.x) * (s.b.y - s.a.y) / (s.b.x - s.a.x);
        };
        std::sort(rows.begin(), rows.end(),
                  [&](const Segment& a, const Segment& b) { return yAt(a, x0) < yAt(b, x0); });
        std::sort(columns.begin(), columns.end(), [](const Segment& a, const Segment& b) {
            return std::min(a.a.x, a.b.x) + std::max(a.a.x, a.b.x) <
                   std::min(b.a.x, b.b.x) + std::max(b.a.x, b.b.x);
        });
        for (std::size_t top = 0; top < rows.size(); ++top) {
            // Walk the columns that reach this row; below, the next row that both neighbours reach.
            std::vector<std::pair<double, const Segment*>> hits;
            for (const Segment& c : columns)
                if (const auto m = meet(rows[top], c);
                    m && reaches(rows[top], (*m)[0]) && reaches(c, (*m)[1]))
                    hits.emplace_back(rows[top].at((*m)[0]).x, &c);
            std::sort(hits.begin(), hits.end());
            for (std::size_t i = 1; i < hits.size(); ++i)
                block(rows, top, *hits[i - 1].second, *hits[i].second);
        }
    }

    void block(const std::vector<Segment>& rows, std::size_t top, const Segment& left, const Segment& right)
    {
        const auto covered = [&](const Segment& row) {
            for (const Segment* side : {&left, &right}) {
                const auto m = meet(row, *side);
                const double slackRow = kBlockReach * m_metre / row.length();
                const double slackSide = kBlockReach * m_metre / side->length();
                if (!m || (*m)[0] < -slackRow || (*m)[0] > 1 + slackRow || (*m)[1] < -slackSide ||
                    (*m)[1] > 1 + slackSide)
                    return false;
            }
            return true;
        };
        for (std::size_t bottom = top + 1; bottom < rows.size(); ++bottom) {
            if (!covered(rows[bottom]))
                continue;
            const auto corner = [&](const Segment& row, const Segment& side) {
                return row.at((*meet(row, side))[0]);
            };
            WorldPath ring{corner(rows[top], left), corner(rows[top], right), corner(rows[bottom], right),
                           corner(rows[bottom], left)};
            const double wide = ring[1].x - ring[0].x, high = ring[3].y - ring[0].y;
            if (wide > kWidestBlock * m_metre || high > kWidestBlock * m_metre ||
                wide < 3 * kBlockInset * m_metre || high < 3 * kBlockInset * m_metre)
                return;
            const double in = kBlockInset * m_metre;
            const std::array<WorldPoint, 4> push{{{in, in}, {-in, in}, {-in, -in}, {in, -in}}};
            for (std::size_t i = 0; i < 4; ++i) {
                ring[i].x += push[i].x;
                ring[i].y += push[i].y;
            }
            m_shapes.push_back({Shape::Ring, "landuse", {{"class", std::string("residential")}}, ring, 12});
            return;
        }
    }

    const SchematicInput& m_input;
    double m_metre = 0; ///< of the ground, in world units
    std::vector<Shape> m_shapes;
    std::vector<WorldPath> m_parks;
};

} // namespace

int buildSchematicPack(const SchematicInput& input, const std::filesystem::path& target)
{
    const Drawing drawing(input);
    PackWriter writer(target, input.info, kVectorLayers);
    int count = 0;
    for (int z = input.info.minZoom; z <= input.info.maxZoom; ++z)
        forEachTile(input.info.bounds(), z, 100'000, [&](TileId id) {
            if (const std::string bytes = drawing.tile(id); !bytes.empty()) {
                writer.addTile(id, bytes);
                ++count;
            }
        });
    writer.finish();
    return count;
}

} // namespace qoloner
