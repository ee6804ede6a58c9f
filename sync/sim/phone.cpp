// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/phone.h"

#include "sync/sim/rng.h"
#include "sync/sim/versions.h"
#include <algorithm>

namespace qoloner::sim {

namespace {
constexpr const char* phoneFile = "phone.sqlite";

Database::Options optionsFor(const CrashVfs& disk)
{
    Database::Options options;
    options.vfs = disk.name();
    options.busyTimeoutMs = 0;
    return options;
}
} // namespace

Phone::Phone(std::uint8_t number, std::size_t whose, std::string invite, const SimulatedDisk& blank,
             const std::uint64_t& trueMs, std::uint64_t chance)
    : index(number),
      person(whose),
      code(std::move(invite)),
      seed(chance),
      disk("qoloner-sim-phone-" + std::to_string(number), blank),
      clock(trueMs)
{
    disk.disk().reseed(chance);
}

void Phone::open()
{
    close();
    ++incarnation;
    timers = {};
    const CatalogueScope declarations(declarationsOf(version));
    try {
        db = std::make_unique<Database>(phoneFile, optionsFor(disk));
        replica = std::make_unique<Replica>(*db, clock);
        SyncConfig config;
        config.seed = seedOf(seed, 9, incarnation);
        // Some take all at once, some in bites so small that every pull has many pages.
        static constexpr std::uint32_t bites[] = {5000, 5000, 40, 7, 2};
        config.pullRows = bites[seed % std::size(bites)];
        config.pushMutations =
            std::min<std::size_t>(config.pushMutations, bites[(seed >> 8) % std::size(bites)]);
        config.makeKey = [this] {
            Rng rng(seedOf(seed, 8, keysMade++));
            std::string bytes;
            for (int i = 0; i < 32; ++i)
                bytes.push_back(char(rng.below(256)));
            return SigningKey::fromSeed(bytes);
        };
        session = std::make_unique<SyncSession>(*replica, clock, keys, config);
    } catch (...) {
        close();
        throw;
    }
}

void Phone::close()
{
    session.reset();
    replica.reset();
    db.reset();
}

const SimulatedDisk& blankPhoneDisk(std::uint8_t version)
{
    static std::map<std::uint8_t, SimulatedDisk> blanks;
    if (const auto known = blanks.find(version); known != blanks.end())
        return known->second;
    const CatalogueScope declarations(declarationsOf(version));
    CrashVfs vfs("qoloner-sim-blank");
    {
        const SystemClock clock;
        Database db(phoneFile, optionsFor(vfs));
        Replica replica(db, clock);
    }
    return blanks.emplace(version, vfs.disk()).first->second;
}

} // namespace qoloner::sim
