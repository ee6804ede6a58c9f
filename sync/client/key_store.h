// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// Where secrets rest between runs: the platform's keystore, or a file only
/// its owner may read. Never the replica, which travels in backups.
class KeyStore {
public:
    virtual ~KeyStore() = default;
    /// The secret kept as `name`, or nothing.
    virtual std::optional<std::string> load(std::string_view name) = 0;
    /// Keeps `secret` durably as `name`; false when that was not possible.
    virtual bool store(std::string_view name, std::string_view secret) = 0;
};

/// Name of the seed of this device's signing key (see SigningKey::seed).
constexpr std::string_view deviceKeyName = "device-key";

} // namespace qoloner
