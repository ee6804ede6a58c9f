// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/protocol/messages.h"
#include "sync/server/applier.h"
#include "sync/server/checked_push.h"
#include "sync/server/city_store.h"
#include <deque>
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
    protocol::Nonce challenge(const protocol::Challenge& request);
    /// Fails with "device_unknown", "nonce_invalid" or "signature_invalid". A
    /// revoked device gets a visitor's token: what it still pushes is quarantined.
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

    CityStore& store() { return m_store; }
    const std::string& publicKey() const { return m_key.publicKey(); }

private:
    Principal principalOf(const DeviceRecord& device, CityStore& store) const;
    const Principal& authorOf(const DeviceRecord& device);
    DeviceRecord* known(DeviceId id);
    void mergeBatch(const CheckedPush& batch, MergedPush& merged);
    Answer take(const CheckedMutation& checked, DeviceId pusher, std::int64_t offsetMs);
    Answer accept(const SignedMutation& sealed, const Mutation& mutation, const std::string& hash,
                  DeviceRecord& device, Hlc proposed, std::uint64_t receivedMs);
    Answer judge(const Mutation& mutation, const DeviceRecord& device, Hlc proposed, bool force,
                 Dot& missing);
    void releaseRipe();
    Hlc proposedTime(const Mutation& mutation, const DeviceRecord& device, std::int64_t offsetMs) const;
    void begin();
    void end();

    CityStore& m_store;
    const Clock& m_clock;
    SigningKey m_key;
    std::string m_city;
    std::string m_tokenSecret;
    Applier m_applier;
    struct IssuedNonce {
        std::string nonce;
        std::uint64_t expiresMs;
    };
    std::map<DeviceId, std::deque<IssuedNonce>> m_nonces; // of enrolled devices only: bounded
    // The transaction in progress.
    std::map<DeviceId, DeviceRecord> m_devices;
    std::map<DeviceId, Principal> m_authors;
    std::uint64_t m_rev = 0;
};

} // namespace qoloner
