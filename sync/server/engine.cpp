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

} // namespace

SyncEngine::SyncEngine(CityStore& store, const Clock& clock, SigningKey key)
    : m_store(store),
      m_clock(clock),
      m_key(std::move(key)),
      m_city(store.meta("city")),
      m_tokenSecret(blake2b("qoloner-token-key-1" + m_key.seed())),
      m_applier(store, m_city, m_key.device())
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
            // A second device of somebody whose rights were changed meanwhile brings none of the old ones.
            if (!m_store.actor(invite->actor.id))
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
        result = enrolled(*device);
    });
    return result;
}

protocol::Nonce SyncEngine::challenge(const protocol::Challenge& request) const
{
    // An unknown device gets one as well, so that nobody learns who is enrolled.
    return {LoginNonce{request.device, m_clock.nowMs() + nonceLifeMs}.seal(m_tokenSecret)};
}

Result<protocol::Token> SyncEngine::token(const protocol::TokenRequest& request)
{
    auto device = m_store.device(request.device);
    if (!device)
        return failure("device_unknown");
    const std::uint64_t now = m_clock.nowMs();
    if (now >= m_sweepMs) {
        std::erase_if(m_spent, [now](const auto& entry) { return entry.second < now; });
        m_sweepMs = now + nonceLifeMs;
    }
    const auto nonce = LoginNonce::open(request.nonce, m_tokenSecret);
    if (!nonce || nonce->device != request.device || nonce->expiresMs < now ||
        m_spent.contains(request.nonce))
        return failure("nonce_invalid");
    if (!verifySignature(device->publicKey, "qoloner-token-1" + request.nonce, request.signature))
        return failure("signature_invalid");
    m_spent.emplace(request.nonce, nonce->expiresMs);
    protocol::Token token;
    token.token = AccessToken{device->id, now + tokenLifeMs}.seal(m_tokenSecret);
    token.lifeSeconds = std::uint32_t(tokenLifeMs / 1000);
    token.who = principalOf(*device, m_store);
    token.scopes = grantedScopes(token.who);
    token.serverMs = now;
    token.backedUp = backedUp(*device);
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

/// What a device has before its own branch is in the backup of the one it came from.
Dseq SyncEngine::backedUp(const DeviceRecord& device)
{
    if (device.forkOf == 0 || device.backedUp >= device.forkFrom)
        return device.backedUp;
    const auto before = m_store.device(device.forkOf);
    return before ? std::min(backedUp(*before), device.forkFrom - 1) : 0;
}

// --- push ----------------------------------------------------------------

void SyncEngine::begin()
{
    m_devices.clear();
    m_authors.clear();
    m_rev = m_store.head();
    m_epoch = m_store.meta("epoch");
    loadRefill();
}

void SyncEngine::end()
{
    for (const auto& [id, device] : m_devices)
        m_store.putDevice(device);
    m_store.setHead(m_rev);
    saveRefill();
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
            expectRows(group);
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

/// What the merge will look at, as far as the mutations say it themselves.
void SyncEngine::expectRows(std::span<const CheckedPush> group)
{
    std::vector<RowKey> rows;
    const auto add = [&](const Entity& entity, const std::string& id) {
        if (isRowId(id))
            for (const Facet facet : entity.facets())
                rows.push_back({TableId::of(entity.id, facet), id});
    };
    const Entity& master = entity("artisan");
    for (const CheckedPush& batch : group)
        for (const CheckedMutation& checked : batch.mutations)
            for (std::size_t i = 0; checked.mutation && i < checked.mutation->ops.size(); ++i) {
                const Op& op = checked.mutation->ops[i];
                const Entity* of = findEntity(op.entity);
                if (!of)
                    continue;
                add(*of, op.row);
                if (const Field* owner = of->field("artisan"))
                    if (const auto at = op.fields.find(owner->id); at != op.fields.end())
                        if (const auto* id = std::get_if<std::string>(&at->second))
                            add(master, *id);
            }
    m_store.expect(rows);
}

void SyncEngine::mergeBatch(const CheckedPush& batch, MergedPush& merged)
{
    merged.answer.epoch = m_epoch;
    for (const CheckedMutation& mutation : batch.mutations) {
        merged.answer.answers.push_back(take(mutation, batch.pusher, batch.offsetMs));
        merged.hashes.push_back(mutation.hash);
    }
    releaseRipe();
    // Some may have waited for nothing more than what came with them.
    for (std::size_t i = 0; i < batch.mutations.size(); ++i)
        if (Answer& answer = merged.answer.answers[i]; answer.outcome == Outcome::Held) {
            const auto record = m_store.logged(batch.mutations[i].mutation->device, answer.dseq);
            if (record && record->hash == batch.mutations[i].hash)
                answer = record->answer;
        }
    if (DeviceRecord* device = known(batch.pusher)) {
        device->seenMs = m_clock.nowMs();
        merged.answer.highest = device->highest;
        merged.answer.backedUp = backedUp(*device);
    }
}

void SyncEngine::signReceipts(MergedPush& merged) const
{
    for (std::size_t i = 0; i < merged.answer.answers.size(); ++i)
        signReceipt(merged.answer.epoch, merged.hashes[i], merged.answer.answers[i], m_key);
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
        signReceipt(m_epoch, checked.hash, answer, m_key);
        releaseRipe();
        end();
    });
    return answer;
}

} // namespace qoloner
