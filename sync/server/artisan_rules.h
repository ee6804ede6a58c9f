// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/mutation.h"
#include "sync/merge/merge.h"

namespace qoloner {

/// What the server derives for a master's record, and may refuse.
/// The public position is worked out here and nowhere else.

/// A staff flag says that the person is under age.
bool isMinor(const RowFacets& artisan);

/// Recomputes the proposed public position from the staff's, and where the
/// record stands, after a change. A position that got coarser takes effect on
/// the published row at once: privacy does not wait for a moderator.
void deriveArtisan(RowFacets& artisan, const Op& op, const Stamp& stamp);

/// Marks the proposal as hidden.
void markHidden(RowFacets& artisan);

/// Value of a field by name wherever its edits land; nothing when unset.
Value valueOfField(const RowFacets& row, const Entity& entity, std::string_view field);
std::string textOfField(const RowFacets& row, const Entity& entity, std::string_view field);

} // namespace qoloner
