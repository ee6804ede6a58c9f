// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace qoloner {

struct ScreenPoint {
    double x = 0;
    double y = 0;
};

struct ScreenBox {
    double left = 0, top = 0, right = 0, bottom = 0;

    bool overlaps(const ScreenBox& o) const
    {
        return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
    }
    bool holds(const ScreenBox& o) const
    {
        return left <= o.left && o.right <= right && top <= o.top && o.bottom <= bottom;
    }
};

/// The names of one thing; empty where it has none in that language.
struct LabelNames {
    std::string local; ///< as written in the data, whatever the language
    std::string kk, ru, en;

    /// The name in `language` ("kk", "ru", "en", or "local"), else the local
    /// one, else kk, ru, en in that order. Empty only when there is no name.
    const std::string& in(std::string_view language) const;
    bool empty() const { return local.empty() && kk.empty() && ru.empty() && en.empty(); }
};

/// Where a straight text sits on a line. Degrees, clockwise on screen, within
/// (-90, 90], so that it never stands on its head.
struct LinePlacement {
    ScreenPoint centre;
    double angle = 0;
};

double uprightAngle(double degrees);

double pathLength(std::span<const ScreenPoint> path);

/// Fits a text of `width` centred at `along` pixels from the path's start.
/// Nothing when the path is too short there or bends away from the text's
/// base line by more than `tolerance` pixels.
std::optional<LinePlacement> placeOnLine(std::span<const ScreenPoint> path, double along, double width,
                                         double tolerance);

/// The boxes that a text of this size and angle covers: one when it lies
/// flat, several small ones along it when it is turned.
std::vector<ScreenBox> boxesFor(ScreenPoint centre, double width, double height, double angle);

/// What is taken on the screen. First come, first served: place what matters
/// most first.
class CollisionGrid {
public:
    CollisionGrid(double width, double height);

    bool isFree(std::span<const ScreenBox> boxes) const;
    void take(std::span<const ScreenBox> boxes);
    /// Takes the place if all of it is free.
    bool tryTake(std::span<const ScreenBox> boxes);

private:
    struct Cells {
        int x0, y0, x1, y1;
    };
    Cells cellsOf(const ScreenBox& box) const;

    int m_columns, m_rows;
    std::vector<ScreenBox> m_boxes;
    std::vector<std::vector<std::uint32_t>> m_cells;
};

/// Keeps equal texts apart: a street is named now and then, not at every tile.
class RepeatGuard {
public:
    explicit RepeatGuard(double distance) : m_distance(distance) {}
    /// False when this text already stands nearer than the distance.
    bool tryAdd(std::string_view text, ScreenPoint at);

private:
    double m_distance;
    std::unordered_map<std::string, std::vector<ScreenPoint>> m_seen;
};

} // namespace qoloner
