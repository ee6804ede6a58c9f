// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// A master's photos, the portrait first; proofs of consent are never among them.
/// Roles: rowId, sha256, alt, altLanguage, kind, width, height (px), placeholder (colour), credit.
class MediaModel : public qoloner::RowListModel {
    Q_OBJECT
    Q_PROPERTY(QString artisan MEMBER m_artisan WRITE setArtisan NOTIFY artisanChanged)
    /// Photos that nobody approved yet too, as they are proposed.
    Q_PROPERTY(bool proposed MEMBER m_proposed WRITE setProposed NOTIFY proposedChanged)
public:
    explicit MediaModel(QObject* parent = nullptr);
    void setArtisan(const QString& artisan);
    void setProposed(bool proposed);

signals:
    void artisanChanged();
    void proposedChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_artisan;
    bool m_proposed = false;
};

/// A page of a MediaModel's lines.
std::vector<ListRow> photoLines(Database& db, const std::string& artisan, bool proposed,
                                const QString& language, const RowListModel::Page& page);
QStringList photoRoles();

} // namespace qoloner
