// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/keys.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// Who may speak, and how long: signed by the server for itself, so that it
/// need not remember the tokens it gave. 32 characters of base64url, because
/// every request carries them.
struct AccessToken {
    DeviceId device = 0;         ///< 48 bits
    std::uint64_t expiresMs = 0; ///< whole seconds; a fraction is rounded up

    std::string seal(std::string_view secret) const;
    /// Nothing unless `text` was sealed with this secret.
    static std::optional<AccessToken> open(std::string_view text, std::string_view secret);
};

/// What a device signs to get a token: 32 bytes that any server of the city with the same
/// secret knows for its own, so that nothing has to be kept until the answer comes.
struct LoginNonce {
    DeviceId device = 0;
    std::uint64_t expiresMs = 0;

    /// A new one each time.
    std::string seal(std::string_view secret) const;
    static std::optional<LoginNonce> open(std::string_view bytes, std::string_view secret);
};

} // namespace qoloner
