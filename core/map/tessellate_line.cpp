// SPDX-License-Identifier: Apache-2.0
#include "core/map/tessellate.h"
#include <cmath>

namespace qoloner {
namespace {

/// Cosine of the sharpest bend that is still mitred; there the corner is
/// 1.08 half widths from the centre, which the eye does not see.
constexpr float kMitreCosine = 0.72f;

struct Direction {
    float x = 0, y = 0;
};

class LineBuilder {
public:
    explicit LineBuilder(LineMesh& out) : m_out(out) {}

    void run(std::span<const FloatPoint> p, bool closed, LineEnds ends)
    {
        const std::size_t n = p.size(), segments = closed ? n : n - 1;
        const auto at = [&](std::size_t i) { return p[i % n]; };
        const auto direction = [&](std::size_t i) {
            const FloatPoint a = at(i), b = at(i + 1);
            const float dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
            return Direction{dx / length, dy / length};
        };
        Direction d = direction(0);
        if (closed) {
            const Direction before = direction(segments - 1);
            if (gentle(before, d))
                pair(p[0], mitre(before, d));
            else
                start(p[0], d, LineEnd::Round);
        } else {
            start(p[0], d, ends.start);
        }
        for (std::size_t i = 1; i < segments; ++i) {
            const Direction next = direction(i);
            if (gentle(d, next)) {
                pair(at(i), mitre(d, next));
                join();
            } else {
                finish(at(i), d, LineEnd::Round);
                start(at(i), next, LineEnd::Round);
            }
            d = next;
        }
        if (closed && gentle(d, direction(0))) {
            pair(p[0], mitre(d, direction(0)));
            join();
        } else {
            finish(at(segments), d, closed ? LineEnd::Round : ends.finish);
        }
    }

private:
    static bool gentle(Direction a, Direction b) { return a.x * b.x + a.y * b.y >= kMitreCosine; }

    static Direction mitre(Direction a, Direction b)
    {
        // Normals are (-y, x); their sum over (1 + cosine) reaches the corner.
        const float k = 1 / (1 + a.x * b.x + a.y * b.y);
        return {-(a.y + b.y) * k, (a.x + b.x) * k};
    }

    void vertex(FloatPoint p, float ex, float ey, float across, float cap)
    {
        m_out.vertices.push_back({p.x, p.y, ex, ey, across, cap});
    }
    void pair(FloatPoint p, Direction normal)
    {
        vertex(p, normal.x, normal.y, 1, 0);
        vertex(p, -normal.x, -normal.y, -1, 0);
    }
    /// Two triangles between the last two pairs.
    void join()
    {
        const auto n = std::uint32_t(m_out.vertices.size());
        for (const std::uint32_t i : {n - 4, n - 3, n - 2, n - 2, n - 3, n - 1})
            m_out.indices.push_back(i);
    }
    void capPair(FloatPoint p, Direction d, float forward)
    {
        vertex(p, -d.y + d.x * forward, d.x + d.y * forward, 1, 1);
        vertex(p, d.y + d.x * forward, -d.x + d.y * forward, -1, 1);
    }
    void start(FloatPoint p, Direction d, LineEnd end)
    {
        if (end == LineEnd::Round)
            capPair(p, d, -1);
        pair(p, {-d.y, d.x});
        if (end == LineEnd::Round)
            join();
    }
    void finish(FloatPoint p, Direction d, LineEnd end)
    {
        pair(p, {-d.y, d.x});
        join();
        if (end == LineEnd::Round) {
            capPair(p, d, 1);
            join();
        }
    }

    LineMesh& m_out;
};

} // namespace

void tessellateLine(std::span<const FloatPoint> line, bool closed, LineEnds ends, LineMesh& out)
{
    std::vector<FloatPoint> points;
    points.reserve(line.size());
    for (const FloatPoint p : line)
        if (std::isfinite(p.x) && std::isfinite(p.y) &&
            (points.empty() || points.back().x != p.x || points.back().y != p.y))
            points.push_back(p);
    while (closed && points.size() > 1 && points.front().x == points.back().x &&
           points.front().y == points.back().y)
        points.pop_back();
    if (points.size() < 2)
        return;
    LineBuilder(out).run(points, closed && points.size() > 2, ends);
}

void tessellateLine(std::span<const TilePoint> line, bool closed, LineEnds ends, LineMesh& out)
{
    std::vector<FloatPoint> points;
    points.reserve(line.size());
    for (const TilePoint p : line)
        points.push_back({float(p.x), float(p.y)});
    tessellateLine(std::span<const FloatPoint>(points), closed, ends, out);
}

} // namespace qoloner
