// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// A master's published works, the newest first. Roles: rowId, title, titleLanguage,
/// year (0: not known), materials, photo (SHA-256, may be empty), placeholder (colour).
class WorksModel : public qoloner::RowListModel {
    Q_OBJECT
    Q_PROPERTY(QString artisan MEMBER m_artisan WRITE setArtisan NOTIFY artisanChanged)
public:
    explicit WorksModel(QObject* parent = nullptr);
    void setArtisan(const QString& artisan);

signals:
    void artisanChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_artisan;
};

} // namespace qoloner
