// SPDX-License-Identifier: Apache-2.0
// Devices whose chain went two ways: a cloned phone, a phone restored from its own backup.
#include "sync/protocol/certificate.h"
#include "sync/server/engine.h"

namespace qoloner {

namespace {

constexpr int maxForks = 32; // of one phone, over its whole life
constexpr int maxLineage = maxForks + 1;

} // namespace

Result<protocol::Enrolled> SyncEngine::fork(const protocol::Fork& request)
{
    const std::string text = protocol::forkText(request);
    if (!verifySignature(request.publicKey, text, request.newSignature))
        return failure("signature_invalid");
    const DeviceId id = deviceIdOf(request.publicKey);
    const std::uint64_t now = m_clock.nowMs();
    Result<protocol::Enrolled> result = failure("device_unknown");
    m_store.write([&] {
        const auto before = m_store.device(request.device);
        if (!before)
            return;
        if (!verifySignature(before->publicKey, text, request.oldSignature)) {
            result = failure("signature_invalid");
            return;
        }
        auto device = m_store.device(id);
        if (!device) {
            if (auto allowed = mayFork(*before, request); !allowed) {
                result = tl::unexpected(allowed.error());
                return;
            }
            device.emplace();
            device->id = id;
            device->publicKey = request.publicKey;
            device->actor = before->actor;
            device->label = request.label.empty() ? before->label : request.label;
            device->enrolledMs = device->seenMs = now;
            device->forkOf = before->id;
            device->forkFrom = request.from;
            device->highest = request.from - 1;
            if (const auto last = m_store.logged(before->id, request.from - 1))
                device->lastEffective = last->answer.effective;
            m_store.putDevice(*device);
        } else if (device->forkOf != before->id || device->forkFrom != request.from) {
            result = failure("already_enrolled");
            return;
        }
        result = enrolled(*device);
    });
    return result;
}

Result<void> SyncEngine::mayFork(const DeviceRecord& before, const protocol::Fork& request)
{
    if (before.revoked)
        return failure("device_revoked");
    const auto proof = m_store.quarantinedAs(request.proof);
    if (!proof || proof->device != before.id || proof->reason != "device_forked")
        return failure("fork_unproven");
    if (request.from == 0 || request.from > before.highest + 1)
        return failure("fork_point_unknown");
    const bool own = before.forkOf != 0 && request.from < before.forkFrom;
    const auto last = m_store.logged(before.id, request.from - 1);
    const std::string hash = request.from == 1                 ? std::string(32, '\0')
                             : last                            ? last->hash
                             : request.from == before.forkFrom ? chainEnd(before).value_or(std::string())
                                                               : std::string();
    if (own || hash != request.prevHash)
        return failure("fork_point_unknown");
    DeviceId root = before.id;
    for (int i = 0; i < maxLineage; ++i) {
        const auto device = m_store.device(root);
        if (!device || device->forkOf == 0)
            break;
        root = device->forkOf;
    }
    if (m_store.forksOf(root) >= maxForks)
        return failure("fork_limit");
    return {};
}

protocol::Enrolled SyncEngine::enrolled(const DeviceRecord& device)
{
    const std::uint64_t now = m_clock.nowMs();
    const Certificate certificate{
        device.publicKey, principalOf(device, m_store), now, now + certificateLifeMs, device.forkOf,
        device.forkFrom};
    const auto actor = m_store.actor(device.actor);
    return {certificate.who, actor ? actor->name : std::string(), issueCertificate(certificate, m_key),
            m_key.publicKey()};
}

bool SyncEngine::descendsFrom(const DeviceRecord& device, DeviceId ancestor)
{
    DeviceId before = device.forkOf;
    for (int i = 0; before != 0 && i < maxLineage; ++i) {
        if (before == ancestor)
            return true;
        const DeviceRecord* record = known(before);
        before = record ? record->forkOf : 0;
    }
    return false;
}

/// Under which name the same user action came in before, if it did.
std::optional<Dot> SyncEngine::arrivedAs(const Origin& origin, const Dot& self)
{
    const auto first = m_store.logged(origin.device, origin.dseq);
    if (first && first->hash == origin.hash)
        return m_store.mergedAs({origin.device, origin.dseq});
    const auto dot = m_store.reissuedAs(origin.hash);
    return dot && *dot != self ? dot : std::nullopt;
}

/// The action was merged under its other name: not once more, and the same comes of it.
Answer SyncEngine::twinAnswer(const Mutation& mutation, const Dot& twin, Dot& missing)
{
    Answer answer;
    answer.dseq = mutation.dseq;
    const auto record = m_store.logged(twin.device, twin.dseq);
    if (!record || record->answer.outcome == Outcome::Held) {
        answer.outcome = Outcome::Held;
        missing = twin;
        return answer;
    }
    answer.outcome = record->answer.outcome == Outcome::Rejected ? Outcome::Rejected : Outcome::Duplicate;
    answer.rev = record->answer.rev;
    answer.effective = record->answer.effective;
    answer.error = record->answer.error;
    m_store.putTwin({mutation.device, mutation.dseq}, twin);
    return answer;
}

void SyncEngine::noteOrigin(const Mutation& mutation)
{
    if (!mutation.origin)
        return;
    m_store.putReissued(mutation.origin->hash, {mutation.device, mutation.dseq});
    m_store.pardon(mutation.origin->hash);
}

/// A device that took another name twice may build on the name that was not merged.
Mutation SyncEngine::withMergedBases(Mutation mutation)
{
    for (Op& op : mutation.ops)
        for (auto& [field, dot] : op.base)
            dot = m_store.mergedAs(dot);
    return mutation;
}

} // namespace qoloner
