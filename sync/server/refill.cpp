// SPDX-License-Identifier: Apache-2.0
// Backups, and how a server that was restored from one is filled again by its devices.
#include "core/domain/ids.h"
#include "sync/protocol/receipt.h"
#include "sync/server/engine.h"
#include <limits>

namespace qoloner {

namespace {

constexpr Dseq skippedNumbers = 1 << 20; // more than a server's own device issues between two backups
constexpr std::size_t refillAtOnce = 200;

std::uint64_t number(const std::string& text)
{
    return text.empty() ? 0 : std::stoull(text);
}

} // namespace

void noteBackup(CityStore& live, CityStore& copy)
{
    if (live.meta("epoch") != copy.meta("epoch"))
        return; // restored in between: it holds another history
    live.write([&] {
        for (const DeviceRecord& saved : copy.devices())
            if (auto device = live.device(saved.id); device && device->backedUp < saved.highest) {
                device->backedUp = saved.highest;
                live.putDevice(*device);
            }
    });
}

void SyncEngine::beginEpoch(std::uint64_t waitMs)
{
    m_store.write([&] {
        begin();
        // The refill of an epoch before, if the backup was made in one, ends here.
        m_refill.untilMs = 0;
        drainRefill();
        DeviceRecord* self = known(m_key.device());
        if (self)
            self->highest += skippedNumbers;
        for (const DeviceRecord& device : m_store.devices())
            if (DeviceRecord* each = known(device.id))
                each->backedUp = device.highest;
        m_refill = {m_epoch, m_rev + 1, m_clock.nowMs() + waitMs};
        m_epoch = toHex(randomBytes(16));
        m_store.setMeta("epoch", m_epoch);
        end();
    });
}

void SyncEngine::endRefill()
{
    m_store.write([&] {
        begin();
        m_refill.untilMs = 0;
        releaseRipe();
        end();
    });
}

void SyncEngine::loadRefill()
{
    m_refill = {m_store.meta("refill_epoch"), number(m_store.meta("refill_next")),
                number(m_store.meta("refill_until"))};
    m_refillBefore = m_refill;
}

void SyncEngine::saveRefill()
{
    if (m_refill == m_refillBefore)
        return;
    m_store.setMeta("refill_epoch", m_refill.epoch);
    m_store.setMeta("refill_next", std::to_string(m_refill.next));
    m_store.setMeta("refill_until", std::to_string(m_refill.untilMs));
    m_refillBefore = m_refill;
}

/// What the server had answered to it before, if a receipt holds.
const PastAnswer* SyncEngine::receiptFor(const Mutation& mutation, const std::string& hash,
                                         const std::vector<PastAnswer>& told) const
{
    const PastAnswer* found = nullptr;
    for (const PastAnswer& each : told) {
        const auto holds = [&](const std::string& of) {
            return receiptHolds(each.epoch, of, each.answer, m_key.publicKey());
        };
        // Of this epoch there is a log; and who was locked out then may be let in by now.
        if (each.epoch == m_epoch || each.answer.outcome == Outcome::Held ||
            each.answer.error.code.starts_with("device_") ||
            !(holds(hash) || (mutation.origin && holds(mutation.origin->hash))))
            continue;
        // Of several the one whose place among the others is known.
        if (!found || each.epoch == m_refill.epoch)
            found = &each;
    }
    return found;
}

/// That answer again; nothing: judge it as new.
std::optional<Answer> SyncEngine::replay(const Arrival& arrival, DeviceRecord& device,
                                         const std::vector<PastAnswer>& told)
{
    const Mutation& mutation = arrival.mutation;
    const PastAnswer* found = receiptFor(mutation, arrival.hash, told);
    if (!found)
        return std::nullopt;
    const PastAnswer& past = *found;
    if (past.answer.outcome == Outcome::Rejected) {
        Answer answer = past.answer;
        answer.dseq = mutation.dseq;
        answer.rev = 0;
        answer.signature.clear();
        return answer;
    }
    const bool inOrder = m_refill.untilMs > m_clock.nowMs() && past.epoch == m_refill.epoch;
    const std::uint64_t order = inOrder && past.answer.rev > 0 ? past.answer.rev : 1;
    m_store.hold({device.id,
                  mutation.dseq,
                  arrival.sealed,
                  past.answer.effective,
                  {device.id, mutation.dseq},
                  arrival.receivedMs,
                  order});
    Answer answer;
    answer.dseq = mutation.dseq;
    answer.outcome = Outcome::Held;
    answer.effective = past.answer.effective;
    return answer;
}

/// Replays what came back, in the order it once had: the next revision and
/// whatever follows it without a gap; all there is once the wait is over.
bool SyncEngine::drainRefill()
{
    if (m_refill.next == 0)
        return false;
    const bool over = m_refill.untilMs <= m_clock.nowMs();
    bool any = false;
    for (bool moved = true; moved;) {
        moved = false;
        const std::uint64_t upTo =
            over ? std::uint64_t(std::numeric_limits<std::int64_t>::max()) : m_refill.next;
        for (const HeldRecord& held : m_store.refilling(upTo, refillAtOnce)) {
            if (!over && held.order > m_refill.next)
                break;
            m_refill.next = std::max(m_refill.next, held.order + 1);
            settleHeld(held, Terms::Receipt);
            moved = any = true;
        }
    }
    return any;
}

} // namespace qoloner
