// SPDX-License-Identifier: Apache-2.0
// What happens to devices, to the server and to time.
#include "sync/sim/hostile.h"
#include "sync/sim/world.h"

namespace qoloner::sim {

namespace {
constexpr std::uint64_t hourMs = 3600ull * 1000;
}

bool World::environment(StepKind kind, Phone& phone, Rng& rng)
{
    switch (kind) {
    case StepKind::SyncNow:
        return phone.running() && onPhone(phone, [&] { take(phone, phone.session->syncNow()); });
    case StepKind::GoOffline:
        if (!phone.running() || !phone.online)
            return false;
        phone.online = false;
        return onPhone(phone, [&] { take(phone, phone.session->networkConditions({.online = false})); });
    case StepKind::GoOnline:
        if (!phone.running() || phone.online)
            return false;
        phone.online = true;
        return onPhone(phone, [&] {
            take(phone, phone.session->networkConditions(
                            {.online = true, .metered = rng.chance(30), .batteryLow = rng.chance(20)}));
        });
    case StepKind::Interactive:
        return phone.running() &&
               onPhone(phone, [&] { take(phone, phone.session->setInteractive(rng.chance(50))); });
    case StepKind::Restart:
        if (!phone.running())
            return false;
        if (onPhone(phone, [&] { take(phone, phone.session->stop()); })) {
            phone.close();
            start(phone);
        }
        return true;
    case StepKind::UpdateApp:
        if (!phone.running() || phone.version == 0)
            return false;
        if (onPhone(phone, [&] { take(phone, phone.session->stop()); })) {
            phone.close();
            --phone.version;
            start(phone);
        }
        return true;
    case StepKind::CrashPhone:
        if (!phone.running())
            return false;
        crash(phone, rng.chance(50) ? CrashKind::Kill : CrashKind::PowerCut);
        return true;
    case StepKind::CrashWriting:
        if (!phone.running())
            return false;
        phone.disk.disk().crashAt(rng.between(1, rng.chance(50) ? 12 : 60),
                                  rng.chance(50) ? CrashKind::Kill : CrashKind::PowerCut);
        return true;
    case StepKind::PhoneDisk:
        return phoneDisk(phone, rng);
    case StepKind::PhoneClock: {
        static constexpr std::int64_t jumps[] = {-90'000, 90'000, -3'600'000, 3'600'000, 86'400'000};
        const std::uint64_t roll = rng.below(10);
        if (roll == 0)
            phone.clock.set(0, 0); // 1970
        else if (roll == 1)
            phone.clock.set(4'070'908'800'000, 0); // 2099
        else if (roll < 4)
            phone.clock.set(m_now, 0); // somebody put it right
        else
            phone.clock.jump(jumps[rng.below(std::size(jumps))]);
        return true;
    }
    case StepKind::ClonePhone:
        return clonePhone(phone);
    case StepKind::CrashServer:
        if (!m_city.running())
            return false;
        crashServer(rng.chance(50) ? CrashKind::Kill : CrashKind::PowerCut);
        return true;
    case StepKind::CrashServerWriting:
        if (!m_city.running())
            return false;
        m_city.disk.disk().crashAt(rng.between(1, rng.chance(50) ? 20 : 100),
                                   rng.chance(50) ? CrashKind::Kill : CrashKind::PowerCut);
        return true;
    case StepKind::ServerDisk:
        return serverDisk(rng);
    case StepKind::ServerClock: {
        static constexpr std::int64_t jumps[] = {-2'000, 2'000, -60'000, 60'000};
        m_city.clock.jump(jumps[rng.below(std::size(jumps))]);
        return true;
    }
    case StepKind::UpdateServer:
        if (!m_city.running() || m_city.version == 0)
            return false;
        m_city.close();
        m_city.version = 0;
        startServer();
        return true;
    case StepKind::TimePasses: {
        // Everybody sleeps; what was due meanwhile happens at once, as on a real phone.
        static constexpr std::uint64_t spans[] = {hourMs / 3, 2 * hourMs, 26 * hourMs, 31 * 24 * hourMs};
        m_now += spans[rng.below(rng.chance(20) ? 4 : 3)];
        return true;
    }
    case StepKind::Revoke:
        return revokeSomebody(phone, rng);
    case StepKind::ChangeRole:
        return changeRole(phone, rng);
    case StepKind::Compact:
        return compact(rng);
    case StepKind::BackUp:
        return backUp();
    case StepKind::RestoreServer:
        return restoreServer(rng);
    case StepKind::EndRefill:
        return endRefill();
    case StepKind::Hostile:
        if (!m_city.running())
            return false;
        m_city.latestMs = std::max(m_city.latestMs, m_city.clock.nowMs());
        m_hostile->attack(m_city, rng);
        afterServerWork();
        return true;
    default:
        return false;
    }
}

bool World::phoneDisk(Phone& phone, Rng& rng)
{
    if (!phone.running() || phone.diskTrouble)
        return false;
    phone.diskTrouble = true;
    SimulatedDisk& disk = phone.disk.disk();
    switch (rng.below(4)) {
    case 0:
        disk.setCapacity(disk.usedBytes() + rng.below(40'000));
        count("phone disk full");
        break;
    case 1:
        disk.inject(DiskFault::Full, rng.between(1, 30), rng.chance(50));
        count("phone disk full");
        break;
    case 2:
        disk.inject(DiskFault::WriteError, rng.between(1, 30));
        count("phone disk write error");
        break;
    default:
        disk.inject(DiskFault::SyncError, rng.between(1, 8));
        count("phone disk sync error");
        break;
    }
    after(rng.between(2'000, 60'000), [&phone] {
        phone.diskTrouble = false;
        phone.disk.disk().clearFaults();
        phone.disk.disk().setCapacity(SimulatedDisk::unlimited);
    });
    return true;
}

bool World::serverDisk(Rng& rng)
{
    if (!m_city.running() || m_serverDiskTrouble)
        return false;
    m_serverDiskTrouble = true;
    SimulatedDisk& disk = m_city.disk.disk();
    switch (rng.below(3)) {
    case 0:
        disk.setCapacity(disk.usedBytes() + rng.below(20'000));
        count("server disk full");
        break;
    case 1:
        disk.inject(DiskFault::WriteError, rng.between(1, 40));
        count("server disk write error");
        break;
    default:
        disk.inject(DiskFault::SyncError, rng.between(1, 10));
        count("server disk sync error");
        break;
    }
    after(rng.between(2'000, 40'000), [this] {
        m_serverDiskTrouble = false;
        m_city.disk.disk().clearFaults();
        m_city.disk.disk().setCapacity(SimulatedDisk::unlimited);
    });
    return true;
}

bool World::compact(Rng& rng)
{
    if (!m_city.running() || m_serverDiskTrouble)
        return false;
    try {
        // Only what everybody would call old; but sometimes the horizon is close.
        if (m_city.compact(rng.chance(50) ? hourMs / 6 : 24 * hourMs) > 0)
            count("compactions that folded");
    } catch (const StorageError&) {
        if (!m_city.disk.disk().isDead())
            throw;
    }
    afterServerWork();
    return true;
}

bool World::revokeSomebody(Phone& phone, Rng& rng)
{
    // The first two stay, so that every city has somebody who can work.
    if (phone.index < 2 || phone.code.empty() || phone.revoked || phone.copied || !m_city.running() ||
        m_serverDiskTrouble || phone.written.empty() || !rng.chance(60))
        return false;
    try {
        m_city.revoke(phone.device);
        phone.revoked = true;
    } catch (const StorageError&) {
        if (!m_city.disk.disk().isDead())
            throw;
        // It may have been written before the disk died: look.
        afterServerWork();
        Database& db = m_city.inspect();
        Statement query = db.prepare("SELECT revoked FROM device WHERE id = ?");
        query.bind(1, phone.device);
        phone.revoked = query.step() && query.integer(0) != 0;
    }
    afterServerWork();
    return phone.revoked;
}

bool World::changeRole(Phone& phone, Rng& rng)
{
    Person& person = who(phone);
    if (phone.index < 2 || phone.code.empty() || !m_city.running() || m_serverDiskTrouble ||
        !phone.running() || !phone.session->status().enrolled || person.role == Role::Admin)
        return false;
    Person next = person;
    next.changed = true;
    if (next.role == Role::Field) {
        next.regions.clear();
        for (const char* region : regionIds)
            if (rng.chance(50))
                next.regions.emplace_back(region);
    } else if (next.role == Role::Moderator) {
        return false;
    } else if (next.role == Role::Artisan) {
        next.artisan = masterRows[next.artisan == masterRows[0] ? 1 : 0];
    } else {
        next.role = Role::Field;
        next.regions = {regionIds[rng.below(3)]};
    }
    say([&] { return "person " + person.actor + " is in " + next.artisan + " now"; });
    try {
        m_city.putPerson(next);
        person = next;
    } catch (const StorageError&) {
        if (!m_city.disk.disk().isDead())
            throw;
        afterServerWork();
        Database& db = m_city.inspect();
        Statement query = db.prepare("SELECT role, artisan, regions FROM actor WHERE id = ?");
        query.bind(1, next.actor);
        std::string regions;
        for (const std::string& region : next.regions)
            regions += (regions.empty() ? "" : "\n") + region;
        if (query.step() && query.integer(0) == int(next.role) && query.text(1) == next.artisan &&
            query.text(2) == regions)
            person = next;
    }
    afterServerWork();
    return true;
}

} // namespace qoloner::sim
