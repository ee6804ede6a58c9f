// SPDX-License-Identifier: Apache-2.0
#include "core/domain/keys.h"

#include <sodium.h>
#include <stdexcept>

namespace qoloner {

namespace {
const unsigned char* in(std::string_view s)
{
    return reinterpret_cast<const unsigned char*>(s.data());
}
unsigned char* out(std::string& s)
{
    return reinterpret_cast<unsigned char*>(s.data());
}

void start()
{
    // sodium_init is safe to call from any thread, any number of times.
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot start");
}
} // namespace

SigningKey SigningKey::generate()
{
    start();
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    randombytes_buf(seed.data(), seed.size());
    return fromSeed(seed);
}

SigningKey SigningKey::fromSeed(std::string_view seed)
{
    start();
    if (seed.size() != crypto_sign_SEEDBYTES)
        throw std::invalid_argument("an Ed25519 seed has 32 bytes");
    SigningKey key;
    key.m_seed = seed;
    key.m_public.resize(crypto_sign_PUBLICKEYBYTES);
    key.m_secret.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(out(key.m_public), out(key.m_secret), in(seed));
    return key;
}

DeviceId SigningKey::device() const
{
    return deviceIdOf(m_public);
}

std::string SigningKey::sign(std::string_view message) const
{
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(out(signature), nullptr, in(message), message.size(), in(m_secret));
    return signature;
}

bool verifySignature(std::string_view publicKey, std::string_view message, std::string_view signature)
{
    start();
    return publicKey.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(in(signature), in(message), message.size(), in(publicKey)) == 0;
}

DeviceId deviceIdOf(std::string_view publicKey)
{
    const std::string hash = blake2b(publicKey);
    DeviceId id = 0;
    for (int i = 0; i < 6; ++i)
        id = id << 8 | static_cast<unsigned char>(hash[std::size_t(i)]);
    return id;
}

std::string blake2b(std::string_view message)
{
    start();
    std::string hash(crypto_generichash_BYTES, '\0');
    crypto_generichash(out(hash), hash.size(), in(message), message.size(), nullptr, 0);
    return hash;
}

std::string sha256(std::string_view message)
{
    start();
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(out(hash), in(message), message.size());
    return hash;
}

std::string randomBytes(std::size_t count)
{
    start();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

} // namespace qoloner
