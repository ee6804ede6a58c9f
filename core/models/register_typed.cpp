// SPDX-License-Identifier: Apache-2.0
// What was typed and not saved: kept for the case that the app is killed, and taken up again.
#include "core/models/register_detail.h"

#include "core/domain/ids.h"

#include <QJsonArray>

namespace qoloner {

using namespace register_detail;

QJsonObject RegisterForm::draft() const
{
    if (!dirty())
        return {};
    QJsonObject typed;
    QJsonObject over;
    const QVariantMap now = values();
    for (auto it = now.begin(); it != now.end(); ++it)
        if (it.value() != m_original.value(it.key())) {
            typed[it.key()] = QJsonValue::fromVariant(it.value());
            over[it.key()] = QJsonValue::fromVariant(m_original.value(it.key()));
        }
    QJsonArray photos;
    QJsonArray removed;
    for (const FormPhoto& photo : m_photos)
        if (!photo.kept || photo.altEdited)
            photos << QJsonObject{{QStringLiteral("row"), qstring(photo.rowId)},
                                  {QStringLiteral("sha256"), photo.sha256},
                                  {QStringLiteral("alt"), photo.alt},
                                  {QStringLiteral("placeholder"), photo.placeholder},
                                  {QStringLiteral("width"), photo.width},
                                  {QStringLiteral("height"), photo.height},
                                  {QStringLiteral("bytes"), qint64(photo.bytes)},
                                  {QStringLiteral("kept"), photo.kept},
                                  {QStringLiteral("seen"), dotText(photo.altSeen)}};
    for (const FormPhoto& photo : m_originalPhotos)
        if (std::none_of(m_photos.begin(), m_photos.end(),
                         [&](const FormPhoto& p) { return p.rowId == photo.rowId; }))
            removed << QJsonObject{{QStringLiteral("row"), qstring(photo.rowId)},
                                   {QStringLiteral("seen"), seenJson(photo.seen)}};
    QJsonObject out{{QStringLiteral("row"), qstring(m_rowId)},
                    {QStringLiteral("values"), typed},
                    {QStringLiteral("over"), over},
                    {QStringLiteral("seen"), seenJson(m_seen)},
                    {QStringLiteral("photos"), photos},
                    {QStringLiteral("removed"), removed}};
    if (m_position != m_originalPosition)
        for (const auto& [key, position] : {std::pair(QStringLiteral("position"), m_position),
                                            std::pair(QStringLiteral("overPosition"), m_originalPosition)})
            out[key] = position ? QJsonArray{position->lat, position->lon, position->accuracy, position->atMs}
                                : QJsonArray{};
    return out;
}

void RegisterForm::applyDraft(const QJsonObject& draft)
{
    if (const std::string row = draft[QLatin1String("row")].toString().toStdString();
        m_artisanId.isEmpty() && isUuid(row))
        m_rowId = row;
    const QVariantMap typed = draft[QLatin1String("values")].toObject().toVariantMap();
    const QVariantMap over = draft[QLatin1String("over")].toObject().toVariantMap();
    const SeenDots seen = seenIn(draft[QLatin1String("seen")].toObject());
    // What is mended was typed over what was shown then.
    const auto restoreSeen = [&](std::uint16_t id) {
        const auto dot = seen.find(id);
        m_seen[id] = dot == seen.end() ? Dot{} : dot->second;
    };
    QVariantMap known;
    for (auto it = typed.begin(); it != typed.end(); ++it) {
        // Only what the form has, of the form's types, and not over something typed since.
        const auto original = m_original.find(it.key());
        QVariant value = it.value();
        if (original == m_original.end() || changed(it.key()) || !value.convert(original->metaType()))
            continue;
        known[it.key()] = value;
        QVariant shown = over.value(it.key());
        if (m_artisanId.isEmpty() || !shown.convert(original->metaType()))
            continue;
        for (const Binding& b : bindings)
            if (it.key() == QLatin1String(b.property)) {
                *original = shown;
                for (const std::uint16_t id : fieldsOfProperty(b))
                    restoreSeen(id);
            }
    }
    fill(known);
    const auto positionAt = [&](const char* key) -> std::optional<Position> {
        const QJsonArray p = draft[QLatin1String(key)].toArray();
        if (p.size() != 4)
            return std::nullopt;
        return Position{p[0].toDouble(), p[1].toDouble(), p[2].toDouble(), qint64(p[3].toDouble())};
    };
    if (draft[QLatin1String("position")].isArray() && m_position == m_originalPosition) {
        m_position = positionAt("position");
        if (!m_artisanId.isEmpty()) {
            m_originalPosition = positionAt("overPosition");
            for (const std::string_view field : positionFields)
                restoreSeen(artisanField(field).id);
        }
    }
    for (const auto& entry : draft[QLatin1String("removed")].toArray()) {
        const std::string row = entry[QLatin1String("row")].toString().toStdString();
        std::erase_if(m_photos, [&](const FormPhoto& p) { return p.rowId == row; });
        for (FormPhoto& photo : m_originalPhotos)
            if (photo.rowId == row) {
                photo.seen = seenIn(entry[QLatin1String("seen")].toObject());
                photo.seen.try_emplace(0); // nothing named would mean: all as it is now
            }
    }
    for (const auto& entry : draft[QLatin1String("photos")].toArray()) {
        const QJsonObject o = entry.toObject();
        FormPhoto photo;
        photo.rowId = o[QLatin1String("row")].toString().toStdString();
        photo.sha256 = o[QLatin1String("sha256")].toString();
        photo.alt = o[QLatin1String("alt")].toString();
        photo.placeholder = o[QLatin1String("placeholder")].toString();
        photo.width = o[QLatin1String("width")].toInt();
        photo.height = o[QLatin1String("height")].toInt();
        photo.bytes = std::int64_t(o[QLatin1String("bytes")].toDouble());
        const auto same = std::find_if(m_photos.begin(), m_photos.end(),
                                       [&](const FormPhoto& p) { return p.rowId == photo.rowId; });
        if (same != m_photos.end()) {
            same->alt = photo.alt;
            same->altEdited = same->kept;
            same->altSeen = dotOf(o[QLatin1String("seen")].toString());
        } else if (!o[QLatin1String("kept")].toBool() && isUuid(photo.rowId)) {
            m_photos.push_back(photo);
        }
    }
    m_restored = true;
    emit restoredChanged();
}

} // namespace qoloner
