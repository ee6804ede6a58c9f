// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

namespace qoloner {

/// What was done on this device and what became of it: refused things first,
/// then what waits, then what the server took; within each the newest first.
/// Roles: dseq, state ("pending", "held", "accepted", "settled", "rejected", "closed"), created, entity,
/// row, kind ("put", "patch", "delete", "undelete", "approve", "withdraw"), name, errorCode, errorField,
/// errorArgs.
class OutboxModel : public RowListModel {
    Q_OBJECT
    /// Things that the server has not answered.
    Q_PROPERTY(int waiting READ waiting NOTIFY countsChanged)
    /// Things that it refused and that nobody mended or gave up yet.
    Q_PROPERTY(int rejected READ rejected NOTIFY countsChanged)
public:
    explicit OutboxModel(QObject* parent = nullptr);
    int waiting() const { return m_waiting; }
    int rejected() const { return m_rejected; }

    /// Gives up a refused thing; answered by discarded() or failed().
    Q_INVOKABLE void discard(qint64 dseq);

signals:
    void countsChanged();
    void discarded(qint64 dseq);
    /// "not_rejected", "disk_full" or "storage_failed".
    void failed(const QString& code, const QString& field, const QStringList& args);

protected:
    Fetch fetch() const override;
    void load(const Page& page, std::function<void(std::vector<ListRow>)> done) override;

private:
    int m_waiting = 0;
    int m_rejected = 0;
};

/// Counts of the journal: what waits for an answer, what was refused.
struct JournalCounts {
    int waiting = 0;
    int rejected = 0;
};
JournalCounts journalCounts(Database& db);

} // namespace qoloner
