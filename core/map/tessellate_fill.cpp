// SPDX-License-Identifier: Apache-2.0
//
// Ear clipping: walk round the outline and cut off every corner (ear) whose
// triangle holds no other corner. Holes are first joined to the outline by a
// bridge, so that there is one outline only. Corners are also kept in a list
// sorted along a Z-order curve: a triangle then needs to be tested only
// against corners near it on the curve.
#include "core/map/tessellate.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace qoloner {
namespace {

constexpr std::int32_t kNone = -1;
/// From here on the Z-order list pays for itself.
constexpr std::size_t kHashFrom = 80;
/// Outlines split within outlines: deep only in hostile input, and the stack is finite.
constexpr int kMaxDepth = 400;

struct Corner {
    std::uint32_t vertex; ///< index in the mesh
    std::int64_t x, y;
    std::int32_t prev, next;
    std::int32_t zPrev = kNone, zNext = kNone;
    std::uint32_t z = 0;
    bool hashed = false;
};

class EarClipper {
public:
    explicit EarClipper(FillMesh& out) : m_out(out) {}

    void run(std::span<const std::span<const TilePoint>> rings)
    {
        std::size_t total = 0;
        for (const auto ring : rings)
            total += ring.size();
        if (total < 3 || rings.empty())
            return;
        m_corners.reserve(total + 2 * rings.size());
        // Honest polygons stay far below; a hostile one stops here instead of spinning.
        m_budget = 4'000'000 + std::int64_t(total) * 2'000;
        std::int32_t outline = ringOf(rings[0], true);
        if (outline == kNone || corner(outline).next == corner(outline).prev)
            return;
        if (rings.size() > 1)
            outline = joinHoles(rings.subspan(1), outline);
        if (total > kHashFrom)
            measure(rings[0]);
        clip(outline, Pass::Plain);
    }

private:
    enum class Pass { Plain, Filtered, Cured };

    Corner& corner(std::int32_t i) { return m_corners[std::size_t(i)]; }

    /// Twice the signed area; positive: the corner b turns the outline's way.
    std::int64_t cross(std::int32_t a, std::int32_t b, std::int32_t c)
    {
        const Corner &p = corner(a), &q = corner(b), &r = corner(c);
        return (q.x - p.x) * (r.y - q.y) - (q.y - p.y) * (r.x - q.x);
    }
    bool same(std::int32_t a, std::int32_t b)
    {
        return corner(a).x == corner(b).x && corner(a).y == corner(b).y;
    }

    std::int32_t insert(std::uint32_t vertex, std::int64_t x, std::int64_t y, std::int32_t after)
    {
        const auto i = std::int32_t(m_corners.size());
        m_corners.push_back({vertex, x, y, i, i});
        if (after != kNone) {
            Corner& c = m_corners.back();
            c.next = corner(after).next;
            c.prev = after;
            corner(c.next).prev = i;
            corner(after).next = i;
        }
        return i;
    }

    void remove(std::int32_t i)
    {
        Corner& c = corner(i);
        corner(c.next).prev = c.prev;
        corner(c.prev).next = c.next;
        if (c.zPrev != kNone)
            corner(c.zPrev).zNext = c.zNext;
        if (c.zNext != kNone)
            corner(c.zNext).zPrev = c.zPrev;
    }

    /// A linked ring with the wanted direction, or kNone when it is empty.
    std::int32_t ringOf(std::span<const TilePoint> ring, bool outer)
    {
        if (ring.empty())
            return kNone;
        const auto base = std::uint32_t(m_out.vertices.size());
        for (const TilePoint p : ring)
            m_out.vertices.push_back({float(p.x), float(p.y)});
        std::int32_t last = kNone;
        const bool forward = (doubledArea(ring) > 0) == outer;
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const std::size_t i = forward ? k : ring.size() - 1 - k;
            last = insert(base + std::uint32_t(i), ring[i].x, ring[i].y, last);
        }
        if (last != kNone && same(last, corner(last).next) && corner(last).next != last) {
            const std::int32_t next = corner(last).next;
            remove(last);
            last = next;
        }
        return last;
    }

    /// Drops repeated and collinear corners between `start` and `end`.
    std::int32_t filtered(std::int32_t start, std::int32_t end = kNone)
    {
        if (start == kNone)
            return start;
        if (end == kNone)
            end = start;
        std::int32_t p = start;
        bool again;
        do {
            again = false;
            if (--m_budget < 0)
                return kNone;
            const std::int32_t next = corner(p).next;
            if (p != next && (same(p, next) || cross(corner(p).prev, p, next) == 0)) {
                remove(p);
                p = end = corner(p).prev;
                if (p == corner(p).next)
                    break;
                again = true;
            } else {
                p = next;
            }
        } while (again || p != end);
        return end;
    }

    void clip(std::int32_t ear, Pass pass)
    {
        if (ear == kNone)
            return;
        if (pass == Pass::Plain && m_scale > 0)
            buildZOrder(ear);
        std::int32_t stop = ear;
        while (corner(ear).prev != corner(ear).next) {
            if (--m_budget < 0)
                return;
            const std::int32_t prev = corner(ear).prev, next = corner(ear).next;
            if (m_scale > 0 ? isEarHashed(ear) : isEar(ear)) {
                for (const std::int32_t i : {prev, ear, next})
                    m_out.indices.push_back(corner(i).vertex);
                remove(ear);
                ear = corner(next).next; // skipping one gives fewer thin triangles
                stop = ear;
                continue;
            }
            ear = next;
            if (ear == stop) { // once round without an ear
                if (pass == Pass::Plain)
                    clip(filtered(ear), Pass::Filtered);
                else if (pass == Pass::Filtered)
                    clip(cured(filtered(ear)), Pass::Cured);
                else
                    split(ear);
                return;
            }
        }
    }

    static bool inTriangle(const Corner& a, const Corner& b, const Corner& c, const Corner& p)
    {
        return (c.x - p.x) * (a.y - p.y) >= (a.x - p.x) * (c.y - p.y) &&
               (a.x - p.x) * (b.y - p.y) >= (b.x - p.x) * (a.y - p.y) &&
               (b.x - p.x) * (c.y - p.y) >= (c.x - p.x) * (b.y - p.y);
    }

    /// True when corner p spoils the triangle a-b-c.
    bool spoils(std::int32_t p, std::int32_t a, std::int32_t b, std::int32_t c)
    {
        if (p == a || p == c || same(p, a))
            return false;
        return inTriangle(corner(a), corner(b), corner(c), corner(p)) &&
               cross(corner(p).prev, p, corner(p).next) <= 0;
    }

    bool isEar(std::int32_t ear)
    {
        const std::int32_t a = corner(ear).prev, c = corner(ear).next;
        if (cross(a, ear, c) <= 0)
            return false;
        for (std::int32_t p = corner(c).next; p != a; p = corner(p).next) {
            --m_budget;
            if (spoils(p, a, ear, c))
                return false;
        }
        return true;
    }

    bool isEarHashed(std::int32_t ear)
    {
        const std::int32_t a = corner(ear).prev, c = corner(ear).next;
        if (cross(a, ear, c) <= 0)
            return false;
        const auto [x0, x1] = std::minmax({corner(a).x, corner(ear).x, corner(c).x});
        const auto [y0, y1] = std::minmax({corner(a).y, corner(ear).y, corner(c).y});
        const std::uint32_t low = zOrder(x0, y0), high = zOrder(x1, y1);
        for (std::int32_t p = corner(ear).zPrev; p != kNone && corner(p).z >= low; p = corner(p).zPrev) {
            --m_budget;
            if (spoils(p, a, ear, c))
                return false;
        }
        for (std::int32_t p = corner(ear).zNext; p != kNone && corner(p).z <= high; p = corner(p).zNext) {
            --m_budget;
            if (spoils(p, a, ear, c))
                return false;
        }
        return true;
    }

    bool between(std::int32_t p, std::int32_t q, std::int32_t r) // q on the collinear segment p-r
    {
        const Corner &a = corner(p), &b = corner(q), &c = corner(r);
        return b.x <= std::max(a.x, c.x) && b.x >= std::min(a.x, c.x) && b.y <= std::max(a.y, c.y) &&
               b.y >= std::min(a.y, c.y);
    }
    static int sign(std::int64_t v) { return (v > 0) - (v < 0); }

    bool crossing(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d)
    {
        const int o1 = sign(cross(a, b, c)), o2 = sign(cross(a, b, d));
        const int o3 = sign(cross(c, d, a)), o4 = sign(cross(c, d, b));
        if (o1 != o2 && o3 != o4)
            return true;
        return (o1 == 0 && between(a, c, b)) || (o2 == 0 && between(a, d, b)) ||
               (o3 == 0 && between(c, a, d)) || (o4 == 0 && between(c, b, d));
    }

    /// Cuts off the little triangle where two neighbouring edges cross.
    std::int32_t cured(std::int32_t start)
    {
        if (start == kNone)
            return kNone;
        std::int32_t p = start;
        do {
            if (--m_budget < 0)
                return kNone;
            const std::int32_t a = corner(p).prev, mid = corner(p).next, b = corner(mid).next;
            if (!same(a, b) && crossing(a, p, mid, b) && locallyInside(a, b) && locallyInside(b, a)) {
                for (const std::int32_t i : {a, p, b})
                    m_out.indices.push_back(corner(i).vertex);
                remove(p);
                remove(mid);
                p = start = b;
            }
            p = corner(p).next;
        } while (p != start);
        return filtered(p);
    }

    /// Last resort: cut the outline in two along a valid diagonal.
    void split(std::int32_t start)
    {
        if (m_depth >= kMaxDepth)
            return;
        ++m_depth;
        std::int32_t a = start;
        do {
            for (std::int32_t b = corner(corner(a).next).next; b != corner(a).prev; b = corner(b).next) {
                if (--m_budget < 0) {
                    --m_depth;
                    return;
                }
                if (corner(a).vertex == corner(b).vertex || !validDiagonal(a, b))
                    continue;
                std::int32_t c = bridge(a, b);
                a = filtered(a, corner(a).next);
                c = filtered(c, corner(c).next);
                clip(a, Pass::Plain);
                clip(c, Pass::Plain);
                --m_depth;
                return;
            }
            a = corner(a).next;
        } while (a != start);
        --m_depth;
    }

    bool validDiagonal(std::int32_t a, std::int32_t b)
    {
        if (corner(corner(a).next).vertex == corner(b).vertex ||
            corner(corner(a).prev).vertex == corner(b).vertex)
            return false;
        const bool inner =
            locallyInside(a, b) && locallyInside(b, a) && middleInside(a, b) &&
            (cross(corner(a).prev, a, corner(b).prev) != 0 || cross(a, corner(b).prev, b) != 0);
        const bool pinch = same(a, b) && cross(corner(a).prev, a, corner(a).next) < 0 &&
                           cross(corner(b).prev, b, corner(b).next) < 0;
        if (!inner && !pinch)
            return false;
        std::int32_t p = a;
        do {
            const std::int32_t q = corner(p).next;
            --m_budget;
            const auto touches = [&](std::int32_t i) {
                return corner(i).vertex == corner(a).vertex || corner(i).vertex == corner(b).vertex;
            };
            if (!touches(p) && !touches(q) && crossing(p, q, a, b))
                return false;
            p = q;
        } while (p != a);
        return true;
    }

    /// Whether the middle of the diagonal lies inside the outline.
    bool middleInside(std::int32_t a, std::int32_t b)
    {
        const double px = double(corner(a).x + corner(b).x) / 2, py = double(corner(a).y + corner(b).y) / 2;
        bool inside = false;
        std::int32_t p = a;
        do {
            --m_budget;
            const Corner &c = corner(p), &n = corner(c.next);
            if ((double(c.y) > py) != (double(n.y) > py) &&
                px < double(n.x - c.x) * (py - double(c.y)) / double(n.y - c.y) + double(c.x))
                inside = !inside;
            p = c.next;
        } while (p != a);
        return inside;
    }

    bool locallyInside(std::int32_t a, std::int32_t b)
    {
        const std::int32_t prev = corner(a).prev, next = corner(a).next;
        return cross(prev, a, next) > 0 ? cross(a, b, next) <= 0 && cross(a, prev, b) <= 0
                                        : cross(a, b, prev) > 0 || cross(a, next, b) > 0;
    }

    /// Links a and b by a diagonal both ways; returns the copy of b.
    std::int32_t bridge(std::int32_t a, std::int32_t b)
    {
        const auto a2 = std::int32_t(m_corners.size());
        m_corners.push_back(Corner(corner(a)));
        const auto b2 = std::int32_t(m_corners.size());
        m_corners.push_back(Corner(corner(b)));
        const std::int32_t an = corner(a).next, bp = corner(b).prev;
        for (const std::int32_t copy : {a2, b2})
            corner(copy).zPrev = corner(copy).zNext = kNone;
        corner(a).next = b;
        corner(b).prev = a;
        corner(a2).next = an;
        corner(an).prev = a2;
        corner(b2).next = a2;
        corner(a2).prev = b2;
        corner(bp).next = b2;
        corner(b2).prev = bp;
        return b2;
    }

    std::int32_t joinHoles(std::span<const std::span<const TilePoint>> holes, std::int32_t outline)
    {
        std::vector<std::int32_t> leftmost;
        for (const auto hole : holes) {
            const std::int32_t list = ringOf(hole, false);
            if (list == kNone)
                continue;
            std::int32_t best = list, p = list;
            do {
                const Corner &c = corner(p), &b = corner(best);
                if (c.x < b.x || (c.x == b.x && c.y < b.y))
                    best = p;
                p = c.next;
            } while (p != list);
            leftmost.push_back(best);
        }
        std::sort(leftmost.begin(), leftmost.end(), [this](std::int32_t a, std::int32_t b) {
            return std::pair(corner(a).x, corner(a).y) < std::pair(corner(b).x, corner(b).y);
        });
        for (const std::int32_t hole : leftmost) {
            if (m_budget < 0)
                break;
            const std::int32_t to = bridgeTarget(hole, outline);
            if (to == kNone)
                continue;
            const std::int32_t back = bridge(to, hole);
            filtered(back, corner(back).next);
            outline = filtered(to, corner(to).next);
            if (outline == kNone)
                break;
        }
        return outline;
    }

    /// The outline corner that the hole's leftmost corner can see.
    std::int32_t bridgeTarget(std::int32_t hole, std::int32_t outline)
    {
        const std::int64_t hx = corner(hole).x, hy = corner(hole).y;
        double qx = -std::numeric_limits<double>::infinity();
        std::int32_t m = kNone, p = outline;
        do { // the nearest edge to the left, along the horizontal through the corner
            --m_budget;
            const std::int32_t n = corner(p).next;
            const Corner &a = corner(p), &b = corner(n);
            if (a.x == hx && a.y == hy)
                return p;
            if (b.x == hx && b.y == hy)
                return n;
            if (hy >= std::min(a.y, b.y) && hy <= std::max(a.y, b.y) && a.y != b.y && b.y <= a.y) {
                const double x = double(a.x) + double(hy - a.y) * double(b.x - a.x) / double(b.y - a.y);
                if (x <= double(hx) && x > qx) {
                    qx = x;
                    m = a.x < b.x ? p : n;
                    if (x == double(hx))
                        return m;
                }
            }
            p = n;
        } while (p != outline);
        if (m == kNone)
            return kNone;
        // Corners inside the triangle hole - hit - m hide m; take the one nearest in angle.
        const std::int32_t first = m;
        const double mx = double(corner(m).x), my = double(corner(m).y);
        double best = std::numeric_limits<double>::infinity();
        p = m;
        do {
            --m_budget;
            const Corner& c = corner(p);
            if (hx >= c.x && double(c.x) >= mx && hx != c.x &&
                inTriangleF(double(hy) < my ? double(hx) : qx, double(hy), mx, my,
                            double(hy) < my ? qx : double(hx), double(hy), double(c.x), double(c.y))) {
                const double tangent = std::abs(double(hy - c.y)) / double(hx - c.x);
                if (locallyInside(p, hole) &&
                    (tangent < best ||
                     (tangent == best && (c.x > corner(m).x || (c.x == corner(m).x && sector(m, p)))))) {
                    m = p;
                    best = tangent;
                }
            }
            p = corner(p).next;
        } while (p != first);
        return m;
    }

    bool sector(std::int32_t m, std::int32_t p)
    {
        return cross(corner(m).prev, m, corner(p).prev) > 0 && cross(corner(p).next, m, corner(m).next) > 0;
    }

    static bool inTriangleF(double ax, double ay, double bx, double by, double cx, double cy, double px,
                            double py)
    {
        return (cx - px) * (ay - py) >= (ax - px) * (cy - py) &&
               (ax - px) * (by - py) >= (bx - px) * (ay - py) &&
               (bx - px) * (cy - py) >= (cx - px) * (by - py);
    }

    void measure(std::span<const TilePoint> outer)
    {
        const auto [xa, xb] = std::minmax_element(outer.begin(), outer.end(),
                                                  [](TilePoint a, TilePoint b) { return a.x < b.x; });
        const auto [ya, yb] = std::minmax_element(outer.begin(), outer.end(),
                                                  [](TilePoint a, TilePoint b) { return a.y < b.y; });
        m_minX = xa->x;
        m_minY = ya->y;
        const double size = std::max(double(xb->x) - xa->x, double(yb->y) - ya->y);
        m_scale = size > 0 ? 32767 / size : 0;
    }

    std::uint32_t zOrder(std::int64_t px, std::int64_t py) const
    {
        const auto spread = [](double v) {
            auto u = std::uint32_t(std::clamp(v, 0.0, 32767.0));
            u = (u | u << 8) & 0x00FF00FFu;
            u = (u | u << 4) & 0x0F0F0F0Fu;
            u = (u | u << 2) & 0x33333333u;
            return (u | u << 1) & 0x55555555u;
        };
        return spread(double(px - m_minX) * m_scale) | spread(double(py - m_minY) * m_scale) << 1;
    }

    void buildZOrder(std::int32_t start)
    {
        m_sorted.clear();
        std::int32_t p = start;
        do {
            Corner& c = corner(p);
            if (!c.hashed) {
                c.z = zOrder(c.x, c.y);
                c.hashed = true;
            }
            m_sorted.push_back(p);
            p = c.next;
        } while (p != start);
        m_budget -= std::int64_t(m_sorted.size());
        std::sort(m_sorted.begin(), m_sorted.end(), [this](std::int32_t a, std::int32_t b) {
            return corner(a).z != corner(b).z ? corner(a).z < corner(b).z : a < b;
        });
        for (std::size_t i = 0; i < m_sorted.size(); ++i) {
            corner(m_sorted[i]).zPrev = i > 0 ? m_sorted[i - 1] : kNone;
            corner(m_sorted[i]).zNext = i + 1 < m_sorted.size() ? m_sorted[i + 1] : kNone;
        }
    }

    FillMesh& m_out;
    std::vector<Corner> m_corners;
    std::vector<std::int32_t> m_sorted;
    std::int64_t m_minX = 0, m_minY = 0;
    double m_scale = 0; ///< 0: the Z-order list is not used
    std::int64_t m_budget = 0;
    int m_depth = 0;
};

} // namespace

void tessellatePolygon(std::span<const std::span<const TilePoint>> rings, FillMesh& out)
{
    EarClipper(out).run(rings);
}

} // namespace qoloner
