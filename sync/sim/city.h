// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/engine.h"
#include "sync/server/http_message.h"
#include "sync/server/store/sqlite_city_store.h"
#include "sync/sim/crash_vfs.h"
#include "sync/sim/history.h"
#include "sync/sim/phone.h"
#include <memory>

namespace qoloner::sim {

/// The rows every city starts with.
constexpr const char* twinRows[] = {"twin-a", "twin-b"};
constexpr const char* placeRow = "place-1";
constexpr const char* masterRows[] = {"master-a", "master-b"};
constexpr const char* regionIds[] = {"KZ-62", "KZ-75", "KZ-10"};
/// Where the device that keeps to no rule is at home; nobody else ever comes here.
constexpr const char* hostileRegion = "KZ-39";

/// Who there is in a city, and with which invites they come.
struct Guest {
    std::size_t person;
    std::string code; ///< empty: a visitor
};
std::vector<Person> people();
std::vector<Guest> guests();
/// The person behind the device that keeps to no rule, and its invite.
std::size_t hostilePerson();
std::string hostileCode();

/// The city's server process on its simulated disk: the product's engine and store behind a
/// front without threads.
class City {
public:
    City(const std::uint64_t& trueMs, std::uint64_t seed);

    /// Starts the process. Throws StorageError when its disk does not let it.
    void open();
    void close();
    bool running() const { return m_engine != nullptr; }
    /// As the product's HttpApi answers, at once and on this thread.
    HttpResponse handle(const HttpRequest& request);

    CrashVfs disk;
    BentClock clock;
    std::uint8_t version = 1;   ///< of the server: declarationsOf
    std::uint64_t latestMs = 0; ///< the latest its clock has ever shown while it took requests

    // The administrator's tool: another process on the same file.
    void putPerson(const Person& person);
    void revoke(DeviceId device);
    /// Folds deletions older than `keepMs`; how many.
    std::uint64_t compact(std::uint64_t keepMs);

    /// `qoloner-admin backup`, while it serves: the copy lies elsewhere, and devices may let go of
    /// what it holds. Throws StorageError.
    void backUp();
    bool hasBackup() const { return !m_backup.empty(); }
    /// The epoch that the backup is of.
    const std::string& backupEpoch() const { return m_backupEpoch; }
    /// `qoloner-admin restore`, on a sound disk, and started again. Who was locked out stays so.
    void restore(std::uint64_t waitMs);
    /// `qoloner-admin refill`.
    void endRefill();
    /// `qoloner-admin readmit` of everybody who waits for it; how many.
    std::size_t readmit();

    /// A look at the file for the oracle, through a connection of its own.
    Database& inspect();
    bool buried(std::uint16_t entity, const std::string& row);
    void endInspection() { m_inspection.reset(); }
    const std::string& publicKey() const;
    std::string epoch();

private:
    HttpResponse route(const HttpRequest& request);
    void forgetFiles(const std::string& folder);

    std::unique_ptr<SqliteCityStore> m_store;
    std::unique_ptr<SyncEngine> m_engine;
    std::unique_ptr<Database> m_inspection;
    std::string m_backup; ///< the file, where no crash of this machine reaches it
    std::string m_backupEpoch;
    std::vector<DeviceId> m_revoked; ///< `revoked`, which lies beside the key and is in no backup
};

} // namespace qoloner::sim
