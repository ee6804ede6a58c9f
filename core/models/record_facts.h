// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/sql_text.h"

#include <QString>
#include <cstdint>

namespace qoloner {

/// What a record's draft holds that its published row does not.
struct Proposal {
    int fields = 0;            ///< changed ones; all that the server derives count as one
    std::uint64_t sinceMs = 0; ///< when the oldest of them was written, UTC ms; 0: nothing is proposed

    bool pending() const { return fields > 0; }
};

/// Compares by who wrote each value, as the server does: a value is approved
/// when the same mutation stands in both rows.
Proposal proposalOf(const Entity& entity, const RowStamps& draft, const RowStamps& published);

/// The stamps in a column; none for NULL. Throws StorageError for damaged ones.
RowStamps stampsOf(const Statement& row, int column);

/// Whether the server still publishes the row while this device already took it back.
bool withdrawnHere(Database& db, const Entity& entity, const std::string& row);

/// What people call the row: its name or title, else that of the master it
/// belongs to, else what this device last knew of it. Empty when nothing is known.
Localised recordName(Database& db, const Entity& entity, const std::string& row, const QString& language);

/// A value for the screen: text as it is, references by name, words of a choice
/// and numbers untranslated, times as ISO 8601 UTC, positions in degrees.
QString valueText(Database& db, const Field& field, const Value& value, const QString& language);

/// The value that the row's editors see now; nothing when the row is gone.
Value currentValue(Database& db, const Entity& entity, const Field& field, const std::string& row);

} // namespace qoloner
