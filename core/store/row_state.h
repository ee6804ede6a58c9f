// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include "core/domain/mutation.h"
#include "core/domain/stamps.h"
#include "core/domain/value.h"
#include <cstdint>
#include <optional>
#include <string>

namespace qoloner {

/// Bits of RowState::flags as the server sets them.
enum RowFlag : std::uint8_t {
    RowDeleted = 1,     ///< a tombstone: no fields
    RowNeedsReview = 2, ///< deleted by one, edited by another: somebody must decide
    RowLeft = 4,        ///< on the wire only: the row is no longer in any of the device's scopes
};

/// One synced row: what the server holds, what travels, what a device shows.
/// Fields unknown to this catalogue stay in `fields` untouched.
struct RowState {
    std::uint64_t rev = 0;
    std::uint8_t flags = 0;
    RowStamps stamps;
    FieldValues fields;

    bool deleted() const { return flags & RowDeleted; }
    bool operator==(const RowState&) const = default;
};

/// [rev, flags, stamps, fields] in deterministic CBOR.
std::string encodeRowState(const RowState& state);
std::optional<RowState> decodeRowState(std::string_view encoded);

} // namespace qoloner
