// SPDX-License-Identifier: Apache-2.0
#include "core/map/tile_builder.h"
#include <algorithm>
#include <cctype>
#include <cmath>

namespace qoloner {
namespace {

constexpr std::size_t kMaxLabels = 4'000;       // per tile
constexpr std::size_t kMaxLabelBytes = 200;     // longer names are not map labels
constexpr std::size_t kMaxVertices = 2'000'000; // per tile

class Builder {
public:
    Builder(TileMesh& mesh, const Style& style, const std::atomic<bool>* cancelled)
        : m_mesh(mesh), m_style(style), m_cancelled(cancelled)
    {
        mesh.buckets.resize(style.buckets().size());
    }

    bool run(const MvtTile& tile)
    {
        for (std::size_t b = 0; b < m_style.buckets().size(); ++b) {
            const StyleBucket& bucket = m_style.buckets()[b];
            if (const MvtLayer* layer = tile.layer(bucket.sourceLayer))
                if (!fillBucket(bucket, int(b), *layer))
                    return false;
        }
        return true;
    }

private:
    bool fillBucket(const StyleBucket& bucket, int index, const MvtLayer& layer)
    {
        std::size_t seen = 0;
        for (const MvtFeature& f : layer.features) {
            if (m_cancelled && (++seen & 63) == 0 && m_cancelled->load(std::memory_order_relaxed))
                return false;
            if (!bucket.filter.matches(layer, f))
                continue;
            switch (bucket.kind) {
            case StyleLayer::Kind::Fill:
                if (f.type == MvtGeometry::Polygon)
                    polygons(layer, f, m_mesh.buckets[std::size_t(index)]);
                break;
            case StyleLayer::Kind::Line:
                if (f.type != MvtGeometry::Point)
                    lines(layer, f, bucket, m_mesh.buckets[std::size_t(index)].line);
                break;
            case StyleLayer::Kind::Symbol:
                labels(layer, f, index);
                break;
            case StyleLayer::Kind::Background:
                break;
            }
            if (m_vertices > kMaxVertices)
                break;
        }
        scale(layer.extent, m_mesh.buckets[std::size_t(index)]);
        return true;
    }

    void polygons(const MvtLayer& layer, const MvtFeature& f, TileMesh::Bucket& out)
    {
        const auto parts = layer.partsOf(f);
        const std::size_t before = out.fill.vertices.size() + out.line.vertices.size();
        const std::int32_t extent = std::int32_t(layer.extent);
        // The first ring's direction is that of outer rings (version 1 left it open).
        const bool positive = doubledArea(layer.pointsOf(parts.front())) > 0;
        std::vector<std::span<const TilePoint>> rings;
        const auto flush = [&] {
            if (!rings.empty())
                tessellatePolygon(rings, out.fill);
            rings.clear();
        };
        for (const MvtPart& part : parts) {
            const auto ring = layer.pointsOf(part);
            if ((doubledArea(ring) > 0) == positive)
                flush();
            rings.push_back(ring);
            outline(ring, extent, out.line);
        }
        flush();
        m_vertices += out.fill.vertices.size() + out.line.vertices.size() - before;
    }

    /// The ring as lines, without the edges that only the cut at the tile's
    /// border made.
    void outline(std::span<const TilePoint> ring, std::int32_t extent, LineMesh& out)
    {
        const auto artificial = [extent](TilePoint a, TilePoint b) {
            const auto beyond = [extent](std::int32_t u, std::int32_t v) {
                return (u <= 0 && v <= 0) || (u >= extent && v >= extent);
            };
            return beyond(a.x, b.x) || beyond(a.y, b.y);
        };
        const std::size_t n = ring.size();
        std::size_t start = n;
        for (std::size_t i = 0; i < n && start == n; ++i)
            if (artificial(ring[i], ring[(i + 1) % n]))
                start = i + 1;
        if (start == n) {
            tessellateLine(ring, true, LineEnd::Butt, out);
            return;
        }
        m_run.clear();
        for (std::size_t k = 0; k < n; ++k) {
            const TilePoint a = ring[(start + k) % n], b = ring[(start + k + 1) % n];
            if (artificial(a, b)) {
                tessellateLine(m_run, false, LineEnd::Butt, out);
                m_run.clear();
                continue;
            }
            if (m_run.empty())
                m_run.push_back(a);
            m_run.push_back(b);
        }
        tessellateLine(m_run, false, LineEnd::Butt, out);
    }

    void lines(const MvtLayer& layer, const MvtFeature& f, const StyleBucket& bucket, LineMesh& out)
    {
        const std::size_t before = out.vertices.size();
        const int cut = integer(layer.find(f, lineCutKey), 0, 3);
        const auto end = [&](int flat) {
            return bucket.roundCaps && !(cut & flat) ? LineEnd::Round : LineEnd::Butt;
        };
        for (const MvtPart& part : layer.partsOf(f))
            tessellateLine(layer.pointsOf(part), f.type == MvtGeometry::Polygon,
                           {end(lineCutStart), end(lineCutEnd)}, out);
        m_vertices += out.vertices.size() - before;
    }

    void labels(const MvtLayer& layer, const MvtFeature& f, int bucket)
    {
        const StyleLayer& symbol =
            *std::find_if(m_style.layers().begin(), m_style.layers().end(),
                          [bucket](const StyleLayer& l) { return l.bucket == bucket; });
        TileLabel label;
        label.bucket = bucket;
        label.names = namesOf(layer, f, symbol.textField);
        if (label.names.empty())
            return;
        if (const MvtValue* rank = layer.find(f, "rank"))
            label.rank = integer(rank, 0, 1000);
        const float k = float(TileMesh::kUnits / layer.extent);
        const auto extent = std::int32_t(layer.extent);
        for (const MvtPart& part : layer.partsOf(f)) {
            if (m_mesh.labels.size() >= kMaxLabels)
                return;
            const auto points = layer.pointsOf(part);
            label.path.clear();
            if (f.type == MvtGeometry::Point) {
                for (const TilePoint p : points)
                    // A point in the buffer belongs to the neighbour, which has it too.
                    if (p.x >= 0 && p.y >= 0 && p.x < extent && p.y < extent) {
                        label.path.assign(1, {float(p.x) * k, float(p.y) * k});
                        m_mesh.labels.push_back(label);
                    }
                continue;
            }
            if (f.type != MvtGeometry::Line || !symbol.alongLine)
                continue;
            for (const TilePoint p : points)
                label.path.push_back({float(p.x) * k, float(p.y) * k});
            m_mesh.labels.push_back(label);
        }
    }

    /// The number within bounds; `least` where there is none.
    static int integer(const MvtValue* value, int least, int most)
    {
        if (!value)
            return least;
        if (const auto* i = std::get_if<std::int64_t>(value))
            return int(std::clamp<std::int64_t>(*i, least, most));
        if (const auto* u = std::get_if<std::uint64_t>(value))
            return int(std::clamp<std::uint64_t>(*u, std::uint64_t(least), std::uint64_t(most)));
        if (const auto* d = std::get_if<double>(value); d && !std::isnan(*d))
            return int(std::clamp(*d, double(least), double(most)));
        return least;
    }

    static std::string bounded(std::string_view text)
    {
        return text.size() <= kMaxLabelBytes ? std::string(text) : std::string();
    }

    /// "{name}" takes all languages; any other "{key}" that attribute alone.
    static LabelNames namesOf(const MvtLayer& layer, const MvtFeature& f, const std::string& field)
    {
        LabelNames n;
        if (field.size() < 3 || field.front() != '{' || field.back() != '}')
            return n;
        const std::string key = field.substr(1, field.size() - 2);
        n.local = bounded(layer.text(f, key));
        if (key == "name") {
            if (n.local.empty())
                n.local = bounded(layer.text(f, "name:latin"));
            n.kk = bounded(layer.text(f, "name:kk"));
            n.ru = bounded(layer.text(f, "name:ru"));
            n.en = bounded(layer.text(f, "name:en"));
        }
        return n;
    }

    static void scale(std::uint32_t extent, TileMesh::Bucket& bucket)
    {
        if (extent == std::uint32_t(TileMesh::kUnits))
            return;
        const float k = float(TileMesh::kUnits / extent);
        for (FillVertex& v : bucket.fill.vertices) {
            v.x *= k;
            v.y *= k;
        }
        for (LineVertex& v : bucket.line.vertices) {
            v.x *= k;
            v.y *= k;
        }
    }

    TileMesh& m_mesh;
    const Style& m_style;
    const std::atomic<bool>* m_cancelled;
    std::vector<TilePoint> m_run;
    std::size_t m_vertices = 0;
};

} // namespace

std::size_t TileMesh::bytes() const
{
    std::size_t sum = sizeof *this;
    for (const Bucket& b : buckets)
        sum += sizeof b + b.fill.bytes() + b.line.bytes();
    for (const TileLabel& l : labels)
        sum += sizeof l + l.path.size() * sizeof(FloatPoint) + l.names.local.size() + l.names.kk.size() +
               l.names.ru.size() + l.names.en.size();
    return sum;
}

std::shared_ptr<const TileMesh> buildTile(TileId id, std::string_view mvt, const Style& style,
                                          const std::atomic<bool>* cancelled)
{
    auto mesh = std::make_shared<TileMesh>();
    mesh->id = id;
    const MvtTile tile = decodeMvt(mvt);
    if (!tile.ok()) {
        mesh->error = tile.error;
        mesh->buckets.resize(style.buckets().size());
        return mesh;
    }
    if (!Builder(*mesh, style, cancelled).run(tile))
        return nullptr;
    return mesh;
}

} // namespace qoloner
