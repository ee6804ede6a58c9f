// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace qoloner {

/// Numbers a device: the first 48 bits of BLAKE2b-256 of its public key, so a
/// device can name itself offline and nobody can take its name without its key.
using DeviceId = std::uint64_t;

/// Ed25519 key pair (RFC 8032) by libsodium. Raw bytes: seed 32, public 32, signature 64.
class SigningKey {
public:
    static SigningKey generate();
    /// From the 32-byte seed that `seed()` gave. Throws std::invalid_argument on another length.
    static SigningKey fromSeed(std::string_view seed);

    const std::string& publicKey() const { return m_public; }
    const std::string& seed() const { return m_seed; }
    DeviceId device() const;
    std::string sign(std::string_view message) const;

private:
    std::string m_seed;
    std::string m_public;
    std::string m_secret;
};

bool verifySignature(std::string_view publicKey, std::string_view message, std::string_view signature);
DeviceId deviceIdOf(std::string_view publicKey);

/// BLAKE2b-256 (RFC 7693): mutation chain, invites. 32 raw bytes.
std::string blake2b(std::string_view message);
/// SHA-256: addresses of media. 32 raw bytes.
std::string sha256(std::string_view message);
/// `count` bytes from the system's generator.
std::string randomBytes(std::size_t count);

} // namespace qoloner
