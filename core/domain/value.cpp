// SPDX-License-Identifier: Apache-2.0
#include "core/domain/value.h"

namespace qoloner {

void writeValue(CborWriter& out, const Value& value)
{
    switch (value.index()) {
    case 0:
        out.null();
        break;
    case 1:
        out.integer(std::get<std::int64_t>(value));
        break;
    case 2:
        out.text(std::get<std::string>(value));
        break;
    default:
        out.bytes(std::get<Bytes>(value).data);
        break;
    }
}

Value readValue(CborReader& in)
{
    switch (in.peek()) {
    case CborReader::Kind::Null:
        in.null();
        return {};
    case CborReader::Kind::Integer:
        return in.integer();
    case CborReader::Kind::Text:
        return std::string(in.text());
    case CborReader::Kind::Bytes:
        return Bytes{std::string(in.bytes())};
    default:
        in.fail();
        return {};
    }
}

void writeFields(CborWriter& out, const FieldValues& fields)
{
    out.map(fields.size());
    for (const auto& [id, value] : fields) {
        out.uint(id);
        writeValue(out, value);
    }
}

FieldValues readFields(CborReader& in, std::size_t maxFields)
{
    FieldValues fields;
    std::int64_t previous = -1;
    for (std::size_t n = in.map(maxFields); in.ok() && n > 0; --n) {
        const std::int64_t id = in.key(previous);
        if (id > 0xffff)
            in.fail();
        previous = id;
        Value value = readValue(in);
        if (in.ok())
            fields.emplace_hint(fields.end(), std::uint16_t(id), std::move(value));
    }
    return fields;
}

} // namespace qoloner
