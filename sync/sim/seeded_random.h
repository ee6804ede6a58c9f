// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace qoloner::sim {

/// From here on all that libsodium and SQLite draw in this process (ids, keys, nonces,
/// salts) follows from `seed`. For simulations only, and for one thread.
void seedRandomness(std::uint64_t seed);

} // namespace qoloner::sim
