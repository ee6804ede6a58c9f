// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/services.h"
#include "core/models/sql_text.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace qoloner {

/// One record as a page shows it, following the replica.
///
/// Reads off the interface's thread once `services` and `rowId` are set, and
/// again when a table it depends on changes; only the newest read counts.
class PageModel : public QObject {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    Q_PROPERTY(QString rowId READ rowId WRITE setRowId NOTIFY rowIdChanged)
    /// Language of the content; the settings' one unless set.
    Q_PROPERTY(QString language READ language WRITE setLanguage RESET resetLanguage NOTIFY languageChanged)
    /// True until the row has been looked for.
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
    /// The row is on this device.
    Q_PROPERTY(bool found READ found NOTIFY changed)

public:
    Services* services() const { return m_services; }
    void setServices(Services* services);
    QString rowId() const { return m_rowId; }
    void setRowId(const QString& rowId);
    QString language() const;
    void setLanguage(const QString& language);
    void resetLanguage() { setLanguage({}); }
    bool loading() const { return m_loading; }
    bool found() const { return m_found; }

signals:
    void servicesChanged();
    void rowIdChanged();
    void languageChanged();
    void loadingChanged();
    /// What the page shows may have changed.
    void changed();

protected:
    PageModel(const QStringList& entities, QObject* parent = nullptr);

    /// Starts a read of the present row with readInto().
    virtual void read() = 0;
    /// The facts are new; `changed` follows.
    virtual void factsRead() {}
    /// The page turns to another row or other services; the present ones still hold.
    virtual void leaving() {}
    /// Reads again soon; several calls in a turn of the event loop are one.
    void refresh();
    /// Reads again at `when`, at the latest in an hour. Invalid: not by the clock.
    void wakeAt(const QDateTime& when);

    /// Runs `fn` on a worker and puts its outcome into `facts`, a member of this page.
    template <class Facts> void readInto(Facts& facts, std::function<std::optional<Facts>(Database&)> fn)
    {
        m_services->hub()->read(this, std::move(fn),
                                [this, &facts, ticket = ++m_ticket](std::optional<Facts> got) {
                                    if (ticket != m_ticket)
                                        return;
                                    m_found = got.has_value();
                                    facts = std::move(got).value_or(Facts{});
                                    took();
                                });
    }

private:
    void took();

    Services* m_services = nullptr;
    std::vector<std::uint16_t> m_entities;
    QTimer m_wake;
    QString m_rowId;
    QString m_language;
    quint64 m_ticket = 0;
    bool m_loading = true;
    bool m_found = false;
    bool m_queued = false;
};

/// Whether a place is open now, by the clock of the city.
struct OpenState {
    QString state = QStringLiteral("unknown"); ///< "open", "closed" or "unknown"
    /// What the city's clock reads then, in whatever zone the device is (a
    /// Date of QML forgets its zone). Invalid: no change is known.
    QDateTime nextChange;
    QDateTime changesAt; ///< the same moment as a moment
};
OpenState openStateAt(std::string_view openingHours, std::uint64_t nowMs);

/// Names of the crafts in a Set value; ids without a row are passed over.
QStringList craftNames(Database& db, std::string_view set, const QString& language);

} // namespace qoloner
