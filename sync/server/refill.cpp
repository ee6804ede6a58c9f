// SPDX-License-Identifier: Apache-2.0
// Backups, and how a server that was restored from one is filled again by its devices.
#include "core/domain/ids.h"
#include "sync/protocol/receipt.h"
#include "sync/server/engine.h"
#include <algorithm>
#include <limits>
#include <map>

namespace qoloner {

namespace {

constexpr Dseq skippedNumbers = 1 << 20; // more than a server's own device issues between two backups
constexpr std::size_t refillAtOnce = 200;
constexpr auto lastOrder = std::uint64_t(std::numeric_limits<std::int64_t>::max());

std::uint64_t number(const std::string& text)
{
    return text.empty() ? 0 : std::stoull(text);
}

/// Everything of `device` up to there has its last answer in `store`. What still waits may be
/// answered after a backup was made, so its device must keep it.
Dseq settledUpTo(CityStore& store, const DeviceRecord& device)
{
    const Dseq held = store.firstHeld(device.id);
    return held == 0 ? device.highest : std::min(held - 1, device.highest);
}

} // namespace

void noteBackup(CityStore& live, CityStore& copy)
{
    if (live.meta("epoch") != copy.meta("epoch"))
        return; // restored in between: it holds another history
    std::map<DeviceId, Dseq> settled;
    for (const DeviceRecord& saved : copy.devices())
        settled[saved.id] = settledUpTo(copy, saved);
    live.write([&] {
        for (const auto& [id, upTo] : settled)
            if (auto device = live.device(id); device && device->backedUp < upTo) {
                device->backedUp = upTo;
                live.putDevice(*device);
            }
    });
}

void SyncEngine::beginEpoch(std::uint64_t waitMs)
{
    m_store.write([&] {
        begin();
        forgetWaits();
        DeviceRecord* self = known(m_key.device());
        if (self)
            self->highest += skippedNumbers;
        for (const DeviceRecord& device : m_store.devices())
            if (DeviceRecord* each = known(device.id))
                each->backedUp = settledUpTo(m_store, device);
        m_refill = {m_epoch, m_rev + 1, m_clock.nowMs() + waitMs};
        m_epoch = toHex(randomBytes(16));
        m_store.setMeta("epoch", m_epoch);
        end();
    });
}

/// What waited when the backup was made went on after it. Whatever became of it, its device has
/// the receipt: it is not judged before that comes, nor is what waits for its predecessor.
void SyncEngine::forgetWaits()
{
    m_store.reorderHeld(0, HeldRecord::unknown);
    m_store.reorderHeld(HeldRecord::acceptedBefore, HeldRecord::acceptedUnknown);
    for (bool more = true; more;) {
        const auto waiting = m_store.refilling(lastOrder, refillAtOnce);
        more = !waiting.empty();
        for (HeldRecord held : waiting) {
            held.order = HeldRecord::acceptedUnknown;
            m_store.hold(held);
        }
    }
    for (const DeviceRecord& device : m_store.devices())
        for (bool more = true; more;) {
            const auto waiting = m_store.gapped(device.id, 0, refillAtOnce);
            more = !waiting.empty();
            for (const HeldRecord& held : waiting)
                m_store.releaseGapped(held);
        }
}

void SyncEngine::endRefill()
{
    m_store.write([&] {
        begin();
        endWait();
        releaseRipe();
        end();
    });
}

/// Nobody is waited for any more: what waited in the backup is judged as it stands.
void SyncEngine::endWait()
{
    m_refill.untilMs = 0;
    m_store.reorderHeld(HeldRecord::unknown, 0);
    m_store.reorderHeld(HeldRecord::acceptedUnknown, 1);
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

/// One that waited when the backup was made comes again, and says what became of it since;
/// without a receipt it had gone on waiting.
std::optional<Answer> SyncEngine::recall(const LogRecord& record, const CheckedMutation& checked)
{
    if (record.answer.outcome != Outcome::Held)
        return std::nullopt;
    const auto waiting = m_store.held(record.device, record.answer.dseq);
    if (!waiting)
        return std::nullopt;
    const bool accepted = waiting->order == HeldRecord::acceptedUnknown;
    if (!accepted && waiting->order != 0 && waiting->order != HeldRecord::unknown)
        return std::nullopt; // it has its place
    const PastAnswer* told = receiptFor(*checked.mutation, record.hash, checked.past);
    HeldRecord again = *waiting;
    if (!told) {
        if (waiting->order == 0)
            return std::nullopt;
        again.order = accepted ? 1 : 0;
        m_store.hold(again);
        return std::nullopt;
    }
    m_store.release(record.device, record.answer.dseq);
    Answer answer = record.answer;
    if (told->answer.outcome == Outcome::Rejected) {
        answer = told->answer;
        answer.dseq = record.answer.dseq;
        answer.rev = 0;
        answer.signature.clear();
        m_store.settleLog(record.device, answer);
        return answer;
    }
    again.effective = told->answer.effective;
    again.waitsFor = {record.device, record.answer.dseq};
    again.order = placeOf(*told);
    m_store.hold(again);
    return std::nullopt;
}

/// Its turn among those that come back.
std::uint64_t SyncEngine::placeOf(const PastAnswer& told) const
{
    const bool inOrder = m_refill.untilMs > m_clock.nowMs() && told.epoch == m_refill.epoch;
    return inOrder && told.answer.rev > 0 ? told.answer.rev : 1;
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
    m_store.hold({device.id,
                  mutation.dseq,
                  arrival.sealed,
                  past.answer.effective,
                  {device.id, mutation.dseq},
                  arrival.receivedMs,
                  placeOf(past)});
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
    if (over && m_refill.untilMs != 0)
        endWait();
    bool any = false;
    for (bool moved = true; moved;) {
        moved = false;
        const std::uint64_t upTo = over ? lastOrder : m_refill.next;
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
