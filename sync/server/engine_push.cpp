// SPDX-License-Identifier: Apache-2.0
// How the engine takes one mutation: is it the device's next, and what comes of it.
#include "sync/server/engine.h"
#include <algorithm>

namespace qoloner {

namespace {

constexpr Dseq maxAhead = 10'000;
constexpr std::uint64_t latestMs = 0xffffffffffff;

Answer refuse(Dseq dseq, std::string code)
{
    Answer answer;
    answer.dseq = dseq;
    answer.outcome = Outcome::Rejected;
    answer.error.code = std::move(code);
    return answer;
}

Answer heldBack(Dseq dseq)
{
    Answer answer;
    answer.dseq = dseq;
    answer.outcome = Outcome::Held;
    return answer;
}

} // namespace

/// min(now, device time + measured offset): the author's time on the server's clock.
Hlc SyncEngine::receivedTime(const Mutation& mutation, std::int64_t offsetMs) const
{
    const auto ms = std::int64_t(mutation.hlc.ms());
    const std::int64_t shifted = std::clamp<std::int64_t>(ms + offsetMs, 0, std::int64_t(latestMs));
    const Hlc own = Hlc::of(std::uint64_t(shifted), mutation.hlc.counter());
    return std::min(own, Hlc::of(m_clock.nowMs()));
}

/// Hash that the device's next mutation must name; nothing while that is not known.
std::optional<std::string> SyncEngine::chainEnd(const DeviceRecord& device)
{
    if (!device.lastHash.empty())
        return device.lastHash;
    if (device.forkOf == 0 || device.forkFrom <= 1)
        return std::string(32, '\0');
    const auto before = m_store.logged(device.forkOf, device.forkFrom - 1);
    return before ? std::optional(before->hash) : std::nullopt;
}

/// Is this on a branch that was refused already?
bool SyncEngine::onRefusedBranch(const Mutation& mutation)
{
    const auto before = m_store.quarantinedAs(mutation.prevHash);
    return before && before->device == mutation.device && before->reason == "device_forked";
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

    // Somebody else's courier knows nothing of the author's clock.
    const Hlc received = receivedTime(*mutation, pusher == device->id ? offsetMs : 0);
    if (dseq <= device->highest) {
        const auto record = m_store.logged(device->id, dseq);
        if (!record && !device->revoked && fitsSkipped(*mutation, hash))
            return acceptSkipped(sealed, *mutation, hash, *device, received);
        if (!record || record->hash != hash)
            return quarantined("device_forked");
        if (const auto recalled = recall(*record, checked))
            return *recalled;
        Answer answer = record->answer;
        if (answer.outcome == Outcome::Applied || answer.outcome == Outcome::Merged)
            answer.outcome = Outcome::Duplicate;
        return answer;
    }
    // What it wrote before it was locked out is taken again after a restore.
    const auto end = chainEnd(*device);
    if (device->revoked && (!end || dseq > device->highest + 1 || !receiptFor(*mutation, hash, checked.past)))
        return quarantined("device_revoked");
    if (dseq > device->highest + 1 || !end) {
        if (dseq > device->highest + maxAhead)
            return refuse(dseq, "too_far_ahead");
        if (onRefusedBranch(*mutation))
            return quarantined("device_forked");
        // What goes once more with its receipt is sent again in its order.
        if (checked.past.empty())
            m_store.holdGapped({device->id, dseq, sealed, received, {device->id, dseq - 1}, now});
        return heldBack(dseq);
    }
    if (mutation->prevHash != *end)
        return quarantined("device_forked");

    Answer answer = accept({sealed, *mutation, hash, received, now}, *device, checked.past);
    closeGap(*device);
    return answer;
}

Answer SyncEngine::judge(const Mutation& issued, const DeviceRecord& device, Hlc proposed, Terms terms,
                         Dot& missing)
{
    Answer answer;
    answer.dseq = issued.dseq;
    if (issued.origin)
        if (const auto twin = arrivedAs(*issued.origin, {issued.device, issued.dseq}))
            return twinAnswer(issued, *twin, missing);
    answer.outcome = Outcome::Rejected;
    if (issued.actor != device.actor)
        answer.error = {"actor_mismatch"};
    else if (issued.schema == 0)
        answer.error = {"schema_unsupported"};
    else if (issued.origin && !descendsFrom(device, issued.origin->device))
        answer.error = {"origin_invalid"};
    else {
        const Verdict verdict = m_applier.apply(device.forkOf ? withMergedBases(issued) : issued,
                                                authorOf(device), proposed, m_rev + 1, terms);
        answer.outcome = verdict.outcome;
        answer.effective = verdict.effective;
        answer.error = verdict.error;
        missing = verdict.missing;
        if (verdict.blind)
            answer.error = {"base_missing"};
        if (verdict.outcome == Outcome::Applied || verdict.outcome == Outcome::Merged)
            answer.rev = ++m_rev;
    }
    return answer;
}

Answer SyncEngine::accept(const Arrival& arrival, DeviceRecord& device, const std::vector<PastAnswer>& past)
{
    const Mutation& mutation = arrival.mutation;
    const Hlc proposed = std::max(arrival.received, device.lastEffective.next());
    const std::optional<Answer> replayed = replay(arrival, device, past);
    Dot missing;
    Answer answer = replayed ? *replayed : judge(mutation, device, proposed, Terms::Usual, missing);
    if (answer.outcome == Outcome::Held && !replayed)
        m_store.hold({device.id, mutation.dseq, arrival.sealed, proposed, missing, arrival.receivedMs});
    m_store.putLog({device.id, arrival.hash, arrival.sealed, answer, arrival.receivedMs});
    noteOrigin(mutation);
    device.highest = mutation.dseq;
    device.lastHash = arrival.hash;
    device.lastEffective = std::max(device.lastEffective, answer.effective);
    return answer;
}

} // namespace qoloner
