// SPDX-License-Identifier: Apache-2.0
#include "core/models/row_list.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace qoloner {

namespace {

using Positions = std::unordered_map<QString, std::size_t>;

/// Equal for the view's eyes: an unknown number (NaN) stays the same unknown number.
bool same(const QVariant& a, const QVariant& b)
{
    if (a.userType() == QMetaType::Double && b.userType() == QMetaType::Double)
        return a.toDouble() == b.toDouble() || (std::isnan(a.toDouble()) && std::isnan(b.toDouble()));
    return a == b;
}

/// Which of `ranks` may stay where they are: a longest ascending subsequence.
std::vector<bool> staying(const std::vector<std::size_t>& ranks)
{
    std::vector<std::size_t> tails; // index into ranks of the best end of each length
    std::vector<std::size_t> before(ranks.size(), SIZE_MAX);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        const auto at = std::lower_bound(tails.begin(), tails.end(), ranks[i],
                                         [&](std::size_t t, std::size_t rank) { return ranks[t] < rank; });
        if (at != tails.begin())
            before[i] = *(at - 1);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> stays(ranks.size(), false);
    for (std::size_t i = tails.empty() ? SIZE_MAX : tails.back(); i != SIZE_MAX; i = before[i])
        stays[i] = true;
    return stays;
}

/// Where each key stands in `rows`.
Positions positionsOf(const std::vector<ListRow>& rows)
{
    Positions out;
    out.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.emplace(rows[i].key, i);
    return out;
}

} // namespace

RowList::RowList(const QStringList& roles, QObject* parent) : QAbstractListModel(parent), m_roleOrder(roles)
{
    for (int i = 0; i < roles.size(); ++i)
        m_roles.insert(Qt::UserRole + 1 + i, roles[i].toUtf8());
}

int RowList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RowList::data(const QModelIndex& index, int role) const
{
    const int column = role - Qt::UserRole - 1;
    if (!index.isValid() || index.row() >= int(m_rows.size()) || column < 0)
        return {};
    return m_rows[std::size_t(index.row())].values.value(column);
}

QHash<int, QByteArray> RowList::roleNames() const
{
    return m_roles;
}

QVariant RowList::get(int row, const QString& role) const
{
    const auto column = m_roleOrder.indexOf(role);
    if (row < 0 || row >= int(m_rows.size()) || column < 0)
        return {};
    return m_rows[std::size_t(row)].values.value(column);
}

int RowList::indexOf(const QString& key) const
{
    const auto at =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const ListRow& r) { return r.key == key; });
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

void RowList::show(const std::vector<ListRow>& wanted)
{
    const int before = count();
    removeAllBut(wanted);
    reorder(wanted);
    insertAndChange(wanted);
    if (count() != before)
        emit countChanged();
}

void RowList::removeAllBut(const std::vector<ListRow>& wanted)
{
    const Positions rank = positionsOf(wanted);
    for (int last = count() - 1; last >= 0; --last) {
        if (rank.contains(m_rows[std::size_t(last)].key))
            continue;
        int first = last;
        while (first > 0 && !rank.contains(m_rows[std::size_t(first - 1)].key))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

/// What is left, in its present order, by rank; the fewest rows that break the order move.
void RowList::reorder(const std::vector<ListRow>& wanted)
{
    const Positions rank = positionsOf(wanted);
    std::vector<std::size_t> ranks;
    for (const ListRow& row : m_rows)
        ranks.push_back(rank.at(row.key));
    const std::vector<bool> stays = staying(ranks);
    std::vector<std::size_t> movers;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        if (!stays[i])
            movers.push_back(ranks[i]);
    std::sort(movers.begin(), movers.end());
    std::vector<std::size_t> kept = ranks;
    std::sort(kept.begin(), kept.end());
    for (const std::size_t mover : movers) {
        const auto place = std::lower_bound(kept.begin(), kept.end(), mover);
        const int from = indexOf(wanted[mover].key);
        const int to = place == kept.begin() ? 0 : indexOf(wanted[*(place - 1)].key) + 1;
        if (to == from || to == from + 1)
            continue;
        beginMoveRows({}, from, from, {}, to);
        ListRow row = std::move(m_rows[std::size_t(from)]);
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + (to > from ? to - 1 : to), std::move(row));
        endMoveRows();
    }
}

void RowList::insertAndChange(const std::vector<ListRow>& wanted)
{
    for (std::size_t at = 0; at < wanted.size();) {
        if (at < m_rows.size() && m_rows[at].key == wanted[at].key) {
            m_rows[at].order = wanted[at].order;
            QList<int> changed;
            for (int column = 0; column < m_roleOrder.size(); ++column)
                if (!same(m_rows[at].values.value(column), wanted[at].values.value(column)))
                    changed.push_back(Qt::UserRole + 1 + column);
            if (!changed.isEmpty()) {
                m_rows[at].values = wanted[at].values;
                emit dataChanged(index(int(at)), index(int(at)), changed);
            }
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < wanted.size() && (at >= m_rows.size() || wanted[end].key != m_rows[at].key))
            ++end;
        beginInsertRows({}, int(at), int(end) - 1);
        m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), wanted.begin() + std::ptrdiff_t(at),
                      wanted.begin() + std::ptrdiff_t(end));
        endInsertRows();
        at = end;
    }
}

} // namespace qoloner
