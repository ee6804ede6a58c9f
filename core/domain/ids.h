// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/codec/cbor.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace qoloner {

/// A UUID version 7 (RFC 9562, 5.7) in canonical text: 48 bits of `nowMs`, the
/// rest random, so that ids made offline on many phones sort by age and never meet.
std::string newUuid7(std::uint64_t nowMs);

/// Canonical lower-case UUID text.
bool isUuid(std::string_view text);
/// Row ids are UUIDs or, for fixed vocabularies, 1..64 characters of [a-z A-Z 0-9 . _ -].
bool isRowId(std::string_view text);

/// On the wire a UUID is 16 bytes, any other row id is text.
void writeRowId(CborWriter& out, std::string_view id);
/// Fails the reader when it is no row id.
std::string readRowId(CborReader& in);

std::string toHex(std::string_view bytes);
std::string fromHex(std::string_view hex);

} // namespace qoloner
