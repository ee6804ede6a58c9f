// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// Roles of the outbox in the order of a line's values.
QStringList outboxRoles();

/// A page of what was done on this device and what became of it: refused things
/// first, then what waits, then what the server took, then what is over; within
/// each the newest first.
std::vector<ListRow> outboxLines(Database& db, const RowListModel::Page& page, const QString& language);

/// Counts of the journal: what waits for an answer, what was refused.
struct JournalCounts {
    int waiting = 0;
    int rejected = 0;
};
JournalCounts journalCounts(Database& db);

} // namespace qoloner
