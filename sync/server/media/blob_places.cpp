// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/blob_places.h"

#include "sync/server/media/directory_blobs.h"
#include "sync/server/media/s3_blobs.h"

namespace qoloner {

std::unique_ptr<BlobStore> openBlobs(const std::filesystem::path& folder, std::uint64_t maxBytes)
{
    if (auto settings = S3Settings::fromEnvironment())
        return std::make_unique<S3Blobs>(std::move(*settings));
    return std::make_unique<DirectoryBlobs>(folder / "blobs", maxBytes);
}

} // namespace qoloner
