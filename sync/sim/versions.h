// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"

namespace qoloner::sim {

/// Declarations that apps and servers of one city are of: 0 the next one, which brings a field of
/// its own; 1 today's; 2 the one before.
constexpr std::uint8_t oldestVersion = 2;
const Catalogue& declarationsOf(std::uint8_t version);

/// The text field that only version 0 of `artisan` has.
constexpr std::uint16_t newField = 900;

} // namespace qoloner::sim
