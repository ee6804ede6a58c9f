// SPDX-License-Identifier: Apache-2.0
#include "core/models/register_form.h"

#include "core/domain/ids.h"
#include "core/media/media_store.h"

#include <QDate>
#include <QJsonArray>
#include <QRegularExpression>
#include <cmath>
#include <limits>

namespace qoloner {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr int adultAge = 18;

struct Binding {
    const char* property;
    std::string_view field;
};

/// Properties that are a field of the record each.
constexpr Binding bindings[] = {{"nameKk", "name_kk"},
                                {"nameRu", "name_ru"},
                                {"nameEn", "name_en"},
                                {"craft", "craft"},
                                {"region", "region"},
                                {"settlement", "settlement"},
                                {"storyKk", "story_kk"},
                                {"storyRu", "story_ru"},
                                {"storyEn", "story_en"},
                                {"birthYear", "birth_year"},
                                {"sinceYear", "since_year"},
                                {"phone", "phone"},
                                {"homeWorkshop", "home_workshop"},
                                {"takesOrders", "takes_orders"},
                                {"takesApprentices", "takes_apprentices"},
                                {"visitMode", "visit_mode"},
                                {"level", "level"},
                                {"fieldNote", "field_note"}};
/// Those that make the consent.
constexpr const char* consentProperties[] = {"consentPurposes",    "consentMethod", "consentLanguage",
                                             "consentTextVersion", "guardian",      "signaturePath"};

const Entity& artisan()
{
    static const Entity& found = entity("artisan");
    return found;
}

const Field& artisanField(std::string_view name)
{
    return *artisan().field(name);
}

constexpr std::string_view positionFields[] = {"lat", "lon", "accuracy_m", "position_at"};

/// The fields that a property writes.
std::vector<std::uint16_t> fieldsOfProperty(const Binding& b)
{
    std::vector<std::uint16_t> out{artisanField(b.field).id};
    if (b.field == "birth_year")
        out.push_back(artisanField("minor").id);
    return out;
}

std::string altField(const QString& language)
{
    return "alt_" + language.toStdString();
}

std::int64_t scaled(double degrees)
{
    return std::llround(degrees * degreesScale);
}

Value orNothing(const QString& text)
{
    const QString trimmed = text.trimmed().normalized(QString::NormalizationForm_C);
    return trimmed.isEmpty() ? Value() : Value(trimmed.toStdString());
}

} // namespace

/// What one read of the replica gives the form.
struct RegisterForm::Loaded {
    QVariantMap values;
    std::optional<Position> position;
    std::vector<FormPhoto> photos;
    SeenDots seen;
    QString language;
    QJsonObject draft;
    bool needsConsent = true;
    bool obsoleteDraft = false; ///< its record was saved before the app was killed
};

RegisterForm::RegisterForm(QObject* parent) : QObject(parent), m_draft([this] { return draft(); })
{
    m_original = values();
    connect(this, &RegisterForm::edited, this, &RegisterForm::touched);
}

RegisterForm::~RegisterForm()
{
    m_draft.flush();
}

void RegisterForm::setServices(Services* services)
{
    if (m_services == services)
        return;
    if (m_services)
        m_services->hub()->disconnect(this);
    m_services = services;
    if (services)
        connect(services->hub(), &ReplicaHub::rowsChanged, this, [this](const TableChanges& changes) {
            // Something typed is never replaced; save() sends only what was changed here.
            if (m_artisanId.isEmpty() || m_saving || dirty())
                return;
            for (const auto& [table, rows] : changes)
                if (table.entity() == artisan().id && rows.contains(m_rowId))
                    return reload();
        });
    emit servicesChanged();
    reload();
}

void RegisterForm::setArtisanId(const QString& id)
{
    if (m_artisanId == id)
        return;
    m_draft.flush();
    m_artisanId = id;
    m_loading = true;
    emit artisanIdChanged();
    emit loadingChanged();
    reset();
    reload();
}

void RegisterForm::reset()
{
    const RegisterForm blank;
    fill(blank.values());
    m_original = values();
    m_position = m_originalPosition = std::nullopt;
    m_photos.clear();
    m_originalPhotos.clear();
    m_seen.clear();
    if (std::exchange(m_restored, false))
        emit restoredChanged();
    m_errors.clear();
    m_errorArgs.clear();
    emit errorsChanged();
    emit photosChanged();
}

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
        if (const auto latest = stamps.latest())
            photo.rowSeen = latest->dot;
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

QVariantMap RegisterForm::values() const
{
    QVariantMap out;
    for (const Binding& b : bindings)
        out[QLatin1String(b.property)] = property(b.property);
    for (const char* name : consentProperties)
        out[QLatin1String(name)] = property(name);
    return out;
}

void RegisterForm::fill(const QVariantMap& values)
{
    m_filling = true;
    for (auto it = values.begin(); it != values.end(); ++it)
        setProperty(it.key().toLatin1().constData(), it.value());
    m_filling = false;
}

bool RegisterForm::changed(const QString& property) const
{
    return this->property(property.toLatin1().constData()) != m_original.value(property);
}

bool RegisterForm::dirty() const
{
    if (values() != m_original || m_position != m_originalPosition ||
        m_photos.size() != m_originalPhotos.size())
        return true;
    return std::any_of(m_photos.begin(), m_photos.end(),
                       [](const FormPhoto& photo) { return !photo.kept || photo.altEdited; });
}

void RegisterForm::touched()
{
    if (!m_filling && !m_saving)
        m_draft.touch();
}

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
    QJsonObject seen;
    for (const auto& [id, dot] : m_seen)
        seen[QString::number(id)] = dotText(dot);
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
                                   {QStringLiteral("seen"), dotText(photo.rowSeen)}};
    QJsonObject out{{QStringLiteral("row"), qstring(m_rowId)},
                    {QStringLiteral("values"), typed},
                    {QStringLiteral("over"), over},
                    {QStringLiteral("seen"), seen},
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
    const QJsonObject seen = draft[QLatin1String("seen")].toObject();
    // What is mended was typed over what was shown then.
    const auto restoreSeen = [&](std::uint16_t id) {
        m_seen[id] = dotOf(seen[QString::number(id)].toString());
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
    for (const QJsonValue& entry : draft[QLatin1String("removed")].toArray()) {
        const std::string row = entry[QLatin1String("row")].toString().toStdString();
        std::erase_if(m_photos, [&](const FormPhoto& p) { return p.rowId == row; });
        for (FormPhoto& photo : m_originalPhotos)
            if (photo.rowId == row)
                photo.rowSeen = dotOf(entry[QLatin1String("seen")].toString());
    }
    for (const QJsonValue& entry : draft[QLatin1String("photos")].toArray()) {
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

// --- position and photos ---------------------------------------------------

double RegisterForm::latitude() const
{
    return m_position ? m_position->lat : unknown;
}

double RegisterForm::longitude() const
{
    return m_position ? m_position->lon : unknown;
}

double RegisterForm::accuracy() const
{
    return m_position && m_position->accuracy >= 0 ? m_position->accuracy : unknown;
}

QDateTime RegisterForm::positionAt() const
{
    return m_position ? QDateTime::fromMSecsSinceEpoch(m_position->atMs, Qt::UTC) : QDateTime();
}

void RegisterForm::takePosition()
{
    PositionModel* position = m_services ? m_services->position() : nullptr;
    if (!position || !position->valid())
        return;
    setPosition(position->latitude(), position->longitude(), position->accuracy());
    if (m_position && position->timestamp().isValid()) {
        m_position->atMs = position->timestamp().toMSecsSinceEpoch();
        emit edited();
    }
}

void RegisterForm::setPosition(double latitude, double longitude, double accuracy)
{
    if (!(std::abs(latitude) <= 90) || !(std::abs(longitude) <= 180) || !m_services)
        return;
    m_position = Position{latitude, longitude, accuracy >= 0 ? std::min(accuracy, 100000.0) : -1,
                          qint64(m_services->clock().nowMs())};
    emit edited();
}

void RegisterForm::clearPosition()
{
    if (!m_position)
        return;
    m_position.reset();
    emit edited();
}

QVariantList RegisterForm::photos() const
{
    QVariantList out;
    for (const FormPhoto& photo : m_photos)
        out << QVariantMap{{QStringLiteral("sha256"), photo.sha256},
                           {QStringLiteral("alt"), photo.alt},
                           {QStringLiteral("width"), photo.width},
                           {QStringLiteral("height"), photo.height},
                           {QStringLiteral("placeholder"), photo.placeholder}};
    return out;
}

void RegisterForm::addPhoto(const QUrl& file)
{
    if (!m_services || !m_services->media() || !file.isLocalFile()) {
        emit photoFailed(QStringLiteral("photo_unreadable"));
        return;
    }
    if (int(m_photos.size()) >= maxPhotos) {
        emit photoFailed(QStringLiteral("too_much_at_once"));
        return;
    }
    setBusy(1);
    // On the hub's workers, which end before the media store does.
    m_services->hub()->read(
        this,
        [path = file.toLocalFile(), media = m_services->media()](Database&) -> Result<Photo> {
            try {
                Result<Photo> photo = takeInPhoto(path);
                if (photo)
                    media->put(*photo);
                return photo;
            } catch (const std::exception& e) {
                return failure(storageErrorCode(e).toStdString());
            }
        },
        [this](const Result<Photo>& photo) {
            setBusy(-1);
            if (!photo) {
                emit photoFailed(qstring(photo.error().code));
                return;
            }
            const QString sha256 = qstring(photo->sha256);
            if (std::none_of(m_photos.begin(), m_photos.end(),
                             [&](const FormPhoto& p) { return p.sha256 == sha256; })) {
                FormPhoto added;
                added.rowId = newUuid7(m_services->clock().nowMs());
                added.sha256 = sha256;
                added.placeholder = qstring(photo->placeholder);
                added.width = photo->width;
                added.height = photo->height;
                added.bytes = std::int64_t(photo->jpeg.size());
                m_photos.push_back(std::move(added));
                emit photosChanged();
                emit edited();
            }
            emit photoAdded(sha256);
        });
}

void RegisterForm::removePhoto(const QString& sha256)
{
    const auto at = std::find_if(m_photos.begin(), m_photos.end(),
                                 [&](const FormPhoto& p) { return p.sha256 == sha256; });
    if (at == m_photos.end())
        return;
    const bool kept = at->kept;
    m_photos.erase(at);
    emit photosChanged();
    emit edited();
    if (kept || !m_services || !m_services->media())
        return;
    // A picture of somebody that was not wanted must not stay, unless another record shows it.
    m_services->hub()->write(
        nullptr,
        [media = m_services->media(), address = sha256.toStdString()](Replica& replica) {
            Statement used = replica.database().prepare("SELECT 1 FROM media_draft WHERE sha256 = ?");
            used.with(address);
            if (!used.step())
                media->remove(address);
        },
        [] {});
}

void RegisterForm::setPhotoAlt(const QString& sha256, const QString& text)
{
    for (FormPhoto& photo : m_photos) {
        if (photo.sha256 != sha256 || photo.alt == text)
            continue;
        photo.alt = text;
        photo.altEdited = photo.kept;
        emit photosChanged();
        emit edited();
    }
}

// --- saving ----------------------------------------------------------------

bool RegisterForm::minor() const
{
    if (m_birthYear <= 0 || !m_services)
        return false;
    const int year =
        QDateTime::fromMSecsSinceEpoch(qint64(m_services->clock().nowMs()), Qt::UTC).date().year();
    return year - m_birthYear < adultAge;
}

bool RegisterForm::wantsConsent() const
{
    return m_needsConsent || !m_consentPurposes.isEmpty();
}

/// "8 (701) 123-45-67" is how people write "+77011234567".
QString RegisterForm::e164() const
{
    static const QRegularExpression noise(QStringLiteral("[\\s()\\-.]"));
    QString digits = m_phone;
    digits.remove(noise);
    if (digits.size() == 11 && digits.startsWith(QLatin1Char('8')))
        digits.replace(0, 1, QStringLiteral("+7"));
    return digits;
}

FieldValues RegisterForm::recordFields() const
{
    FieldValues out;
    const bool creating = m_artisanId.isEmpty();
    for (const Binding& b : bindings)
        if (creating || changed(QLatin1String(b.property)))
            out[artisanField(b.field).id] = valueOf(artisanField(b.field), property(b.property));
    if (const auto phone = artisanField("phone").id; out.contains(phone))
        out[phone] = orNothing(e164());
    if (out.contains(artisanField("birth_year").id) && (m_birthYear > 0 || !creating))
        out[artisanField("minor").id] = std::int64_t(minor() ? 1 : 0);
    if (m_position != m_originalPosition) {
        const auto put = [&](std::string_view field, Value value) {
            out[artisanField(field).id] = std::move(value);
        };
        put("lat", m_position ? Value(scaled(m_position->lat)) : Value());
        put("lon", m_position ? Value(scaled(m_position->lon)) : Value());
        put("accuracy_m", m_position && m_position->accuracy >= 0
                              ? Value(std::int64_t(std::llround(m_position->accuracy)))
                              : Value());
        put("position_at", m_position ? Value(std::int64_t(m_position->atMs)) : Value());
    }
    // "Nothing" in a new record is no value; in an old one it takes the value away.
    if (creating)
        std::erase_if(out, [](const auto& entry) { return isNull(entry.second); });
    return out;
}

SeenDots RegisterForm::seenOf(const FieldValues& fields) const
{
    SeenDots out;
    for (const auto& [id, value] : fields)
        if (const auto dot = m_seen.find(id); dot != m_seen.end())
            out.insert(*dot);
    return out;
}

FieldValues RegisterForm::consentFields() const
{
    const auto id = [](std::string_view name) { return fieldId("consent", name); };
    const SyncPort* sync = m_services->sync();
    FieldValues out;
    out[id("artisan")] = m_rowId;
    out[id("purposes")] = orNothing(m_consentPurposes.join(QLatin1Char('\n')));
    out[id("text_version")] =
        m_consentTextVersion.trimmed().isEmpty() ? Value(std::string("1")) : orNothing(m_consentTextVersion);
    out[id("lang")] =
        orNothing(m_consentLanguage.isEmpty() ? m_services->settings()->language() : m_consentLanguage);
    out[id("method")] = orNothing(m_consentMethod);
    out[id("witness")] = sync ? orNothing(sync->actor()) : Value();
    out[id("given_at")] = std::int64_t(m_services->clock().nowMs());
    out[id("guardian")] = orNothing(m_guardian);
    out[id("signature_svg")] = orNothing(m_signaturePath);
    std::erase_if(out, [](const auto& entry) { return isNull(entry.second); });
    return out;
}

std::vector<Change> RegisterForm::changes() const
{
    std::vector<Change> out;
    const FieldValues record = recordFields();
    const bool creating = m_artisanId.isEmpty();
    if (creating || !record.empty())
        out.push_back({creating ? OpKind::Put : OpKind::Patch, artisan().id, m_rowId, record,
                       creating ? SeenDots() : seenOf(record)});
    if (wantsConsent())
        out.push_back(
            {OpKind::Put, entity("consent").id, newUuid7(m_services->clock().nowMs()), consentFields()});
    const auto id = [](std::string_view name) { return fieldId("media", name); };
    const std::uint16_t media = entity("media").id;
    const std::uint16_t alt = id(altField(m_altLanguage));
    for (const FormPhoto& photo : m_originalPhotos)
        if (std::none_of(m_photos.begin(), m_photos.end(),
                         [&](const FormPhoto& p) { return p.rowId == photo.rowId; }))
            out.push_back({OpKind::Delete, media, photo.rowId, {}, {{0, photo.rowSeen}}});
    bool first = true;
    for (const FormPhoto& photo : m_photos) {
        const bool portrait = std::exchange(first, false);
        if (photo.kept) {
            if (photo.altEdited)
                out.push_back({OpKind::Patch,
                               media,
                               photo.rowId,
                               {{alt, orNothing(photo.alt)}},
                               {{alt, photo.altSeen}}});
            continue;
        }
        FieldValues fields{{id("artisan"), m_rowId},
                           {id("sha256"), photo.sha256.toStdString()},
                           {id("mime"), std::string("image/jpeg")},
                           {id("width"), std::int64_t(photo.width)},
                           {id("height"), std::int64_t(photo.height)},
                           {id("bytes"), photo.bytes},
                           {id("kind"), std::string(portrait ? "portrait" : "work")},
                           {id("placeholder"), photo.placeholder.toStdString()}};
        if (const Value text = orNothing(photo.alt); !isNull(text))
            fields[alt] = text;
        out.push_back({OpKind::Put, media, photo.rowId, std::move(fields)});
    }
    return out;
}

void RegisterForm::blame(const QString& field, const QString& code, const QStringList& args)
{
    if (m_errors.contains(field))
        return;
    m_errors[field] = code;
    m_errorArgs[field] = args;
}

bool RegisterForm::check()
{
    m_errors.clear();
    m_errorArgs.clear();
    const QString required = QStringLiteral("field_required");
    if (m_nameKk.trimmed().isEmpty() && m_nameRu.trimmed().isEmpty() && m_nameEn.trimmed().isEmpty())
        blame(QStringLiteral("name_kk"), required);
    for (const char* name : {"craft", "region", "settlement"})
        if (property(name).toString().trimmed().isEmpty())
            blame(QLatin1String(name), required);
    static const QRegularExpression phoneForm(QStringLiteral("^\\+[1-9][0-9]{6,14}$"));
    if (!m_phone.trimmed().isEmpty() && (m_artisanId.isEmpty() || changed(QStringLiteral("phone"))) &&
        !phoneForm.match(e164()).hasMatch())
        blame(QStringLiteral("phone"), QStringLiteral("field_invalid"));
    const auto validate = [this](const Entity& of, const FieldValues& fields) {
        for (const auto& [id, value] : fields)
            if (const Field* field = of.field(id))
                if (const auto ok = validateValue(*field, value); !ok)
                    blame(qstring(ok.error().field), qstring(ok.error().code), stringList(ok.error().args));
    };
    if (m_services) {
        validate(artisan(), recordFields());
        if (wantsConsent()) {
            if (!m_consentPurposes.contains(QStringLiteral("registry")))
                blame(QStringLiteral("purposes"), QStringLiteral("consent_missing"));
            if (m_consentMethod.isEmpty())
                blame(QStringLiteral("method"), required);
            validate(entity("consent"), consentFields());
        }
        if (minor() && wantsConsent() && m_guardian.trimmed().isEmpty())
            blame(QStringLiteral("guardian"), required);
    }
    emit errorsChanged();
    return m_errors.isEmpty();
}

void RegisterForm::save()
{
    if (!m_services || m_loading || busy())
        return;
    if (!check()) {
        const QString field = m_errors.firstKey();
        emit failed(m_errors[field].toString(), field, m_errorArgs[field].toStringList());
        return;
    }
    m_saving = true;
    setBusy(1);
    m_draft.rest();
    m_services->hub()->write(
        this,
        [changes = changes(), key = m_draft.key().toStdString()](Replica& replica) {
            Result<Dseq> done = replica.commit(changes);
            // Killed between the two: the draft names a record that is there, and is dropped.
            if (done)
                replica.setMeta(key, {});
            return done;
        },
        [this](const Result<Dseq>& done) {
            m_saving = false;
            setBusy(-1);
            if (!done)
                return fail(done.error());
            const QString id = qstring(m_rowId);
            const bool created = m_artisanId != id;
            m_artisanId = id;
            reset();
            if (created)
                emit artisanIdChanged();
            m_loading = true;
            reload();
            emit edited();
            m_draft.rest();
            emit saved(id);
        },
        [this](const QString& code) {
            m_saving = false;
            setBusy(-1);
            fail({code.toStdString()});
        });
}

void RegisterForm::fail(const Error& error)
{
    const QString field = qstring(error.field);
    const QStringList args = stringList(error.args);
    if (!field.isEmpty()) {
        blame(field, qstring(error.code), args);
        emit errorsChanged();
    }
    m_draft.touch();
    emit failed(qstring(error.code), field, args);
}

void RegisterForm::discardDraft()
{
    if (m_saving)
        return;
    std::vector<QString> added;
    for (const FormPhoto& photo : m_photos)
        if (!photo.kept)
            added.push_back(photo.sha256);
    for (const QString& sha256 : added)
        removePhoto(sha256);
    m_filling = true;
    fill(m_original);
    m_filling = true;
    m_position = m_originalPosition;
    m_photos = m_originalPhotos;
    m_errors.clear();
    m_errorArgs.clear();
    m_draft.drop();
    if (std::exchange(m_restored, false))
        emit restoredChanged();
    emit photosChanged();
    emit errorsChanged();
    emit edited();
    m_filling = false;
    // The record may hold something newer than what was seen; read when the draft is gone.
    if (m_services && !m_artisanId.isEmpty())
        m_services->hub()->write(
            this, [](Replica&) {}, [this] { reload(); });
}

void RegisterForm::setBusy(int by)
{
    const bool before = busy();
    m_busy += by;
    if (busy() != before)
        emit busyChanged();
}

} // namespace qoloner
