// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include "core/domain/mutation.h"
#include "core/domain/result.h"
#include "core/store/row_state.h"
#include <array>
#include <functional>
#include <optional>
#include <vector>

/// How concurrent changes meet. Pure: no clock, no I/O, no randomness, so the
/// server, a device's preview and a bundle come to the same rows.
namespace qoloner {

/// What is known of the mutation a dot names.
enum class DotState : std::uint8_t {
    Unknown,  ///< it has not arrived: what builds on it must wait
    Waiting,  ///< it has arrived but itself waits for another
    Accepted, ///< it was merged, whether its values won or not
    Rejected, ///< it was refused: what builds on it has no ground
};
using DotKnowledge = std::function<DotState(const Dot&)>;

/// All synced rows of one entity and id; a facet that was never written is empty.
struct RowFacets {
    std::array<std::optional<RowState>, facetCount> states;

    std::optional<RowState>& operator[](Facet facet) { return states[std::size_t(facet)]; }
    const std::optional<RowState>& operator[](Facet facet) const { return states[std::size_t(facet)]; }
    /// A row was made here and stands in one of its edit facets, deleted or not.
    bool exists(const Entity& entity) const;
    /// It exists and every edit facet is a tombstone.
    bool deleted(const Entity& entity) const;
    bool operator==(const RowFacets&) const = default;
};

/// A value that did not survive, and why; becomes a row of entity `conflict`.
struct Loser {
    enum class Reason : std::uint8_t { Concurrent, EditOfDeleted, DeletedWhileEdited };
    std::uint16_t field = 0; ///< 0: the whole row
    Value value;
    Stamp stamp; ///< of the losing value; its dot leads to the author
    Reason reason = Reason::Concurrent;
    bool operator==(const Loser&) const = default;
};
std::string_view reasonName(Loser::Reason reason);

/// One step of a mutation, ready to be merged.
struct MergeInput {
    const Entity& entity;
    const Op& op;
    Stamp stamp; ///< effective time and dot of the mutation
    const DotKnowledge& known;
};

enum class MergeOutcome : std::uint8_t { Applied, Merged, Held, Rejected };

struct MergeResult {
    MergeOutcome outcome = MergeOutcome::Applied;
    RowFacets rows;                         ///< as they are now; unchanged when held or rejected
    std::array<bool, facetCount> touched{}; ///< which of them differ from before
    std::vector<Loser> losers;              ///< Merged: at least one
    Dot missing;                            ///< Held: the dot it waits for
    Error error;                            ///< Rejected: why
};

/// Merges one op into the rows of its entity and id. Values are taken as
/// validated (`validateFields`), except that a ServerOnly field is refused.
///
/// Field 0 of a row's stamps carries the dot of its last deletion or return.
MergeResult mergeOp(const RowFacets& current, const MergeInput& input);

/// The latest time among the values the op knowingly overwrites: the effective
/// stamp of its mutation must be later, whatever the clocks say.
Hlc overwrittenTime(const RowFacets& current, const Entity& entity, const Op& op);

/// The facet in which a field of a newer catalogue is kept: the one that fewest people see.
Facet unknownFieldFacet(const Entity& entity);

/// The facets that edits land in: all of them, but Published only of an entity that is not reviewed.
bool isEditFacet(const Entity& entity, Facet facet);

} // namespace qoloner
