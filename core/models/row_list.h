// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractListModel>
#include <QByteArray>
#include <QStringList>
#include <QVariant>
#include <vector>

namespace qoloner {

/// One line of a list: `key` is stable over refreshes, `values` in the order of the roles.
struct ListRow {
    QString key;
    QVariantList values;
    QByteArray order = {}; ///< where it stands, for lists that continue after it by this
};

/// Lines that a view shows. show() compares by key: the view sees inserts,
/// moves, removals and changed roles only, never a reset, so it keeps its place.
class RowList : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    explicit RowList(const QStringList& roles, QObject* parent = nullptr);

    int count() const { return int(m_rows.size()); }
    /// These lines from now on, in this order; their keys differ.
    void show(const std::vector<ListRow>& wanted);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Value of a role by its name; undefined outside the list.
    Q_INVOKABLE QVariant get(int row, const QString& role) const;
    /// -1 when no loaded row has this key.
    Q_INVOKABLE int indexOf(const QString& key) const;

signals:
    void countChanged();

protected:
    const std::vector<ListRow>& rows() const { return m_rows; }

private:
    void removeAllBut(const std::vector<ListRow>& wanted);
    void reorder(const std::vector<ListRow>& wanted);
    void insertAndChange(const std::vector<ListRow>& wanted);

    QHash<int, QByteArray> m_roles;
    QStringList m_roleOrder;
    std::vector<ListRow> m_rows;
};

} // namespace qoloner
