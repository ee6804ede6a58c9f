// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/codec/cbor.h"
#include "core/store/replica.h"
#include <memory>
#include <string>
#include <vector>

namespace qoloner::protocol {

/// The rows of a page, turned into columns: what is alike stands side by side,
/// numbers as steps from the one before, so that little is left to compress.
/// Rows of one table keep their order; tables come in ascending order.
///
/// Throws std::invalid_argument when a row holds no valid stamps or fields.
void writeRows(CborWriter& out, const std::vector<PulledRow>& rows);

/// Reads what `writeRows` wrote, row by row from all columns at once, and
/// builds the views of each row in `storage`. Fails the reader on anything
/// `writeRows` would not write, on stamps out of order, on more than `maxRows`
/// rows and on more than `maxBytes` of stamps and fields.
void readRows(CborReader& in, std::vector<PulledRow>& rows, std::shared_ptr<const std::string>& storage,
              std::size_t maxRows, std::size_t maxBytes);

} // namespace qoloner::protocol
