// SPDX-License-Identifier: Apache-2.0
#include "core/models/conflicts_model.h"

#include "core/models/list_order.h"
#include "core/models/record_facts.h"

namespace qoloner {

namespace {

QString languageName(Language language)
{
    switch (language) {
    case Language::Kk:
        return QStringLiteral("kk");
    case Language::Ru:
        return QStringLiteral("ru");
    case Language::En:
        return QStringLiteral("en");
    case Language::None:
        break;
    }
    return {};
}

Value decoded(std::string_view item)
{
    CborReader in(item);
    Value value = readValue(in);
    return in.finished() ? value : Value();
}

SeenDots seenOfField(Database& db, const Entity& entity, const Field& field, const std::string& row)
{
    const auto stamp = readStamps(db, TableId::of(entity.id, editFacet(entity, field)), row).of(field.id);
    return {{field.id, stamp ? stamp->dot : Dot{}}};
}

/// Of all that a deletion takes; what is published goes by what is proposed.
SeenDots seenOfRow(Database& db, const Entity& entity, const std::string& row)
{
    SeenDots out;
    std::optional<Stamp> latest;
    for (const Facet facet : entity.facets()) {
        if (facet == Facet::Published && entity.reviewed())
            continue;
        const RowStamps stamps = readStamps(db, TableId::of(entity.id, facet), row);
        out.merge(seenIn(stamps));
        latest = std::max(latest, stamps.latest());
    }
    if (latest)
        out[0] = latest->dot;
    return out;
}

} // namespace

ConflictsModel::ConflictsModel(QObject* parent)
    : RowListModel({"rowId", "entity", "row", "field", "fieldLanguage", "recordName", "winning", "losing",
                    "loser", "writtenAt", "reason", "seen"},
                   {"conflict", "artisan", "work", "media", "place", "event", "route", "craft", "region"},
                   parent)
{}

void ConflictsModel::setRow(const QString& row)
{
    if (m_row == row)
        return;
    m_row = row;
    emit rowChanged();
    refresh();
}

SeenDots ConflictsModel::seenBeside(const QString& conflict) const
{
    for (int i = 0; i < count(); ++i)
        if (get(i, QStringLiteral("rowId")).toString() == conflict)
            return seenIn(get(i, QStringLiteral("seen")).toJsonObject());
    return {};
}

RowListModel::Fetch ConflictsModel::fetch() const
{
    return [wanted = m_row.toStdString(), language = language()](Database& db, const Page& page) {
        const std::string columns =
            "SELECT k.id, k.entity, k.row, k.field, k.value, coalesce(k.author_name, k.author), "
            "coalesce(k.written_at, 0), k.reason, o.key FROM ";
        const std::string order = "o.list = ?1 AND (o.key, o.id) > (?2, ?3) ORDER BY o.key, o.id";
        std::vector<ListRow> rows;
        // Of one record: few, found by whom they concern. Of all: a walk along their order.
        Statement query = db.prepare(
            wanted.empty()
                ? columns + "row_order o CROSS JOIN conflict_staff k ON k.id = o.id WHERE " + order
                : columns +
                      "conflict_staff k JOIN row_order o ON o.id = k.id WHERE (k.row = ?4 OR k.artisan "
                      "= ?4) AND " +
                      order);
        const PageStart start(page);
        query.bind(1, orderNumber(OrderedList::Conflicts)).bindBlob(2, start.key).bind(3, start.id);
        if (!wanted.empty())
            query.bind(4, wanted);
        while (rows.size() < page.limit && query.step()) {
            // A row of a newer server's entity can't be shown; its newer field can, without a name.
            const Entity* about = findEntity(std::uint16_t(query.integer(1)));
            if (!about)
                continue;
            const std::string row = query.string(2);
            const Field* field = about->field(std::uint16_t(query.integer(3)));
            QString winning;
            QString losing;
            if (field) {
                winning = valueText(db, *field, currentValue(db, *about, *field, row), language);
                losing = valueText(db, *field, decoded(query.blob(4)), language);
            }
            SeenDots seen;
            if (field)
                seen = seenOfField(db, *about, *field, row);
            else if (query.integer(3) == 0)
                seen = seenOfRow(db, *about, row);
            const QString id = textOf(query, 0);
            rows.push_back(
                {id,
                 {id, QString::fromUtf8(about->name.data(), qsizetype(about->name.size())),
                  QString::fromStdString(row),
                  field ? QString::fromUtf8(field->name.data(), qsizetype(field->name.size())) : QString(),
                  field ? languageName(field->language) : QString(),
                  recordName(db, *about, row, language).text, winning, losing, textOf(query, 5),
                  timeOf(query.integer(6)), textOf(query, 7), seenJson(seen)},
                 bytesOf(query, 8)});
        }
        return rows;
    };
}

} // namespace qoloner
