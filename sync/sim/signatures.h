// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace qoloner::sim {

/// Ed25519 costs ten times as much as all else in a small world. Off (the start):
/// signatures are keyed hashes, which every peer checks just as strictly and no
/// simulated one can forge. On: libsodium's own; to be chosen before the first run.
void useRealSignatures(bool real);

} // namespace qoloner::sim
