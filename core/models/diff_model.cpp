// SPDX-License-Identifier: Apache-2.0
#include "core/models/diff_model.h"

#include "core/models/record_facts.h"
#include "core/models/record_fields.h"

namespace qoloner {

namespace {

Value valueIn(const std::optional<FieldValues>& row, std::uint16_t field)
{
    if (!row)
        return {};
    const auto it = row->find(field);
    return it == row->end() ? Value() : it->second;
}

} // namespace

DiffModel::DiffModel(QObject* parent)
    : RowList({"field", "fieldLanguage", "published", "proposed", "changed", "record"}, parent)
{}

std::vector<ListRow> diffLines(Database& db, std::string_view entityName, const std::string& id,
                               const QString& record, const QString& language)
{
    const Entity& entity = qoloner::entity(entityName);
    const TableId draftTable = TableId::of(entity.id, Facet::Draft);
    const TableId shownTable = TableId::of(entity.id, Facet::Published);
    const auto draft = readRow(db, draftTable, id);
    const auto shown = readRow(db, shownTable, id);
    const RowStamps draftStamps = readStamps(db, draftTable, id);
    const RowStamps shownStamps = readStamps(db, shownTable, id);
    std::vector<ListRow> lines;
    for (const Field* field : fieldsOf(entity, Facet::Draft)) {
        if (field->merge == Merge::ServerOnly)
            continue; // follows from the others
        const Value proposed = valueIn(draft, field->id);
        const Value published = valueIn(shown, field->id);
        if (isNull(proposed) && isNull(published))
            continue;
        const bool changed = draftStamps.of(field->id) != shownStamps.of(field->id) && proposed != published;
        if (!record.isEmpty() && (!changed || field->name == "artisan"))
            continue;
        const QString name = qstring(field->name);
        const QString key = record.isEmpty() ? name : qstring(id) + QLatin1Char('/') + name;
        lines.push_back({key,
                         {name, languageCode(field->language), valueText(db, *field, published, language),
                          valueText(db, *field, proposed, language), changed, record}});
    }
    return lines;
}

} // namespace qoloner
