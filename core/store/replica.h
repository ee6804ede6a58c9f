// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include "core/domain/hlc.h"
#include "core/domain/mutation.h"
#include "core/domain/result.h"
#include "core/store/database.h"
#include "core/store/row_state.h"
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace qoloner {

/// One step of a user's action, before it becomes an Op: full new values (a Set
/// field: the whole new set); what did not change is left out of the mutation.
struct Change {
    OpKind kind = OpKind::Patch;
    std::uint16_t entity = 0;
    std::string row;
    FieldValues fields;
    /// Which mutation wrote what the editor saw, where that may be older than what
    /// the replica has by now: the server then keeps the loser as a conflict. A
    /// field (0: the row's latest, for Delete) that is not named was seen as it is
    /// now; Dot{}: seen as empty. Callers leave out fields that equal the value seen.
    /// Approve publishes, and Delete takes, the values named here and no others; with none
    /// named, all as they are now.
    std::map<std::uint16_t, Dot> seen = {};
};

/// Where a mutation of this device stands.
enum class JournalState : std::uint8_t {
    Pending = 0,  ///< not answered yet
    Held = 1,     ///< the server waits for something it builds on
    Accepted = 2, ///< applied by the server, not yet seen back in a pull
    Settled = 3,  ///< seen back: the server's state carries it
    Rejected = 4, ///< refused; stays visible here until mended or discarded
    Closed = 5,   ///< a rejected one that was mended or discarded
};

/// What the server said to one mutation.
enum class Outcome : std::uint8_t { Applied = 0, Merged = 1, Duplicate = 2, Held = 3, Rejected = 4 };
struct Answer {
    Dseq dseq = 0;
    Outcome outcome = Outcome::Applied;
    std::uint64_t rev = 0; ///< server revision that carries it; 0 unless accepted
    Hlc effective;         ///< the stamp the server gave it
    Error error;           ///< why it was rejected
    std::string signature; ///< the server's receipt over all of the above and the hash
};

/// What the server once said to a mutation, in the epoch in which it said so.
struct PastAnswer {
    std::string epoch;
    Answer answer;
};

/// A mutation on its way to the server.
struct Outgoing {
    Dseq dseq = 0;
    SignedMutation mutation;
    std::vector<PastAnswer> past; ///< it goes once more, to a server that may have lost it
};

/// One row of a pull. Views live as long as the message they came in.
struct PulledRow {
    TableId table;
    std::string id;
    std::uint64_t rev = 0;
    std::uint8_t flags = 0;
    std::string_view stamps; ///< RowStamps::encode
    std::string_view fields; ///< CBOR map of field id -> value
};

/// A page of a pull, applied whole or not at all.
struct PulledPage {
    std::string epoch;
    std::vector<PulledRow> rows;
    std::map<std::string, std::uint64_t> cursor; ///< scope -> rev reached; scopes not named keep theirs
    std::uint64_t complete =
        0;                  ///< the device now has everything granted up to this rev; 0: more pages follow
    std::uint64_t head = 0; ///< the server's newest rev when it cut this page
};

/// Which rows of which tables a transaction touched.
using TableChanges = std::map<TableId, std::set<std::string>>;

/// A line of the outbox.
struct JournalEntry {
    Dseq dseq = 0;
    JournalState state = JournalState::Pending;
    Outcome outcome = Outcome::Applied;
    std::uint64_t createdMs = 0; ///< device time
    std::uint16_t entity = 0;    ///< of its first op
    std::string row;
    OpKind kind = OpKind::Put;
    Error error;       ///< why it was refused; of an accepted one: what is worth knowing about it
    Hlc effective;     ///< the time the server gave it, once it was accepted
    std::string epoch; ///< in which the server answered; empty: not yet
};

/// The device's copy: the last server state plus a replayable overlay of its
/// own mutations that the server's state does not carry yet.
///
/// Tables (see catalogue `replicaDdl`) always show base + overlay, live rows
/// only. For every row with an overlay the server's state is kept aside in
/// base_row, so that lifting and replaying touches just those rows. A mutation
/// is journaled in the same transaction as the rows it changes. Lives on the
/// writer's thread.
class Replica {
public:
    /// Brings `db` to the current schema. Throws StorageError, or
    /// NewerFile when the file is of a newer version.
    Replica(Database& db, const Clock& clock);

    /// Who writes here. Without an identity (a visitor) `commit` fails with "not_enrolled".
    void setIdentity(SigningKey key, std::string actor);
    bool hasIdentity() const { return m_key.has_value(); }
    /// Reads the device's own records: dots, own pending values.
    DeviceId device() const { return m_key ? m_key->device() : 0; }

    /// One user action, atomic and durable on return: journal and rows in one
    /// transaction. Errors name the field; StorageFull is thrown and changes nothing.
    /// `mends`: the rejected mutation this one replaces.
    Result<Dseq> commit(const std::vector<Change>& changes, Dseq mends = 0);
    /// Gives up a rejected mutation: its overlay is lifted. False when it is not rejected.
    bool discard(Dseq dseq);

    // The sync session's side.

    /// What the server has not answered, or may have lost, oldest first; at least one if there is any.
    std::vector<Outgoing> outgoing(std::size_t limit, std::size_t maxBytes) const;
    std::vector<SignedMutation> pending(std::size_t limit, std::size_t maxBytes) const;
    std::size_t pendingCount() const;
    /// `epoch`: of the answers; empty: the one the replica is in.
    void applyAnswers(const std::vector<Answer>& answers, const std::string& epoch = {});
    /// The server has nothing after `highest` and waits for it: what it answered
    /// without keeping goes once more. True when there is any.
    bool sendAfter(Dseq highest);
    /// The server's backup holds everything up to `dseq`: what was settled in the epoch the
    /// replica is in is kept by its hash alone from now on.
    void forgetBodies(Dseq upTo);
    /// Signs everything from `from` on anew with `key`, under the name of that key's
    /// device: this device's chain went two ways and the server follows the other
    /// one. `within` runs in the same transaction. `key` is the identity then.
    void branch(SigningKey key, Dseq from, const std::function<void()>& within);
    /// Hash of mutation `dseq`; 32 zeros for 0, empty when there is no such mutation.
    std::string hashOf(Dseq dseq) const;
    /// One transaction: lift overlay, apply, replay. An epoch other than the
    /// last one drops all cursors first. Fails with "page_invalid" and changes nothing.
    Result<void> applyPage(const PulledPage& page);
    std::string epoch() const;
    std::map<std::string, std::uint64_t> cursor() const;
    /// The server's newest rev when the pull began that started from an empty
    /// cursor last: what was folded up to there can't be missing here.
    std::uint64_t pullBegan() const;
    /// Our place in the server's feed is lost: the next pull starts from an empty
    /// cursor, and what has not come again when it is complete goes. Until then
    /// everything stays visible; journal and unsettled edits stay in any case.
    void startOver();
    /// Forgets every row that came by other scopes than the public ones, and
    /// their cursors: the device's role changed. The journal stays.
    void dropPrivateRows();
    /// Issues again, under a new number, every refused mutation for which `again`
    /// says so, then those refused only because they built on one that has been
    /// replaced. The old ones are closed; nothing else about them changes.
    using Again = std::function<bool(const JournalEntry&, const Mutation&)>;
    std::size_t reissue(const Again& again = {});
    /// True when a mutation stands refused with `code`.
    bool refusedFor(const std::string& code) const;

    // Reading.
    std::optional<RowState> row(TableId table, const std::string& id) const;
    std::vector<JournalEntry> journal(std::size_t limit = 200) const;
    std::optional<JournalEntry> entry(Dseq dseq) const;
    std::optional<Mutation> mutation(Dseq dseq) const;
    std::string meta(const std::string& key) const;
    void setMeta(const std::string& key, const std::string& value);

    /// Called in the transaction for every row written (`fields`: CBOR map) or
    /// gone (`fields` empty), so that an index can follow. At most one.
    using RowObserver = std::function<void(TableId, const std::string& id, std::string_view fields)>;
    void setRowObserver(RowObserver observer) { m_observer = std::move(observer); }
    /// Called in the transaction, just before it commits, with what it changed, so
    /// that what is derived from several rows can follow. At most one.
    using Follower = std::function<void(const TableChanges&)>;
    void setFollower(Follower follower) { m_follower = std::move(follower); }
    /// Called after each commit with what changed; journal changes come as an empty set of table 0.
    using Listener = std::function<void(const TableChanges&)>;
    void setListener(Listener listener) { m_listener = std::move(listener); }

    Database& database() { return m_db; }

private:
    struct RowKey {
        TableId table;
        std::string id;
        auto operator<=>(const RowKey&) const = default;
    };
    std::optional<RowState> base(const RowKey& key) const;
    bool hasBase(const RowKey& key) const;
    void keepBase(const RowKey& key);
    void setBase(const RowKey& key, const std::optional<RowState>& state);
    void writeVisible(const RowKey& key, const std::optional<RowState>& state);
    void writePulled(const PulledRow& row, bool mostlyNew);
    bool runPulled(const std::string& statement, const PulledRow& row);
    void recompute(const RowKey& key);
    void settle(std::uint64_t completeRev, std::set<RowKey>& touched);
    void forgetPlace(bool sameEpoch);
    void sweep(std::set<RowKey>& touched);
    void keepForLater(const PulledRow& row);
    Mutation nextMutation(Dseq mends) const;
    bool issue(const Mutation& mutation, const std::set<RowKey>& keys);
    bool lift(Dseq refused, std::set<RowKey>& touched);
    Dseq replacementOf(Dseq refused) const;
    bool rebase(const JournalEntry& entry, Mutation& mutation) const;
    void startEpoch(const std::string& epoch, std::set<RowKey>& touched);
    void receiveTime(const PulledPage& page);
    std::vector<PastAnswer> pastAnswers(Dseq dseq) const;
    bool sendAgain(const std::string& which, const std::string& parameter, std::set<RowKey>& touched);
    bool makesAgain(const RowKey& key) const;
    void layOver(const Mutation& mutation, std::set<RowKey>& touched);
    Dot nameNow(const Dot& dot, std::uint16_t entity, const std::string& row, std::uint16_t field) const;
    bool shows(const Dot& dot, std::uint16_t entity, const std::string& row, std::uint16_t field) const;
    bool standsBeside(const RowKey& key) const;
    void applyOverlay(std::optional<RowState>& state, const RowKey& key, const Op& op,
                      const Stamp& stamp) const;
    std::vector<RowKey> tablesTouched(const Op& op) const;
    Result<Op> makeOp(const Change& change) const;
    std::optional<Dot> seenDot(const Change& change, std::uint16_t field) const;
    void finish(class Transaction& transaction);
    void note(const RowKey& key) { m_changes[key.table].insert(key.id); }

    Database& m_db;
    const Clock& m_clock;
    std::optional<SigningKey> m_key;
    std::string m_actor;
    RowObserver m_observer;
    Follower m_follower;
    Listener m_listener;
    TableChanges m_changes;
};

/// Brings the file to the current schema, one version a transaction
/// (PRAGMA user_version). Throws NewerFile for a newer file, untouched.
void migrateReplica(Database& db);
constexpr int replicaVersion = 3;

} // namespace qoloner
