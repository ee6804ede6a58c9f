// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/digest.h"

#include "core/domain/ids.h"
#include "sync/server/media/blob_store.h"
#include <openssl/evp.h>
#include <stdexcept>

namespace qoloner {

struct Digest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { EVP_MD_CTX_free(context); }
};

Digest::Digest(Kind kind) : m_state(std::make_unique<State>())
{
    // SHA-1 only finds what a line has spoilt; what is trusted is SHA-256.
    if (!m_state->context ||
        EVP_DigestInit_ex(m_state->context, kind == Kind::Sha256 ? EVP_sha256() : EVP_sha1(), nullptr) != 1)
        throw std::runtime_error("no hash function");
}

Digest::~Digest() = default;

void Digest::add(std::string_view bytes)
{
    if (EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size()) != 1)
        throw std::runtime_error("a hash failed");
}

std::string Digest::take()
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(m_state->context, bytes, &size) != 1)
        throw std::runtime_error("a hash failed");
    return {bytes, bytes + size};
}

std::string addressOf(BlobBytes& bytes)
{
    constexpr std::size_t piece = 256 * 1024;
    Digest digest(Digest::Kind::Sha256);
    for (std::uint64_t at = 0; at < bytes.size();) {
        const std::string next = bytes.read(at, piece);
        digest.add(next);
        at += next.size();
    }
    return toHex(digest.take());
}

} // namespace qoloner
