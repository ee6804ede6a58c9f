// SPDX-License-Identifier: Apache-2.0
// What waits, for a predecessor or for what it builds on, and how long.
#include "sync/server/engine.h"
#include <algorithm>

namespace qoloner {

namespace {

constexpr std::uint64_t heldLifeMs = 30ull * 24 * 3600 * 1000;
constexpr std::size_t ripeAtOnce = 200;
constexpr std::size_t gapAtOnce = 64;
constexpr std::size_t devicesAtOnce = 20;

} // namespace

/// Takes what waited for the device's chain to reach it. Of several with one
/// number the one that fits goes on, the others are on another branch.
void SyncEngine::closeGap(DeviceRecord& device)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (const HeldRecord& held : m_store.gapped(device.id, 0, gapAtOnce)) {
            const auto end = chainEnd(device);
            if (held.dseq > device.highest + 1 || !end)
                break;
            m_store.releaseGapped(held);
            moved = true;
            const std::string hash = held.mutation.hash();
            const auto mutation = decodeMutation(held.mutation.body);
            if (mutation && held.dseq == device.highest + 1 && mutation->prevHash == *end) {
                accept({held.mutation, *mutation, hash, held.effective, held.receivedMs}, device, {});
                continue;
            }
            const auto taken = m_store.logged(device.id, held.dseq);
            if (!taken || taken->hash != hash)
                m_store.quarantine(device.id, held.mutation, "device_forked", m_clock.nowMs());
        }
    }
}

/// Who has waited for a predecessor as long as anybody may goes on without it.
/// The numbers left out are taken when they come after all (see fitsSkipped).
void SyncEngine::skipOldGaps(std::uint64_t deadlineMs)
{
    for (const DeviceId id : m_store.gappedSince(deadlineMs, devicesAtOnce)) {
        DeviceRecord* device = known(id);
        const auto waiting = m_store.gapped(id, 0, 1);
        if (!device || waiting.empty())
            continue;
        const auto mutation = decodeMutation(waiting.front().mutation.body);
        if (!mutation || waiting.front().receivedMs >= deadlineMs || mutation->dseq <= device->highest) {
            m_store.releaseGapped(waiting.front());
            continue;
        }
        device->highest = mutation->dseq - 1;
        device->lastHash = mutation->prevHash;
        closeGap(*device);
    }
}

/// Does it belong where numbers were left out, by both its neighbours?
bool SyncEngine::fitsSkipped(const Mutation& mutation, const std::string& hash)
{
    const auto before = m_store.logged(mutation.device, mutation.dseq - 1);
    const auto after = m_store.logged(mutation.device, mutation.dseq + 1);
    const auto next = after ? decodeMutation(after->mutation.body) : std::nullopt;
    if (before && before->hash != mutation.prevHash)
        return false;
    if (next && next->prevHash != hash)
        return false;
    return before || next;
}

Answer SyncEngine::acceptSkipped(const SignedMutation& sealed, const Mutation& mutation,
                                 const std::string& hash, DeviceRecord& device, Hlc received)
{
    // Its place is before what came long ago; only its own predecessor bounds it.
    const auto before = m_store.logged(device.id, mutation.dseq - 1);
    DeviceRecord then = device;
    then.lastEffective = before ? before->answer.effective : Hlc{};
    Answer answer = accept({sealed, mutation, hash, received, m_clock.nowMs()}, then, {});
    device.lastEffective = std::max(device.lastEffective, answer.effective);
    return answer;
}

/// Held mutations whose wait is over, by what came or by time; each may free others.
void SyncEngine::releaseRipe()
{
    const std::uint64_t now = m_clock.nowMs();
    const std::uint64_t deadline = now > heldLifeMs ? now - heldLifeMs : 0;
    skipOldGaps(deadline);
    for (bool moved = true; moved;) {
        moved = drainRefill();
        for (const HeldRecord& held : m_store.ripe(deadline, ripeAtOnce)) {
            const bool accepted = held.order == HeldRecord::acceptedBefore;
            const Terms terms = held.receivedMs < deadline ? accepted ? Terms::BlindReceipt : Terms::Blind
                                : accepted                 ? Terms::Receipt
                                                           : Terms::Usual;
            moved |= settleHeld(held, terms);
        }
    }
}

/// Judges a held mutation again. False: it waits on.
bool SyncEngine::settleHeld(const HeldRecord& held, Terms terms)
{
    const auto mutation = decodeMutation(held.mutation.body);
    DeviceRecord* device = known(held.device);
    if (!mutation || !device) {
        m_store.release(held.device, held.dseq);
        return false;
    }
    Dot missing;
    const Answer answer = judge(*mutation, *device, held.effective, terms, missing);
    if (answer.outcome == Outcome::Held) {
        HeldRecord waiting = held;
        waiting.waitsFor = missing;
        const bool replayed = held.order != 0;
        if (replayed)
            waiting.order = HeldRecord::acceptedBefore;
        m_store.hold(waiting);
        return replayed && held.order != HeldRecord::acceptedBefore;
    }
    m_store.release(held.device, held.dseq);
    m_store.settleLog(held.device, answer);
    device->lastEffective = std::max(device->lastEffective, answer.effective);
    return true;
}

} // namespace qoloner
