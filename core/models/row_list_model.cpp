// SPDX-License-Identifier: Apache-2.0
#include "core/models/row_list_model.h"

#include <QMetaObject>
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

} // namespace

RowListModel::RowListModel(const QStringList& roles, const QStringList& entities, QObject* parent)
    : QAbstractListModel(parent), m_roleOrder(roles)
{
    for (int i = 0; i < roles.size(); ++i)
        m_roles.insert(Qt::UserRole + 1 + i, roles[i].toUtf8());
    for (const QString& name : entities)
        m_entities.push_back(entity(name.toStdString()).id);
}

void RowListModel::setServices(Services* services)
{
    if (m_services == services)
        return;
    if (m_services) {
        m_services->hub()->disconnect(this);
        m_services->settings()->disconnect(this);
    }
    m_services = services;
    if (services) {
        connect(services->hub(), &ReplicaHub::rowsChanged, this, [this](const TableChanges& changes) {
            if (concerns(changes))
                refresh();
        });
        connect(services->settings(), &SettingsModel::languageChanged, this, [this] {
            if (m_language.isEmpty()) {
                emit languageChanged();
                refresh();
            }
        });
        servicesReady();
        refresh();
    }
    emit servicesChanged();
}

QString RowListModel::language() const
{
    if (!m_language.isEmpty() || !m_services)
        return m_language;
    return m_services->settings()->language();
}

void RowListModel::setLanguage(const QString& language)
{
    if (m_language == language)
        return;
    m_language = language;
    emit languageChanged();
    refresh();
}

void RowListModel::resetLanguage()
{
    setLanguage({});
}

int RowListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RowListModel::data(const QModelIndex& index, int role) const
{
    const int column = role - Qt::UserRole - 1;
    if (!index.isValid() || index.row() >= int(m_rows.size()) || column < 0)
        return {};
    return m_rows[std::size_t(index.row())].values.value(column);
}

QHash<int, QByteArray> RowListModel::roleNames() const
{
    return m_roles;
}

QVariant RowListModel::get(int row, const QString& role) const
{
    const auto column = m_roleOrder.indexOf(role);
    if (row < 0 || row >= int(m_rows.size()) || column < 0)
        return {};
    return m_rows[std::size_t(row)].values.value(column);
}

int RowListModel::indexOf(const QString& key) const
{
    const auto at =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const ListRow& r) { return r.key == key; });
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

bool RowListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more;
}

void RowListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_wantMore = true;
    run();
}

bool RowListModel::concerns(const TableChanges& changes) const
{
    return std::any_of(changes.begin(), changes.end(), [&](const auto& change) {
        const TableId table = change.first;
        if (table.number == 0)
            return m_journal;
        return std::find(m_entities.begin(), m_entities.end(), table.entity()) != m_entities.end();
    });
}

void RowListModel::refresh()
{
    if (!m_services)
        return;
    m_again = true;
    if (!std::exchange(m_queued, true))
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_queued = false;
                run();
            },
            Qt::QueuedConnection);
}

void RowListModel::load(const Page& page, std::function<void(std::vector<ListRow>)> done)
{
    const Fetch fetch = this->fetch();
    if (!fetch) {
        done({});
        return;
    }
    m_services->hub()->read(
        this, [fetch, page](Database& db) { return fetch(db, page); }, std::move(done));
}

void RowListModel::run()
{
    if (m_running || !m_services)
        return;
    Page page;
    const bool more = !m_again && m_wantMore && !m_rows.empty();
    if (!m_again && !more)
        return;
    if (more) {
        page.limit = pageSize;
        page.after = m_rows.back();
    } else {
        // One page beyond what is shown: insertions must not push the last rows out.
        page.limit = m_rows.size() + pageSize;
    }
    m_again = m_wantMore = false;
    m_running = true;
    load(page, [this, page](std::vector<ListRow> rows) {
        m_running = false;
        if (page.after) {
            // A refresh asked for meanwhile reads everything anew, this page included.
            m_more = rows.size() == page.limit;
            std::vector<ListRow> all = m_rows;
            all.insert(all.end(), rows.begin(), rows.end());
            apply(std::move(all));
        } else {
            took(std::move(rows), page.limit);
        }
        run();
    });
}

void RowListModel::took(std::vector<ListRow> rows, std::size_t limit)
{
    m_more = rows.size() >= limit;
    if (m_more && !m_rows.empty()) {
        // Keep the window: up to the row that was last, or the same length.
        const QString& last = m_rows.back().key;
        auto end = std::find_if(rows.begin(), rows.end(), [&](const ListRow& r) { return r.key == last; });
        end = end == rows.end() ? rows.begin() + std::ptrdiff_t(m_rows.size()) : end + 1;
        rows.erase(end, rows.end());
    }
    apply(std::move(rows));
    if (std::exchange(m_loading, false))
        emit loadingChanged();
}

void RowListModel::apply(std::vector<ListRow> wanted)
{
    const int before = count();
    Positions rank;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        rank.emplace(wanted[i].key, i);

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

    // What is left, in its present order, by rank; the fewest rows that break the order move.
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

    for (std::size_t at = 0; at < wanted.size();) {
        if (at < m_rows.size() && m_rows[at].key == wanted[at].key) {
            QList<int> changed;
            for (int column = 0; column < m_roleOrder.size(); ++column)
                if (!same(m_rows[at].values.value(column), wanted[at].values.value(column)))
                    changed.push_back(Qt::UserRole + 1 + column);
            if (!changed.isEmpty()) {
                m_rows[at] = wanted[at];
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
    if (count() != before)
        emit countChanged();
}

} // namespace qoloner
