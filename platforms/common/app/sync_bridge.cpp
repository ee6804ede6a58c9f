// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/sync_bridge.h"

#include "sync/protocol/invite.h"

#include <QSysInfo>

namespace qoloner {

namespace {
QStringList texts(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list.append(QString::fromStdString(word));
    return list;
}
} // namespace

SyncBridge::SyncBridge(ReplicaHub& hub, KeyStore& keys, const Clock& clock, const SyncConfig& config)
    : m_hub(hub)
{
    m_hub.host([&](Replica& replica) -> QObject* {
        m_client = new SyncClient(replica, clock, keys, config);
        connect(m_client, &SyncClient::statusChanged, this, &SyncBridge::take, Qt::QueuedConnection);
        connect(m_client, &SyncClient::enrolled, this, &SyncPort::joined, Qt::QueuedConnection);
        connect(m_client, &SyncClient::enrolFailed, this, &SyncBridge::joinFailedWith, Qt::QueuedConnection);
        m_status = m_client->status();
        return m_client;
    });
    m_hub.setWriterListener(
        [client = m_client](const TableChanges& changes) { client->replicaChanged(changes); });
}

void SyncBridge::onClient(std::function<void(SyncClient&)> call)
{
    QMetaObject::invokeMethod(
        m_client, [client = m_client, call = std::move(call)] { call(*client); }, Qt::QueuedConnection);
}

void SyncBridge::start(const QString& serverUrl, bool offline)
{
    m_offline = offline;
    onClient([this, url = serverUrl.toStdString(), offline](SyncClient& client) {
        if (!url.empty() && !client.status().enrolled)
            if (const auto set = client.setServer(url); !set)
                QMetaObject::invokeMethod(this, [this, error = set.error()] {
                    m_startError = error;
                    emit statusChanged();
                });
        if (!offline)
            client.start();
    });
    emit statusChanged();
}

void SyncBridge::setConditions(const NetworkConditions& conditions)
{
    onClient([conditions](SyncClient& client) { client.setConditions(conditions); });
}

void SyncBridge::setMeteredUse(const QString& use)
{
    const MeteredUse meant = use == QLatin1String("everything") ? MeteredUse::Everything
                             : use == QLatin1String("nothing")  ? MeteredUse::Nothing
                                                                : MeteredUse::SmallChanges;
    onClient([meant](SyncClient& client) { client.setMeteredUse(meant); });
}

void SyncBridge::setInteractive(bool interactive)
{
    onClient([interactive](SyncClient& client) { client.setInteractive(interactive); });
}

void SyncBridge::take(const SyncStatus& status)
{
    m_status = status;
    emit statusChanged();
}

QString SyncBridge::phase() const
{
    if (m_offline)
        return QStringLiteral("offline");
    static const char* const words[] = {"idle", "connecting", "pushing", "pulling", "waiting", "offline"};
    return QString::fromLatin1(words[std::size_t(m_status.phase)]);
}

QDateTime SyncBridge::lastSuccess() const
{
    return m_status.lastSuccessMs == 0 ? QDateTime()
                                       : QDateTime::fromMSecsSinceEpoch(qint64(m_status.lastSuccessMs));
}

QString SyncBridge::lastErrorCode() const
{
    return QString::fromStdString(m_startError.code.empty() ? m_status.lastError.code : m_startError.code);
}

QStringList SyncBridge::lastErrorArgs() const
{
    return texts(m_startError.code.empty() ? m_status.lastError.args : m_startError.args);
}

QString SyncBridge::role() const
{
    const std::string_view name = roleName(m_status.role);
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

QStringList SyncBridge::regions() const
{
    return texts(m_status.regions);
}

void SyncBridge::syncNow()
{
    if (!m_offline)
        onClient([](SyncClient& client) { client.syncNow(); });
}

void SyncBridge::join(const QString& inviteOrServer, const QString& code)
{
    std::string server = inviteOrServer.trimmed().toStdString();
    std::string secret = code.trimmed().toStdString();
    if (secret.empty()) {
        const auto invite = parseInvitePayload(server);
        if (!invite)
            return joinFailedWith(invite.error());
        server = invite->server;
        secret = invite->code;
    }
    if (m_offline)
        setOffline(false); // joining is asking for the network
    const std::string label = QSysInfo::machineHostName().left(60).toStdString();
    onClient([this, server, secret, label](SyncClient& client) {
        if (const auto begun = client.enrol(server, secret, label.empty() ? "device" : label); !begun)
            QMetaObject::invokeMethod(this, [this, error = begun.error()] { joinFailedWith(error); });
    });
}

void SyncBridge::joinFailedWith(const Error& error)
{
    emit joinFailed(QString::fromStdString(error.code), texts(error.args));
}

void SyncBridge::cancelJoin()
{
    onClient([](SyncClient& client) { client.cancelEnrol(); });
}

void SyncBridge::setOffline(bool offline)
{
    if (m_offline == offline)
        return;
    m_offline = offline;
    onClient([offline](SyncClient& client) { offline ? client.stop() : client.start(); });
    emit statusChanged();
}

} // namespace qoloner
