// SPDX-License-Identifier: Apache-2.0
// From what the form holds to the one mutation that saves it.
#include "core/models/register_detail.h"

#include "core/domain/ids.h"

#include <QRegularExpression>
#include <cmath>

namespace qoloner {

using namespace register_detail;

namespace {

constexpr int adultAge = 18;

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
            out.push_back({OpKind::Delete, media, photo.rowId, {}, photo.seen});
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

} // namespace qoloner
