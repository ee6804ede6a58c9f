// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"

namespace qoloner {

/// Brings a city's file to the current version, one version a transaction
/// (PRAGMA user_version). Throws NotADatabase for a newer file and, when
/// `readOnly`, for an older one: the server has to open it first.
void migrateCity(Database& db, bool readOnly);

} // namespace qoloner
