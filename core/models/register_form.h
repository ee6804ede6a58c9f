// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/media/photo_intake.h"
#include "core/models/record_fields.h"
#include "core/models/register_draft.h"

#include <QDateTime>
#include <QUrl>
#include <QVariantMap>
#include <optional>
#include <vector>

namespace qoloner {

/// A master being registered, or a registered one being mended by staff.
///
/// What is typed survives a kill of the app until it is saved or discarded.
/// save() is one mutation: the record, the consent and the photos together.
/// What is mended answers what was on the screen, even when another value has
/// come since: then the loser of the two is kept as a conflict.
class RegisterForm : public QObject {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    /// The record to mend; empty: a new one.
    Q_PROPERTY(QString artisanId READ artisanId WRITE setArtisanId NOTIFY artisanIdChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)

    Q_PROPERTY(QString nameKk MEMBER m_nameKk NOTIFY edited)
    Q_PROPERTY(QString nameRu MEMBER m_nameRu NOTIFY edited)
    Q_PROPERTY(QString nameEn MEMBER m_nameEn NOTIFY edited)
    Q_PROPERTY(QString craft MEMBER m_craft NOTIFY edited)
    Q_PROPERTY(QString region MEMBER m_region NOTIFY edited)
    Q_PROPERTY(QString settlement MEMBER m_settlement NOTIFY edited)
    Q_PROPERTY(QString storyKk MEMBER m_storyKk NOTIFY edited)
    Q_PROPERTY(QString storyRu MEMBER m_storyRu NOTIFY edited)
    Q_PROPERTY(QString storyEn MEMBER m_storyEn NOTIFY edited)
    /// Years; 0: not given.
    Q_PROPERTY(int birthYear MEMBER m_birthYear NOTIFY edited)
    Q_PROPERTY(int sinceYear MEMBER m_sinceYear NOTIFY edited)
    /// As typed; kept in E.164 form.
    Q_PROPERTY(QString phone MEMBER m_phone NOTIFY edited)
    /// True until somebody says otherwise: an exact position is published only expressly.
    Q_PROPERTY(bool homeWorkshop MEMBER m_homeWorkshop NOTIFY edited)
    Q_PROPERTY(bool takesOrders MEMBER m_takesOrders NOTIFY edited)
    Q_PROPERTY(bool takesApprentices MEMBER m_takesApprentices NOTIFY edited)
    Q_PROPERTY(QString visitMode MEMBER m_visitMode NOTIFY edited)
    Q_PROPERTY(QString level MEMBER m_level NOTIFY edited)
    Q_PROPERTY(QString fieldNote MEMBER m_fieldNote NOTIFY edited)
    /// Of "registry", "public_profile", "statistics", "research", "events".
    Q_PROPERTY(QStringList consentPurposes MEMBER m_consentPurposes NOTIFY edited)
    Q_PROPERTY(QString consentMethod MEMBER m_consentMethod NOTIFY edited)
    /// Of the text that was read out; empty: the interface's language.
    Q_PROPERTY(QString consentLanguage MEMBER m_consentLanguage NOTIFY edited)
    Q_PROPERTY(QString consentTextVersion MEMBER m_consentTextVersion NOTIFY edited)
    Q_PROPERTY(QString guardian MEMBER m_guardian NOTIFY edited)
    /// SVG path data.
    Q_PROPERTY(QString signaturePath MEMBER m_signaturePath NOTIFY edited)

    /// Degrees and metres, NaN when unknown.
    Q_PROPERTY(double latitude READ latitude NOTIFY edited)
    Q_PROPERTY(double longitude READ longitude NOTIFY edited)
    Q_PROPERTY(double accuracy READ accuracy NOTIFY edited)
    Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY edited)
    Q_PROPERTY(QDateTime positionAt READ positionAt NOTIFY edited)
    /// Maps with sha256, alt, width, height (px), placeholder.
    Q_PROPERTY(QVariantList photos READ photos NOTIFY photosChanged)
    /// Under 18 by the year of birth: a guardian must agree, the record is never public.
    Q_PROPERTY(bool minor READ minor NOTIFY edited)
    /// There is no consent in force yet.
    Q_PROPERTY(bool needsConsent READ needsConsent NOTIFY loadingChanged)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
    Q_PROPERTY(bool dirty READ dirty NOTIFY edited)
    /// What is shown was typed before the app was closed.
    Q_PROPERTY(bool restored READ restored NOTIFY restoredChanged)
    /// Catalogue field -> code of what is wrong, since the last check() or save().
    Q_PROPERTY(QVariantMap errors READ errors NOTIFY errorsChanged)
    Q_PROPERTY(QVariantMap errorArgs READ errorArgs NOTIFY errorsChanged)

public:
    explicit RegisterForm(QObject* parent = nullptr);
    ~RegisterForm() override;

    static constexpr int maxPhotos = 20;

    Services* services() const { return m_services; }
    void setServices(Services* services);
    QString artisanId() const { return m_artisanId; }
    void setArtisanId(const QString& id);
    bool loading() const { return m_loading; }
    double latitude() const;
    double longitude() const;
    double accuracy() const;
    bool hasPosition() const { return m_position.has_value(); }
    QDateTime positionAt() const;
    QVariantList photos() const;
    bool minor() const;
    bool needsConsent() const { return m_needsConsent; }
    bool busy() const { return m_busy > 0; }
    bool dirty() const;
    bool restored() const { return m_restored; }
    QVariantMap errors() const { return m_errors; }
    QVariantMap errorArgs() const { return m_errorArgs; }

    /// Takes over where the device is; nothing happens without a position.
    Q_INVOKABLE void takePosition();
    /// Degrees and metres (NaN: unknown); out of range is ignored.
    Q_INVOKABLE void setPosition(double latitude, double longitude, double accuracy);
    Q_INVOKABLE void clearPosition();
    /// Answered by photoAdded() or photoFailed().
    Q_INVOKABLE void addPhoto(const QUrl& file);
    Q_INVOKABLE void removePhoto(const QString& sha256);
    Q_INVOKABLE void setPhotoAlt(const QString& sha256, const QString& text);
    /// True when it can be saved; otherwise `errors` says why not.
    Q_INVOKABLE bool check();
    /// Answered by saved() or failed().
    Q_INVOKABLE void save();
    /// Back to what the record holds; the draft is gone.
    Q_INVOKABLE void discardDraft();

signals:
    void servicesChanged();
    void artisanIdChanged();
    void loadingChanged();
    void edited();
    void photosChanged();
    void busyChanged();
    void restoredChanged();
    void errorsChanged();
    void saved(const QString& rowId);
    void failed(const QString& code, const QString& field, const QStringList& args);
    void photoAdded(const QString& sha256);
    void photoFailed(const QString& code);

private:
    struct Position {
        double lat = 0, lon = 0; ///< degrees
        double accuracy = -1;    ///< m, negative: unknown
        qint64 atMs = 0;
        bool operator==(const Position&) const = default;
    };
    struct FormPhoto {
        std::string rowId; ///< of its media row, there or to come
        QString sha256, alt, placeholder;
        int width = 0, height = 0;
        std::int64_t bytes = 0;
        bool kept = false; ///< the record has it already
        bool altEdited = false;
        Dot altSeen;   ///< who wrote `alt` as it was shown
        SeenDots seen; ///< who wrote what goes when it is removed
    };
    struct Loaded;

    void reload();
    void take(const Loaded& loaded);
    void applyDraft(const QJsonObject& draft);
    QJsonObject draft() const;
    void touched();
    void reset();
    void fill(const QVariantMap& values);
    QVariantMap values() const;
    bool changed(const QString& property) const;
    FieldValues recordFields() const;
    SeenDots seenOf(const FieldValues& fields) const;
    FieldValues consentFields() const;
    std::vector<Change> changes() const;
    void blame(const QString& field, const QString& code, const QStringList& args = {});
    QString e164() const;
    void fail(const Error& error);
    void setBusy(int by);
    bool wantsConsent() const;
    static Loaded load(Database& db, const QString& id, const QString& key, const QString& language);

    Services* m_services = nullptr;
    QString m_artisanId;
    std::string m_rowId; ///< of the record that save() writes
    QString m_nameKk, m_nameRu, m_nameEn, m_craft, m_region, m_settlement, m_storyKk, m_storyRu, m_storyEn;
    QString m_phone, m_visitMode, m_level, m_fieldNote;
    QString m_consentMethod, m_consentLanguage, m_consentTextVersion, m_guardian, m_signaturePath;
    QStringList m_consentPurposes;
    int m_birthYear = 0;
    int m_sinceYear = 0;
    bool m_homeWorkshop = true;
    bool m_takesOrders = false;
    bool m_takesApprentices = false;

    std::optional<Position> m_position;
    std::optional<Position> m_originalPosition;
    std::vector<FormPhoto> m_photos;
    std::vector<FormPhoto> m_originalPhotos;
    QVariantMap m_original; ///< property -> value as the editor saw it
    SeenDots m_seen;        ///< who wrote those
    QString m_altLanguage;  ///< of the photos' texts
    QVariantMap m_errors;
    QVariantMap m_errorArgs;
    DraftKeeper m_draft;
    quint64 m_generation = 0;
    int m_busy = 0;
    bool m_saving = false;
    bool m_needsConsent = true;
    bool m_loading = true;
    bool m_filling = false;
    bool m_restored = false;
    bool m_queued = false;
};

} // namespace qoloner
