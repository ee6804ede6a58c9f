// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/blob_store.h"
#include <filesystem>

namespace qoloner {

/// Where a city keeps its photos: in the object storage that the environment names (S3Settings), otherwise
/// in `folder`/blobs, at most `maxBytes`. Throws std::runtime_error for settings that make no sense.
std::unique_ptr<BlobStore> openBlobs(const std::filesystem::path& folder, std::uint64_t maxBytes);

} // namespace qoloner
