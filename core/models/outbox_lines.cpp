// SPDX-License-Identifier: Apache-2.0
#include "core/models/outbox_lines.h"

#include "core/models/record_facts.h"
#include "core/models/record_fields.h"

#include <limits>

namespace qoloner {

namespace {

/// Journal states in the order people need them in; -1 fills up.
constexpr int outboxGroups[4][2] = {{int(JournalState::Rejected), -1},
                                    {int(JournalState::Pending), int(JournalState::Held)},
                                    {int(JournalState::Accepted), -1},
                                    {int(JournalState::Settled), int(JournalState::Closed)}};

struct Line {
    std::int64_t dseq = 0, createdMs = 0;
    int state = 0, outcome = 0, kind = 0;
    const Entity* about = nullptr;
    std::string row;
    QString code, field;
    QStringList args;
};

/// What met a change that the server merged.
struct Met {
    QString conflict;  ///< row id; empty: nothing of it is on this device
    QString field;     ///< catalogue name
    bool mine = false; ///< this device's value is shown, the other is kept
    QString other;     ///< the other's value
    QString with;      ///< who wrote it; empty: not known
};

QString nameOf(const std::string_view name)
{
    return qstring(name);
}

/// The word for a number of the journal; nothing for one this version doesn't know.
QString word(const QStringList& words, int number)
{
    return number >= 0 && number < words.size() ? words[number] : QString();
}

/// One save mends all that was refused of a record up to then (see mend.h).
bool mended(Database& db, const Line& line)
{
    if (!line.about)
        return false;
    Statement later = db.prepare("SELECT 1 FROM journal WHERE mends <> 0 AND mends <= ?1 AND dseq > ?1 AND "
                                 "entity = ?2 AND row = ?3 LIMIT 1");
    later.with(line.dseq, int(line.about->id), line.row);
    return later.step();
}

QString stateOf(Database& db, const Line& line)
{
    static const QStringList states = {"pending", "held", "accepted", "settled", "rejected"};
    if (line.state == int(JournalState::Closed))
        return mended(db, line) ? QStringLiteral("mended") : QStringLiteral("discarded");
    return word(states, line.state);
}

/// The values that met, as far as this device holds the conflict.
Met metBy(Database& db, const Line& line, const QString& language)
{
    Statement body = db.prepare("SELECT body FROM journal WHERE dseq = ?");
    body.with(line.dseq);
    const auto mutation = body.step() ? decodeMutation(body.blob(0)) : std::nullopt;
    if (!mutation)
        return {};
    Met met;
    for (const Op& op : mutation->ops) {
        const Entity* about = findEntity(op.entity);
        if (!about)
            continue;
        const bool master = about->name == "artisan";
        Statement query =
            db.prepare(std::string("SELECT id, field, value, dot_device, dot_dseq, coalesce(author_name, '') "
                                   "FROM conflict_staff WHERE row = ?1") +
                       (master ? " AND artisan = ?1" : "") + " AND entity = ?2 ORDER BY id");
        query.with(op.row, int(op.entity));
        while (query.step()) {
            const Field* field = about->field(std::uint16_t(query.integer(1)));
            if (!field)
                continue;
            const Dot lost{DeviceId(query.integer(3)), Dseq(query.integer(4))};
            const bool mineLost = lost == Dot{mutation->device, mutation->dseq};
            if (!mineLost) {
                const auto stamp =
                    readStamps(db, TableId::of(about->id, editFacet(*about, *field)), op.row).of(field->id);
                if (!op.fields.contains(field->id) || !stamp ||
                    stamp->dot != Dot{mutation->device, mutation->dseq})
                    continue;
            }
            met.conflict = textOf(query, 0);
            met.field = nameOf(field->name);
            met.mine = !mineLost;
            if (mineLost) {
                met.other = valueText(db, *field, currentValue(db, *about, *field, op.row), language);
                return met;
            }
            CborReader in(query.blob(2));
            const Value value = readValue(in);
            met.other = in.finished() ? valueText(db, *field, value, language) : QString();
            met.with = textOf(query, 5);
        }
    }
    return met;
}

/// Deleted by one while edited by another, and nobody decided yet.
bool needsReview(Database& db, const Line& line)
{
    if (!line.about)
        return false;
    for (const Facet facet : line.about->facets()) {
        Statement query = db.prepare("SELECT 1 FROM " + tableName(TableId::of(line.about->id, facet)) +
                                     " WHERE id = ? AND (_flags & ?) <> 0");
        query.with(line.row, int(RowNeedsReview));
        if (query.step())
            return true;
    }
    return false;
}

/// What one can do about it: "mend" (open the form), "look" (open the record),
/// "again" (send it as it is), "discard", "send" (what waits, now).
QStringList actionsFor(const Line& line, const Met& met, bool review)
{
    static const QStringList hopeless = {"superseded",        "nothing_to_approve", "field_required",
                                         "field_too_long",    "field_out_of_range", "field_invalid",
                                         "field_not_a_choice"};
    const bool master = line.about && line.about->name == "artisan";
    const bool edit = line.kind == int(OpKind::Put) || line.kind == int(OpKind::Patch);
    QStringList out;
    if (line.state == int(JournalState::Rejected)) {
        if (master && edit)
            out << QStringLiteral("mend");
        if (master && line.kind == int(OpKind::Approve))
            out << QStringLiteral("look");
        if (!hopeless.contains(line.code))
            out << QStringLiteral("again");
        out << QStringLiteral("discard");
    } else if (line.state == int(JournalState::Pending) || line.state == int(JournalState::Held)) {
        out << QStringLiteral("send");
    } else if (master && (review || !met.conflict.isEmpty())) {
        out << QStringLiteral("look");
    }
    return out;
}

ListRow lineRow(Database& db, const Line& line, int group, const QString& language)
{
    static const QStringList kinds = {{}, "put", "patch", "delete", "undelete", "approve", "withdraw"};
    const bool taken = line.state == int(JournalState::Accepted) || line.state == int(JournalState::Settled);
    const bool merged = taken && line.outcome == int(Outcome::Merged);
    const Met met = merged ? metBy(db, line, language) : Met();
    const bool review = taken && needsReview(db, line);
    return {QString::number(line.dseq),
            {qint64(line.dseq), stateOf(db, line), timeOf(line.createdMs),
             line.about ? nameOf(line.about->name) : QString(), qstring(line.row), word(kinds, line.kind),
             line.about ? recordName(db, *line.about, line.row, language).text : QString(), line.code,
             line.field, line.args, merged, met.field, met.mine, met.other, met.with, review,
             actionsFor(line, met, review)},
            QByteArray::number(group)};
}

} // namespace

QStringList outboxRoles()
{
    return {"dseq",       "state",       "created",    "entity",      "row",    "kind",
            "name",       "errorCode",   "errorField", "errorArgs",   "merged", "mergedField",
            "mergedMine", "mergedOther", "mergedWith", "needsReview", "actions"};
}

std::vector<ListRow> outboxLines(Database& db, const RowListModel::Page& page, const QString& language)
{
    std::vector<ListRow> rows;
    const int first = page.after ? page.after->order.toInt() : 0;
    for (int group = std::max(0, first); group < 4 && rows.size() < page.limit; ++group) {
        const std::int64_t before = page.after && group == first ? page.after->key.toLongLong()
                                                                 : std::numeric_limits<std::int64_t>::max();
        const std::string one = "SELECT dseq, state, created_ms, entity, row, kind, error_code, error_field, "
                                "error_args, outcome FROM journal WHERE state = ";
        // Two walks along journal_by_state, merged: as many lines are read as are shown.
        Statement query = db.prepare(one + "?1 AND dseq < ?3 UNION ALL " + one +
                                     "?2 AND dseq < ?3 ORDER BY dseq DESC LIMIT ?4");
        query.with(outboxGroups[group][0], outboxGroups[group][1], before,
                   std::int64_t(page.limit - rows.size()));
        while (query.step()) {
            Line line;
            line.dseq = query.integer(0);
            line.state = int(query.integer(1));
            line.createdMs = query.integer(2);
            line.about = findEntity(std::uint16_t(query.integer(3)));
            line.row = query.string(4);
            line.kind = int(query.integer(5));
            line.code = textOf(query, 6);
            line.field = textOf(query, 7);
            if (const QString args = textOf(query, 8); !args.isEmpty())
                line.args = args.split(QLatin1Char('\n'));
            line.outcome = int(query.integer(9));
            rows.push_back(lineRow(db, line, group, language));
        }
    }
    return rows;
}

JournalCounts journalCounts(Database& db)
{
    return {int(db.integer("SELECT count(*) FROM journal WHERE state IN (0, 1)")),
            int(db.integer("SELECT count(*) FROM journal WHERE state = 4"))};
}

} // namespace qoloner
