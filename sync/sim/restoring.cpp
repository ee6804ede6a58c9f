// SPDX-License-Identifier: Apache-2.0
// A server that is put back to an older backup, and a phone of which there are suddenly two.
#include "core/domain/ids.h"
#include "sync/sim/hostile.h"
#include "sync/sim/world.h"

#include <algorithm>

namespace qoloner::sim {

namespace {
constexpr std::size_t mostCopies = 2; // in one run
}

/// All that the phone's disk and its key store hold, in a second phone of the same person.
bool World::clonePhone(Phone& phone)
{
    if (!m_setting.clones || !phone.running() || phone.code.empty() || phone.revoked || phone.diskTrouble ||
        !phone.session->status().enrolled || phone.written.empty() ||
        m_phones.size() >= m_setting.phones + mostCopies)
        return false;
    const auto index = std::uint8_t(m_phones.size());
    constexpr std::uint64_t kindCopy = 24;
    auto copy = std::make_unique<Phone>(index, phone.person, phone.code, phone.disk.disk(), m_now,
                                        seedOf(m_plan.seed, kindCopy, index));
    copy->disk.restart();
    copy->disk.disk().calmDown();
    copy->keys = phone.keys;
    copy->clock.set(phone.clock.nowMs(), 0);
    copy->version = phone.version;
    copy->started = true;
    copy->online = phone.online;
    copy->copied = phone.copied = true;
    copy->device = phone.device;
    copy->written = phone.written;
    copy->hashes = phone.hashes;
    copy->givenUp = phone.givenUp;
    copy->lastHlc = phone.lastHlc;
    copy->revsSeen = phone.revsSeen;
    copy->revsEpoch = phone.revsEpoch;
    m_phones.push_back(std::move(copy));
    say([&] { return "phone " + std::to_string(index) + " is a copy of " + std::to_string(phone.index); });
    start(*m_phones.back());
    return true;
}

bool World::backUp()
{
    if (!m_setting.restores || !m_city.running() || m_serverDiskTrouble)
        return false;
    try {
        m_city.backUp();
        say([] { return std::string("the city is backed up"); });
    } catch (const StorageError&) {
        if (!m_city.disk.disk().isDead())
            throw;
    }
    afterServerWork();
    return true;
}

/// Back to the backup, under a new epoch. What lies outside of it is brought in again: who was
/// locked out, and what people may do, which the administrator looks through.
void World::putBack(std::uint64_t waitMs)
{
    SimulatedDisk& disk = m_city.disk.disk();
    disk.clearFaults();
    disk.setCapacity(SimulatedDisk::unlimited);
    disk.calmDown();
    m_serverDiskTrouble = false;
    m_city.restore(waitMs);
    for (const Person& person : m_people)
        if (person.changed)
            m_city.putPerson(person);
    Statement hostile = m_city.inspect().prepare("SELECT highest, last_hash FROM device WHERE id = ?");
    hostile.bind(1, m_hostile->device());
    const bool known = hostile.step();
    m_hostile->serverRestored(known, known ? Dseq(hostile.integer(0)) : 0,
                              known ? std::string(hostile.blob(1)) : std::string());
    say([&] { return "the server is put back, epoch " + m_city.epoch().substr(0, 6); });
}

/// Each row as everybody who may see it has it, without its revision.
std::map<std::string, std::string> World::everyRow()
{
    std::map<std::string, std::string> rows;
    Statement query = m_city.inspect().prepare("SELECT tbl, id, owner, region, state FROM synced_row");
    while (query.step()) {
        auto state = decodeRowState(query.blob(4));
        if (!state)
            throw Violation(3, "the server cannot read its own row " + query.string(1));
        state->rev = 0;
        const TableId table{std::uint32_t(query.integer(0))};
        // A deletion that was folded meanwhile is a grave; its tombstone returns with the backup.
        if (!state->deleted())
            rows[tableName(table) + " " + query.string(1)] =
                query.string(2) + " " + query.string(3) + " " + encodeRowState(*state);
    }
    return rows;
}

bool World::restoreServer(Rng& rng)
{
    if (!m_setting.restores || !m_city.hasBackup() || m_city.disk.disk().isDead())
        return false;
    constexpr std::uint64_t hourMs = 3600ull * 1000;
    static constexpr std::uint64_t waits[] = {SyncEngine::refillWaitMs, SyncEngine::refillWaitMs, hourMs / 6,
                                              0};
    const std::uint64_t waitMs = waits[rng.below(std::size(waits))];
    if (!rng.chance(30)) {
        m_disordered = true;
        putBack(waitMs);
        return true;
    }
    // With nothing under way: what was promised in the epoch of the backup comes back as it was.
    settle(false);
    // What a newer server would take is issued anew as soon as its device hears of one.
    const bool changing = std::any_of(m_phones.begin(), m_phones.end(), [](const auto& phone) {
        return phone->replica->refusedFor("server_too_old");
    });
    const bool comparable = m_city.epoch() == m_city.backupEpoch() && !changing;
    m_disordered = m_disordered || !comparable;
    // What is still on its way, late or twice, belongs to this epoch.
    constexpr std::uint64_t longestWayMs = 200'000;
    const std::uint64_t until = m_now + longestWayMs;
    while (nextEvent(until)) {
    }
    m_now = std::max(m_now, until);
    settle(false);
    const auto before = everyRow();
    putBack(SyncEngine::refillWaitMs);
    settle(comparable);
    m_quiet = false;
    if (!comparable)
        return true;
    const auto after = everyRow();
    for (const auto& [row, state] : before)
        if (const auto there = after.find(row); there == after.end())
            throw Violation(3, "a server that was filled again lacks " + row);
        else if (there->second != state)
            throw Violation(3, "a server that was filled again has another " + row + ": " + toHex(state) +
                                   ", now " + toHex(there->second));
    for (const auto& [row, state] : after)
        if (!before.contains(row))
            throw Violation(10, "a server that was filled again has " + row + ", which was not there");
    count("refills that came out the same");
    return true;
}

bool World::endRefill()
{
    if (!m_setting.restores || !m_city.running() || m_serverDiskTrouble)
        return false;
    try {
        m_city.endRefill();
    } catch (const StorageError&) {
        if (!m_city.disk.disk().isDead())
            throw;
    }
    afterServerWork();
    return true;
}

} // namespace qoloner::sim
