// SPDX-License-Identifier: Apache-2.0
#include "core/map/label.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace qoloner {
namespace {

constexpr double kCell = 64; // pixels

ScreenPoint between(ScreenPoint a, ScreenPoint b, double t)
{
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

double distance(ScreenPoint a, ScreenPoint b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

} // namespace

const std::string& LabelNames::in(std::string_view language) const
{
    if (language == "kk" && !kk.empty())
        return kk;
    if (language == "ru" && !ru.empty())
        return ru;
    if (language == "en" && !en.empty())
        return en;
    for (const std::string* s : {&local, &kk, &ru})
        if (!s->empty())
            return *s;
    return en;
}

double uprightAngle(double degrees)
{
    double a = std::fmod(degrees, 180.0);
    if (a > 90)
        a -= 180;
    else if (a <= -90)
        a += 180;
    return a;
}

double pathLength(std::span<const ScreenPoint> path)
{
    double sum = 0;
    for (std::size_t i = 1; i < path.size(); ++i)
        sum += distance(path[i - 1], path[i]);
    return sum;
}

std::optional<LinePlacement> placeOnLine(std::span<const ScreenPoint> path, double along, double width,
                                         double tolerance)
{
    const double from = along - width / 2, to = along + width / 2;
    if (from < 0 || !(width > 0))
        return std::nullopt;
    double walked = 0;
    std::optional<ScreenPoint> first, last;
    std::vector<ScreenPoint> bends;
    for (std::size_t i = 1; i < path.size() && !last; ++i) {
        const double length = distance(path[i - 1], path[i]);
        if (length == 0)
            continue;
        if (!first && walked + length >= from)
            first = between(path[i - 1], path[i], (from - walked) / length);
        if (first && walked + length >= to)
            last = between(path[i - 1], path[i], (to - walked) / length);
        else if (first)
            bends.push_back(path[i]);
        walked += length;
    }
    if (!last)
        return std::nullopt;
    const double chord = distance(*first, *last);
    if (chord < width * 0.9) // it turned back on itself
        return std::nullopt;
    for (const ScreenPoint p : bends) {
        const double off =
            std::abs((last->x - first->x) * (p.y - first->y) - (last->y - first->y) * (p.x - first->x));
        if (off > tolerance * chord)
            return std::nullopt;
    }
    const double degrees = std::atan2(last->y - first->y, last->x - first->x) * 180 / std::numbers::pi;
    return LinePlacement{between(*first, *last, 0.5), uprightAngle(degrees)};
}

std::vector<ScreenBox> boxesFor(ScreenPoint centre, double width, double height, double angle)
{
    const double turn = angle * std::numbers::pi / 180, c = std::cos(turn), s = std::sin(turn);
    // Flat text is one box; turned text a row of pieces about as long as it is high.
    const int pieces =
        std::abs(s) < 0.02 ? 1 : std::clamp(int(std::ceil(width / std::max(height, 1.0))), 1, 32);
    const double piece = width / pieces;
    const double halfX = (std::abs(c) * piece + std::abs(s) * height) / 2;
    const double halfY = (std::abs(s) * piece + std::abs(c) * height) / 2;
    std::vector<ScreenBox> out;
    out.reserve(std::size_t(pieces));
    for (int i = 0; i < pieces; ++i) {
        const double d = (i + 0.5) * piece - width / 2;
        const double x = centre.x + c * d, y = centre.y + s * d;
        out.push_back({x - halfX, y - halfY, x + halfX, y + halfY});
    }
    return out;
}

CollisionGrid::CollisionGrid(double width, double height)
    : m_columns(std::clamp(int(width / kCell) + 1, 1, 256)),
      m_rows(std::clamp(int(height / kCell) + 1, 1, 256)),
      m_cells(std::size_t(m_columns) * std::size_t(m_rows))
{}

CollisionGrid::Cells CollisionGrid::cellsOf(const ScreenBox& box) const
{
    // Written so that a box without a position (NaN) lands in a cell too.
    const auto cell = [](double v, int count) {
        return v > 0 ? int(std::min(std::floor(v / kCell), count - 1.0)) : 0;
    };
    return {cell(box.left, m_columns), cell(box.top, m_rows), cell(box.right, m_columns),
            cell(box.bottom, m_rows)};
}

bool CollisionGrid::isFree(std::span<const ScreenBox> boxes) const
{
    for (const ScreenBox& box : boxes) {
        const Cells c = cellsOf(box);
        for (int y = c.y0; y <= c.y1; ++y)
            for (int x = c.x0; x <= c.x1; ++x)
                for (const std::uint32_t i :
                     m_cells[std::size_t(y) * std::size_t(m_columns) + std::size_t(x)])
                    if (m_boxes[i].overlaps(box))
                        return false;
    }
    return true;
}

void CollisionGrid::take(std::span<const ScreenBox> boxes)
{
    for (const ScreenBox& box : boxes) {
        const auto index = std::uint32_t(m_boxes.size());
        m_boxes.push_back(box);
        const Cells c = cellsOf(box);
        for (int y = c.y0; y <= c.y1; ++y)
            for (int x = c.x0; x <= c.x1; ++x)
                m_cells[std::size_t(y) * std::size_t(m_columns) + std::size_t(x)].push_back(index);
    }
}

bool CollisionGrid::tryTake(std::span<const ScreenBox> boxes)
{
    if (!isFree(boxes))
        return false;
    take(boxes);
    return true;
}

bool RepeatGuard::tryAdd(std::string_view text, ScreenPoint at)
{
    auto& places = m_seen[std::string(text)];
    for (const ScreenPoint p : places)
        if (distance(p, at) < m_distance)
            return false;
    places.push_back(at);
    return true;
}

} // namespace qoloner
