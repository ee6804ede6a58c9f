// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/engine.h"
#include <filesystem>
#include <string>

namespace qoloner {

struct ImportCounts {
    std::size_t made = 0, changed = 0, same = 0;
};

/// Brings the starter data of `folder` into the city through the same merge as
/// anybody's mutations. Running it again changes nothing; what people edited
/// since is left alone. Throws std::runtime_error naming what is wrong.
ImportCounts importStarter(SyncEngine& engine, const std::filesystem::path& folder);

} // namespace qoloner
