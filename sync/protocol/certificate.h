// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/scopes.h"
#include "core/domain/keys.h"
#include "core/domain/result.h"
#include "core/domain/stamps.h"
#include <string>

namespace qoloner {

/// The server's word that a device key acts for a person, for others to check offline.
struct Certificate {
    std::string publicKey; ///< the device's
    Principal who;
    std::uint64_t issuedMs = 0;
    std::uint64_t expiresMs = 0;
    DeviceId forkOf = 0; ///< the device it was before its chain went two ways; 0: none
    Dseq forkFrom = 0;   ///< number its own branch begins with
};

constexpr std::uint64_t certificateLifeMs = 90ull * 24 * 3600 * 1000;

/// CBOR [body, signature], body being [1, key, role, actor, city, artisan, regions, issued, expires]
/// and, of a fork, [device, from], as bytes and the signature over "qoloner-certificate-1" and the body.
std::string issueCertificate(const Certificate& certificate, const SigningKey& server);
/// Fails with "certificate_invalid". Expiry is for the caller to judge.
Result<Certificate> readCertificate(std::string_view encoded, std::string_view serverPublicKey);

} // namespace qoloner
