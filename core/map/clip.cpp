// SPDX-License-Identifier: Apache-2.0
#include "core/map/clip.h"
#include <algorithm>

namespace qoloner {
namespace {

/// The share of segment a-b inside rect as [t0, t1]; false when there is none.
bool inside(WorldPoint a, WorldPoint b, const WorldRect& r, double& t0, double& t1)
{
    t0 = 0;
    t1 = 1;
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {a.x - r.min.x, r.max.x - a.x, a.y - r.min.y, r.max.y - a.y};
    for (int i = 0; i < 4; ++i) {
        if (p[i] == 0) {
            if (q[i] < 0)
                return false;
            continue;
        }
        const double t = q[i] / p[i];
        if (p[i] < 0)
            t0 = std::max(t0, t);
        else
            t1 = std::min(t1, t);
    }
    return t0 < t1;
}

} // namespace

std::vector<WorldPath> clipLine(const WorldPath& line, const WorldRect& rect)
{
    std::vector<WorldPath> out;
    bool open = false;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const WorldPoint a = line[i - 1], b = line[i];
        double t0, t1;
        if (!inside(a, b, rect, t0, t1)) {
            open = false;
            continue;
        }
        const auto at = [&](double t) { return WorldPoint{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; };
        if (!open || t0 > 0)
            out.push_back({t0 > 0 ? at(t0) : a});
        out.back().push_back(t1 < 1 ? at(t1) : b);
        open = t1 >= 1;
    }
    return out;
}

WorldPath clipRing(const WorldPath& ring, const WorldRect& rect)
{
    WorldPath current = ring, next;
    for (int side = 0; side < 4 && !current.empty(); ++side) {
        // Signed distance to the border, positive inside.
        const auto depth = [&](WorldPoint p) {
            switch (side) {
            case 0:
                return p.x - rect.min.x;
            case 1:
                return rect.max.x - p.x;
            case 2:
                return p.y - rect.min.y;
            default:
                return rect.max.y - p.y;
            }
        };
        next.clear();
        for (std::size_t i = 0; i < current.size(); ++i) {
            const WorldPoint a = current[i], b = current[(i + 1) % current.size()];
            const double da = depth(a), db = depth(b);
            if (da >= 0)
                next.push_back(a);
            if ((da >= 0) != (db >= 0)) {
                const double t = da / (da - db);
                next.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
            }
        }
        current.swap(next);
    }
    return current;
}

} // namespace qoloner
