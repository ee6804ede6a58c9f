// SPDX-License-Identifier: Apache-2.0
#include "core/models/outbox_model.h"

#include "core/models/record_facts.h"

#include <QPointer>
#include <limits>

namespace qoloner {

namespace {

/// Refused, waiting, taken, over: the order people need them in.
const char* const groupSql = "CASE state WHEN 4 THEN 0 WHEN 0 THEN 1 WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 3 END";

int groupOf(const QString& state)
{
    static const QStringList order[] = {{"rejected"}, {"pending", "held"}, {"accepted"}};
    for (int group = 0; group < 3; ++group)
        if (order[group].contains(state))
            return group;
    return 3;
}

/// The word for a number of the journal; nothing for one this version doesn't know.
QString word(const QStringList& words, std::int64_t number)
{
    return number >= 0 && number < words.size() ? words[int(number)] : QString();
}

} // namespace

JournalCounts journalCounts(Database& db)
{
    return {int(db.integer("SELECT count(*) FROM journal WHERE state IN (0, 1)")),
            int(db.integer("SELECT count(*) FROM journal WHERE state = 4"))};
}

OutboxModel::OutboxModel(QObject* parent)
    : RowListModel({"dseq", "state", "created", "entity", "row", "kind", "name", "errorCode", "errorField",
                    "errorArgs"},
                   {"artisan"}, parent)
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

RowListModel::Fetch OutboxModel::fetch() const
{
    return [language = language()](Database& db, const Page& page) {
        static const QStringList states = {"pending", "held", "accepted", "settled", "rejected", "closed"};
        static const QStringList kinds = {{}, "put", "patch", "delete", "undelete", "approve", "withdraw"};
        const int afterGroup = page.after ? groupOf(page.after->values[1].toString()) : -1;
        const std::int64_t afterDseq = page.after ? page.after->values[0].toLongLong() : 0;
        const std::string group = groupSql;
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "SELECT dseq, state, created_ms, entity, row, kind, error_code, error_field, "
            "error_args FROM journal WHERE " +
            group + " > ?1 OR (" + group + " = ?1 AND dseq < ?2) ORDER BY " + group + ", dseq DESC LIMIT ?3");
        query.with(afterGroup, afterDseq, std::int64_t(page.limit));
        while (query.step()) {
            const Entity* about = findEntity(std::uint16_t(query.integer(3)));
            const QString args = textOf(query, 8);
            rows.push_back(
                {textOf(query, 0),
                 {qint64(query.integer(0)), word(states, query.integer(1)), timeOf(query.integer(2)),
                  about ? QString::fromUtf8(about->name.data(), qsizetype(about->name.size())) : QString(),
                  textOf(query, 4), word(kinds, query.integer(5)),
                  about ? recordName(db, *about, query.string(4), language).text : QString(),
                  textOf(query, 6), textOf(query, 7),
                  args.isEmpty() ? QStringList() : args.split(QLatin1Char('\n'))}});
        }
        return rows;
    };
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
