// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list.h"
#include "core/store/database.h"

#include <string>

namespace qoloner {

/// A master's record field by field, what the public sees and what is proposed,
/// and what is proposed for the works and whatever else belongs to the master.
/// Roles: field (catalogue name), fieldLanguage, published, proposed, changed,
/// record (name of the work; empty: the master's own).
class DiffModel : public qoloner::RowList {
    Q_OBJECT
public:
    explicit DiffModel(QObject* parent = nullptr);
};

/// Lines for DiffModel: all fields of the row, or the changed ones only.
/// `record`: what to call it, empty for the master.
std::vector<ListRow> diffLines(Database& db, std::string_view entityName, const std::string& id,
                               const QString& record, const QString& language);

} // namespace qoloner
