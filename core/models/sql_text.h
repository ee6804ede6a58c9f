// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/distance.h"
#include "core/models/row_list_model.h"

#include <QString>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// A text of a localised field and the language it was found in.
struct Localised {
    QString text;
    QString language; ///< empty: there is none in any language
};

/// The order in which languages are tried: the wanted one, then kk, ru, en.
QStringList languageOrder(const QString& wanted);

/// Text of columns `first`, `first + 1`, `first + 2` (kk, ru, en), by that order.
Localised localised(const Statement& row, int first, const QString& wanted);

/// "a.name_kk, a.name_ru, a.name_en". Names are checked against the
/// catalogue: throws std::out_of_range for a field that is not there.
std::string localisedColumns(std::string_view entity, std::string_view field, std::string_view alias);
/// One SQL expression with the text that localised() would give ('' without any).
std::string localisedExpression(std::string_view entity, std::string_view field, std::string_view alias,
                                const QString& wanted);

/// Where a page begins, for lists that continue by (key, id): the row before it.
struct PageStart {
    explicit PageStart(const RowListModel::Page& page);
    std::string key;
    std::string id;
};
QByteArray bytesOf(const Statement& row, int column);

QString textOf(const Statement& row, int column);
/// Degrees of a scaled column, or NaN.
double degreesAt(const Statement& row, int column);
/// Metres between two points in degrees, NaN when one is unknown.
double metresBetween(std::optional<GeoPoint> from, double lat, double lon);
QDateTime timeOf(std::int64_t utcMs);

} // namespace qoloner
