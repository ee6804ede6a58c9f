// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"
#include <cstdint>

namespace qoloner {

/// Brings the synced tables to the catalogue in force, in one transaction: new
/// columns and tables, filled with what earlier programs received and could not
/// place. Nothing is asked of the server again. Throws NotADatabase when the
/// tables are of a newer catalogue.
void growTables(Database& db);

/// Catalogue version that the synced tables of `db` were made for.
std::uint32_t tableSchema(Database& db);
void noteTableSchema(Database& db, std::uint32_t version);

} // namespace qoloner
