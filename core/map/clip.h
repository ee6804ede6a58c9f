// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/mercator.h"
#include <vector>

namespace qoloner {

using WorldPath = std::vector<WorldPoint>;

/// The parts of a line inside `rect`, in order.
std::vector<WorldPath> clipLine(const WorldPath& line, const WorldRect& rect);

/// A ring cut to `rect`. A ring that leaves and comes back keeps its pieces
/// joined along the border: right for filling, not for outlines.
WorldPath clipRing(const WorldPath& ring, const WorldRect& rect);

} // namespace qoloner
