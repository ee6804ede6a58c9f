// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/mutation.h"
#include <filesystem>
#include <vector>

namespace qoloner {

/// The devices that were locked out, in `folder`/revoked beside the server's key: a backup of the
/// city does not hold it, so that putting an old one back lets nobody in again.
class Revocations {
public:
    explicit Revocations(const std::filesystem::path& folder);

    /// Durable on return. Throws std::runtime_error when it cannot be written.
    void add(DeviceId device, std::uint64_t nowMs);
    /// In the order in which they came; a line that a power cut left unfinished is passed over.
    std::vector<DeviceId> all() const;

private:
    std::filesystem::path m_file;
};

} // namespace qoloner
