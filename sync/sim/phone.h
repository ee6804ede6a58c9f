// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/client/session.h"
#include "sync/sim/crash_vfs.h"
#include "sync/sim/history.h"
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace qoloner::sim {

/// A clock that may be wrong by any amount, run fast or slow, and jump.
class BentClock final : public Clock {
public:
    explicit BentClock(const std::uint64_t& trueMs) : m_true(trueMs), m_since(trueMs), m_base(trueMs) {}
    std::uint64_t nowMs() const override
    {
        const std::int64_t run = std::int64_t(m_true - m_since);
        return std::uint64_t(std::max<std::int64_t>(0, std::int64_t(m_base) + run + run * m_ppm / 1'000'000));
    }
    void set(std::uint64_t ms, std::int64_t driftPpm)
    {
        m_since = m_true;
        m_base = ms;
        m_ppm = driftPpm;
    }
    void jump(std::int64_t byMs)
    {
        set(std::uint64_t(std::max<std::int64_t>(0, std::int64_t(nowMs()) + byMs)), m_ppm);
    }

private:
    const std::uint64_t& m_true;
    std::uint64_t m_since, m_base;
    std::int64_t m_ppm = 0;
};

/// The platform's keystore: it outlives crashes of the app.
struct SimKeyStore final : KeyStore {
    std::map<std::string, std::string, std::less<>> secrets;
    std::optional<std::string> load(std::string_view name) override
    {
        const auto it = secrets.find(name);
        return it == secrets.end() ? std::nullopt : std::optional(it->second);
    }
    bool store(std::string_view name, std::string_view secret) override
    {
        secrets[std::string(name)] = secret;
        return true;
    }
};

/// What somebody has on the screen and has not saved yet.
struct OpenForm {
    Place place;
    Facet facet = Facet::Draft;
    Seen saw;
};

/// A device: its disk, its keystore, its clock, and the app while it runs.
struct Phone {
    Phone(std::uint8_t number, std::size_t whose, std::string invite, const SimulatedDisk& blank,
          const std::uint64_t& trueMs, std::uint64_t seed);

    /// Starts the app. Throws StorageError when its disk does not let it.
    void open();
    /// The app is gone; what it had not committed with it.
    void close();
    bool running() const { return session != nullptr; }
    Dseq lastDseq() const { return written.size(); }

    std::uint8_t index;
    std::size_t person;
    std::string code; ///< of the invite; empty: a visitor
    std::uint64_t seed;
    CrashVfs disk;
    SimKeyStore keys;
    BentClock clock;
    std::unique_ptr<Database> db;
    std::unique_ptr<Replica> replica;
    std::unique_ptr<SyncSession> session;

    std::uint8_t version = 1; ///< of the app: declarationsOf
    unsigned incarnation = 0; ///< of the app: what was meant for an earlier one is lost
    std::array<unsigned, syncLaneCount> timers{};
    std::uint32_t requests = 0;
    bool online = true;
    bool revoked = false;
    bool started = false; ///< the person has asked for the enrolment
    bool diskTrouble = false;
    bool copied = false; ///< there is another phone with its disk and its keys, or it is one
    unsigned keysMade = 0;

    // What its person knows.
    std::optional<OpenForm> form;
    std::vector<std::pair<std::uint16_t, std::string>> deleted;
    DeviceId device = 0;              ///< the name it has
    std::vector<std::size_t> written; ///< in the history, from its number 1 on
    std::vector<std::string> hashes;  ///< with which they are signed
    std::set<Dseq> givenUp;           ///< the person mended or discarded them
    Hlc lastHlc;
    std::optional<Action> inDoubt; ///< saving failed halfway: it may or may not be there
    Dseq givingUp = 0;             ///< the same of a refused action that its person lets go
    unsigned sinceCheck = 0;
    std::map<std::pair<std::uint32_t, std::string>, std::uint64_t> revsSeen;
    std::string revsEpoch;
    std::vector<std::pair<std::string, bool>>
        lastPushes; ///< bodies and whether packed, to be sent once more at the end
};

/// An empty replica of an app of `version`, made once for the process.
const SimulatedDisk& blankPhoneDisk(std::uint8_t version);

} // namespace qoloner::sim
