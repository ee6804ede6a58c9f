// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/record_fields.h"
#include "core/models/register_draft.h"

#include <QVariantMap>
#include <array>

namespace qoloner {

/// The three languages of one text of a record, in an editor's hands.
///
/// What is typed survives a kill of the app until it is saved or reverted;
/// only the languages that were changed here are sent, each as an answer to the
/// text that was on the screen, even when another one has come since.
class EditStory : public QObject {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    Q_PROPERTY(QString rowId READ rowId WRITE setRowId NOTIFY rowIdChanged)
    /// Catalogue name.
    Q_PROPERTY(QString entity READ entity WRITE setEntity NOTIFY rowIdChanged)
    /// "story" or "name".
    Q_PROPERTY(QString fieldSet READ fieldSet WRITE setFieldSet NOTIFY rowIdChanged)
    Q_PROPERTY(QString textKk READ textKk WRITE setTextKk NOTIFY edited)
    Q_PROPERTY(QString textRu READ textRu WRITE setTextRu NOTIFY edited)
    Q_PROPERTY(QString textEn READ textEn WRITE setTextEn NOTIFY edited)
    Q_PROPERTY(QString recordName READ recordName NOTIFY loadingChanged)
    Q_PROPERTY(bool dirty READ dirty NOTIFY edited)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
    /// There is such a record on this device.
    Q_PROPERTY(bool found READ found NOTIFY loadingChanged)
    /// What is shown was typed before the app was closed.
    Q_PROPERTY(bool restored READ restored NOTIFY edited)
    /// Catalogue field -> code of what is wrong.
    Q_PROPERTY(QVariantMap errors READ errors NOTIFY errorsChanged)

public:
    explicit EditStory(QObject* parent = nullptr);
    ~EditStory() override;

    Services* services() const { return m_services; }
    void setServices(Services* services);
    QString rowId() const { return m_rowId; }
    void setRowId(const QString& id);
    QString entity() const { return m_entity; }
    void setEntity(const QString& name);
    QString fieldSet() const { return m_fieldSet; }
    void setFieldSet(const QString& name);
    QString textKk() const { return m_text[0]; }
    QString textRu() const { return m_text[1]; }
    QString textEn() const { return m_text[2]; }
    void setTextKk(const QString& text) { setText(0, text); }
    void setTextRu(const QString& text) { setText(1, text); }
    void setTextEn(const QString& text) { setText(2, text); }
    QString recordName() const { return m_recordName; }
    bool dirty() const { return m_text != m_original; }
    bool busy() const { return m_busy; }
    bool loading() const { return m_loading; }
    bool found() const { return m_found; }
    bool restored() const { return m_restored; }
    QVariantMap errors() const { return m_errors; }

    /// Answered by saved() or failed().
    Q_INVOKABLE void save();
    /// Back to what the record holds; the draft is gone.
    Q_INVOKABLE void revert();

signals:
    void servicesChanged();
    void rowIdChanged();
    void edited();
    void loadingChanged();
    void busyChanged();
    void errorsChanged();
    void saved(const QString& rowId);
    void failed(const QString& code, const QString& field, const QStringList& args);

private:
    using Texts = std::array<QString, 3>;
    using Dots = std::array<Dot, 3>;
    struct Loaded;
    void setText(std::size_t at, const QString& text);
    void restart();
    void reload();
    void take(const Loaded& loaded);
    QJsonObject draft() const;
    QString fieldName(std::size_t at) const;
    void fail(const Error& error);
    void setBusy(bool busy);

    Services* m_services = nullptr;
    QString m_rowId;
    QString m_entity = QStringLiteral("artisan");
    QString m_fieldSet = QStringLiteral("story");
    Texts m_text;
    Texts m_original; ///< as the editor saw it before typing
    Dots m_seen;      ///< who wrote that
    QString m_recordName;
    QVariantMap m_errors;
    DraftKeeper m_draft;
    quint64 m_generation = 0;
    bool m_queued = false;
    bool m_busy = false;
    bool m_loading = true;
    bool m_found = false;
    bool m_restored = false;
};

} // namespace qoloner
