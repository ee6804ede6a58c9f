// SPDX-License-Identifier: Apache-2.0
#include "core/map/mvt_writer.h"
#include <algorithm>
#include <protozero/pbf_writer.hpp>

namespace qoloner {
namespace {

constexpr std::uint32_t command(std::uint32_t id, std::size_t count)
{
    return id | std::uint32_t(count) << 3;
}

/// Draws with the relative, zigzag-coded steps of the format.
class Pen {
public:
    explicit Pen(std::vector<std::uint32_t>& out) : m_out(out) {}

    void step(TilePoint p)
    {
        m_out.push_back(protozero::encode_zigzag32(p.x - m_at.x));
        m_out.push_back(protozero::encode_zigzag32(p.y - m_at.y));
        m_at = p;
    }
    void path(const std::vector<TilePoint>& points)
    {
        m_out.push_back(command(1, 1));
        step(points.front());
        m_out.push_back(command(2, points.size() - 1));
        for (std::size_t i = 1; i < points.size(); ++i)
            step(points[i]);
    }
    void close() { m_out.push_back(command(7, 1)); }

private:
    std::vector<std::uint32_t>& m_out;
    TilePoint m_at;
};

std::vector<TilePoint> withoutRepeats(std::vector<TilePoint> points, bool ring)
{
    points.erase(std::unique(points.begin(), points.end()), points.end());
    while (ring && points.size() > 1 && points.front() == points.back())
        points.pop_back();
    return points;
}

} // namespace

MvtLayerWriter::MvtLayerWriter(std::string name, std::uint32_t extent)
    : m_name(std::move(name)), m_extent(extent)
{}

void MvtLayerWriter::addPoint(TilePoint p, const MvtAttributes& attributes)
{
    std::vector<std::uint32_t> geometry{command(1, 1)};
    Pen(geometry).step(p);
    add(MvtGeometry::Point, geometry, attributes);
}

void MvtLayerWriter::addLines(const std::vector<std::vector<TilePoint>>& lines,
                              const MvtAttributes& attributes)
{
    std::vector<std::uint32_t> geometry;
    Pen pen(geometry);
    for (const auto& line : lines)
        if (const auto points = withoutRepeats(line, false); points.size() >= 2)
            pen.path(points);
    if (!geometry.empty())
        add(MvtGeometry::Line, geometry, attributes);
}

void MvtLayerWriter::addPolygon(const std::vector<std::vector<TilePoint>>& rings,
                                const MvtAttributes& attributes)
{
    std::vector<std::uint32_t> geometry;
    Pen pen(geometry);
    for (std::size_t i = 0; i < rings.size(); ++i) {
        auto ring = withoutRepeats(rings[i], true);
        const std::int64_t area = ring.size() >= 3 ? doubledArea(ring) : 0;
        if (area == 0) {
            if (i == 0)
                return;
            continue;
        }
        if ((area > 0) != (i == 0)) // outer rings positive, holes negative
            std::reverse(ring.begin(), ring.end());
        pen.path(ring);
        pen.close();
    }
    if (!geometry.empty())
        add(MvtGeometry::Polygon, geometry, attributes);
}

void MvtLayerWriter::add(MvtGeometry type, const std::vector<std::uint32_t>& geometry,
                         const MvtAttributes& attributes)
{
    std::vector<std::uint32_t> tags;
    for (const auto& [key, value] : attributes) {
        tags.push_back(keyIndex(key));
        tags.push_back(valueIndex(value));
    }
    std::string bytes;
    protozero::pbf_writer w(bytes);
    if (!tags.empty())
        w.add_packed_uint32(2, tags.begin(), tags.end());
    w.add_enum(3, std::int32_t(type));
    w.add_packed_uint32(4, geometry.begin(), geometry.end());
    m_features.push_back(std::move(bytes));
}

std::uint32_t MvtLayerWriter::keyIndex(const std::string& key)
{
    const auto [it, fresh] = m_keyIndex.try_emplace(key, std::uint32_t(m_keys.size()));
    if (fresh)
        m_keys.push_back(key);
    return it->second;
}

std::uint32_t MvtLayerWriter::valueIndex(const MvtValue& value)
{
    const auto [it, fresh] = m_valueIndex.try_emplace(value, std::uint32_t(m_values.size()));
    if (fresh)
        m_values.push_back(value);
    return it->second;
}

std::string MvtLayerWriter::encoded() const
{
    std::string bytes;
    protozero::pbf_writer w(bytes);
    w.add_uint32(15, 2);
    w.add_string(1, m_name);
    for (const std::string& f : m_features)
        w.add_message(2, f);
    for (const std::string& k : m_keys)
        w.add_string(3, k);
    for (const MvtValue& v : m_values) {
        protozero::pbf_writer value(w, 4);
        switch (v.index()) {
        case 0:
            value.add_bool(7, std::get<bool>(v));
            break;
        case 1:
            value.add_sint64(6, std::get<std::int64_t>(v));
            break;
        case 2:
            value.add_uint64(5, std::get<std::uint64_t>(v));
            break;
        case 3:
            value.add_double(3, std::get<double>(v));
            break;
        default:
            value.add_string(1, std::get<std::string>(v));
        }
    }
    w.add_uint32(5, m_extent);
    return bytes;
}

std::string encodeMvt(const std::vector<const MvtLayerWriter*>& layers)
{
    std::string bytes;
    protozero::pbf_writer w(bytes);
    for (const MvtLayerWriter* layer : layers)
        if (!layer->empty())
            w.add_message(3, layer->encoded());
    return bytes;
}

} // namespace qoloner
