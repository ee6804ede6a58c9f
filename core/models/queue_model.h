// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// Masters' records that wait for a moderator, the longest waiting first: new
/// or changed ones, with proposed photos or works, or with open conflicts.
///
/// An approval made on this device takes the record out at once, before the server saw it.
/// Roles: rowId, name, nameLanguage, craftName, settlement, regionName, status, isNew, changedFields,
/// waitingSince, conflicts, hasConsent (to be published), photo.
class QueueModel : public qoloner::RowListModel {
    Q_OBJECT
public:
    explicit QueueModel(QObject* parent = nullptr);

protected:
    Fetch fetch() const override;
};

/// Since when the master waits for a moderator, UTC ms; nothing when there is nothing to decide.
std::optional<std::uint64_t> queuedSince(Database& db, const std::string& artisan);

} // namespace qoloner
