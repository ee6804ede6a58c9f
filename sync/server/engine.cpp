// SPDX-License-Identifier: Apache-2.0
#include "sync/server/engine.h"

#include "core/domain/ids.h"
#include "sync/protocol/certificate.h"
#include "sync/protocol/invite.h"
#include "sync/protocol/receipt.h"
#include "sync/server/access_token.h"
#include "sync/server/city_folder.h"
#include "sync/server/pull.h"
#include <algorithm>

namespace qoloner {

namespace {

constexpr std::uint64_t nonceLifeMs = 60'000;
constexpr std::uint64_t tokenLifeMs = 15 * 60'000;
constexpr std::uint64_t heldLifeMs = 30ull * 24 * 3600 * 1000;
constexpr std::size_t noncesPerDevice = 4;
constexpr Dseq maxAhead = 10'000;
constexpr std::size_t ripeAtOnce = 200;
constexpr std::uint64_t maxMs = 0xffffffffffff;

Answer refuse(Dseq dseq, std::string code)
{
    Answer answer;
    answer.dseq = dseq;
    answer.outcome = Outcome::Rejected;
    answer.error.code = std::move(code);
    return answer;
}

} // namespace

SyncEngine::SyncEngine(CityStore& store, const Clock& clock, SigningKey key)
    : m_store(store),
      m_clock(clock),
      m_key(std::move(key)),
      m_city(store.meta("city")),
      m_tokenSecret(blake2b("qoloner-token-key-1" + m_key.seed())),
      m_applier(store, m_city)
{}

protocol::Hello SyncEngine::hello(CityStore& store) const
{
    return {m_city, store.meta("epoch"), m_clock.nowMs(), currentSchema(), 1, m_key.publicKey()};
}

Principal SyncEngine::principalOf(const DeviceRecord& device, CityStore& store) const
{
    Principal who;
    who.city = m_city;
    const auto actor = store.actor(device.actor);
    if (device.revoked || !actor)
        return who;
    who.role = actor->role;
    who.actor = actor->id;
    who.artisan = actor->artisan;
    who.regions = actor->regions;
    return who;
}

Result<protocol::Enrolled> SyncEngine::enrol(const protocol::Enrol& request)
{
    const auto code = parseInviteCode(request.code);
    if (!code)
        return tl::unexpected(code.error());
    if (!verifySignature(request.publicKey, "qoloner-enrol-1" + request.code, request.signature))
        return failure("signature_invalid");
    const std::uint64_t now = m_clock.nowMs();
    const DeviceId id = deviceIdOf(request.publicKey);
    Result<protocol::Enrolled> result = failure("invite_unknown");
    m_store.write([&] {
        auto invite = m_store.invite(blake2b("qoloner-invite-1" + *code));
        if (!invite)
            return;
        if (invite->usedBy != 0 && invite->usedBy != id) {
            result = failure("invite_used");
            return;
        }
        if (invite->usedBy == 0) {
            if (invite->expiresMs < now) {
                result = failure("invite_expired");
                return;
            }
            if (m_store.device(id)) {
                result = failure("already_enrolled");
                return;
            }
            invite->usedBy = id;
            m_store.putInvite(*invite);
            m_store.putActor(invite->actor);
            DeviceRecord device;
            device.id = id;
            device.publicKey = request.publicKey;
            device.actor = invite->actor.id;
            device.label = request.label;
            device.enrolledMs = device.seenMs = now;
            m_store.putDevice(device);
        }
        const auto device = m_store.device(id);
        Certificate certificate{request.publicKey, principalOf(*device, m_store), now,
                                now + certificateLifeMs};
        result = protocol::Enrolled{certificate.who, invite->actor.name, issueCertificate(certificate, m_key),
                                    m_key.publicKey()};
    });
    return result;
}

protocol::Nonce SyncEngine::challenge(const protocol::Challenge& request)
{
    protocol::Nonce answer{randomBytes(32)};
    // An unknown device gets a nonce that opens nothing, so that nobody learns who is enrolled.
    if (m_store.device(request.device)) {
        auto& nonces = m_nonces[request.device];
        nonces.push_back({answer.nonce, m_clock.nowMs() + nonceLifeMs});
        if (nonces.size() > noncesPerDevice)
            nonces.pop_front();
    }
    return answer;
}

Result<protocol::Token> SyncEngine::token(const protocol::TokenRequest& request)
{
    auto device = m_store.device(request.device);
    if (!device)
        return failure("device_unknown");
    const std::uint64_t now = m_clock.nowMs();
    auto& nonces = m_nonces[request.device];
    const auto it = std::find_if(nonces.begin(), nonces.end(), [&](const IssuedNonce& n) {
        return n.nonce == request.nonce && n.expiresMs >= now;
    });
    if (it == nonces.end())
        return failure("nonce_invalid");
    nonces.erase(it);
    if (!verifySignature(device->publicKey, "qoloner-token-1" + request.nonce, request.signature))
        return failure("signature_invalid");
    protocol::Token token;
    token.token = AccessToken{device->id, now + tokenLifeMs}.seal(m_tokenSecret);
    token.lifeSeconds = std::uint32_t(tokenLifeMs / 1000);
    token.who = principalOf(*device, m_store);
    token.scopes = grantedScopes(token.who);
    token.serverMs = now;
    return token;
}

Result<Session> SyncEngine::session(std::string_view token, CityStore& store) const
{
    const auto claim = AccessToken::open(token, m_tokenSecret);
    if (!claim)
        return failure("token_invalid");
    if (claim->expiresMs < m_clock.nowMs())
        return failure("token_expired");
    const auto device = store.device(claim->device);
    if (!device)
        return failure("token_invalid");
    return Session{device->id, device->revoked, principalOf(*device, store), claim->expiresMs};
}

Session SyncEngine::visitor() const
{
    Session session;
    session.who.city = m_city;
    return session;
}

Result<protocol::Page> SyncEngine::pull(const Session& session, const protocol::Pull& request)
{
    return pullPage(m_store, session.who, request);
}

// --- push ----------------------------------------------------------------

void SyncEngine::begin()
{
    m_devices.clear();
    m_authors.clear();
    m_rev = m_store.head();
}

void SyncEngine::end()
{
    for (const auto& [id, device] : m_devices)
        m_store.putDevice(device);
    m_store.setHead(m_rev);
}

DeviceRecord* SyncEngine::known(DeviceId id)
{
    auto it = m_devices.find(id);
    if (it == m_devices.end()) {
        auto device = m_store.device(id);
        if (!device)
            return nullptr;
        it = m_devices.emplace(id, std::move(*device)).first;
    }
    return &it->second;
}

const Principal& SyncEngine::authorOf(const DeviceRecord& device)
{
    auto it = m_authors.find(device.id);
    if (it == m_authors.end())
        it = m_authors.emplace(device.id, principalOf(device, m_store)).first;
    return it->second;
}

protocol::PushAnswer SyncEngine::push(const Session& session, const protocol::Push& request)
{
    const auto keyOf = [this](DeviceId id) {
        const auto device = m_store.device(id);
        return device ? device->publicKey : std::string();
    };
    const CheckedPush checked = checkPush(session.device, request, m_clock.nowMs(), keyOf);
    MergedPush merged = std::move(merge({&checked, 1}).front());
    if (merged.failure)
        std::rethrow_exception(merged.failure);
    signReceipts(merged);
    return std::move(merged.answer);
}

std::vector<MergedPush> SyncEngine::merge(std::span<const CheckedPush> group)
{
    std::vector<MergedPush> merged(group.size());
    try {
        m_store.write([&] {
            begin();
            for (std::size_t i = 0; i < group.size(); ++i)
                mergeBatch(group[i], merged[i]);
            end();
        });
    } catch (const std::exception&) {
        merged.assign(group.size(), {});
        if (group.size() == 1)
            merged.front().failure = std::current_exception();
        else // all rolled back: whoever broke it shall break alone
            for (std::size_t i = 0; i < group.size(); ++i)
                merged[i] = std::move(merge(group.subspan(i, 1)).front());
    }
    return merged;
}

void SyncEngine::mergeBatch(const CheckedPush& batch, MergedPush& merged)
{
    merged.answer.epoch = m_store.meta("epoch");
    for (const CheckedMutation& mutation : batch.mutations) {
        merged.answer.answers.push_back(take(mutation, batch.pusher, batch.offsetMs));
        merged.hashes.push_back(mutation.hash);
    }
    releaseRipe();
    if (DeviceRecord* device = known(batch.pusher)) {
        device->seenMs = m_clock.nowMs();
        merged.answer.highest = device->highest;
    }
}

void SyncEngine::signReceipts(MergedPush& merged) const
{
    for (std::size_t i = 0; i < merged.answer.answers.size(); ++i)
        signReceipt(merged.hashes[i], merged.answer.answers[i], m_key);
}

/// min(now, device time + measured offset), and after everything the device was given before.
Hlc SyncEngine::proposedTime(const Mutation& mutation, const DeviceRecord& device,
                             std::int64_t offsetMs) const
{
    const auto ms = std::int64_t(mutation.hlc.ms());
    const std::int64_t shifted = std::clamp<std::int64_t>(ms + offsetMs, 0, std::int64_t(maxMs));
    const Hlc own = Hlc::of(std::uint64_t(shifted), mutation.hlc.counter());
    const Hlc clamped = std::min(own, Hlc::of(m_clock.nowMs()));
    return std::max(clamped, device.lastEffective.next());
}

Answer SyncEngine::take(const CheckedMutation& checked, DeviceId pusher, std::int64_t offsetMs)
{
    const SignedMutation& sealed = checked.sealed;
    const std::string& hash = checked.hash;
    const auto& mutation = checked.mutation;
    if (!mutation)
        return refuse(0, "mutation_invalid");
    const Dseq dseq = mutation->dseq;
    DeviceRecord* device = known(mutation->device);
    if (!device)
        return refuse(dseq, "device_unknown");
    // The checker may not have known a device that enrolled a moment ago.
    const bool authentic = checked.key == device->publicKey
                               ? checked.signatureHolds
                               : verifySignature(device->publicKey, sealed.body, sealed.signature);
    if (!authentic)
        return refuse(dseq, "signature_invalid");
    const std::uint64_t now = m_clock.nowMs();
    const auto quarantined = [&](std::string code) {
        m_store.quarantine(device->id, sealed, code, now);
        return refuse(dseq, std::move(code));
    };

    if (dseq <= device->highest) {
        const auto record = m_store.logged(device->id, dseq);
        if (!record || record->hash != hash)
            return quarantined("device_forked");
        Answer answer = record->answer;
        if (answer.outcome == Outcome::Applied || answer.outcome == Outcome::Merged)
            answer.outcome = Outcome::Duplicate;
        return answer;
    }
    if (device->revoked)
        return quarantined("device_revoked");
    // Somebody else's courier knows nothing of the author's clock.
    const Hlc proposed = proposedTime(*mutation, *device, pusher == device->id ? offsetMs : 0);
    if (dseq > device->highest + 1) {
        if (dseq > device->highest + maxAhead)
            return refuse(dseq, "too_far_ahead");
        if (const auto waiting = m_store.held(device->id, dseq); waiting && waiting->mutation.hash() != hash)
            return quarantined("device_forked");
        m_store.hold({device->id, dseq, sealed, {}, {device->id, dseq - 1}, now});
        Answer answer;
        answer.dseq = dseq;
        answer.outcome = Outcome::Held;
        return answer;
    }
    const std::string expected = device->lastHash.empty() ? std::string(32, '\0') : device->lastHash;
    if (mutation->prevHash != expected)
        return quarantined("device_forked");

    const Answer answer = accept(sealed, *mutation, hash, *device, proposed, now);
    // What waited for this one to close the gap.
    while (const auto next = m_store.held(device->id, device->highest + 1)) {
        const auto following = decodeMutation(next->mutation.body);
        m_store.release(device->id, next->dseq);
        if (!following || following->prevHash != device->lastHash) {
            m_store.quarantine(device->id, next->mutation, "device_forked", now);
            break;
        }
        accept(next->mutation, *following, next->mutation.hash(), *device,
               proposedTime(*following, *device, pusher == device->id ? offsetMs : 0), next->receivedMs);
    }
    return answer;
}

Answer SyncEngine::judge(const Mutation& mutation, const DeviceRecord& device, Hlc proposed, bool force,
                         Dot& missing)
{
    Answer answer;
    answer.dseq = mutation.dseq;
    answer.outcome = Outcome::Rejected;
    if (mutation.actor != device.actor)
        answer.error = {"actor_mismatch"};
    else if (mutation.schema == 0)
        answer.error = {"schema_unsupported"};
    else {
        const Verdict verdict = m_applier.apply(mutation, authorOf(device), proposed, m_rev + 1, force);
        answer.outcome = verdict.outcome;
        answer.effective = verdict.effective;
        answer.error = verdict.error;
        missing = verdict.missing;
        if (verdict.outcome == Outcome::Applied || verdict.outcome == Outcome::Merged)
            answer.rev = ++m_rev;
    }
    return answer;
}

Answer SyncEngine::accept(const SignedMutation& sealed, const Mutation& mutation, const std::string& hash,
                          DeviceRecord& device, Hlc proposed, std::uint64_t receivedMs)
{
    Dot missing;
    Answer answer = judge(mutation, device, proposed, false, missing);
    if (answer.outcome == Outcome::Held)
        m_store.hold({device.id, mutation.dseq, sealed, proposed, missing, receivedMs});
    m_store.putLog({device.id, hash, sealed, answer, receivedMs});
    device.highest = mutation.dseq;
    device.lastHash = hash;
    device.lastEffective = std::max(device.lastEffective, answer.effective);
    return answer;
}

/// Held mutations whose wait is over, by what came or by time; each may free others.
void SyncEngine::releaseRipe()
{
    const std::uint64_t now = m_clock.nowMs();
    const std::uint64_t deadline = now > heldLifeMs ? now - heldLifeMs : 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (const HeldRecord& held : m_store.ripe(deadline, ripeAtOnce)) {
            const auto mutation = decodeMutation(held.mutation.body);
            DeviceRecord* device = known(held.device);
            if (!mutation || !device) {
                m_store.release(held.device, held.dseq);
                continue;
            }
            Dot missing;
            const bool force = held.receivedMs < deadline;
            const Answer answer = judge(*mutation, *device, held.effective, force, missing);
            if (answer.outcome == Outcome::Held) {
                m_store.hold(
                    {held.device, held.dseq, held.mutation, held.effective, missing, held.receivedMs});
                continue;
            }
            m_store.release(held.device, held.dseq);
            m_store.settleLog(held.device, answer);
            device->lastEffective = std::max(device->lastEffective, answer.effective);
            moved = true;
        }
    }
}

Answer SyncEngine::applyLocal(std::vector<Op> ops)
{
    Answer answer;
    m_store.write([&] {
        begin();
        DeviceRecord* device = known(m_key.device());
        if (!device)
            throw StorageError(11, "the server's own device is missing");
        Mutation mutation;
        mutation.device = device->id;
        mutation.dseq = device->highest + 1;
        mutation.id = newUuid7(m_clock.nowMs());
        mutation.actor = systemActor;
        mutation.schema = currentSchema();
        mutation.hlc = tick(device->lastEffective, m_clock.nowMs());
        mutation.prevHash = device->lastHash.empty() ? std::string(32, '\0') : device->lastHash;
        mutation.ops = std::move(ops);
        const auto ourKey = [this](DeviceId) { return m_key.publicKey(); };
        const CheckedMutation checked = checkMutation(signMutation(mutation, m_key), ourKey);
        answer = take(checked, device->id, 0);
        signReceipt(checked.hash, answer, m_key);
        releaseRipe();
        end();
    });
    return answer;
}

} // namespace qoloner
