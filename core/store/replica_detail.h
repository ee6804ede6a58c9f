// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/value.h"
#include "core/store/database.h"
#include <cstdint>

/// What the parts of Replica share: the names of its meta entries and of journal states.
namespace qoloner::replica_detail {

constexpr const char* metaHlc = "hlc";
constexpr const char* metaLastHash = "last_hash";
constexpr const char* metaEpoch = "epoch";
constexpr const char* metaComplete = "complete_rev";

constexpr const char* metaBegun = "pull_begun_rev";
constexpr const char* metaSweep = "sweep";

void bindValue(Statement& statement, int index, const Value& value);
/// How far ahead of this device's clock a stamp may be and still count as somebody's present.
constexpr unsigned long long clockBoundMs = 300'000;

/// Flag of a base: the device lost its place since, so the server may not have the row any more.
constexpr std::uint8_t outdated = 0x40;

/// States whose mutation still lies over the rows it touches.
constexpr const char* overlaid = "(0, 1, 2, 4)";

} // namespace qoloner::replica_detail
