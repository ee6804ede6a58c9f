// SPDX-License-Identifier: Apache-2.0
// What the server's answers do to a SyncSession. Nothing is changed before the
// whole answer has been understood.
#include "sync/client/session.h"
#include "sync/protocol/certificate.h"
#include "sync/protocol/receipt.h"

#include <algorithm>
#include <charconv>

namespace qoloner {

namespace {
constexpr std::uint64_t maxRetryAfterMs = 3'600'000;
constexpr std::uint64_t successSaveMs = 600'000;
constexpr std::uint64_t noLiveMs = 900'000;

/// Seconds (RFC 9110, 10.2.3), bounded. A date is passed over: our clock may be wrong.
std::uint64_t retryAfterOf(std::string_view header)
{
    std::uint64_t seconds = 0;
    const auto [end, ec] = std::from_chars(header.data(), header.data() + header.size(), seconds);
    if (ec == std::errc::result_out_of_range)
        return maxRetryAfterMs;
    if (ec != std::errc{} || end != header.data() + header.size())
        return 0;
    return std::min(seconds, maxRetryAfterMs / 1000) * 1000;
}

/// Goes into a header as it is, so it must hold nothing that ends one.
bool isToken(std::string_view token)
{
    return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.' || c == '=';
    });
}
} // namespace

bool isMediaType(std::string_view contentType, std::string_view wanted)
{
    contentType = contentType.substr(0, contentType.find(';'));
    while (!contentType.empty() && contentType.back() == ' ')
        contentType.remove_suffix(1);
    return contentType.size() == wanted.size() &&
           std::equal(contentType.begin(), contentType.end(), wanted.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a + 32) : a) == b; });
}

Result<std::string> SyncSession::bodyOf(const HttpAnswer& answer, std::size_t max) const
{
    if (!isMediaType(answer.contentType, protocol::mediaType))
        return failure("not_our_server");
    const bool packed = answer.contentEncoding == "zstd";
    if (!packed && !answer.contentEncoding.empty() && answer.contentEncoding != "identity")
        return failure("message_invalid");
    return protocol::unpack(answer.body, packed, max);
}

void SyncSession::onAnswer(SyncLane which, Call call, const HttpAnswer& answer)
{
    if (answer.status != 200)
        return onRefusal(which, call, answer);
    const Result<void> taken =
        bodyOf(answer, protocol::maxResponseBytes).and_then([&](std::string body) -> Result<void> {
            switch (call) {
            case Call::Hello:
                return onHello(std::move(body));
            case Call::Enrol:
                return onEnrolled(std::move(body));
            case Call::Fork:
                return onForked(std::move(body));
            case Call::Rejoin:
                return onRejoined(std::move(body));
            case Call::Challenge:
                return onNonce(std::move(body));
            case Call::Token:
                return onToken(std::move(body));
            case Call::Push:
                return onPushAnswer(std::move(body));
            case Call::Pull:
                return onPage(std::move(body));
            case Call::Live:
            case Call::None:
                break;
            }
            return failure("message_invalid");
        });
    if (!taken) {
        if (taken.error().code == "message_too_large")
            shrink(which);
        fail(which, taken.error());
    }
}

void SyncSession::onRefusal(SyncLane which, Call call, const HttpAnswer& answer)
{
    Lane& it = lane(which);
    Error why;
    bool ours = false;
    if (auto body = bodyOf(answer, protocol::maxResponseBytes)) {
        if (auto problem = protocol::decode<protocol::Problem>(std::move(*body))) {
            why = std::move(problem->error);
            ours = !why.code.empty();
        }
    }
    if (!ours) {
        // A gateway in front of our server speaks 5xx in HTML; anything else is a stranger.
        const bool gateway = answer.status >= 500 && answer.status != 511;
        why = gateway ? Error{"server_unavailable", {}, {std::to_string(answer.status)}}
                      : Error{"not_our_server"};
    }
    if (answer.status == 401 && which != SyncLane::Contact && m_enrolment.enrolled) {
        const bool current = it.token == m_tokenGeneration;
        if (current)
            dropToken();
        if (!current || !it.renewed) {
            it.renewed = current;
            it.wanted = true;
            return;
        }
    }
    if (answer.status == 410 && call == Call::Pull && !m_asked.empty()) {
        m_replica.startOver();
        it.wanted = true;
        return;
    }
    if (ours && answer.status == 401 && isForgotten(call, why)) {
        it.wanted = true;
        return;
    }
    if (answer.status == 413)
        shrink(which);
    const bool final =
        ours && answer.status >= 400 && answer.status < 500 && answer.status != 408 && answer.status != 429;
    if (call == Call::Live && final) // no such route yet, or not for this device: polling does
        return fail(which, std::move(why), std::max(retryAfterOf(answer.retryAfter), noLiveMs));
    if (call == Call::Enrol && final) {
        m_enrol.reset();
        it.failures = 0;
        error(which) = std::move(why);
        return;
    }
    if (call == Call::Fork && final)
        onForkRefused(why);
    if (call == Call::Rejoin && final && onRejoinRefused(why))
        return;
    fail(which, std::move(why), retryAfterOf(answer.retryAfter));
}

Result<void> SyncSession::onHello(std::string body)
{
    auto hello = protocol::decode<protocol::Hello>(std::move(body));
    if (!hello)
        return tl::unexpected(hello.error());
    if (hello->oldestSchema > currentSchema())
        return failure("app_too_old", {},
                       {std::to_string(currentSchema()), std::to_string(hello->oldestSchema)});
    // An enrolled device gives its people's records to one server only: the one that enrolled it.
    if (m_enrolment.enrolled && hello->publicKey != m_enrolment.serverKey)
        return failure("server_key_changed");
    if (m_enrolment.serverKey != hello->publicKey) {
        m_enrolment.serverKey = hello->publicKey;
        m_enrolment.save(m_replica);
    }
    m_status.clockOffsetMs = std::int64_t(hello->serverMs) - std::int64_t(m_clock.nowMs());
    m_hello = std::move(*hello);
    m_freshHello = true;
    offerAgain();
    succeed(SyncLane::Contact);
    return {};
}

Result<void> SyncSession::onEnrolled(std::string body)
{
    auto enrolled = protocol::decode<protocol::Enrolled>(std::move(body));
    if (!enrolled)
        return tl::unexpected(enrolled.error());
    if (enrolled->serverKey != m_hello->publicKey)
        return failure("server_key_changed");
    if (!m_key || enrolled->who.actor.empty())
        return failure("message_invalid");
    const auto certificate = readCertificate(enrolled->certificate, enrolled->serverKey);
    if (!certificate)
        return tl::unexpected(certificate.error());
    if (certificate->publicKey != m_key->publicKey() || certificate->who.actor != enrolled->who.actor)
        return failure("certificate_invalid");
    Enrolment next = m_enrolment;
    next.enrolled = true;
    next.who = std::move(enrolled->who);
    next.name = std::move(enrolled->name);
    next.certificate = std::move(enrolled->certificate);
    if (m_enrol)
        keepInvite(m_enrol->code);
    next.save(m_replica);
    m_enrolment = std::move(next);
    m_replica.setIdentity(*m_key, m_enrolment.who.actor);
    m_enrol.reset();
    // What was asked as a visitor must not count as everything granted now.
    cancel(SyncLane::Pull);
    m_heldBack = false;
    wake(SyncLane::Pull);
    wake(SyncLane::Push);
    succeed(SyncLane::Contact);
    return {};
}

Result<void> SyncSession::onNonce(std::string body)
{
    auto nonce = protocol::decode<protocol::Nonce>(std::move(body));
    if (!nonce)
        return tl::unexpected(nonce.error());
    m_nonce = std::move(nonce->nonce);
    return {};
}

Result<void> SyncSession::onToken(std::string body)
{
    auto token = protocol::decode<protocol::Token>(std::move(body));
    if (!token)
        return tl::unexpected(token.error());
    if (!isToken(token->token) || token->lifeSeconds == 0)
        return failure("message_invalid");
    const bool lockedOut = token->who.actor.empty();
    // A revoked device is a visitor now. Its person keeps what they wrote, under their own name.
    if (token->who.actor.empty())
        token->who.actor = m_enrolment.who.actor;
    const bool other = token->who.role != m_enrolment.who.role || token->who.actor != m_enrolment.who.actor ||
                       token->who.artisan != m_enrolment.who.artisan ||
                       token->who.regions != m_enrolment.who.regions;
    if (other) {
        Enrolment next = m_enrolment;
        next.who = token->who;
        next.save(m_replica);
        m_enrolment = std::move(next);
        m_replica.setIdentity(*m_key, m_enrolment.who.actor);
    }
    takeScopes(token->scopes);
    const std::uint64_t lifeMs = std::uint64_t(token->lifeSeconds) * 1000;
    m_token = std::move(token->token);
    m_tokenUntilMs = m_clock.nowMs() + lifeMs - lifeMs / 10;
    if (m_hello && m_hello->epoch == m_replica.epoch()) // else it may speak of another history
        m_replica.forgetBodies(token->backedUp);
    ++m_tokenGeneration;
    m_rejoined = false;
    if (!lockedOut)
        renewCertificate(token->serverMs);
    m_freshHello = false;
    m_status.clockOffsetMs = std::int64_t(token->serverMs) - std::int64_t(m_clock.nowMs());
    succeed(SyncLane::Contact);
    return {};
}

Result<void> SyncSession::checkReceipts(const protocol::PushAnswer& message) const
{
    const std::vector<Answer>& answers = message.answers;
    if (answers.size() != m_sent.size())
        return failure("message_invalid");
    for (std::size_t i = 0; i < answers.size(); ++i) {
        // A server that cannot read a mutation cannot name its number either.
        const bool unread = answers[i].dseq == 0 && answers[i].outcome == Outcome::Rejected;
        if (answers[i].dseq != m_sent[i].dseq && !unread)
            return failure("message_invalid");
        // "Held" promises nothing yet, so it needs no receipt.
        if (answers[i].outcome != Outcome::Held &&
            !receiptHolds(message.epoch, m_sent[i].hash, answers[i], m_enrolment.serverKey))
            return failure("receipt_invalid");
    }
    return {};
}

Result<void> SyncSession::onPushAnswer(std::string body)
{
    auto answer = protocol::decode<protocol::PushAnswer>(std::move(body));
    if (!answer)
        return tl::unexpected(answer.error());
    if (auto checked = checkReceipts(*answer); !checked)
        return checked;
    for (std::size_t i = 0; i < m_sent.size(); ++i)
        answer->answers[i].dseq = m_sent[i].dseq;
    noteFork(answer->answers);
    // Those of our branch are no refusals: they go again under another name.
    std::erase_if(answer->answers, [](const Answer& each) {
        return each.outcome == Outcome::Rejected && each.error.code == "device_forked";
    });
    m_replica.applyAnswers(answer->answers, answer->epoch);
    if (answer->epoch == m_replica.epoch())
        m_replica.forgetBodies(answer->backedUp);
    bool moved = false;
    bool accepted = false;
    bool gap = false;
    for (const Answer& each : answer->answers) {
        moved |= each.outcome != Outcome::Held;
        gap |= each.outcome == Outcome::Held && each.dseq > answer->highest + 1;
        accepted |= each.outcome != Outcome::Held && each.outcome != Outcome::Rejected;
    }
    Lane& push = lane(SyncLane::Push);
    succeed(SyncLane::Push);
    push.renewed = false;
    // While somebody looks, a long queue goes in pieces of about a second: answers come early, and a
    // broken line costs little. A clock set meanwhile costs one size.
    const std::uint64_t now = m_clock.nowMs();
    const bool slow = m_interactive && now > m_sentMs && now - m_sentMs > m_config.interactivePushMs;
    m_pushLimit = slow ? std::max<std::size_t>(1, m_sent.size() / 2)
                       : std::min(m_config.pushMutations, m_pushLimit * 2);
    m_sent.clear();
    // It waits for what it answered once and did not keep (a device locked out for a while, say).
    // Once: what does not close it the first time is only asked for now and then.
    if (gap && m_gapAfter != answer->highest && m_replica.sendAfter(answer->highest))
        moved = true;
    m_gapAfter = gap ? std::optional(answer->highest) : std::nullopt;
    offerAgain();
    if (m_replica.pendingCount() > 0) {
        // What is held is asked for again, but not in a tight circle; what was
        // written meanwhile goes with it at once.
        if (moved || push.wanted)
            push.wanted = true;
        else
            setTimer(SyncLane::Push, waitMs());
    }
    if (accepted)
        wake(SyncLane::Pull);
    sawEpoch(answer->epoch);
    return {};
}

Result<void> SyncSession::onPage(std::string body)
{
    auto message = protocol::decode<protocol::Page>(std::move(body));
    if (!message)
        return tl::unexpected(message.error());
    const PulledPage& page = message->page;
    // The revisions of another epoch are others, though they may look alike.
    const bool stuck = message->more && page.epoch == m_replica.epoch() &&
                       std::all_of(page.cursor.begin(), page.cursor.end(), [this](const auto& entry) {
                           const auto it = m_asked.find(entry.first);
                           return it != m_asked.end() && it->second == entry.second;
                       });
    if (page.epoch.empty() || stuck)
        return failure("page_invalid");
    // Rows of scopes taken away go first; this page was cut for other scopes, so it is asked again.
    if (takeScopes(message->scopes)) {
        succeed(SyncLane::Pull);
        return {};
    }
    if (auto applied = m_replica.applyPage(page); !applied)
        return applied;
    Lane& pull = lane(SyncLane::Pull);
    succeed(SyncLane::Pull);
    pull.renewed = false;
    // A new epoch: what the server may have lost goes once more.
    if (m_replica.pendingCount() > 0 && lane(SyncLane::Push).request == 0 && !lane(SyncLane::Push).timer)
        lane(SyncLane::Push).wanted = true;
    m_pullLimit = std::min(m_config.pullRows, m_pullLimit * 2);
    m_status.rowsPulled = m_pullGoesOn ? m_status.rowsPulled + page.rows.size() : page.rows.size();
    m_pullGoesOn = message->more;
    if (m_news && !behindNews())
        m_news.reset();
    if (message->more) {
        pull.wanted = true;
        m_heldBack = pullHeldBack(m_enrolment.lastSuccessMs == 0);
    } else {
        m_quiet = m_status.rowsPulled == 0 ? m_quiet + 1 : 0;
        const std::uint64_t now = m_clock.nowMs();
        const std::uint64_t before = m_enrolment.lastSuccessMs;
        m_enrolment.lastSuccessMs = now;
        // Kept for the next start, but an idle poll does not wake the disk each time.
        if (!page.rows.empty() || now < m_savedSuccessMs || now - m_savedSuccessMs > successSaveMs ||
            before == 0) {
            m_enrolment.save(m_replica);
            m_savedSuccessMs = now;
        }
    }
    sawEpoch(page.epoch);
    return {};
}

/// True when scopes were taken away: then everything private was dropped and
/// the pull begins anew.
bool SyncSession::takeScopes(const std::vector<std::string>& scopes)
{
    std::vector<std::string> sorted = scopes;
    std::sort(sorted.begin(), sorted.end());
    if (sorted == m_enrolment.scopes)
        return false;
    const bool shrank =
        !std::includes(sorted.begin(), sorted.end(), m_enrolment.scopes.begin(), m_enrolment.scopes.end());
    // The drop comes before the note of it: a crash between them drops again, which does no harm.
    if (shrank) {
        cancel(SyncLane::Pull);
        m_replica.dropPrivateRows();
        wake(SyncLane::Pull);
    }
    Enrolment next = m_enrolment;
    next.scopes = std::move(sorted);
    next.save(m_replica);
    m_enrolment = std::move(next);
    return shrank;
}

/// Another epoch than the hello's: the server was restored or replaced, so ask
/// who it is; once for each epoch, in case it keeps contradicting itself.
void SyncSession::sawEpoch(const std::string& epoch)
{
    if (!m_hello || epoch == m_hello->epoch || epoch == m_askedEpoch)
        return;
    m_askedEpoch = epoch;
    m_hello.reset();
}

void SyncSession::dropToken()
{
    m_token.clear();
    m_nonce.clear();
    m_tokenUntilMs = 0;
}

} // namespace qoloner
