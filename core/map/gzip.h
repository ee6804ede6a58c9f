// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace qoloner {

enum class InflateStatus { Ok, Damaged, TooLarge };

bool looksGzipped(std::string_view bytes);

/// Inflates gzip or zlib data into `out`, which never grows past `maxBytes`
/// (a small file may claim to hold gigabytes). Bytes after the stream's end
/// count as damage.
InflateStatus inflateBounded(std::string_view bytes, std::size_t maxBytes, std::string& out);

/// Gzip with no time stamp and no name: the same input gives the same bytes.
std::string gzipped(std::string_view bytes);

} // namespace qoloner
