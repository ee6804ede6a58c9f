// SPDX-License-Identifier: Apache-2.0
#include "core/models/outbox_model.h"

#include "core/models/mend.h"

namespace qoloner {

OutboxModel::OutboxModel(QObject* parent) : RowListModel(outboxRoles(), {"artisan", "conflict"}, parent)
{
    followJournal();
}

void OutboxModel::discard(qint64 dseq)
{
    if (!services())
        return;
    services()->hub()->write(
        this, [dseq](Replica& replica) { return replica.discard(Dseq(dseq)); },
        [this, dseq](bool done) {
            if (done)
                emit discarded(dseq);
            else
                emit failed(QStringLiteral("not_rejected"), {}, {QString::number(dseq)});
        },
        [this](const QString& code) { emit failed(code, {}, {}); });
}

void OutboxModel::sendAgain(qint64 dseq)
{
    if (!services())
        return;
    services()->hub()->write(
        this,
        [dseq](Replica& replica) -> Result<Dseq> {
            const auto mutation = replica.mutation(Dseq(dseq));
            if (!mutation || mutation->ops.empty())
                return failure("not_rejected", {}, {std::to_string(dseq)});
            return sendRefusedAgain(replica, *mutation);
        },
        [this, dseq](const Result<Dseq>& done) {
            if (done)
                return emit sentAgain(dseq);
            QStringList args;
            for (const std::string& arg : done.error().args)
                args << QString::fromStdString(arg);
            emit failed(QString::fromStdString(done.error().code), QString::fromStdString(done.error().field),
                        args);
        },
        [this](const QString& code) { emit failed(code, {}, {}); });
}

RowListModel::Fetch OutboxModel::fetch() const
{
    return
        [language = language()](Database& db, const Page& page) { return outboxLines(db, page, language); };
}

void OutboxModel::load(const Page& page, std::function<void(std::vector<ListRow>)> done)
{
    struct Found {
        std::vector<ListRow> rows;
        JournalCounts counts;
    };
    services()->hub()->read(
        this,
        [fetch = fetch(), page](Database& db) {
            return Found{fetch(db, page), journalCounts(db)};
        },
        [this, done = std::move(done)](Found found) {
            const bool changed = found.counts.waiting != m_waiting || found.counts.rejected != m_rejected;
            m_waiting = found.counts.waiting;
            m_rejected = found.counts.rejected;
            done(std::move(found.rows));
            if (changed)
                emit countsChanged();
        });
}

} // namespace qoloner
