// SPDX-License-Identifier: Apache-2.0
// A server that was restored from a backup may not know this device: it enrolled, or took another
// name, after the backup was made. It shows what the server signed for it then. The same way it
// gets a new certificate long before the old one runs out.
#include "core/codec/cbor.h"
#include "core/domain/ids.h"
#include "sync/client/session.h"
#include "sync/protocol/certificate.h"

namespace qoloner {

namespace {

constexpr const char* metaInvite = "sync.invite"; // hash of the code it enrolled with
constexpr const char* metaNames = "sync.names";   // certificates of the names it had before
constexpr std::uint64_t renewBeforeMs = certificateLifeMs * 2 / 3;

std::vector<std::string> namesBefore(const Replica& replica)
{
    const std::string record = replica.meta(metaNames);
    std::vector<std::string> names;
    CborReader in(record);
    for (std::size_t n = in.array(protocol::maxNames); in.ok() && n > 0; --n)
        names.emplace_back(in.bytes());
    return in.finished() ? names : std::vector<std::string>();
}

} // namespace

/// What is kept from the enrolment for the day on which the server has forgotten it.
void SyncSession::keepInvite(const std::string& code)
{
    m_replica.setMeta(metaInvite, blake2b("qoloner-invite-1" + code));
    m_replica.setMeta(metaNames, {});
}

/// The certificate that is about to be replaced by that of another name.
void SyncSession::keepName(const std::string& certificate)
{
    std::vector<std::string> names = namesBefore(m_replica);
    names.push_back(certificate);
    CborWriter out;
    out.array(names.size());
    for (const std::string& each : names)
        out.bytes(each);
    m_replica.setMeta(metaNames, out.out());
}

/// Should what the server just said make the device show its certificate? Once: a server that
/// goes on contradicting itself is met with the usual patience.
bool SyncSession::isForgotten(Call call, const Error& why)
{
    if (why.code != "device_unknown" || (call != Call::Token && call != Call::Fork) ||
        !m_enrolment.enrolled || m_enrolment.certificate.empty())
        return false;
    if (std::exchange(m_rejoined, false))
        return false;
    m_rejoin = true;
    return true;
}

void SyncSession::askToRejoin()
{
    if (!m_key && !loadKey())
        return fail(SyncLane::Contact, Error{"device_key_missing"});
    protocol::Rejoin request;
    request.epoch = m_hello->epoch;
    request.certificates = namesBefore(m_replica);
    request.certificates.push_back(m_enrolment.certificate);
    request.inviteHash = m_replica.meta(metaInvite);
    request.name = m_enrolment.name;
    request.signature = m_key->sign(protocol::rejoinText(request));
    send(SyncLane::Contact, Call::Rejoin, "/v1/rejoin", protocol::encode(request), 64 * 1024);
}

Result<void> SyncSession::onRejoined(std::string body)
{
    auto enrolled = protocol::decode<protocol::Enrolled>(std::move(body));
    if (!enrolled)
        return tl::unexpected(enrolled.error());
    if (enrolled->serverKey != m_enrolment.serverKey)
        return failure("server_key_changed");
    const auto certificate = readCertificate(enrolled->certificate, enrolled->serverKey);
    if (!certificate)
        return tl::unexpected(certificate.error());
    if (!m_key || certificate->publicKey != m_key->publicKey() ||
        certificate->who.actor != m_enrolment.who.actor)
        return failure("certificate_invalid");
    Enrolment next = m_enrolment;
    next.certificate = std::move(enrolled->certificate);
    next.save(m_replica);
    m_enrolment = std::move(next);
    m_rejoin = false;
    m_rejoined = !tokenValid();
    succeed(SyncLane::Contact);
    return {};
}

/// True when there is nothing to wait for: a certificate that could not be renewed is asked for
/// again with the next token.
bool SyncSession::onRejoinRefused(const Error& why)
{
    m_rejoin = false;
    if (tokenValid()) {
        succeed(SyncLane::Contact);
        return true;
    }
    if (why.code == "rejoin_stale")
        m_hello.reset();
    return false;
}

/// By the server's clock: ours may be wrong.
void SyncSession::renewCertificate(std::uint64_t serverMs)
{
    const auto certificate = readCertificate(m_enrolment.certificate, m_enrolment.serverKey);
    if (certificate && serverMs + renewBeforeMs > certificate->expiresMs)
        m_rejoin = true;
}

} // namespace qoloner
