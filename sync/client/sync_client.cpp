// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_client.h"

#include "sync/client/server_url.h"

#include <QScopedValueRollback>

namespace qoloner {

SyncClient::SyncClient(Replica& replica, const Clock& clock, KeyStore& keys, SyncConfig config,
                       QObject* parent)
    : QObject(parent), m_session(replica, clock, keys, std::move(config)), m_transport(this)
{
    qRegisterMetaType<SyncStatus>();
    for (std::size_t i = 0; i < syncLaneCount; ++i) {
        m_timers[i].setSingleShot(true);
        connect(&m_timers[i], &QTimer::timeout, this, [this, i] {
            const QScopedValueRollback guard(m_inSession, true);
            perform(m_session.timerFired(SyncLane(i)));
        });
    }
    connect(&m_transport, &QtTransport::answered, this, [this](RequestId id, const HttpAnswer& answer) {
        const QScopedValueRollback guard(m_inSession, true);
        perform(m_session.httpAnswer(id, answer));
    });
    connect(&m_transport, &QtTransport::failed, this, [this](RequestId id, HttpFailure kind) {
        const QScopedValueRollback guard(m_inSession, true);
        perform(m_session.httpFailed(id, kind));
    });
    connect(&m_transport, &QtTransport::opened, this,
            [this](RequestId id, const HttpAnswer& head) { perform(m_session.streamOpened(id, head)); });
    connect(&m_transport, &QtTransport::streamed, this,
            [this](RequestId id, const std::string& bytes) { perform(m_session.streamBytes(id, bytes)); });
}

SyncClient::~SyncClient() = default;

void SyncClient::setConditions(const NetworkConditions& conditions)
{
    m_conditions = conditions;
    tellConditions();
}

void SyncClient::tellConditions()
{
    NetworkConditions conditions = m_conditions;
    // A server on this very machine needs no network, and costs nothing.
    if (isLoopbackUrl(m_session.status().serverUrl)) {
        conditions.online = true;
        conditions.metered = false;
    }
    perform(m_session.networkConditions(conditions));
}

void SyncClient::setMeteredUse(MeteredUse use)
{
    perform(m_session.setMeteredUse(use));
}

void SyncClient::start()
{
    perform(m_session.start());
}

void SyncClient::stop()
{
    perform(m_session.stop());
}

Result<void> SyncClient::setServer(const std::string& url)
{
    const QScopedValueRollback guard(m_inSession, true);
    auto actions = m_session.setServer(url);
    if (!actions)
        return tl::unexpected(actions.error());
    perform(std::move(*actions));
    tellConditions();
    return {};
}

Result<void> SyncClient::enrol(const std::string& serverUrl, const std::string& code,
                               const std::string& label)
{
    const QScopedValueRollback guard(m_inSession, true);
    auto actions = m_session.enrol(serverUrl, code, label);
    if (!actions)
        return tl::unexpected(actions.error());
    perform(std::move(*actions));
    tellConditions();
    return {};
}

void SyncClient::cancelEnrol()
{
    m_wasEnrolling = false;
    perform(m_session.cancelEnrol());
}

void SyncClient::syncNow()
{
    perform(m_session.syncNow());
}

void SyncClient::setInteractive(bool interactive)
{
    perform(m_session.setInteractive(interactive));
}

void SyncClient::replicaChanged(const TableChanges& changes)
{
    // Table 0 is the journal. What the session writes itself it already knows.
    if (!m_inSession && changes.contains(TableId{}))
        perform(m_session.localWrite());
}

void SyncClient::perform(SyncActions actions)
{
    bool changed = false;
    for (SyncAction& action : actions) {
        if (auto* request = std::get_if<SendRequest>(&action))
            m_transport.send(*request);
        else if (auto* cancelled = std::get_if<CancelRequest>(&action))
            m_transport.cancel(cancelled->id);
        else if (auto* timer = std::get_if<SetTimer>(&action))
            m_timers[std::size_t(timer->lane)].start(int(timer->ms));
        else if (auto* stopped = std::get_if<StopTimer>(&action))
            m_timers[std::size_t(stopped->lane)].stop();
        else
            changed = true;
    }
    if (!changed)
        return;
    const SyncStatus status = m_session.status();
    const bool ended = m_wasEnrolling && !status.enrolling;
    m_wasEnrolling = status.enrolling;
    emit statusChanged(status);
    if (ended && status.enrolled)
        emit enrolled();
    else if (ended)
        emit enrolFailed(status.lastError);
}

} // namespace qoloner
