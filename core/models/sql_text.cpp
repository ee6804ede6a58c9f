// SPDX-License-Identifier: Apache-2.0
#include "core/models/sql_text.h"

#include "core/geo/distance.h"

#include <cmath>
#include <limits>

namespace qoloner {

namespace {

const QStringList fallback = {QStringLiteral("kk"), QStringLiteral("ru"), QStringLiteral("en")};

std::string column(std::string_view entity, std::string_view field, std::string_view language,
                   std::string_view alias)
{
    const std::string name = std::string(field) + "_" + std::string(language);
    fieldId(entity, name); // throws when the catalogue has no such field
    return std::string(alias) + "." + name;
}

} // namespace

QStringList languageOrder(const QString& wanted)
{
    QStringList order = fallback;
    if (order.removeAll(wanted))
        order.prepend(wanted);
    return order;
}

Localised localised(const Statement& row, int first, const QString& wanted)
{
    for (const QString& language : languageOrder(wanted)) {
        const QString text = textOf(row, first + int(fallback.indexOf(language)));
        if (!text.trimmed().isEmpty())
            return {text, language};
    }
    return {};
}

std::string localisedColumns(std::string_view entity, std::string_view field, std::string_view alias)
{
    return column(entity, field, "kk", alias) + ", " + column(entity, field, "ru", alias) + ", " +
           column(entity, field, "en", alias);
}

std::string localisedExpression(std::string_view entity, std::string_view field, std::string_view alias,
                                const QString& wanted)
{
    std::string out = "coalesce(";
    for (const QString& language : languageOrder(wanted))
        out += "nullif(" + column(entity, field, language.toStdString(), alias) + ", ''), ";
    return out + "'')";
}

PageStart::PageStart(const RowListModel::Page& page)
{
    if (!page.after)
        return;
    key = page.after->order.toStdString();
    id = page.after->key.toStdString();
}

QByteArray bytesOf(const Statement& row, int column)
{
    const std::string_view bytes = row.blob(column);
    return {bytes.data(), qsizetype(bytes.size())};
}

QString textOf(const Statement& row, int column)
{
    const std::string_view text = row.text(column);
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

double degreesAt(const Statement& row, int column)
{
    return row.isNull(column) ? std::numeric_limits<double>::quiet_NaN()
                              : double(row.integer(column)) / degreesScale;
}

double metresBetween(std::optional<GeoPoint> from, double lat, double lon)
{
    if (!from || std::isnan(lat) || std::isnan(lon))
        return std::numeric_limits<double>::quiet_NaN();
    return distanceMetres(*from, {lat, lon});
}

QDateTime timeOf(std::int64_t utcMs)
{
    return utcMs > 0 ? QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC) : QDateTime();
}

} // namespace qoloner
