// SPDX-License-Identifier: Apache-2.0
#include "core/models/record_fields.h"

#include "core/models/sql_text.h"

#include <sqlite3.h>

namespace qoloner {

std::optional<FieldValues> readRow(Database& db, TableId table, const std::string& id)
{
    const Entity* entity = findEntity(table.entity());
    const auto fields = fieldsOf(*entity, table.facet());
    std::string columns;
    for (const Field* field : fields)
        columns += std::string(columns.empty() ? "" : ", ") + std::string(field->name);
    Statement query = db.prepare("SELECT " + columns + " FROM " + tableName(table) + " WHERE id = ?");
    query.with(id);
    if (!query.step())
        return std::nullopt;
    FieldValues values;
    for (int i = 0; i < int(fields.size()); ++i) {
        switch (query.type(i)) {
        case SQLITE_INTEGER:
            values[fields[std::size_t(i)]->id] = query.integer(i);
            break;
        case SQLITE_TEXT:
            values[fields[std::size_t(i)]->id] = query.string(i);
            break;
        case SQLITE_BLOB:
            values[fields[std::size_t(i)]->id] = Bytes{std::string(query.blob(i))};
            break;
        default:
            break;
        }
    }
    return values;
}

RowStamps readStamps(Database& db, TableId table, const std::string& id)
{
    Statement query = db.prepare("SELECT _stamps FROM " + tableName(table) + " WHERE id = ?");
    query.with(id);
    return query.step() ? RowStamps::decode(query.blob(0)).value_or(RowStamps()) : RowStamps();
}

SeenDots seenIn(const RowStamps& stamps)
{
    SeenDots out;
    for (const auto& group : stamps.groups())
        for (const std::uint16_t id : group.fields)
            out[id] = group.stamp.dot;
    if (const auto latest = stamps.latest())
        out[0] = latest->dot;
    return out;
}

QString dotText(const Dot& dot)
{
    return QStringLiteral("%1/%2").arg(dot.device).arg(dot.dseq);
}

Dot dotOf(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('/'));
    if (parts.size() != 2)
        return {};
    bool device = false, dseq = false;
    const Dot dot{parts[0].toULongLong(&device), parts[1].toULongLong(&dseq)};
    return device && dseq ? dot : Dot{};
}

QJsonObject seenJson(const SeenDots& seen)
{
    QJsonObject out;
    for (const auto& [id, dot] : seen)
        out[QString::number(id)] = dotText(dot);
    return out;
}

SeenDots seenIn(const QJsonObject& json)
{
    SeenDots out;
    for (auto it = json.begin(); it != json.end(); ++it) {
        bool number = false;
        const std::uint16_t id = it.key().toUShort(&number);
        if (number)
            out[id] = dotOf(it.value().toString());
    }
    return out;
}

QVariant variantOf(const Field& field, const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    const auto* number = std::get_if<std::int64_t>(&value);
    switch (field.type) {
    case FieldType::Boolean:
        return number && *number != 0;
    case FieldType::Integer:
        return number ? int(*number) : 0;
    default:
        return text ? qstring(*text) : QString();
    }
}

Value valueOf(const Field& field, const QVariant& variant)
{
    switch (field.type) {
    case FieldType::Boolean:
        return std::int64_t(variant.toBool() ? 1 : 0);
    case FieldType::Integer: {
        const auto number = std::int64_t(variant.toLongLong());
        return number == 0 ? Value() : Value(number);
    }
    default: {
        const QString text = variant.toString().trimmed().normalized(QString::NormalizationForm_C);
        return text.isEmpty() ? Value() : Value(text.toStdString());
    }
    }
}

QString shownValue(Database& db, const Field& field, const Value& value, const QString& language)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        if (field.type == FieldType::Degrees)
            return QString::number(double(*number) / degreesScale, 'f', 5);
        return QString::number(*number);
    }
    const auto* text = std::get_if<std::string>(&value);
    if (!text)
        return {};
    if (field.type != FieldType::Id && field.type != FieldType::Set)
        return qstring(*text);
    const Entity* target = findEntity(field.refers);
    if (!target || !target->field("name_kk"))
        return qstring(*text);
    Statement query = db.prepare("SELECT " + localisedColumns(target->name, "name", "t") + " FROM " +
                                 std::string(target->name) + " t WHERE t.id = ?");
    QStringList names;
    for (const std::string& id : setElements(*text)) {
        query.reset();
        query.with(id);
        const QString name = query.step() ? localised(query, 0, language).text : QString();
        names << (name.isEmpty() ? qstring(id) : name);
    }
    return names.join(QStringLiteral(", "));
}

QString languageCode(Language language)
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

QStringList stringList(const std::vector<std::string>& texts)
{
    QStringList out;
    for (const std::string& text : texts)
        out << qstring(text);
    return out;
}

} // namespace qoloner
