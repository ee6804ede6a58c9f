// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/protocol/messages.h"
#include "sync/server/applier.h"
#include "sync/server/city_store.h"
#include <deque>
#include <map>
#include <string>

namespace qoloner {

/// Who is behind a token, as the server grants it at this moment.
struct Session {
    DeviceId device = 0;
    bool revoked = false;
    Principal who;
};

/// The server's side of the sync protocol, without network or threads: one
/// caller at a time. What `push` and `enrol` return is durable.
class SyncEngine {
public:
    SyncEngine(CityStore& store, const Clock& clock, SigningKey key);

    protocol::Hello hello();
    /// Fails with "invite_malformed", "invite_unknown", "invite_expired", "invite_used" or
    /// "signature_invalid".
    Result<protocol::Enrolled> enrol(const protocol::Enrol& request);
    protocol::Nonce challenge(const protocol::Challenge& request);
    /// Fails with "device_unknown", "nonce_invalid" or "signature_invalid". A
    /// revoked device gets a visitor's token: what it still pushes is quarantined.
    Result<protocol::Token> token(const protocol::TokenRequest& request);
    /// Fails with "token_invalid" or "token_expired".
    Result<Session> session(std::string_view token);
    /// One transaction for the whole batch.
    protocol::PushAnswer push(const Session& session, const protocol::Push& request);
    /// Without a session: as a visitor sees it.
    protocol::Page pull(const Session& session, const protocol::Pull& request);
    Session visitor();

    /// Signs `ops` with the server's own device and merges them like any other mutation.
    Answer applyLocal(std::vector<Op> ops);

    CityStore& store() { return m_store; }
    const std::string& publicKey() const { return m_key.publicKey(); }

private:
    Principal principalOf(const DeviceRecord& device);
    std::string mac(std::string_view text) const;
    DeviceRecord* known(DeviceId id);
    Answer take(const SignedMutation& mutation, DeviceId pusher, std::int64_t offsetMs);
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
    std::string m_tokenSecret;
    Applier m_applier;
    struct IssuedNonce {
        std::string nonce;
        std::uint64_t expiresMs;
    };
    std::map<DeviceId, std::deque<IssuedNonce>> m_nonces; // of enrolled devices only: bounded
    // The batch in progress.
    std::map<DeviceId, DeviceRecord> m_devices;
    std::uint64_t m_rev = 0;
};

} // namespace qoloner
