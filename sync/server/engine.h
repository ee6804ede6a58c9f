// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/protocol/certificate.h"
#include "sync/protocol/messages.h"
#include "sync/server/applier.h"
#include "sync/server/checked_push.h"
#include "sync/server/store/city_store.h"
#include <map>
#include <span>
#include <string>

namespace qoloner {

/// Who is behind a token, as the server grants it at this moment.
struct Session {
    DeviceId device = 0;
    bool revoked = false;
    Principal who;
    std::uint64_t untilMs = 0; ///< when the token runs out; 0 for a visitor
};

/// The server's side of the sync protocol, without network or threads: one
/// caller at a time, but for what is marked otherwise. What `push`, `merge` and
/// `enrol` return is durable.
class SyncEngine {
public:
    SyncEngine(CityStore& store, const Clock& clock, SigningKey key);

    protocol::Hello hello() { return hello(m_store); }
    /// The same by another connection to the city's store; from any thread.
    protocol::Hello hello(CityStore& store) const;
    /// Fails with "invite_malformed", "invite_unknown", "invite_expired", "invite_used" or
    /// "signature_invalid".
    Result<protocol::Enrolled> enrol(const protocol::Enrol& request);
    /// Gives a device whose chain went two ways another name, for its own branch. The same
    /// request may come again. Fails with "device_unknown", "signature_invalid", "device_revoked",
    /// "fork_unproven", "fork_point_unknown", "fork_limit" or "already_enrolled".
    Result<protocol::Enrolled> fork(const protocol::Fork& request);
    /// Lets a device in again that a restored server does not know, by what the server once signed
    /// for it; one that is known gets a new certificate. Fails with "certificate_invalid",
    /// "signature_invalid", "rejoin_stale" (of another epoch), "rejoin_unconfirmed" (it waits for an
    /// administrator) or "device_revoked".
    Result<protocol::Enrolled> rejoin(const protocol::Rejoin& request);
    /// From any thread: nothing is kept.
    protocol::Nonce challenge(const protocol::Challenge& request) const;
    /// Fails with "device_unknown", "nonce_invalid" (of another city, expired, or spent here)
    /// or "signature_invalid". A revoked device gets a visitor's token: what it still pushes
    /// is quarantined.
    Result<protocol::Token> token(const protocol::TokenRequest& request);
    /// Fails with "token_invalid" or "token_expired".
    Result<Session> session(std::string_view token) { return session(token, m_store); }
    /// The same by another connection to the city's store; from any thread.
    Result<Session> session(std::string_view token, CityStore& store) const;

    /// Check, merge and receipts in one go. Throws StorageError; then nothing is kept.
    protocol::PushAnswer push(const Session& session, const protocol::Push& request);
    /// Merges batches in this order, all in one transaction; revs follow each other
    /// without a gap. Should the store fail on one, each is tried by itself, so that
    /// none fails for another's sake.
    std::vector<MergedPush> merge(std::span<const CheckedPush> group);
    /// Fills in the receipts of what `merge` gave; from any thread.
    void signReceipts(MergedPush& merged) const;

    /// Without a session: as a visitor sees it. Fails with "cursor_too_old".
    Result<protocol::Page> pull(const Session& session, const protocol::Pull& request);
    Session visitor() const;

    /// Signs `ops` with the server's own device and merges them like any other mutation.
    Answer applyLocal(std::vector<Op> ops);

    /// After the store was restored from a backup, before anybody is served: devices shall
    /// send again what it lacks. For `waitMs` their mutations are replayed in their old order
    /// without a gap, then as they come.
    void beginEpoch(std::uint64_t waitMs = refillWaitMs);
    /// Waits no longer for mutations that do not come back.
    void endRefill();
    static constexpr std::uint64_t refillWaitMs = 3ull * 24 * 3600 * 1000;

    CityStore& store() { return m_store; }
    const std::string& publicKey() const { return m_key.publicKey(); }

private:
    Principal principalOf(const DeviceRecord& device, CityStore& store) const;
    const Principal& authorOf(const DeviceRecord& device);
    DeviceRecord* known(DeviceId id);
    Dseq backedUp(const DeviceRecord& device);
    /// A mutation that is its device's next.
    struct Arrival {
        const SignedMutation& sealed;
        const Mutation& mutation;
        const std::string& hash;
        Hlc received; ///< its author's time on our clock
        std::uint64_t receivedMs;
    };

    // engine_push.cpp
    void expectRows(std::span<const CheckedPush> group);
    void mergeBatch(const CheckedPush& batch, MergedPush& merged);
    Answer take(const CheckedMutation& checked, DeviceId pusher, std::int64_t offsetMs);
    Answer accept(const Arrival& arrival, DeviceRecord& device, const std::vector<PastAnswer>& past);
    Answer judge(const Mutation& mutation, const DeviceRecord& device, Hlc proposed, Terms terms,
                 Dot& missing);
    Hlc receivedTime(const Mutation& mutation, std::int64_t offsetMs) const;
    std::optional<std::string> chainEnd(const DeviceRecord& device);
    bool onRefusedBranch(const Mutation& mutation);
    // held.cpp
    void closeGap(DeviceRecord& device);
    void skipOldGaps(std::uint64_t deadlineMs);
    bool fitsSkipped(const Mutation& mutation, const std::string& hash);
    Answer acceptSkipped(const SignedMutation& sealed, const Mutation& mutation, const std::string& hash,
                         DeviceRecord& device, Hlc received);
    void releaseRipe();
    bool settleHeld(const HeldRecord& held, Terms terms);
    // fork.cpp
    Result<void> mayFork(const DeviceRecord& before, const protocol::Fork& request);
    protocol::Enrolled enrolled(const DeviceRecord& device);
    bool descendsFrom(const DeviceRecord& device, DeviceId ancestor);
    std::optional<Dot> arrivedAs(const Origin& origin, const Dot& self);
    Answer twinAnswer(const Mutation& mutation, const Dot& twin, Dot& missing);
    void noteOrigin(const Mutation& mutation);
    Mutation withMergedBases(Mutation mutation);
    // rejoin.cpp
    Result<void> readmit(const std::vector<Certificate>& line, const protocol::Rejoin& request);
    void noteWaiting(const Certificate& certificate);
    // refill.cpp
    const PastAnswer* receiptFor(const Mutation& mutation, const std::string& hash,
                                 const std::vector<PastAnswer>& told) const;
    std::optional<Answer> replay(const Arrival& arrival, DeviceRecord& device,
                                 const std::vector<PastAnswer>& past);
    std::optional<Answer> recall(const LogRecord& record, const CheckedMutation& checked);
    bool drainRefill();
    std::uint64_t placeOf(const PastAnswer& told) const;
    void endWait();
    void forgetWaits();
    void loadRefill();
    void saveRefill();

    void begin();
    void end();

    CityStore& m_store;
    const Clock& m_clock;
    SigningKey m_key;
    std::string m_city;
    std::string m_tokenSecret;
    Applier m_applier;
    std::map<std::string, std::uint64_t> m_spent; ///< nonces that gave a token, until they expire
    std::uint64_t m_sweepMs = 0;
    // The transaction in progress.
    std::map<DeviceId, DeviceRecord> m_devices;
    std::map<DeviceId, Principal> m_authors;
    std::uint64_t m_rev = 0;
    std::string m_epoch;
    /// Replay of what devices bring back after a restore.
    struct Refill {
        std::string epoch;         ///< whose revisions are replayed
        std::uint64_t next = 0;    ///< the revision whose turn it is; 0: never restored
        std::uint64_t untilMs = 0; ///< how long a missing one is waited for
        bool operator==(const Refill&) const = default;
    };
    Refill m_refill, m_refillBefore;
};

/// Devices that ask a restored server to let them back in and wait for an administrator: a line
/// each, number, role and person.
std::vector<std::string> waitingToRejoin(CityStore& store);
/// An administrator lets such a device in: it has only to ask again.
void confirmRejoin(CityStore& store, DeviceId device);
/// Locks out what was locked out after the backup that `store` was restored from was made,
/// devices that it does not know yet among them.
void keepOut(CityStore& store, const std::vector<DeviceId>& revoked);

/// `copy`, a backup of `live`, rests somewhere safe: devices may let go of what it holds.
void noteBackup(CityStore& live, CityStore& copy);

} // namespace qoloner
