// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// A master's photos, the portrait first; proofs of consent are never among them.
/// Roles: rowId, sha256, alt, altLanguage, kind, width, height (px), placeholder (colour), credit.
class MediaModel : public qoloner::RowListModel {
    Q_OBJECT
    Q_PROPERTY(QString artisan MEMBER m_artisan WRITE setArtisan NOTIFY artisanChanged)
    /// Only those that show this work of the master.
    Q_PROPERTY(QString work MEMBER m_work WRITE setWork NOTIFY workChanged)
    /// Photos that nobody approved yet too, as they are proposed.
    Q_PROPERTY(bool proposed MEMBER m_proposed WRITE setProposed NOTIFY proposedChanged)
public:
    explicit MediaModel(QObject* parent = nullptr);
    void setArtisan(const QString& artisan);
    void setWork(const QString& work);
    void setProposed(bool proposed);

signals:
    void artisanChanged();
    void workChanged();
    void proposedChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_artisan;
    QString m_work;
    bool m_proposed = false;
};

/// A page of a MediaModel's lines; with `work`, only those that show it.
std::vector<ListRow> photoLines(Database& db, const std::string& artisan, bool proposed,
                                const QString& language, const RowListModel::Page& page,
                                const std::string& work = {});
QStringList photoRoles();

} // namespace qoloner
