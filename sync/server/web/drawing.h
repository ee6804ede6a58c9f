// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/html.h"
#include "sync/server/web/view.h"

namespace qoloner::web {

/// The ram's horn, once a page; `art` and `logo` refer to it.
Html hornSymbol();
Html logo();
/// A felt carpet in the dyes of the house, where there is no photo: the same for the same `seed`.
/// It fills its box whatever its shape; for the eye only.
Html art(std::string_view seed);
/// A long band of it, for the head of a page.
Html frieze();
/// A walk as a sketch: line, numbered stops, a scale. Empty for one without two points. `small`: as one of
/// several, without the scale and with larger numbers.
Html sketch(const View& view, const PublicRow& route, bool small = false);

/// The icon in a browser's tab.
std::string iconSvg();

} // namespace qoloner::web
