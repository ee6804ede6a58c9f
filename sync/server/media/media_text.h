// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/blob_store.h"
#include "sync/server/media/digest.h"
#include <vector>

// What strangers write in addresses and header fields of media requests. Pure, bounded, fuzzed.
namespace qoloner {

/// Where a request goes.
struct MediaPath {
    enum class Kind { None, Creation, Upload, Blob };
    Kind kind = Kind::None;
    std::string upload; ///< 32 hex digits
    BlobName blob;
};
/// "/v1/media", "/v1/media/uploads/<id>", "/v1/media/<sha256>", "/v1/media/<sha256>/320".
MediaPath readMediaPath(std::string_view path);

/// Digits and nothing else, below 10^18.
std::optional<std::uint64_t> readCount(std::string_view text);

/// RFC 4648, section 4, with its padding and without anything between.
std::optional<std::string> readBase64(std::string_view text);
std::string base64url(std::string_view bytes);

/// Upload-Metadata of tus: "key base64,key base64,key"; at most 16, each key once.
std::optional<std::vector<std::pair<std::string, std::string>>> readUploadMetadata(std::string_view text);

/// Upload-Checksum of tus: "sha256 base64" or "sha1 base64".
struct UploadChecksum {
    Digest::Kind kind = Digest::Kind::Sha256;
    std::string hash; ///< raw bytes, as many as the kind has
};
std::optional<UploadChecksum> readUploadChecksum(std::string_view text);

/// Range of RFC 9110, one range of bytes; what is none of these is to be ignored.
struct RangeAsked {
    enum class Kind { Whole, Part, OutOfReach };
    Kind kind = Kind::Whole;
    std::uint64_t from = 0, count = 0; ///< of a part; at least one byte, within `size`
};
RangeAsked readRange(std::string_view text, std::uint64_t size);

/// Whether a list of entity tags (If-None-Match, If-Range) has `tag`, or is "*".
bool namesTag(std::string_view list, std::string_view tag);

} // namespace qoloner
