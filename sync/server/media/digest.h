// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace qoloner {

class BlobBytes;

/// A hash over bytes that come in pieces.
class Digest {
public:
    enum class Kind { Sha256, Sha1 };

    explicit Digest(Kind kind);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void add(std::string_view bytes);
    /// Raw bytes; the end of it.
    std::string take();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// SHA-256 of all of `bytes`, 64 hex digits.
std::string addressOf(BlobBytes& bytes);

} // namespace qoloner
