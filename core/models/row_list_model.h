// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list.h"
#include "core/models/services.h"

#include <functional>
#include <optional>
#include <vector>

namespace qoloner {

/// A list that shows the outcome of a query and follows the replica.
///
/// Reads pages off the interface's thread, each with the rows it shows and no
/// others, and reads what is shown again when tables it depends on change.
class RowListModel : public qoloner::RowList {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    /// Language of the content; the settings' one unless set.
    Q_PROPERTY(QString language READ language WRITE setLanguage RESET resetLanguage NOTIFY languageChanged)
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
    bool loading() const { return m_loading; }

    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void servicesChanged();
    void languageChanged();
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

private:
    void run();
    void took(std::vector<ListRow> read, std::size_t limit);

    Services* m_services = nullptr;
    std::vector<std::uint16_t> m_entities;
    QString m_language;
    bool m_journal = false;
    bool m_loading = true;
    bool m_more = false;
    bool m_queued = false;
    bool m_running = false;
    bool m_again = false;
    bool m_wantMore = false;
};

} // namespace qoloner
