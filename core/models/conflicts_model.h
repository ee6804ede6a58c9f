// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/record_fields.h"
#include "core/models/row_list_model.h"

namespace qoloner {

/// Values that lost against concurrent ones and wait for a decision, the oldest first.
/// Roles: rowId (of the conflict), entity, row, field (catalogue name, "" for the whole row),
/// fieldLanguage, recordName, winning, losing, loser (name of the author), writtenAt, reason,
/// seen (who wrote what the line shows as winning: seenJson).
class ConflictsModel : public qoloner::RowListModel {
    Q_OBJECT
    /// A record: its own conflicts and those of what belongs to it. Empty: all.
    Q_PROPERTY(QString row MEMBER m_row WRITE setRow NOTIFY rowChanged)
public:
    explicit ConflictsModel(QObject* parent = nullptr);
    void setRow(const QString& row);
    /// Who wrote what the line of this conflict shows as winning; empty without such a line.
    SeenDots seenBeside(const QString& conflict) const;

signals:
    void rowChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_row;
};

} // namespace qoloner
