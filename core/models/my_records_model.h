// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// The masters' records that whoever uses this device works on, last changed first.
/// Roles: rowId, name, nameLanguage, craftName, settlement, status ("draft": never sent, "in_review",
/// "published", "changed": published and edited since, "hidden", "changes_asked"), pending (something
/// of it waits to be sent), rejected (the server refused something of it), photo.
class MyRecordsModel : public qoloner::RowListModel {
    Q_OBJECT
public:
    explicit MyRecordsModel(QObject* parent = nullptr);

protected:
    Fetch fetch() const override;
};

} // namespace qoloner
