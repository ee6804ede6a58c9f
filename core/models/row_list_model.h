// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/services.h"

#include <QAbstractListModel>
#include <QVariant>
#include <functional>
#include <optional>
#include <vector>

namespace qoloner {

/// One line of a list: `key` is stable over refreshes, `values` in the order of the roles.
struct ListRow {
    QString key;
    QVariantList values;
};

/// A list that shows the outcome of a query and follows the replica.
///
/// Reads pages off the interface's thread and, when tables it depends on
/// change, compares by key: views see inserts, moves, removals and changed
/// roles only, never a reset.
class RowListModel : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    /// Language of the content; the settings' one unless set.
    Q_PROPERTY(QString language READ language WRITE setLanguage RESET resetLanguage NOTIFY languageChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// True until the first page is there.
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)

public:
    /// What to read: `limit` rows, those after `after` in the query's order.
    struct Page {
        std::size_t limit = 0;
        std::optional<ListRow> after;
    };
    using Fetch = std::function<std::vector<ListRow>(Database&, const Page&)>;
    static constexpr std::size_t pageSize = 60;

    Services* services() const { return m_services; }
    void setServices(Services* services);
    QString language() const;
    void setLanguage(const QString& language);
    void resetLanguage();
    int count() const { return int(m_rows.size()); }
    bool loading() const { return m_loading; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Value of a role by its name; undefined outside the list.
    Q_INVOKABLE QVariant get(int row, const QString& role) const;
    /// -1 when no loaded row has this key.
    Q_INVOKABLE int indexOf(const QString& key) const;

signals:
    void servicesChanged();
    void languageChanged();
    void countChanged();
    void loadingChanged();

protected:
    RowListModel(const QStringList& roles, const QStringList& entities, QObject* parent = nullptr);

    /// A self-contained reader of the present parameters; empty: show nothing.
    virtual Fetch fetch() const = 0;
    /// Runs `fetch` and answers; overridden by lists that don't read tables.
    virtual void load(const Page& page, std::function<void(std::vector<ListRow>)> done);
    /// Reads again soon; several calls in a turn of the event loop are one.
    void refresh();
    /// Whether these changes concern the list.
    virtual bool concerns(const TableChanges& changes) const;
    /// The journal concerns the list too.
    void followJournal() { m_journal = true; }
    virtual void servicesReady() {}

    const std::vector<ListRow>& rows() const { return m_rows; }

private:
    void run();
    void took(std::vector<ListRow> rows, std::size_t limit);
    void apply(std::vector<ListRow> wanted);

    Services* m_services = nullptr;
    QHash<int, QByteArray> m_roles;
    QStringList m_roleOrder;
    std::vector<std::uint16_t> m_entities;
    std::vector<ListRow> m_rows;
    QString m_language;
    quint64 m_generation = 0;
    bool m_journal = false;
    bool m_loading = true;
    bool m_more = false;
    bool m_queued = false;
    bool m_running = false;
    bool m_again = false;
    bool m_wantMore = false;
};

} // namespace qoloner
