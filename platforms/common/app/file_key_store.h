// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/client/key_store.h"

#include <string>

namespace qoloner {

/// Secrets in files that only their owner may read (0600), one a name. For
/// platforms without a keystore of their own.
class FileKeyStore final : public KeyStore {
public:
    /// Makes the folder (0700) when it is not there. Throws std::runtime_error when it cannot.
    explicit FileKeyStore(std::string folder);

    std::optional<std::string> load(std::string_view name) override;
    bool store(std::string_view name, std::string_view secret) override;

private:
    std::string path(std::string_view name) const;
    std::string m_folder;
};

/// The secret kept as `name`; made of `bytes` random ones the first time.
/// Throws std::runtime_error when it can be neither read nor kept.
std::string secretOf(KeyStore& keys, std::string_view name, std::size_t bytes);

} // namespace qoloner
