// SPDX-License-Identifier: Apache-2.0
#include "sync/client/session.h"

#include "core/codec/cbor.h"
#include "sync/client/server_url.h"
#include "sync/protocol/invite.h"

#include <algorithm>

namespace qoloner {

namespace {
constexpr std::size_t maxSmallAnswer = 64 * 1024;
constexpr std::size_t maxPushAnswer = 4 * 1024 * 1024;
constexpr std::size_t maxLabel = 120;

/// In the order of HttpFailure.
constexpr const char* failureCodes[] = {
    "offline", "timeout", "tls_failed", "server_unreachable", "connection_lost", "message_too_large"};

/// Runs what may touch the disk; the error when the disk refused.
template <class Step> std::optional<Error> diskError(Step step)
{
    try {
        step();
        return std::nullopt;
    } catch (const StorageFull&) {
        return Error{"disk_full"};
    } catch (const StorageError&) {
        return Error{"storage_failed"};
    }
}
} // namespace

SyncSession::SyncSession(Replica& replica, const Clock& clock, KeyStore& keys, SyncConfig config)
    : m_replica(replica),
      m_clock(clock),
      m_keys(keys),
      m_config(std::move(config)),
      m_enrolment(Enrolment::load(replica)),
      m_random(m_config.seed),
      m_pushLimit(m_config.pushMutations),
      m_pullLimit(m_config.pullRows)
{
    if (m_enrolment.enrolled)
        loadKey();
    loadForking();
    refreshStatus();
    m_told = m_status;
}

// ---- events

SyncActions SyncSession::start()
{
    return handle(SyncLane::Contact, [this] {
        if (m_running)
            return;
        m_running = true;
        m_hello.reset();
        for (Lane& each : m_lanes)
            each = {};
        lane(SyncLane::Push).wanted = true;
        lane(SyncLane::Pull).wanted = true;
        offerAgain();
    });
}

SyncActions SyncSession::stop()
{
    m_running = false;
    cancelAll();
    dropToken();
    m_hello.reset();
    m_enrol.reset();
    return done();
}

Result<SyncActions> SyncSession::setServer(std::string_view typed)
{
    const Result<std::string> url = normaliseServerUrl(typed);
    if (!url)
        return tl::unexpected(url.error());
    if (m_enrolment.enrolled && *url != m_enrolment.serverUrl)
        return failure("already_enrolled");
    return handle(SyncLane::Contact, [&] { bindTo(*url); });
}

Result<SyncActions> SyncSession::enrol(std::string_view serverUrl, std::string_view code,
                                       std::string_view label)
{
    const Result<std::string> invite = parseInviteCode(code);
    if (!invite)
        return tl::unexpected(invite.error());
    if (label.empty() || label.size() > maxLabel || !isUtf8(label))
        return failure("device_label_invalid", "label");
    const Result<std::string> url = normaliseServerUrl(serverUrl);
    if (!url)
        return tl::unexpected(url.error());
    if (m_enrolment.enrolled)
        return failure("already_enrolled");
    // The key is kept before it is used: should the answer get lost, the same
    // key may ask again with the same code.
    if (!m_key && !loadKey()) {
        m_key = m_config.makeKey();
        if (!m_keys.store(deviceKeyName, m_key->seed())) {
            m_key.reset();
            return failure("key_store_failed");
        }
    }
    return handle(SyncLane::Contact, [&] {
        bindTo(*url);
        cancel(SyncLane::Contact);
        lane(SyncLane::Contact).failures = 0;
        error(SyncLane::Contact) = {};
        m_byHand = true;
        m_enrol = protocol::Enrol{*invite, m_key->publicKey(), m_key->sign("qoloner-enrol-1" + *invite),
                                  std::string(label)};
        m_running = true;
    });
}

SyncActions SyncSession::cancelEnrol()
{
    return handle(SyncLane::Contact, [this] {
        if (!m_enrol)
            return;
        m_enrol.reset();
        cancel(SyncLane::Contact);
        error(SyncLane::Contact) = {};
    });
}

SyncActions SyncSession::localWrite()
{
    return handle(SyncLane::Push, [this] {
        Lane& push = lane(SyncLane::Push);
        used();
        offerAgain(); // it may have mended what others built on
        // After a failure the backoff stands, and its timer takes the new write along.
        const bool online = m_conditions.online;
        if (m_running && !refused() && push.request == 0 && push.failures == 0 && !push.wanted &&
            (online || !push.timer))
            setTimer(SyncLane::Push, online ? m_config.debounceMs : waitMs());
        if (push.request != 0 || refused())
            push.wanted = true;
    });
}

SyncActions SyncSession::timerFired(SyncLane which)
{
    return handle(which, [this, which] {
        Lane& it = lane(which);
        if (!it.timer)
            return;
        it.timer = false;
        if (which == SyncLane::Live) {
            m_idle = it.request != 0; // else it waited out a failure
            return;
        }
        it.wanted = true;
        it.forced = true;
    });
}

SyncActions SyncSession::httpAnswer(RequestId id, const HttpAnswer& answer)
{
    for (std::size_t i = 0; i < syncLaneCount; ++i) {
        const auto which = SyncLane(i);
        if (id == 0 || m_lanes[i].request != id)
            continue;
        return handle(which, [&] {
            const Call call = m_lanes[i].call;
            m_lanes[i].request = 0;
            m_lanes[i].call = Call::None;
            m_unreachable = false;
            if (call == Call::Live && answer.status == 200)
                liveEnded({});
            else
                onAnswer(which, call, answer);
        });
    }
    return done();
}

SyncActions SyncSession::httpFailed(RequestId id, HttpFailure kind)
{
    for (std::size_t i = 0; i < syncLaneCount; ++i) {
        const auto which = SyncLane(i);
        if (id == 0 || m_lanes[i].request != id)
            continue;
        return handle(which, [&] {
            m_lanes[i].request = 0;
            m_lanes[i].call = Call::None;
            if (which == SyncLane::Live)
                return liveEnded(Error{failureCodes[std::size_t(kind)]});
            m_unreachable = kind == HttpFailure::Offline || kind == HttpFailure::Refused;
            // What is too much for this line or this server may pass in smaller pieces.
            if (kind == HttpFailure::Timeout || kind == HttpFailure::Cut || kind == HttpFailure::TooLarge)
                shrink(which);
            fail(which, Error{failureCodes[std::size_t(kind)]});
        });
    }
    return done();
}

SyncActions SyncSession::syncNow()
{
    return handle(SyncLane::Contact, [this] {
        m_byHand = true;
        m_heldBack = false;
        used();
        goNow();
    });
}

// ---- scheduling

SyncActions SyncSession::handle(SyncLane which, const std::function<void()>& step)
{
    if (auto trouble = diskError(step))
        fail(which, *trouble);
    if (m_running && !m_enrolment.serverUrl.empty()) {
        // Each lane by itself: trouble of one never stops another.
        if (auto trouble = diskError([this] { pumpContact(); }))
            fail(SyncLane::Contact, *trouble);
        if (auto trouble = diskError([this] { pumpPush(); }))
            fail(SyncLane::Push, *trouble);
        if (auto trouble = diskError([this] { pumpPull(); }))
            fail(SyncLane::Pull, *trouble);
        if (auto trouble = diskError([this] { pumpLive(); }))
            fail(SyncLane::Live, *trouble);
        keepByHand();
    }
    return done();
}

SyncActions SyncSession::done()
{
    refreshStatus();
    if (!(m_status == m_told)) {
        m_told = m_status;
        m_actions.push_back(StatusChanged{});
    }
    return std::exchange(m_actions, {});
}

bool SyncSession::tokenValid() const
{
    return !m_token.empty() && m_clock.nowMs() < m_tokenUntilMs;
}

bool SyncSession::ready() const
{
    return m_hello && (!m_enrolment.enrolled || tokenValid());
}

/// What the person asked for lasts until all of it was done, or something failed.
void SyncSession::keepByHand()
{
    bool busy = !ready() || m_enrol;
    for (const SyncLane which : {SyncLane::Contact, SyncLane::Push, SyncLane::Pull}) {
        if (lane(which).failures > 0)
            m_byHand = false;
        busy |= lane(which).request != 0;
    }
    m_byHand &= busy;
}

/// May `which` send now? While there is no network only a timer or the person
/// starts anything, so that a wrong hint costs a delay and nothing else. A line
/// that is not to be used waits for another one, or for the person.
bool SyncSession::mayStart(SyncLane which)
{
    Lane& it = lane(which);
    if (it.request != 0 || it.timer)
        return false;
    if (m_byHand || (!refused() && (m_conditions.online || it.forced)))
        return true;
    if (!refused())
        setTimer(which, waitMs());
    return false;
}

void SyncSession::pumpContact()
{
    const bool forking = m_forking && m_enrolment.enrolled;
    const bool needed = !m_hello || m_enrol || forking || m_rejoin || (m_enrolment.enrolled && !tokenValid());
    if (!needed || !mayStart(SyncLane::Contact))
        return;
    // Work waits for a newer server: each time it is talked to anyway, ask whether it is.
    if (m_hello && !m_freshHello && !m_enrol && m_replica.refusedFor("server_too_old"))
        m_hello.reset();
    if (!m_hello)
        return send(SyncLane::Contact, Call::Hello, "/v1/hello", {}, maxSmallAnswer);
    if (m_enrol)
        return send(SyncLane::Contact, Call::Enrol, "/v1/enrol", protocol::encode(*m_enrol), maxSmallAnswer);
    if (m_rejoin)
        return askToRejoin();
    if (forking)
        return askForFork();
    if (!m_key && !loadKey())
        return fail(SyncLane::Contact, Error{"device_key_missing"});
    if (m_nonce.empty())
        return send(SyncLane::Contact, Call::Challenge, "/v1/challenge",
                    protocol::encode(protocol::Challenge{m_key->device()}), maxSmallAnswer);
    const std::string nonce = std::exchange(m_nonce, {});
    send(SyncLane::Contact, Call::Token, "/v1/token",
         protocol::encode(
             protocol::TokenRequest{m_key->device(), nonce, m_key->sign("qoloner-token-1" + nonce)}),
         maxSmallAnswer);
}

void SyncSession::pumpPush()
{
    Lane& push = lane(SyncLane::Push);
    if (!push.wanted || !m_enrolment.enrolled || m_forking || !ready() || !mayStart(SyncLane::Push))
        return;
    std::vector<Outgoing> batch = m_replica.outgoing(m_pushLimit, m_config.pushBytes);
    push.wanted = false;
    if (batch.empty())
        return;
    m_sent.clear();
    m_sentMs = m_clock.nowMs();
    protocol::Push message{m_sentMs, {}, {}};
    for (Outgoing& each : batch) {
        m_sent.push_back({each.dseq, each.mutation.hash()});
        message.past.push_back(std::move(each.past));
        message.mutations.push_back(std::move(each.mutation));
    }
    send(SyncLane::Push, Call::Push, "/v1/push", protocol::encode(message), maxPushAnswer);
}

void SyncSession::pumpPull()
{
    Lane& pull = lane(SyncLane::Pull);
    if (m_news && pull.request == 0)
        wake(SyncLane::Pull);
    if (m_heldBack)
        return;
    if (!pull.wanted) {
        if (pull.request == 0 && !pull.timer && !refused())
            setTimer(SyncLane::Pull, pollMs());
        return;
    }
    if (!ready() || !mayStart(SyncLane::Pull))
        return;
    pull.wanted = false;
    protocol::Pull message;
    message.epoch = m_replica.epoch();
    message.cursor = m_replica.cursor();
    message.begun = m_replica.pullBegan();
    message.limit = m_pullLimit;
    m_asked = message.cursor;
    m_news.reset(); // what comes now tells of it
    send(SyncLane::Pull, Call::Pull, "/v1/pull", protocol::encode(message), protocol::maxResponseBytes);
}

void SyncSession::send(SyncLane which, Call call, const std::string& path, std::string body,
                       std::size_t maxAnswer)
{
    Lane& it = lane(which);
    it.request = ++m_lastRequest;
    it.call = call;
    it.forced = false;
    SendRequest request;
    request.id = it.request;
    request.method = body.empty() ? "GET" : "POST";
    request.url = m_enrolment.serverUrl + path;
    request.stream = call == Call::Live;
    // No more than the server needs: a check for news is mostly its headers.
    request.headers = {{"Accept-Encoding", request.stream ? "identity" : "zstd"}};
    if (request.stream)
        request.headers.emplace_back("Accept", protocol::liveMediaType);
    if (!body.empty()) {
        request.headers.emplace_back("Content-Type", "application/cbor");
        if (protocol::pack(body))
            request.headers.emplace_back("Content-Encoding", "zstd");
    }
    it.token = 0;
    if (which != SyncLane::Contact && tokenValid()) {
        request.headers.emplace_back("Authorization", "Bearer " + m_token);
        it.token = m_tokenGeneration;
    }
    request.body = std::move(body);
    request.timeoutMs = request.stream ? m_config.liveTimeoutMs : m_config.timeoutMs;
    request.maxAnswerBytes = maxAnswer;
    m_actions.push_back(std::move(request));
}

void SyncSession::setTimer(SyncLane which, std::uint64_t ms)
{
    lane(which).timer = true;
    m_actions.push_back(SetTimer{which, ms});
}

void SyncSession::stopTimer(SyncLane which)
{
    if (!lane(which).timer)
        return;
    lane(which).timer = false;
    m_actions.push_back(StopTimer{which});
}

/// There is something to do at once, unless the lane is waiting out a failure.
void SyncSession::wake(SyncLane which)
{
    lane(which).wanted = true;
    if (lane(which).failures == 0)
        stopTimer(which);
}

void SyncSession::goNow()
{
    m_quiet = 0;
    for (std::size_t i = 0; i < syncLaneCount; ++i) {
        m_lanes[i].failures = 0;
        if (SyncLane(i) != SyncLane::Live || m_lanes[i].request == 0) // else it is not waiting
            stopTimer(SyncLane(i));
    }
    lane(SyncLane::Push).wanted = true;
    lane(SyncLane::Pull).wanted = true;
}

void SyncSession::cancel(SyncLane which)
{
    Lane& it = lane(which);
    stopTimer(which);
    if (it.request != 0)
        m_actions.push_back(CancelRequest{it.request});
    it.request = 0;
    it.call = Call::None;
    if (which == SyncLane::Live) {
        m_status.live = false;
        m_openedMs = 0;
        m_news.reset();
    }
}

void SyncSession::cancelAll()
{
    for (std::size_t i = 0; i < syncLaneCount; ++i)
        cancel(SyncLane(i));
}

/// Half to all of the doubled delay, so that many devices do not come back at once.
void SyncSession::fail(SyncLane which, Error why, std::uint64_t retryAfterMs)
{
    Lane& it = lane(which);
    ++it.failures;
    it.wanted = true;
    error(which) = std::move(why);
    if (!m_running)
        return;
    const unsigned doublings = std::min(it.failures - 1, 20u);
    const std::uint64_t full = std::min(m_config.backoffMaxMs, m_config.backoffMinMs << doublings);
    const std::uint64_t delay = full / 2 + random() % (full / 2 + 1);
    setTimer(which, std::max(delay, retryAfterMs));
}

void SyncSession::succeed(SyncLane which)
{
    lane(which).failures = 0;
    error(which) = {};
}

/// Refused mutations whose reason has gone go out again under a new number.
void SyncSession::offerAgain()
{
    if (!m_enrolment.enrolled)
        return;
    const std::uint32_t known = m_hello ? m_hello->schema : 0;
    const std::size_t again =
        m_replica.reissue([known](const JournalEntry& refused, const Mutation& mutation) {
            return refused.error.code == "server_too_old" && mutation.schema <= known;
        });
    if (again > 0)
        wake(SyncLane::Push);
}

void SyncSession::shrink(SyncLane which)
{
    if (which == SyncLane::Push)
        m_pushLimit = std::max<std::size_t>(1, m_pushLimit / 2);
    if (which == SyncLane::Pull)
        m_pullLimit = std::max<std::uint32_t>(50, m_pullLimit / 2);
}

/// splitmix64: good enough to spread retries, and the same for the same seed.
std::uint64_t SyncSession::random()
{
    std::uint64_t z = m_random += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

void SyncSession::bindTo(const std::string& url)
{
    if (url == m_enrolment.serverUrl)
        return;
    cancelAll();
    for (Lane& each : m_lanes)
        each = {};
    for (Error& each : m_errors)
        each = {};
    m_hello.reset();
    dropToken();
    // Another server's cursor means nothing to this one.
    if (!m_enrolment.serverUrl.empty())
        m_replica.dropPrivateRows();
    m_forking.reset();
    saveForking();
    m_rejoin = false;
    m_enrolment = {};
    m_enrolment.serverUrl = url;
    m_enrolment.save(m_replica);
    lane(SyncLane::Pull).wanted = true;
    lane(SyncLane::Push).wanted = true;
}

void SyncSession::refreshStatus()
{
    const Lane& contact = lane(SyncLane::Contact);
    const Lane& push = lane(SyncLane::Push);
    const Lane& pull = lane(SyncLane::Pull);
    // In order of precedence, so both ends say the same.
    if (!m_running || m_enrolment.serverUrl.empty())
        m_status.phase = SyncPhase::Idle; // NOLINT(bugprone-branch-clone)
    else if (contact.request != 0)
        m_status.phase = SyncPhase::Connecting;
    else if (push.request != 0)
        m_status.phase = SyncPhase::Pushing;
    else if (pull.request != 0)
        m_status.phase = SyncPhase::Pulling;
    else if (m_unreachable || !m_conditions.online)
        m_status.phase = SyncPhase::Offline;
    else if (contact.failures + push.failures + pull.failures > 0)
        m_status.phase = SyncPhase::Waiting;
    else
        m_status.phase = SyncPhase::Idle;
    m_status.serverUrl = m_enrolment.serverUrl;
    m_status.enrolled = m_enrolment.enrolled;
    m_status.enrolling = m_enrol.has_value();
    m_status.role = m_enrolment.who.role;
    m_status.actor = m_enrolment.who.actor;
    m_status.artisan = m_enrolment.who.artisan;
    m_status.regions = m_enrolment.who.regions;
    m_status.name = m_enrolment.name;
    m_status.lastSuccessMs = m_enrolment.lastSuccessMs;
    diskError([this] { m_status.pendingCount = m_replica.pendingCount(); });
    m_status.waitsForUnmetered = refused() || m_heldBack;
    m_status.lastError = {};
    // Without news everything still arrives, a little later: that is nobody's error.
    for (const SyncLane which : {SyncLane::Contact, SyncLane::Push, SyncLane::Pull})
        if (m_status.lastError.code.empty())
            m_status.lastError = error(which);
}

} // namespace qoloner
