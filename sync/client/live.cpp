// SPDX-License-Identifier: Apache-2.0
// How a SyncSession listens for news, how often it asks without them, and what
// it leaves undone on a line that costs money or a battery that runs out.
#include "sync/client/session.h"

#include <algorithm>

namespace qoloner {

namespace {
constexpr std::size_t maxStreamBytes = 1024 * 1024; // heartbeats of a day
constexpr std::uint64_t longLifeMs = 30'000;
constexpr unsigned maxDoublings = 16;
} // namespace

// ---- what the line may be used for

/// Nothing at all, unless the person asks.
bool SyncSession::refused() const
{
    return m_conditions.metered && m_meteredUse == MeteredUse::Nothing;
}

bool SyncSession::smallOnly() const
{
    return m_conditions.metered && m_meteredUse == MeteredUse::SmallChanges;
}

bool SyncSession::thrifty() const
{
    return smallOnly() || refused() || m_conditions.batteryLow;
}

/// Until work that waits is tried again.
std::uint64_t SyncSession::waitMs() const
{
    return (m_interactive ? m_config.interactivePollMs : m_config.pollMs) *
           (thrifty() ? m_config.thriftyStretch : 1);
}

/// Until it is asked again whether there is anything new.
std::uint64_t SyncSession::pollMs() const
{
    const std::uint64_t stretch = thrifty() ? m_config.thriftyStretch : 1;
    if (m_status.live)
        return m_config.livePollMs * stretch;
    const std::uint64_t most = m_interactive ? m_config.interactivePollMaxMs : m_config.pollMaxMs;
    const unsigned doublings = std::min(m_quiet == 0 ? 0 : m_quiet - 1, maxDoublings);
    const std::uint64_t first = waitMs();
    return std::max(first, std::min(most * stretch, first << doublings));
}

/// The time between polls is another now. A lane that waits out a failure goes on waiting.
void SyncSession::rearmPoll()
{
    const Lane& pull = lane(SyncLane::Pull);
    if (pull.timer && pull.failures == 0)
        setTimer(SyncLane::Pull, pollMs());
}

SyncActions SyncSession::networkConditions(const NetworkConditions& conditions)
{
    return handle(SyncLane::Live, [&] {
        const bool wasUsable = m_conditions.online && !refused();
        m_conditions = conditions;
        if (m_conditions.online && !refused() && !wasUsable)
            goNow();
        changePolicy();
    });
}

SyncActions SyncSession::setMeteredUse(MeteredUse use)
{
    return handle(SyncLane::Live, [&] {
        const bool wasRefused = refused();
        m_meteredUse = use;
        if (wasRefused && !refused())
            goNow();
        changePolicy();
    });
}

void SyncSession::changePolicy()
{
    if (m_heldBack && !smallOnly()) {
        m_heldBack = false;
        wake(SyncLane::Pull);
    }
    m_idle = false;
    rearmPoll();
    if (lane(SyncLane::Live).request != 0)
        armIdleTimer();
}

SyncActions SyncSession::setInteractive(bool interactive)
{
    return handle(SyncLane::Live, [&] {
        if (m_interactive == interactive)
            return;
        m_interactive = interactive;
        m_quiet = 0;
        if (interactive) {
            used();
            m_pushLimit = std::min(m_pushLimit, m_config.interactivePushMutations);
            wake(SyncLane::Pull);
        } else {
            rearmPoll();
        }
    });
}

/// After so many rows a pull on a metered line waits. The first one of a device does
/// not: an empty app helps nobody.
bool SyncSession::pullHeldBack(bool firstPull) const
{
    return smallOnly() && !m_byHand && !firstPull && m_status.rowsPulled >= m_config.meteredRows;
}

// ---- the event stream

/// Visitors poll: there are too many of them, and what they see changes rarely.
bool SyncSession::wantsLive() const
{
    return m_running && m_enrolment.enrolled && m_enrolment.who.role != Role::Visitor && m_interactive &&
           m_conditions.online && !refused() && !m_idle;
}

void SyncSession::pumpLive()
{
    const Lane& live = lane(SyncLane::Live);
    if (!wantsLive()) {
        const bool was = m_status.live;
        cancel(SyncLane::Live);
        if (was)
            rearmPoll();
        return;
    }
    if (live.request != 0 || live.timer || !ready())
        return;
    m_reader = {};
    send(SyncLane::Live, Call::Live, "/v1/events", {}, maxStreamBytes);
}

/// Where power or bytes are short, the stream ends after a while in which nobody needed it.
void SyncSession::armIdleTimer()
{
    if (thrifty())
        setTimer(SyncLane::Live, m_config.thriftyIdleMs);
    else
        stopTimer(SyncLane::Live);
}

/// Somebody works with this device.
void SyncSession::used()
{
    m_idle = false;
    if (thrifty() && lane(SyncLane::Live).request != 0)
        armIdleTimer();
}

SyncActions SyncSession::streamOpened(RequestId id, const HttpAnswer& head)
{
    Lane& live = lane(SyncLane::Live);
    if (id == 0 || live.request != id)
        return done();
    return handle(SyncLane::Live, [&] {
        if (!isMediaType(head.contentType, protocol::liveMediaType) ||
            !(head.contentEncoding.empty() || head.contentEncoding == "identity"))
            return liveEnded(Error{"not_our_server"});
        live.renewed = false;
        m_openedMs = m_clock.nowMs();
        armIdleTimer();
    });
}

SyncActions SyncSession::streamBytes(RequestId id, std::string_view bytes)
{
    if (id == 0 || lane(SyncLane::Live).request != id)
        return done();
    return handle(SyncLane::Live, [&] {
        auto news = m_reader.feed(bytes);
        if (!news)
            liveEnded(news.error());
        else if (*news)
            onNews(std::move(**news));
    });
}

/// Only now the stream is trusted: something in between may hold back what comes after the head.
void SyncSession::onNews(protocol::News news)
{
    error(SyncLane::Live) = {};
    const bool first = !m_status.live;
    m_status.live = true;
    m_news = std::move(news);
    if (thrifty())
        armIdleTimer();
    if (!behindNews())
        m_news.reset();
    if (first)
        rearmPoll();
}

/// Whether the news are of something that is not here.
bool SyncSession::behindNews()
{
    if (m_news->epoch != m_replica.epoch())
        return true;
    const auto cursor = m_replica.cursor();
    return std::any_of(m_enrolment.scopes.begin(), m_enrolment.scopes.end(), [&](const std::string& scope) {
        const auto it = cursor.find(scope);
        return it == cursor.end() || it->second < m_news->rev;
    });
}

/// It ended, well or badly; polling goes on meanwhile. One that lived for long comes
/// back soon, one that is cut again and again ever later.
void SyncSession::liveEnded(Error why)
{
    Lane& live = lane(SyncLane::Live);
    if (m_openedMs != 0 && m_clock.nowMs() - m_openedMs >= longLifeMs)
        live.failures = 0;
    cancel(SyncLane::Live);
    fail(SyncLane::Live, std::move(why));
    rearmPoll();
}

} // namespace qoloner
