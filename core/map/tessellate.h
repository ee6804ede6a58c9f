// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/map/mvt.h"
#include <cstdint>
#include <span>
#include <vector>

namespace qoloner {

struct FillVertex {
    float x = 0, y = 0; ///< tile units
};

/// Triangles of flat colour.
struct FillMesh {
    std::vector<FillVertex> vertices;
    std::vector<std::uint32_t> indices;

    std::size_t bytes() const { return vertices.size() * sizeof(FillVertex) + indices.size() * 4; }
};

/// Cuts a polygon with holes into triangles by ear clipping and appends them.
///
/// `rings` are open: the outer one first, then its holes. Any input ends in
/// bounded time; where rings cross themselves the area is as right as can be.
void tessellatePolygon(std::span<const std::span<const TilePoint>> rings, FillMesh& out);

/// One corner of a line's quad. The screen position is
/// `(x, y) + (extrudeX, extrudeY) * half width`, and the distance from the
/// line's centre, in half widths, is |(across, cap)|.
struct LineVertex {
    float x = 0, y = 0; ///< tile units
    float extrudeX = 0, extrudeY = 0;
    float across = 0; ///< -1 .. 1
    float cap = 0;    ///< 0 along the line, 1 at the end of a round cap
};

struct LineMesh {
    std::vector<LineVertex> vertices;
    std::vector<std::uint32_t> indices;

    std::size_t bytes() const { return vertices.size() * sizeof(LineVertex) + indices.size() * 4; }
};

enum class LineEnd { Butt, Round };

/// How a line begins and ends; one value: both alike.
struct LineEnds {
    LineEnds(LineEnd both) : start(both), finish(both) {}
    LineEnds(LineEnd first, LineEnd last) : start(first), finish(last) {}

    LineEnd start, finish;
};

/// Appends a line whose width is chosen when it is drawn. Gentle bends share
/// their corners (mitre); sharp ones get two round caps on top of each other,
/// which look like a round join as long as the line is opaque.
void tessellateLine(std::span<const TilePoint> line, bool closed, LineEnds ends, LineMesh& out);

/// The same for points with fractions (a route over the tiles).
struct FloatPoint {
    float x = 0, y = 0;
};
void tessellateLine(std::span<const FloatPoint> line, bool closed, LineEnds ends, LineMesh& out);

} // namespace qoloner
