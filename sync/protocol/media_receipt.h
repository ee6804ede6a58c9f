// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/keys.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// The server's word that it keeps a photo, so that a device may let go of its own copy.
/// A server of another epoch has been restored: it may have lost what this one names.
struct MediaReceipt {
    std::string epoch;
    std::string sha256; ///< of the photo, 32 raw bytes
    std::uint64_t bytes = 0;
    std::string signature; ///< Ed25519 by the server's key over `text`

    /// What is signed.
    std::string text() const;
    void sign(const SigningKey& server);
    bool holds(std::string_view serverPublicKey) const;

    /// As it travels (sync/README.md, "Media").
    std::string encode() const;
    static std::optional<MediaReceipt> decode(std::string_view encoded);
    bool operator==(const MediaReceipt&) const = default;
};

} // namespace qoloner
