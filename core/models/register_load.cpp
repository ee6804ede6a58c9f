// SPDX-License-Identifier: Apache-2.0
// What the replica gives the form, under what is being typed.
#include "core/models/register_detail.h"

#include "core/domain/ids.h"

namespace qoloner {

using namespace register_detail;

/// Reads at the next turn of the event loop, when all properties are set.
void RegisterForm::reload()
{
    if (!m_services || std::exchange(m_queued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_queued = false;
            if (!m_services)
                return;
            const QString key = QStringLiteral("draft/register/") +
                                (m_artisanId.isEmpty() ? QStringLiteral("new") : m_artisanId);
            m_draft.setUp(m_services, key);
            m_services->hub()->read(
                this,
                [id = m_artisanId, key, language = m_services->settings()->language()](Database& db) {
                    return load(db, id, key, language);
                },
                [this, generation = ++m_generation](const Loaded& loaded) {
                    if (generation == m_generation)
                        take(loaded);
                });
        },
        Qt::QueuedConnection);
}

RegisterForm::Loaded RegisterForm::load(Database& db, const QString& id, const QString& key,
                                        const QString& language)
{
    Loaded out;
    out.draft = DraftKeeper::read(db, key);
    out.language = language;
    if (id.isEmpty()) {
        const std::string row = out.draft.value(QLatin1String("row")).toString().toStdString();
        out.obsoleteDraft = !row.empty() && readRow(db, TableId::of(artisan().id, Facet::Draft), row);
        if (out.obsoleteDraft)
            out.draft = {};
        return out;
    }
    const std::string rowId = id.toStdString();
    FieldValues record;
    for (const Facet facet : {Facet::Draft, Facet::Staff, Facet::Private}) {
        const TableId table = TableId::of(artisan().id, facet);
        const auto values = readRow(db, table, rowId);
        if (!values)
            continue;
        const RowStamps stamps = readStamps(db, table, rowId);
        for (const Field* field : fieldsOf(artisan(), facet)) {
            const auto stamp = stamps.of(field->id);
            out.seen[field->id] = stamp ? stamp->dot : Dot{};
        }
        record.insert(values->begin(), values->end());
    }
    const auto read = [&](std::string_view name) {
        const auto at = record.find(artisanField(name).id);
        return at == record.end() ? Value() : at->second;
    };
    for (const Binding& b : bindings)
        out.values[QLatin1String(b.property)] = variantOf(artisanField(b.field), read(b.field));
    if (isNull(read("home_workshop")))
        out.values[QStringLiteral("homeWorkshop")] = true;
    const auto number = [&](std::string_view name) {
        const Value value = read(name);
        const auto* found = std::get_if<std::int64_t>(&value);
        return found ? std::optional(*found) : std::nullopt;
    };
    if (const auto lat = number("lat"), lon = number("lon"); lat && lon)
        out.position =
            Position{double(*lat) / degreesScale, double(*lon) / degreesScale,
                     double(number("accuracy_m").value_or(-1)), qint64(number("position_at").value_or(0))};

    Statement consents =
        db.prepare("SELECT count(*) FROM consent_staff WHERE artisan = ? AND withdrawn_at IS NULL");
    consents.with(rowId);
    out.needsConsent = !consents.step() || consents.integer(0) == 0;

    const TableId mediaTable = TableId::of(entity("media").id, Facet::Draft);
    Statement media = db.prepare("SELECT id, sha256, " + altField(language) +
                                 ", placeholder, width, height, bytes FROM media_draft WHERE artisan = ? AND "
                                 "coalesce(kind, '') <> 'consent' ORDER BY kind = 'portrait' DESC, id");
    media.with(rowId);
    while (media.step()) {
        FormPhoto photo;
        photo.rowId = media.string(0);
        photo.sha256 = qstring(media.text(1));
        photo.alt = qstring(media.text(2));
        photo.placeholder = qstring(media.text(3));
        photo.width = int(media.integer(4));
        photo.height = int(media.integer(5));
        photo.bytes = media.integer(6);
        photo.kept = true;
        const RowStamps stamps = readStamps(db, mediaTable, photo.rowId);
        if (const auto stamp = stamps.of(fieldId("media", altField(language))))
            photo.altSeen = stamp->dot;
        photo.seen = seenIn(stamps);
        out.photos.push_back(std::move(photo));
    }
    return out;
}

void RegisterForm::take(const Loaded& loaded)
{
    if (!m_loading && !m_artisanId.isEmpty() && dirty())
        return; // somebody began to type while this was read: what they saw stays what they answer
    QVariantMap base = RegisterForm().values();
    base.insert(loaded.values);
    if (m_artisanId.isEmpty() && m_services->sync() && !m_services->sync()->regions().isEmpty())
        base[QStringLiteral("region")] = m_services->sync()->regions().first();
    QVariantMap shown = base;
    const SeenDots before = std::exchange(m_seen, loaded.seen);
    const auto keepSeen = [&](std::uint16_t id) {
        const auto dot = before.find(id);
        m_seen[id] = dot == before.end() ? Dot{} : dot->second;
    };
    // What was typed before the read came back stays, over what was shown then.
    const QVariantMap typed = values();
    for (auto it = typed.begin(); it != typed.end(); ++it)
        if (it.value() != m_original.value(it.key())) {
            shown[it.key()] = it.value();
            if (!m_artisanId.isEmpty())
                base[it.key()] = m_original.value(it.key());
            for (const Binding& b : bindings)
                if (it.key() == QLatin1String(b.property))
                    for (const std::uint16_t id : fieldsOfProperty(b))
                        keepSeen(id);
        }
    m_original = base;
    if (m_position == m_originalPosition)
        m_position = m_originalPosition = loaded.position;
    else
        for (const std::string_view field : positionFields)
            keepSeen(artisanField(field).id);
    m_altLanguage = loaded.language;
    std::vector<FormPhoto> photos = loaded.photos;
    for (const FormPhoto& photo : m_photos)
        if (!photo.kept)
            photos.push_back(photo);
    m_originalPhotos = loaded.photos;
    m_photos = std::move(photos);
    m_needsConsent = loaded.needsConsent;
    m_rowId = m_artisanId.toStdString();
    if (m_rowId.empty())
        m_rowId = newUuid7(m_services->clock().nowMs());
    fill(shown);
    if (loaded.obsoleteDraft)
        m_draft.drop();
    else if (!loaded.draft.isEmpty())
        applyDraft(loaded.draft);
    m_loading = false;
    emit loadingChanged();
    emit photosChanged();
    m_filling = true;
    emit edited();
    m_filling = false;
}

} // namespace qoloner
