// SPDX-License-Identifier: Apache-2.0
#include "core/models/row_list_model.h"

#include <QMetaObject>
#include <QSet>
#include <algorithm>

namespace qoloner {

RowListModel::RowListModel(const QStringList& roles, const QStringList& entities, QObject* parent)
    : RowList(roles, parent)
{
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
        // A read that fails is not answered: the next change tries again.
        connect(services->hub(), &ReplicaHub::storageFailed, this, [this] { m_running = false; });
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
    const bool more = !m_again && m_wantMore && !rows().empty();
    if (!m_again && !more)
        return;
    if (more) {
        page.limit = pageSize;
        page.after = rows().back();
    } else {
        // One page beyond what is shown: insertions must not push the last rows out.
        page.limit = rows().size() + pageSize;
    }
    m_again = m_wantMore = false;
    m_running = true;
    load(page, [this, page](std::vector<ListRow> read) {
        m_running = false;
        if (page.after) {
            // A refresh asked for meanwhile reads everything anew, this page included.
            m_more = read.size() == page.limit;
            std::vector<ListRow> all = rows();
            // What moved behind the end meanwhile is shown there only.
            QSet<QString> come;
            for (const ListRow& row : read)
                come.insert(row.key);
            std::erase_if(all, [&](const ListRow& row) { return come.contains(row.key); });
            all.insert(all.end(), read.begin(), read.end());
            show(all);
        } else {
            took(std::move(read), page.limit);
        }
        run();
    });
}

void RowListModel::took(std::vector<ListRow> read, std::size_t limit)
{
    m_more = read.size() >= limit;
    if (m_more && !rows().empty()) {
        // Keep the window: up to the row that was last, or the same length.
        const QString& last = rows().back().key;
        auto end = std::find_if(read.begin(), read.end(), [&](const ListRow& r) { return r.key == last; });
        end = end == read.end() ? read.begin() + std::ptrdiff_t(rows().size()) : end + 1;
        read.erase(end, read.end());
    }
    show(read);
    if (std::exchange(m_loading, false))
        emit loadingChanged();
}

} // namespace qoloner
