// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/codec/cbor.h"
#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace qoloner {

/// Raw bytes, kept apart from text.
struct Bytes {
    std::string data;
    auto operator<=>(const Bytes&) const = default;
};

/// What a field can hold: nothing, an integer (also: boolean 0/1, UTC
/// milliseconds, 1e-7 degrees, minor units of money), text or bytes.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

/// Field id -> value, in the order of the wire.
using FieldValues = std::map<std::uint16_t, Value>;

inline bool isNull(const Value& v)
{
    return std::holds_alternative<std::monostate>(v);
}

void writeValue(CborWriter& out, const Value& value);
/// Fails the reader on anything that is not a Value.
Value readValue(CborReader& in);
/// A map of field id -> value.
void writeFields(CborWriter& out, const FieldValues& fields);
FieldValues readFields(CborReader& in, std::size_t maxFields = 256);

} // namespace qoloner
