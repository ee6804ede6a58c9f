// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/protocol/messages.h"
#include "sync/server/store/city_store.h"

namespace qoloner {

/// One page of what `who` may see, from one consistent state of `store`.
///
/// Scopes are served in the order of `grantedScopes`; a page ends between two
/// revs, so a mutation is never cut in half within a scope. A cursor of another
/// epoch counts as none. Fails with "cursor_too_old" when what lies between a
/// cursor and now was folded away, or the cursor is from beyond the head: then
/// the device has to begin from an empty one.
Result<protocol::Page> pullPage(CityStore& store, const Principal& who, const protocol::Pull& request,
                                std::size_t pageBytes = protocol::pageBytes);

} // namespace qoloner
