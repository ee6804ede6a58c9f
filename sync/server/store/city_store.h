// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/scopes.h"
#include "core/domain/mutation.h"
#include "core/store/replica.h"
#include "core/store/row_state.h"
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace qoloner {

/// A device as the server knows it.
struct DeviceRecord {
    DeviceId id = 0;
    std::string publicKey;
    std::string actor;
    std::string label;
    bool revoked = false;
    Dseq highest = 0;     ///< every mutation up to here has arrived
    std::string lastHash; ///< of that one; empty: none yet
    Hlc lastEffective;    ///< latest effective time given to it
    std::uint64_t enrolledMs = 0;
    std::uint64_t seenMs = 0;
    Dseq backedUp = 0;   ///< every mutation up to here is in a backup
    DeviceId forkOf = 0; ///< the device it was before its chain went two ways; 0: none
    Dseq forkFrom = 0;   ///< number its own branch begins with
};

/// A person, with what they may do. Names stay on the server and in conflicts.
struct ActorRecord {
    std::string id;
    std::string name;
    Role role = Role::Visitor;
    std::string artisan;
    std::vector<std::string> regions;
};

struct InviteRecord {
    std::string codeHash; ///< the code itself is never kept
    ActorRecord actor;    ///< who it makes
    std::uint64_t expiresMs = 0;
    DeviceId usedBy = 0; ///< 0: not used yet
};

/// One mutation that arrived, with what came of it.
struct LogRecord {
    DeviceId device = 0;
    std::string hash;
    SignedMutation mutation;
    Answer answer; ///< Answer::signature is not kept: it is made anew
    std::uint64_t receivedMs = 0;
};

struct HeldRecord {
    DeviceId device = 0;
    Dseq dseq = 0;
    SignedMutation mutation;
    Hlc effective; ///< fixed at receipt
    Dot waitsFor;
    std::uint64_t receivedMs = 0;
    /// Refill: the revision it had before, or one of the following; 0: not one of these.
    std::uint64_t order = 0;
    /// It was accepted before and waits for what it builds on, as any other.
    static constexpr std::uint64_t acceptedBefore = ~std::uint64_t(0);
    /// It waited when the backup was made. What became of it then its device will say, or the
    /// end of the refill; `acceptedUnknown`: it had been accepted before.
    static constexpr std::uint64_t unknown = acceptedBefore - 1;
    static constexpr std::uint64_t acceptedUnknown = acceptedBefore - 2;
};

/// A mutation that was not let in, for people to look at.
struct QuarantineRecord {
    DeviceId device = 0;
    SignedMutation mutation;
    std::string reason;
    std::uint64_t receivedMs = 0;
};

struct RowKey {
    TableId table;
    std::string id;
    auto operator<=>(const RowKey&) const = default;
};

struct StoredRow {
    RowKey key;
    Ownership owner;
    RowState state;
};

/// One line of a scope's feed: the newest rev at which a row came, changed or left.
struct FeedEntry {
    RowKey key;
    std::uint64_t rev = 0;
    bool leave = false;
};

/// With the row it is about.
struct FeedRow {
    FeedEntry entry;
    Ownership owner;
    std::string state; ///< encodeRowState, undecoded
};

struct StoreCounts {
    std::uint64_t rev = 0;
    std::map<std::string, std::uint64_t> rows; ///< table -> live rows
    std::uint64_t mutations = 0, held = 0, quarantined = 0, devices = 0, graves = 0;
};

/// One value of a store's table as every engine keeps it: an integer, or text or bytes.
using StoredValue = std::variant<std::int64_t, std::string>;
using StoredTuple = std::vector<StoredValue>;
struct StoredTable; // city_tables.h

/// meta key: set where a city went elsewhere; what is left here is written no more.
constexpr const char* metaMoved = "moved_to";

/// What a city's server keeps: devices, people, the mutation log, the merged
/// rows and the feed of each scope. All writes happen inside `write`, one
/// writer at a time over all processes; what was committed survives a power cut.
///
/// Rows are stored as they travel (encodeRowState), not in typed tables: a pull
/// copies bytes, and rows of older and newer catalogues live side by side.
class CityStore {
public:
    virtual ~CityStore() = default;

    /// Runs `work` in one transaction; committed unless it throws. Throws StorageError for a
    /// city that went elsewhere (metaMoved).
    virtual void write(const std::function<void()>& work) = 0;
    /// Runs `work` on one consistent state.
    virtual void read(const std::function<void()>& work) = 0;

    virtual std::string meta(const std::string& key) = 0;
    virtual void setMeta(const std::string& key, const std::string& value) = 0;
    /// Number of the last committed mutation. `setHead` only within `write`.
    virtual std::uint64_t head() = 0;
    virtual void setHead(std::uint64_t rev) = 0;

    virtual std::optional<DeviceRecord> device(DeviceId id) = 0;
    virtual void putDevice(const DeviceRecord& device) = 0;
    virtual std::vector<DeviceRecord> devices() = 0;
    /// How many devices descend from `root` by forks.
    virtual int forksOf(DeviceId root) = 0;
    virtual std::optional<ActorRecord> actor(const std::string& id) = 0;
    virtual void putActor(const ActorRecord& actor) = 0;
    virtual std::optional<InviteRecord> invite(const std::string& codeHash) = 0;
    virtual void putInvite(const InviteRecord& invite) = 0;

    virtual std::optional<LogRecord> logged(DeviceId device, Dseq dseq) = 0;
    /// As `logged`, without the bytes of the mutation.
    virtual std::optional<Outcome> outcome(const Dot& dot) = 0;
    virtual void putLog(const LogRecord& record) = 0;
    virtual void settleLog(DeviceId device, const Answer& answer) = 0;

    virtual void hold(const HeldRecord& held) = 0;
    /// Keeps one that waits for its predecessor; `effective` is the time of its receipt.
    virtual void holdGapped(const HeldRecord& held) = 0;
    virtual void release(DeviceId device, Dseq dseq) = 0;
    /// Gives those of order `from` the order `to`.
    virtual void reorderHeld(std::uint64_t from, std::uint64_t to) = 0;
    virtual std::optional<HeldRecord> held(DeviceId device, Dseq dseq) = 0;
    /// The first number of `device` that is held; 0: none is.
    virtual Dseq firstHeld(DeviceId device) = 0;
    /// Those of `device` that wait for their predecessor, by number; of one number there may
    /// be several, of which only one can fit the chain. From `from` on, at most `limit`.
    virtual std::vector<HeldRecord> gapped(DeviceId device, Dseq from, std::size_t limit) = 0;
    virtual void releaseGapped(const HeldRecord& held) = 0;
    /// Devices with mutations that have waited for a predecessor since before `deadlineMs`.
    virtual std::vector<DeviceId> gappedSince(std::uint64_t deadlineMs, std::size_t limit) = 0;
    /// Of a refill: the waiting ones by the revision they had, up to `upTo`.
    virtual std::vector<HeldRecord> refilling(std::uint64_t upTo, std::size_t limit) = 0;
    /// Those whose awaited mutation was settled, or that came before `deadlineMs`.
    virtual std::vector<HeldRecord> ripe(std::uint64_t deadlineMs, std::size_t limit) = 0;
    /// Kept for people to look at; bounded per device. Nothing happens the second time.
    virtual void quarantine(DeviceId device, const SignedMutation& mutation, const std::string& reason,
                            std::uint64_t nowMs) = 0;
    /// Why the mutation with this hash is in quarantine, and whose it is.
    virtual std::optional<QuarantineRecord> quarantinedAs(const std::string& hash) = 0;
    /// The newest first, at most `limit`.
    virtual std::vector<QuarantineRecord> quarantined(std::size_t limit) = 0;
    virtual void pardon(const std::string& hash) = 0;

    /// Under which dot the mutation first signed with `hash` came in, when it came under another name.
    virtual std::optional<Dot> reissuedAs(const std::string& hash) = 0;
    virtual void putReissued(const std::string& hash, const Dot& dot) = 0;
    /// `twin` is the same user action as `dot`, which came first.
    virtual void putTwin(const Dot& twin, const Dot& dot) = 0;
    /// The dot under which what `dot` names was merged: `dot` itself unless it is a twin.
    virtual Dot mergedAs(const Dot& dot) = 0;

    /// Within `write`: these will be asked for. A store at the end of a line fetches them together.
    virtual void expect(const std::vector<RowKey>& rows) = 0;
    virtual std::optional<StoredRow> row(const RowKey& key) = 0;
    virtual void putRow(const StoredRow& row) = 0;
    /// All rows of `artisan` in `table`.
    virtual std::vector<StoredRow> rowsOf(TableId table, const std::string& artisan) = 0;
    /// All rows that belong to `artisan`, its own among them.
    virtual std::vector<StoredRow> rowsOwnedBy(const std::string& artisan) = 0;
    virtual void putFeed(const std::string& scope, const FeedEntry& entry) = 0;

    /// Entries of `scope` after `after`, by rev, each with its row, until `take` answers false.
    virtual void feed(const std::string& scope, std::uint64_t after,
                      const std::function<bool(FeedRow)>& take) = 0;
    /// The newest rev of `scope`; 0 when there is none.
    virtual std::uint64_t newest(const std::string& scope) = 0;

    virtual StoreCounts counts() = 0;

    // Compaction (compaction.h).
    /// A cursor of `scope` below this has lost its place. 0: nothing was folded yet.
    virtual std::uint64_t floorOf(const std::string& scope) = 0;
    virtual void raiseFloor(const std::string& scope, std::uint64_t rev) = 0;
    /// The last stamp of a row whose tombstone was buried.
    virtual std::optional<Stamp> grave(std::uint16_t entity, const std::string& row) = 0;
    virtual void putGrave(std::uint16_t entity, const std::string& row, const Stamp& stamp) = 0;
    /// Notes that `rev` was the head at `ms`.
    virtual void markRev(std::uint64_t ms, std::uint64_t rev) = 0;
    /// The head at the last mark no later than `ms`; marks before that one are forgotten. 0: none.
    virtual std::uint64_t revBefore(std::uint64_t ms) = 0;
    /// Tombstones with `after` < rev <= `upTo`, by rev, whole revs, about `limit` of them.
    virtual std::vector<StoredRow> tombstones(std::uint64_t after, std::uint64_t upTo, std::size_t limit) = 0;
    /// Takes out a row and its feed lines in `scopes`.
    virtual void removeRow(const RowKey& key, const std::vector<std::string>& scopes) = 0;
    /// Takes out at most `limit` leaves with rev <= `upTo` and raises their floors; how many.
    virtual std::size_t foldLeaves(std::uint64_t upTo, std::size_t limit) = 0;
    virtual void eachRow(TableId table, const std::function<void(const StoredRow&)>& use) = 0;

    /// What the engine itself finds wrong with its files, in its words; none: nothing. Reads all of them.
    virtual std::vector<std::string> check() = 0;

    // Whole tables (city_tables.h).
    /// The tuples whose key comes after that of `after` (empty: from the first), some at a
    /// time, in the key's order; none when there are no more.
    virtual std::vector<StoredTuple> tuples(const StoredTable& table, const StoredTuple& after) = 0;
    virtual void putTuple(const StoredTable& table, const StoredTuple& tuple) = 0;
    virtual void clear(const StoredTable& table) = 0;
};

} // namespace qoloner
