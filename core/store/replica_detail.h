// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the parts of Replica share: the names of its meta entries and of journal states.
namespace qoloner::replica_detail {

constexpr const char* metaHlc = "hlc";
constexpr const char* metaLastHash = "last_hash";
constexpr const char* metaEpoch = "epoch";
constexpr const char* metaComplete = "complete_rev";

/// States whose mutation still lies over the rows it touches.
constexpr const char* overlaid = "(0, 1, 2, 4)";

} // namespace qoloner::replica_detail
