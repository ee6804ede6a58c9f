// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/keys.h"
#include "sync/sim/city.h"
#include "sync/sim/rng.h"
#include <optional>
#include <string>

namespace qoloner::sim {

/// A device with an invite and a key that sends what no honest one would. Nothing of it
/// may ever be accepted: every text it writes carries `mark`.
class Hostile {
public:
    Hostile(const Person& who, std::uint64_t seed);

    /// The server was put back to a backup that has this device's chain up to `highest`; `known`:
    /// at all.
    void serverRestored(bool known, Dseq highest, const std::string& lastHash);
    DeviceId device() const { return m_key.device(); }
    /// One attempt; enrols at the first. Throws Violation when it was let through.
    void attack(City& city, Rng& rng);

    static constexpr std::string_view mark = "!hostile!";

private:
    struct Attempt {
        SignedMutation sealed;
        Dseq counts = 0; ///< its number, when the server keeps it in this device's chain
    };
    bool send(City& city, Attempt attempt);
    HttpResponse post(City& city, const std::string& path, std::string body, std::string token = {});
    bool signIn(City& city);
    void forgeRejoin(City& city, Rng& rng);

    Person m_who;
    SigningKey m_key;
    bool m_enrolled = false;
    std::string m_token;
    std::string m_certificate;
    std::optional<Attempt> m_unanswered;
    Dseq m_dseq = 0;
    std::string m_last = std::string(32, '\0');
};

} // namespace qoloner::sim
