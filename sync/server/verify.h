// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"
#include <string>
#include <vector>

namespace qoloner {

struct CityReport {
    std::uint64_t rows = 0, mutations = 0;
    std::vector<std::string> faults; ///< in words for whoever keeps the server; at most 100, then it stops
};

/// Reads all of a city, one state of it, also while it is served: whether the store holds together, every
/// mutation is what its device signed and continues its chain, every row reads as its catalogue says
/// and is in the feeds of its scopes and in no other, and nothing lies beyond the head.
CityReport verifyCity(CityStore& store);

} // namespace qoloner
