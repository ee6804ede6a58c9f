// SPDX-License-Identifier: Apache-2.0
// The store's waiting room: what is held, what is in quarantine, what came under two names.
// Definitions of SqlCityStore; for sql_city_store.cpp alone.
#pragma once
#include "sync/server/store/sql_dialect.h"

namespace qoloner {

inline constexpr std::int64_t maxQuarantinedPerDevice = 1000;
inline constexpr std::int64_t maxQuarantinedBytesPerDevice = 16 * 1024 * 1024;

template <class Db> HeldRecord SqlCityStore<Db>::heldFrom(const Query& q)
{
    return {.device = DeviceId(q.integer(0)),
            .dseq = Dseq(q.integer(1)),
            .mutation = {std::string(q.blob(2)), std::string(q.blob(3))},
            .effective = Hlc{std::uint64_t(q.integer(4))},
            .waitsFor = {DeviceId(q.integer(5)), Dseq(q.integer(6))},
            .receivedMs = std::uint64_t(q.integer(7)),
            .order = std::uint64_t(q.integer(8))};
}

template <class Db> HeldRecord SqlCityStore<Db>::gappedFrom(const Query& q)
{
    HeldRecord held;
    held.device = DeviceId(q.integer(0));
    held.dseq = Dseq(q.integer(1));
    held.mutation = {std::string(q.blob(2)), std::string(q.blob(3))};
    held.effective = Hlc{std::uint64_t(q.integer(4))};
    held.waitsFor = {held.device, held.dseq - 1};
    held.receivedMs = std::uint64_t(q.integer(5));
    return held;
}

template <class Db> QuarantineRecord SqlCityStore<Db>::quarantineFrom(const Query& q)
{
    return {DeviceId(q.integer(0)),
            {std::string(q.blob(1)), std::string(q.blob(2))},
            q.string(3),
            std::uint64_t(q.integer(4))};
}

template <class Db> void SqlCityStore<Db>::hold(const HeldRecord& h)
{
    auto put = m_db.prepare("INSERT INTO held (device, dseq, body, signature, effective, wait_device, "
                            "wait_dseq, received_ms, refill_order) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                            "ON CONFLICT (device, dseq) DO UPDATE SET wait_device = excluded.wait_device, "
                            "wait_dseq = excluded.wait_dseq, refill_order = excluded.refill_order");
    put.bind(1, h.device).bind(2, h.dseq).bindBlob(3, h.mutation.body).bindBlob(4, h.mutation.signature);
    put.bind(5, h.effective.packed).bind(6, h.waitsFor.device).bind(7, h.waitsFor.dseq).bind(8, h.receivedMs);
    put.bind(9, h.order);
    put.run();
}

template <class Db> void SqlCityStore<Db>::holdGapped(const HeldRecord& h)
{
    m_anyGapped = true;
    const std::string hash = h.mutation.hash();
    auto put = m_db.prepare("INSERT INTO gapped (device, dseq, hash, body, signature, effective, "
                            "received_ms) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    put.bind(1, h.device).bind(2, h.dseq).bindBlob(3, hash).bindBlob(4, h.mutation.body);
    put.bindBlob(5, h.mutation.signature).bind(6, h.effective.packed).bind(7, h.receivedMs);
    put.run();
}

template <class Db> void SqlCityStore<Db>::release(DeviceId device, Dseq dseq)
{
    auto gone = m_db.prepare("DELETE FROM held WHERE device = ? AND dseq = ?");
    gone.bind(1, device).bind(2, dseq);
    gone.run();
}

template <class Db> void SqlCityStore<Db>::reorderHeld(std::uint64_t from, std::uint64_t to)
{
    auto put = m_db.prepare("UPDATE held SET refill_order = ? WHERE refill_order = ?");
    put.bind(1, to).bind(2, from);
    put.run();
}

template <class Db> Dseq SqlCityStore<Db>::firstHeld(DeviceId device)
{
    auto query = m_db.prepare("SELECT dseq FROM held WHERE device = ? ORDER BY dseq LIMIT 1");
    query.bind(1, device);
    return query.step() ? Dseq(query.integer(0)) : 0;
}

template <class Db> std::optional<HeldRecord> SqlCityStore<Db>::held(DeviceId device, Dseq dseq)
{
    auto query = m_db.prepare("SELECT device, dseq, body, signature, effective, wait_device, wait_dseq, "
                              "received_ms, refill_order FROM held WHERE device = ? AND dseq = ?");
    query.bind(1, device).bind(2, dseq);
    if (!query.step())
        return std::nullopt;
    return heldFrom(query);
}

template <class Db>
std::vector<HeldRecord> SqlCityStore<Db>::gapped(DeviceId device, Dseq from, std::size_t limit)
{
    std::vector<HeldRecord> result;
    if (m_writing) {
        if (!m_anyGapped)
            m_anyGapped = m_db.integer("SELECT count(*) FROM (SELECT 1 FROM gapped LIMIT 1) one") > 0;
        if (!*m_anyGapped)
            return result;
    }
    // Asked after every mutation: a bound LIMIT would have SQLite plan it anew each time.
    auto query = m_db.prepare("SELECT device, dseq, body, signature, effective, received_ms FROM gapped "
                              "WHERE device = ? AND dseq >= ? ORDER BY dseq, hash");
    query.bind(1, device).bind(2, from);
    while (result.size() < limit && query.step())
        result.push_back(gappedFrom(query));
    return result;
}

template <class Db> void SqlCityStore<Db>::releaseGapped(const HeldRecord& held)
{
    auto gone =
        m_db.prepare("DELETE FROM gapped WHERE device = ? AND dseq = ? AND body = ? AND signature = ?");
    gone.bind(1, held.device).bind(2, held.dseq).bindBlob(3, held.mutation.body);
    gone.bindBlob(4, held.mutation.signature);
    gone.run();
}

template <class Db>
std::vector<DeviceId> SqlCityStore<Db>::gappedSince(std::uint64_t deadlineMs, std::size_t limit)
{
    std::vector<DeviceId> result;
    auto query =
        m_db.prepare("SELECT DISTINCT device FROM gapped WHERE received_ms < ? ORDER BY device LIMIT ?");
    query.bind(1, deadlineMs).bind(2, std::int64_t(limit));
    while (query.step())
        result.push_back(DeviceId(query.integer(0)));
    return result;
}

template <class Db>
std::vector<HeldRecord> SqlCityStore<Db>::ripe(std::uint64_t deadlineMs, std::size_t limit)
{
    std::vector<HeldRecord> result;
    auto query = m_db.prepare(
        "SELECT h.device, h.dseq, h.body, h.signature, h.effective, h.wait_device, h.wait_dseq, "
        "h.received_ms, h.refill_order "
        "FROM held h LEFT JOIN mutation m ON m.device = h.wait_device AND m.dseq = h.wait_dseq "
        "WHERE (h.refill_order = 0 OR h.refill_order = -1) AND (m.outcome <> 3 OR h.received_ms < ?) "
        "ORDER BY h.effective, h.device, h.dseq LIMIT ?");
    query.bind(1, deadlineMs).bind(2, std::int64_t(limit));
    while (query.step())
        result.push_back(heldFrom(query));
    return result;
}

template <class Db> std::vector<HeldRecord> SqlCityStore<Db>::refilling(std::uint64_t upTo, std::size_t limit)
{
    std::vector<HeldRecord> result;
    auto query = m_db.prepare("SELECT device, dseq, body, signature, effective, wait_device, wait_dseq, "
                              "received_ms, refill_order FROM held WHERE refill_order <> 0 AND "
                              "refill_order > 0 AND refill_order <= ? ORDER BY refill_order LIMIT ?");
    query.bind(1, upTo).bind(2, std::int64_t(limit));
    while (query.step())
        result.push_back(heldFrom(query));
    return result;
}

template <class Db>
void SqlCityStore<Db>::quarantine(DeviceId device, const SignedMutation& mutation, const std::string& reason,
                                  std::uint64_t nowMs)
{
    auto count =
        m_db.prepare("SELECT count(*), coalesce(sum(length(body)), 0) FROM quarantine WHERE device = ?");
    count.bind(1, device);
    if (count.step() &&
        (count.integer(0) >= maxQuarantinedPerDevice || count.integer(1) >= maxQuarantinedBytesPerDevice))
        return;
    const std::string hash = mutation.hash();
    auto put = m_db.prepare("INSERT INTO quarantine (hash, device, body, signature, reason, received_ms) "
                            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING");
    put.bindBlob(1, hash).bind(2, device).bindBlob(3, mutation.body).bindBlob(4, mutation.signature);
    put.bind(5, reason).bind(6, nowMs);
    put.run();
}

template <class Db> std::optional<QuarantineRecord> SqlCityStore<Db>::quarantinedAs(const std::string& hash)
{
    auto query =
        m_db.prepare("SELECT device, body, signature, reason, received_ms FROM quarantine WHERE hash = ?");
    query.bindBlob(1, hash);
    if (!query.step())
        return std::nullopt;
    return quarantineFrom(query);
}

template <class Db> std::vector<QuarantineRecord> SqlCityStore<Db>::quarantined(std::size_t limit)
{
    std::vector<QuarantineRecord> result;
    auto query = m_db.prepare("SELECT device, body, signature, reason, received_ms FROM quarantine "
                              "ORDER BY received_ms DESC, hash LIMIT ?");
    query.bind(1, std::int64_t(limit));
    while (query.step())
        result.push_back(quarantineFrom(query));
    return result;
}

template <class Db> void SqlCityStore<Db>::pardon(const std::string& hash)
{
    auto gone = m_db.prepare("DELETE FROM quarantine WHERE hash = ?");
    gone.bindBlob(1, hash);
    gone.run();
}

template <class Db> std::optional<Dot> SqlCityStore<Db>::reissuedAs(const std::string& hash)
{
    auto query = m_db.prepare("SELECT device, dseq FROM reissued WHERE hash = ?");
    query.bindBlob(1, hash);
    if (!query.step())
        return std::nullopt;
    return Dot{DeviceId(query.integer(0)), Dseq(query.integer(1))};
}

template <class Db> void SqlCityStore<Db>::putReissued(const std::string& hash, const Dot& dot)
{
    auto put = m_db.prepare("INSERT INTO reissued (hash, device, dseq) VALUES (?, ?, ?) "
                            "ON CONFLICT DO NOTHING");
    put.bindBlob(1, hash).bind(2, dot.device).bind(3, dot.dseq);
    put.run();
}

template <class Db> void SqlCityStore<Db>::putTwin(const Dot& twin, const Dot& dot)
{
    auto put = m_db.prepare("INSERT INTO twin (device, dseq, of_device, of_dseq) VALUES (?, ?, ?, ?) "
                            "ON CONFLICT DO NOTHING");
    put.bind(1, twin.device).bind(2, twin.dseq).bind(3, dot.device).bind(4, dot.dseq);
    put.run();
}

template <class Db> Dot SqlCityStore<Db>::mergedAs(const Dot& dot)
{
    auto query = m_db.prepare("SELECT of_device, of_dseq FROM twin WHERE device = ? AND dseq = ?");
    query.bind(1, dot.device).bind(2, dot.dseq);
    return query.step() ? Dot{DeviceId(query.integer(0)), Dseq(query.integer(1))} : dot;
}

} // namespace qoloner
