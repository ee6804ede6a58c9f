// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/scopes.h"
#include "core/store/replica.h"
#include <string>
#include <vector>

namespace qoloner {

/// What a device knows about its server and itself there. Kept in the
/// replica's meta table; the key itself is in the KeyStore.
struct Enrolment {
    std::string serverUrl;
    std::string serverKey; ///< public key, pinned at enrolment (a visitor: at the first hello)
    bool enrolled = false;
    Principal who;                   ///< as the server granted it last
    std::string name;                ///< of the person
    std::string certificate;         ///< see sync/protocol/certificate.h
    std::vector<std::string> scopes; ///< granted when the replica was last filled
    std::uint64_t lastSuccessMs = 0;

    static Enrolment load(const Replica& replica);
    void save(Replica& replica) const;
};

} // namespace qoloner
