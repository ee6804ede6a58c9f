// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/blob_store.h"

#include <algorithm>

namespace qoloner {

bool isSha256(std::string_view text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string BlobName::text() const
{
    return side == 0 ? sha256 : sha256 + "." + std::to_string(side);
}

std::optional<BlobName> BlobName::parse(std::string_view text)
{
    const std::string_view address = text.substr(0, 64);
    if (!isSha256(address))
        return {};
    if (text.size() == 64)
        return BlobName{std::string(address), 0};
    for (const int side : thumbnailSides)
        if (const BlobName made{std::string(address), side}; text == made.text())
            return made;
    return {};
}

} // namespace qoloner
