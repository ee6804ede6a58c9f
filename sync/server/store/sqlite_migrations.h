// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"

namespace qoloner {

/// PRAGMA user_version of a city's file that this program writes.
constexpr int cityVersion = 3;

/// Brings a city's file to the current version, one version a transaction
/// (PRAGMA user_version). Throws NotADatabase for a newer file and, when
/// `readOnly`, for an older one: the server has to open it first.
void migrateCity(Database& db, bool readOnly);

} // namespace qoloner
