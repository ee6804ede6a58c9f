// SPDX-License-Identifier: Apache-2.0
#include "core/models/record_facts.h"

#include <QStringList>
#include <algorithm>

namespace qoloner {

namespace {

/// Prefix of the fields that name a row of this entity ("name", "title"), or empty.
std::string_view namingField(const Entity& entity)
{
    for (const std::string_view prefix : {"name", "title"})
        if (entity.field(std::string(prefix) + "_kk"))
            return prefix;
    return {};
}

Localised nameIn(const Entity& entity, const FieldValues& fields, const QString& language)
{
    const std::string_view prefix = namingField(entity);
    if (prefix.empty())
        return {};
    for (const QString& tried : languageOrder(language)) {
        const auto value = fields.find(fieldId(entity.name, std::string(prefix) + "_" + tried.toStdString()));
        if (value == fields.end())
            continue;
        const auto* text = std::get_if<std::string>(&value->second);
        if (text && !QString::fromStdString(*text).trimmed().isEmpty())
            return {QString::fromStdString(*text), tried};
    }
    return {};
}

/// The facet whose table has the row's names.
std::vector<TableId> publicTables(const Entity& entity)
{
    std::vector<TableId> tables;
    for (const Facet facet : {Facet::Draft, Facet::Published})
        if (entity.has(facet))
            tables.push_back(TableId::of(entity.id, facet));
    return tables;
}

Localised ownName(Database& db, const Entity& entity, const std::string& row, const QString& language)
{
    const std::string_view prefix = namingField(entity);
    if (prefix.empty())
        return {};
    for (const TableId table : publicTables(entity)) {
        Statement query = db.prepare("SELECT " + localisedColumns(entity.name, prefix, "t") + " FROM " +
                                     tableName(table) + " t WHERE t.id = ?");
        query.with(row);
        if (!query.step())
            continue;
        if (Localised name = localised(query, 0, language); !name.text.isEmpty())
            return name;
    }
    return {};
}

std::string masterOf(Database& db, const Entity& entity, const std::string& row)
{
    const Field* artisan = entity.field("artisan");
    if (!artisan)
        return {};
    const Value value = currentValue(db, entity, *artisan, row);
    const auto* id = std::get_if<std::string>(&value);
    return id ? *id : std::string();
}

/// From the server's state kept under an overlay that removed the row, or from
/// the newest mutation of this device that named it.
Localised lastKnownName(Database& db, const Entity& entity, const std::string& row, const QString& language)
{
    for (const TableId table : publicTables(entity)) {
        Statement kept = db.prepare("SELECT state FROM base_row WHERE tbl = ? AND id = ? AND state NOTNULL");
        kept.bind(1, std::int64_t(table.number)).bind(2, row);
        if (!kept.step())
            continue;
        if (const auto state = decodeRowState(kept.blob(0)))
            if (Localised name = nameIn(entity, state->fields, language); !name.text.isEmpty())
                return name;
    }
    Statement written =
        db.prepare("SELECT body FROM journal WHERE entity = ? AND row = ? ORDER BY dseq DESC");
    written.bind(1, int(entity.id)).bind(2, row);
    while (written.step()) {
        const auto mutation = decodeMutation(written.blob(0));
        if (!mutation)
            continue;
        for (const Op& op : mutation->ops)
            if (op.entity == entity.id && op.row == row)
                if (Localised name = nameIn(entity, op.fields, language); !name.text.isEmpty())
                    return name;
    }
    return {};
}

QString referred(Database& db, const Field& field, const std::string& id, const QString& language)
{
    const Entity* target = findEntity(field.refers);
    const QString name = target ? recordName(db, *target, id, language).text : QString();
    return name.isEmpty() ? QString::fromStdString(id) : name;
}

} // namespace

Proposal proposalOf(const Entity& entity, const RowStamps& draft, const RowStamps& published)
{
    Proposal proposal;
    bool derived = false;
    for (const auto& group : draft.groups())
        for (const std::uint16_t id : group.fields) {
            if (id == 0)
                continue;
            const auto approved = published.of(id);
            if (approved && approved->dot == group.stamp.dot)
                continue;
            const Field* field = entity.field(id);
            if (field && field->merge == Merge::ServerOnly)
                derived = true;
            else
                ++proposal.fields;
            const std::uint64_t written = group.stamp.hlc.ms();
            proposal.sinceMs = proposal.sinceMs ? std::min(proposal.sinceMs, written) : written;
        }
    proposal.fields += derived ? 1 : 0;
    return proposal;
}

RowStamps stampsOf(const Statement& row, int column)
{
    if (row.isNull(column))
        return {};
    auto stamps = RowStamps::decode(row.blob(column));
    if (!stamps)
        throw StorageError(0, "damaged stamps");
    return std::move(*stamps);
}

bool withdrawnHere(Database& db, const Entity& entity, const std::string& row)
{
    const TableId published = TableId::of(entity.id, Facet::Published);
    Statement kept =
        db.prepare("SELECT b.state FROM base_row b LEFT JOIN " + tableName(published) +
                   " t ON t.id = b.id WHERE b.tbl = ? AND b.id = ? AND b.state NOTNULL AND t.id IS NULL");
    kept.bind(1, std::int64_t(published.number)).bind(2, row);
    if (!kept.step())
        return false;
    const auto state = decodeRowState(kept.blob(0));
    return state && !state->deleted();
}

Localised recordName(Database& db, const Entity& entity, const std::string& row, const QString& language)
{
    if (Localised name = ownName(db, entity, row, language); !name.text.isEmpty())
        return name;
    if (const std::string master = masterOf(db, entity, row); !master.empty())
        return recordName(db, qoloner::entity("artisan"), master, language);
    return lastKnownName(db, entity, row, language);
}

QString valueText(Database& db, const Field& field, const Value& value, const QString& language)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (field.type == FieldType::Id)
            return referred(db, field, *text, language);
        if (field.type != FieldType::Set)
            return QString::fromStdString(*text);
        QStringList names;
        for (const std::string& id : setElements(*text))
            names << referred(db, field, id, language);
        return names.join(QStringLiteral(", "));
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    if (!number)
        return {};
    if (field.type == FieldType::Time)
        return QDateTime::fromMSecsSinceEpoch(*number, Qt::UTC).toString(Qt::ISODate);
    if (field.type == FieldType::Degrees)
        return QString::number(double(*number) / degreesScale, 'f', 5);
    return QString::number(*number);
}

Value currentValue(Database& db, const Entity& entity, const Field& field, const std::string& row)
{
    Statement query =
        db.prepare("SELECT " + std::string(field.name) + " FROM " +
                   tableName(TableId::of(entity.id, editFacet(entity, field))) + " WHERE id = ?");
    query.with(row);
    if (!query.step() || query.isNull(0))
        return {};
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Id:
    case FieldType::Enum:
    case FieldType::Set:
        return query.string(0);
    case FieldType::Raw:
        return Bytes{std::string(query.blob(0))};
    default:
        return query.integer(0);
    }
}

} // namespace qoloner
