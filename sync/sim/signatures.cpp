// SPDX-License-Identifier: Apache-2.0
// Takes the place of libsodium's Ed25519 by the linker: what a program defines comes before
// what a shared library does.
#include "sync/sim/signatures.h"

#include <cstring>
#include <dlfcn.h>
#include <sodium.h>
#include <stdexcept>
#include <string>

namespace qoloner::sim {

namespace {

bool& realSignatures()
{
    static bool real = false;
    return real;
}

template <class Function> Function* original(const char* name)
{
    void* found = dlsym(RTLD_NEXT, name);
    if (!found)
        throw std::runtime_error(std::string("libsodium lacks ") + name);
    return reinterpret_cast<Function*>(found);
}

void cheapSignature(unsigned char* out, const unsigned char* message, unsigned long long size,
                    const unsigned char* publicKey)
{
    crypto_generichash(out, crypto_sign_BYTES, message, size, publicKey, crypto_sign_PUBLICKEYBYTES);
}

} // namespace

void useRealSignatures(bool real)
{
    realSignatures() = real;
}

} // namespace qoloner::sim

using namespace qoloner::sim;

extern "C" {

int crypto_sign_seed_keypair(unsigned char* publicKey, unsigned char* secretKey, const unsigned char* seed)
{
    if (realSignatures())
        return original<int(unsigned char*, unsigned char*, const unsigned char*)>(
            "crypto_sign_seed_keypair")(publicKey, secretKey, seed);
    crypto_generichash(publicKey, crypto_sign_PUBLICKEYBYTES, seed, crypto_sign_SEEDBYTES, nullptr, 0);
    std::memcpy(secretKey, seed, crypto_sign_SEEDBYTES);
    std::memcpy(secretKey + crypto_sign_SEEDBYTES, publicKey, crypto_sign_PUBLICKEYBYTES);
    return 0;
}

int crypto_sign_detached(unsigned char* signature, unsigned long long* size, const unsigned char* message,
                         unsigned long long messageSize, const unsigned char* secretKey)
{
    if (realSignatures())
        return original<int(unsigned char*, unsigned long long*, const unsigned char*, unsigned long long,
                            const unsigned char*)>("crypto_sign_detached")(signature, size, message,
                                                                           messageSize, secretKey);
    cheapSignature(signature, message, messageSize, secretKey + crypto_sign_SEEDBYTES);
    if (size)
        *size = crypto_sign_BYTES;
    return 0;
}

int crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* message,
                                unsigned long long messageSize, const unsigned char* publicKey)
{
    if (realSignatures())
        return original<int(const unsigned char*, const unsigned char*, unsigned long long,
                            const unsigned char*)>("crypto_sign_verify_detached")(signature, message,
                                                                                  messageSize, publicKey);
    unsigned char expected[crypto_sign_BYTES];
    cheapSignature(expected, message, messageSize, publicKey);
    return std::memcmp(expected, signature, sizeof expected) == 0 ? 0 : -1;
}
}
