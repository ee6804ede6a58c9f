// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/outbox_lines.h"

namespace qoloner {

/// What was done on this device and what became of it: refused things first,
/// then what waits, then what the server took; within each the newest first.
/// Roles: dseq, state ("pending", "held", "accepted", "settled", "rejected", "mended", "discarded"),
/// created, entity, row, kind ("put", "patch", "delete", "undelete", "approve", "withdraw"), name,
/// errorCode, errorField, errorArgs; merged (a concurrent change met it), mergedField (catalogue name,
/// empty: not known here), mergedMine (this one is shown, the other kept; else the reverse), mergedOther
/// (the other's value), mergedWith (whose; empty: not known), needsReview (edited here, deleted there),
/// actions (of "mend", "look", "again", "discard", "send").
class OutboxModel : public qoloner::RowListModel {
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

    /// Sends a refused thing once more as it is; answered by sentAgain() or failed().
    Q_INVOKABLE void sendAgain(qint64 dseq);

signals:
    void countsChanged();
    void sentAgain(qint64 dseq);
    void discarded(qint64 dseq);
    /// "not_rejected", "disk_full", "storage_failed", or why it cannot be sent as it is.
    void failed(const QString& code, const QString& field, const QStringList& args);

protected:
    Fetch fetch() const override;
    void load(const Page& page, std::function<void(std::vector<ListRow>)> done) override;

private:
    int m_waiting = 0;
    int m_rejected = 0;
};

} // namespace qoloner
