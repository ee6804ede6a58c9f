// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/client/qt_transport.h"
#include "sync/client/session.h"

#include <QObject>
#include <QTimer>
#include <array>

namespace qoloner {

/// A SyncSession with its transport and timers: everything a device does towards
/// its server. Lives on the writer's thread, like the Replica it works on;
/// every call but the signals' receivers must be made there.
class SyncClient : public QObject {
    Q_OBJECT
public:
    SyncClient(Replica& replica, const Clock& clock, KeyStore& keys, SyncConfig config = {},
               QObject* parent = nullptr);
    ~SyncClient() override;

    const SyncStatus& status() const { return m_session.status(); }
    /// Certificates to trust besides the system's, in PEM.
    bool trust(const QByteArray& pem) { return m_transport.trust(pem); }

    void start();
    void stop();
    /// For a visitor; enrolled devices keep theirs. Errors as SyncSession::setServer.
    Result<void> setServer(const std::string& url);
    /// Errors as SyncSession::enrol; afterwards enrolled() or enrolFailed().
    Result<void> enrol(const std::string& serverUrl, const std::string& code, const std::string& label);
    void cancelEnrol();
    void syncNow();
    void setInteractive(bool interactive);
    /// What the platform knows; without it the line counts as there and free.
    void setConditions(const NetworkConditions& conditions);
    void setMeteredUse(MeteredUse use);
    /// Tell what the Replica's listener told: a local write is pushed at once.
    void replicaChanged(const TableChanges& changes);

signals:
    void statusChanged(const qoloner::SyncStatus& status);
    void enrolled();
    /// The server refused the invite; it will not be asked again.
    void enrolFailed(const qoloner::Error& error);

private:
    void perform(SyncActions actions);
    void tellConditions();

    SyncSession m_session;
    QtTransport m_transport;
    std::array<QTimer, syncLaneCount> m_timers;
    NetworkConditions m_conditions;
    bool m_inSession = false; ///< the session itself is changing the replica
    bool m_wasEnrolling = false;
};

} // namespace qoloner

Q_DECLARE_METATYPE(qoloner::SyncStatus)
