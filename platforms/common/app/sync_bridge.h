// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/replica_hub.h"
#include "core/models/sync_port.h"
#include "sync/client/sync_client.h"

namespace qoloner {

/// The interface's view of the sync client: its status copied to this thread,
/// its commands sent over to the writer's.
class SyncBridge final : public SyncPort {
    Q_OBJECT
public:
    /// `hub` is open; `keys` and `clock` outlive it. Nothing is sent before start().
    SyncBridge(ReplicaHub& hub, KeyStore& keys, const Clock& clock, const SyncConfig& config);

    /// Takes a visitor's server (ignored by an enrolled device) and begins, unless offline.
    void start(const QString& serverUrl, bool offline);
    void setConditions(const NetworkConditions& conditions);
    /// A word of SettingsModel::meteredUses.
    void setMeteredUse(const QString& use);
    /// Whether somebody can see the app.
    void setInteractive(bool interactive);

    QString phase() const override;
    int pendingCount() const override { return int(m_status.pendingCount); }
    QDateTime lastSuccess() const override;
    qint64 rowsPulled() const override { return qint64(m_status.rowsPulled); }
    QString lastErrorCode() const override;
    QStringList lastErrorArgs() const override;
    bool waitsForUnmetered() const override { return m_status.waitsForUnmetered; }
    bool enrolled() const override { return m_status.enrolled; }
    QString role() const override;
    QString personName() const override { return QString::fromStdString(m_status.name); }
    QString actor() const override { return QString::fromStdString(m_status.actor); }
    QString artisan() const override { return QString::fromStdString(m_status.artisan); }
    QStringList regions() const override;
    QString serverUrl() const override { return QString::fromStdString(m_status.serverUrl); }
    bool offline() const override { return m_offline; }

    void syncNow() override;
    void join(const QString& inviteOrServer, const QString& code) override;
    void cancelJoin() override;
    void setOffline(bool offline) override;

private:
    /// Runs on the writer's thread, after everything asked for before.
    void onClient(std::function<void(SyncClient&)> call);
    void joinFailedWith(const Error& error);
    void take(const SyncStatus& status);

    ReplicaHub& m_hub;
    SyncClient* m_client = nullptr; ///< lives on the writer's thread
    SyncStatus m_status;
    Error m_startError; ///< the server given at start cannot be used
    bool m_offline = false;
};

} // namespace qoloner
