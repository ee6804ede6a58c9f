// SPDX-License-Identifier: Apache-2.0
#include "core/models/diff_model.h"

#include "core/models/places_model.h"
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
    : RowListModel({"field", "fieldLanguage", "published", "proposed", "changed"},
                   {"artisan", "craft", "region"}, parent)
{}

void DiffModel::setRow(const QString& row)
{
    if (m_row == row)
        return;
    m_row = row;
    emit rowChanged();
    refresh();
}

RowListModel::Fetch DiffModel::fetch() const
{
    if (m_row.isEmpty())
        return {};
    return [id = m_row.toStdString(), language = language()](Database& db, const Page& page) {
        const Entity& artisan = entity("artisan");
        const auto draft = readRow(db, TableId::of(artisan.id, Facet::Draft), id);
        const auto shown = readRow(db, TableId::of(artisan.id, Facet::Published), id);
        const RowStamps draftStamps = readStamps(db, TableId::of(artisan.id, Facet::Draft), id);
        const RowStamps shownStamps = readStamps(db, TableId::of(artisan.id, Facet::Published), id);
        std::vector<ListRow> rows;
        for (const Field* field : fieldsOf(artisan, Facet::Draft)) {
            if (field->merge == Merge::ServerOnly)
                continue; // follows from the others
            const Value proposed = valueIn(draft, field->id);
            const Value published = valueIn(shown, field->id);
            if (isNull(proposed) && isNull(published))
                continue;
            const bool changed =
                draftStamps.of(field->id) != shownStamps.of(field->id) && proposed != published;
            const QString name = qstring(field->name);
            rows.push_back({name,
                            {name, languageCode(field->language), valueText(db, *field, published, language),
                             valueText(db, *field, proposed, language), changed}});
        }
        return pageOf(std::move(rows), page, false, 0);
    };
}

} // namespace qoloner
