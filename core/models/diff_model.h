// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// A master's record field by field: what the public sees and what is proposed.
/// Roles: field (catalogue name), fieldLanguage, published, proposed, changed.
class DiffModel : public RowListModel {
    Q_OBJECT
    Q_PROPERTY(QString row MEMBER m_row WRITE setRow NOTIFY rowChanged)
public:
    explicit DiffModel(QObject* parent = nullptr);
    void setRow(const QString& row);

signals:
    void rowChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_row;
};

} // namespace qoloner
