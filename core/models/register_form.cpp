// SPDX-License-Identifier: Apache-2.0
// The form for registering a master: its properties, checking and saving them.
#include "core/models/register_form.h"

#include "core/models/mend.h"
#include "core/models/register_detail.h"

#include <QRegularExpression>

namespace qoloner {

using namespace register_detail;

namespace {

/// Those that make the consent.
constexpr const char* consentProperties[] = {"consentPurposes",    "consentMethod", "consentLanguage",
                                             "consentTextVersion", "guardian",      "signaturePath"};

} // namespace

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
        [changes = changes(), row = m_rowId, key = m_draft.key().toStdString()](Replica& replica) {
            Result<Dseq> done = commitMending(replica, artisan().id, row, changes);
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
