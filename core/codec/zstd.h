// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// One zstd frame (RFC 8878), level 3 unless told otherwise.
std::string zstdCompress(std::string_view raw, int level = 3);

/// The content of one zstd frame; nothing when the frame is damaged, has bytes
/// after it, or would grow beyond `maxSize` (checked while it unpacks, so a
/// bomb costs no more than `maxSize`).
std::optional<std::string> zstdDecompress(std::string_view frame, std::size_t maxSize);

} // namespace qoloner
