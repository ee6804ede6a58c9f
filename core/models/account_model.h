// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/services.h"

#include <QObject>
#include <QStringList>

namespace qoloner {

/// Who uses this device and how they join: the account page's side of
/// SyncPort, with what waits here counted from the journal.
class AccountModel : public QObject {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    Q_PROPERTY(bool enrolled READ enrolled NOTIFY changed)
    Q_PROPERTY(QString role READ role NOTIFY changed)
    Q_PROPERTY(QString personName READ personName NOTIFY changed)
    Q_PROPERTY(QString serverUrl READ serverUrl NOTIFY changed)
    /// User actions that the server has not answered, or has refused.
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(int rejected READ rejected NOTIFY changed)
    /// An invite was given and neither answered nor cancelled.
    Q_PROPERTY(bool joining READ joining NOTIFY changed)
public:
    using QObject::QObject;

    Services* services() const { return m_services; }
    void setServices(Services* services);
    bool enrolled() const { return sync() && sync()->enrolled(); }
    QString role() const { return sync() ? sync()->role() : QStringLiteral("visitor"); }
    QString personName() const { return sync() ? sync()->personName() : QString(); }
    QString serverUrl() const { return sync() ? sync()->serverUrl() : QString(); }
    int waiting() const { return m_waiting; }
    int rejected() const { return m_rejected; }
    bool joining() const { return m_joining; }

    /// As SyncPort::join; a second one while the first is under way is passed over.
    Q_INVOKABLE void join(const QString& inviteOrServer, const QString& code);
    Q_INVOKABLE void cancelJoin();

signals:
    void servicesChanged();
    void changed();
    void joined();
    void joinFailed(const QString& code, const QStringList& args);

private:
    SyncPort* sync() const { return m_services ? m_services->sync() : nullptr; }
    void setJoining(bool joining);
    void count();

    Services* m_services = nullptr;
    int m_waiting = 0;
    int m_rejected = 0;
    bool m_joining = false;
};

} // namespace qoloner
