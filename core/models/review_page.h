// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/conflicts_model.h"
#include "core/models/diff_model.h"
#include "core/models/media_model.h"

#include <QDateTime>

namespace qoloner {

/// A master's record before a moderator: what is proposed, what is public, what clashed.
///
/// All but the conflicts is one read, and approve() names the mutations that
/// wrote what that read showed: what comes in meanwhile is never approved unseen.
class ReviewPage : public QObject {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    Q_PROPERTY(QString rowId READ rowId WRITE setRowId NOTIFY rowIdChanged)
    Q_PROPERTY(QString language READ language NOTIFY changed)
    Q_PROPERTY(bool loading READ loading NOTIFY changed)
    Q_PROPERTY(bool found READ found NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString nameLanguage READ nameLanguage NOTIFY changed)
    Q_PROPERTY(QString status READ status NOTIFY changed)
    /// Never published so far.
    Q_PROPERTY(bool isNew READ isNew NOTIFY changed)
    Q_PROPERTY(bool published READ published NOTIFY changed)
    /// A consent is in force; `consentPurposes` says to what.
    Q_PROPERTY(bool hasConsent READ hasConsent NOTIFY changed)
    Q_PROPERTY(QStringList consentPurposes READ consentPurposes NOTIFY changed)
    Q_PROPERTY(bool minor READ minor NOTIFY changed)
    Q_PROPERTY(QString phone READ phone NOTIFY changed)
    /// Degrees and metres, NaN when unknown.
    Q_PROPERTY(double latitude READ latitude NOTIFY changed)
    Q_PROPERTY(double longitude READ longitude NOTIFY changed)
    Q_PROPERTY(double accuracy READ accuracy NOTIFY changed)
    Q_PROPERTY(bool homeWorkshop READ homeWorkshop NOTIFY changed)
    /// Something is proposed, and neither age nor consent forbids to publish it.
    Q_PROPERTY(bool canApprove READ canApprove NOTIFY changed)
    Q_PROPERTY(int changedCount READ changedCount NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
    /// Since when the oldest proposal waits; invalid: nothing waits.
    Q_PROPERTY(QDateTime waitingSince READ waitingSince NOTIFY changed)
    Q_PROPERTY(qoloner::DiffModel* fields READ fields CONSTANT)
    Q_PROPERTY(qoloner::ConflictsModel* conflicts READ conflicts CONSTANT)
    /// Roles as MediaModel: photos as they are proposed.
    Q_PROPERTY(qoloner::RowList* media READ media CONSTANT)

public:
    explicit ReviewPage(QObject* parent = nullptr);

    Services* services() const { return m_services; }
    void setServices(Services* services);
    QString rowId() const { return m_rowId; }
    void setRowId(const QString& id);
    QString language() const { return m_services ? m_services->settings()->language() : QString(); }
    bool loading() const { return m_loading; }
    bool found() const { return m_state.found; }
    QString name() const { return m_state.name; }
    QString nameLanguage() const { return m_state.nameLanguage; }
    QString status() const { return m_state.status; }
    bool isNew() const
    {
        return m_state.found && !m_state.published && m_state.status != QLatin1String("hidden");
    }
    bool published() const { return m_state.published; }
    bool hasConsent() const { return !m_state.purposes.isEmpty(); }
    QStringList consentPurposes() const { return m_state.purposes; }
    bool minor() const { return m_state.minor; }
    QString phone() const { return m_state.phone; }
    double latitude() const { return m_state.latitude; }
    double longitude() const { return m_state.longitude; }
    double accuracy() const { return m_state.accuracy; }
    bool homeWorkshop() const { return m_state.homeWorkshop; }
    bool canApprove() const;
    int changedCount() const { return m_state.changedCount; }
    bool busy() const { return m_busy; }
    QDateTime waitingSince() const { return m_state.waitingSince; }
    DiffModel* fields() { return &m_fields; }
    ConflictsModel* conflicts() { return &m_conflicts; }
    RowList* media() { return &m_media; }

    // Each is one mutation, answered by done("approve", ...) or failed().
    /// Publishes what is proposed for the record, its photos and its works.
    Q_INVOKABLE void approve();
    /// Takes the record out of the public's sight.
    Q_INVOKABLE void withdraw();
    /// The losing value is written again, the conflict is settled.
    Q_INVOKABLE void restore(const QString& conflictId);
    /// The winning value stays.
    Q_INVOKABLE void dismiss(const QString& conflictId);

signals:
    void servicesChanged();
    void rowIdChanged();
    void changed();
    void busyChanged();
    void done(const QString& action);
    void failed(const QString& code, const QString& field, const QStringList& args);

private:
    struct State {
        bool found = false, published = false, minor = false, homeWorkshop = false, pending = false;
        QString name, nameLanguage, status, phone;
        QStringList purposes;
        double latitude = 0, longitude = 0, accuracy = 0;
        int changedCount = 0;
        QDateTime waitingSince;
        std::vector<ListRow> fields, media;
        std::vector<Change> approvals; ///< of what is shown
    };
    static State read(Database& db, const std::string& id, const QString& language);
    void reload();
    void run(const QString& action, std::function<Result<Dseq>(Replica&)> job);

    Services* m_services = nullptr;
    QString m_rowId;
    DiffModel m_fields;
    ConflictsModel m_conflicts;
    RowList m_media;
    State m_state;
    quint64 m_generation = 0;
    bool m_queued = false;
    bool m_loading = true;
    bool m_busy = false;
};

} // namespace qoloner
