// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include "core/domain/stamps.h"
#include "core/domain/value.h"
#include "core/store/database.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <map>
#include <optional>
#include <string>

namespace qoloner {

/// The values of one synced row as the replica shows it; nothing when it is not there.
std::optional<FieldValues> readRow(Database& db, TableId table, const std::string& id);
/// Who wrote them; empty when the row is not there.
RowStamps readStamps(Database& db, TableId table, const std::string& id);

/// Mutations that wrote the values somebody has before them, by field; Dot{}: none did.
using SeenDots = std::map<std::uint16_t, Dot>;
/// All of a row, the latest of them as field 0: what a deletion takes.
SeenDots seenIn(const RowStamps& stamps);
/// For drafts: text, because a JSON number can't hold 64 bits. Dot{} for what is no such text.
QString dotText(const Dot& dot);
Dot dotOf(const QString& text);
QJsonObject seenJson(const SeenDots& seen);
SeenDots seenIn(const QJsonObject& json);

/// What a form holds: text, int or bool. Nothing written is "", 0 or false.
QVariant variantOf(const Field& field, const Value& value);
/// The reverse: text in NFC without blanks around it; "" and 0 are no value.
Value valueOf(const Field& field, const QVariant& variant);

/// For people: ids as the names they stand for, everything else as it is kept. "" for no value.
QString shownValue(Database& db, const Field& field, const Value& value, const QString& language);

QString languageCode(Language language);
QStringList stringList(const std::vector<std::string>& texts);
inline QString qstring(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace qoloner
