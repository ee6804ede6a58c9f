// SPDX-License-Identifier: Apache-2.0
// A cloned phone or one restored from its own backup: the server follows the
// other branch of its chain, so this one goes on under another name.
//
// Each step is kept before the next begins: the fork in the replica, the new key
// in the key store, its name in the replica, and the new name with everything
// signed anew in one transaction. A kill between any two repeats a step at most.
#include "core/codec/cbor.h"
#include "core/domain/ids.h"
#include "sync/client/session.h"
#include "sync/protocol/certificate.h"
#include <algorithm>

namespace qoloner {

namespace {

constexpr const char* metaForking = "sync.fork";
constexpr const char* metaKeyName = "sync.key";

} // namespace

std::optional<SigningKey> SyncSession::keyNamed(const std::string& name)
{
    const std::optional<std::string> seed = m_keys.load(name);
    if (!seed || seed->size() != 32)
        return std::nullopt;
    return SigningKey::fromSeed(*seed);
}

bool SyncSession::loadKey()
{
    const std::string name = m_replica.meta(metaKeyName);
    m_key = keyNamed(name.empty() ? std::string(deviceKeyName) : name);
    if (m_key && m_enrolment.enrolled)
        m_replica.setIdentity(*m_key, m_enrolment.who.actor);
    return m_key.has_value();
}

void SyncSession::loadForking()
{
    m_forking.reset();
    const std::string record = m_replica.meta(metaForking);
    if (record.empty())
        return;
    CborReader in(record);
    Forking forking;
    if (in.array(3) != 3)
        return;
    forking.from = in.uint();
    forking.proof = in.bytes();
    forking.keyName = in.text();
    if (in.finished())
        m_forking = std::move(forking);
}

void SyncSession::saveForking()
{
    if (!m_forking)
        return m_replica.setMeta(metaForking, {});
    CborWriter out;
    out.array(3);
    out.uint(m_forking->from);
    out.bytes(m_forking->proof);
    out.text(m_forking->keyName);
    m_replica.setMeta(metaForking, out.out());
}

/// Looks for the first mutation whose number the server knows otherwise.
void SyncSession::noteFork(const std::vector<Answer>& answers)
{
    for (std::size_t i = 0; i < answers.size() && !m_forking; ++i)
        if (answers[i].outcome == Outcome::Rejected && answers[i].error.code == "device_forked") {
            m_forking = Forking{m_sent[i].dseq, m_sent[i].hash, {}};
            saveForking();
        }
}

void SyncSession::askForFork()
{
    if (!m_key && !loadKey())
        return fail(SyncLane::Contact, Error{"device_key_missing"});
    std::optional<SigningKey> key;
    if (!m_forking->keyName.empty())
        key = keyNamed(m_forking->keyName);
    if (!key) {
        key = m_config.makeKey();
        const std::string name = std::string(deviceKeyName) + "-" + std::to_string(key->device());
        if (!m_keys.store(name, key->seed()))
            return fail(SyncLane::Contact, Error{"key_store_failed"});
        m_forking->keyName = name;
        saveForking();
    }
    protocol::Fork request;
    request.device = m_key->device();
    request.from = m_forking->from;
    request.prevHash = m_replica.hashOf(m_forking->from - 1);
    request.prevHash.resize(32); // of a number nobody has any more: the server will say so
    request.proof = m_forking->proof;
    request.publicKey = key->publicKey();
    const std::string text = protocol::forkText(request);
    request.oldSignature = m_key->sign(text);
    request.newSignature = key->sign(text);
    send(SyncLane::Contact, Call::Fork, "/v1/fork", protocol::encode(request), 64 * 1024);
}

Result<void> SyncSession::onForked(std::string body)
{
    auto enrolled = protocol::decode<protocol::Enrolled>(std::move(body));
    if (!enrolled)
        return tl::unexpected(enrolled.error());
    const std::optional<SigningKey> key = m_forking ? keyNamed(m_forking->keyName) : std::nullopt;
    if (!key)
        return failure("device_key_missing");
    if (enrolled->serverKey != m_enrolment.serverKey)
        return failure("server_key_changed");
    const auto certificate = readCertificate(enrolled->certificate, enrolled->serverKey);
    if (!certificate)
        return tl::unexpected(certificate.error());
    if (certificate->publicKey != key->publicKey() || enrolled->who.actor != m_enrolment.who.actor)
        return failure("certificate_invalid");
    cancel(SyncLane::Push);
    cancel(SyncLane::Pull);
    Enrolment next = m_enrolment;
    next.certificate = std::move(enrolled->certificate);
    const Forking done = *m_forking;
    m_replica.branch(*key, done.from, [&] {
        keepName(m_enrolment.certificate);
        next.save(m_replica);
        m_replica.setMeta(metaKeyName, done.keyName);
        m_replica.setMeta(metaForking, {});
    });
    m_enrolment = std::move(next);
    m_forking.reset();
    m_key = key;
    m_replica.setIdentity(*m_key, m_enrolment.who.actor);
    dropToken();
    wake(SyncLane::Push);
    wake(SyncLane::Pull);
    succeed(SyncLane::Contact);
    return {};
}

/// A server restored since has no proof of it, or lacks what came before it: it is to get both first.
void SyncSession::onForkRefused(const Error& why)
{
    if (why.code != "fork_unproven" && why.code != "fork_point_unknown")
        return;
    m_forking.reset();
    saveForking();
    wake(SyncLane::Push);
}

} // namespace qoloner
