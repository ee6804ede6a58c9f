// SPDX-License-Identifier: Apache-2.0
// Any bytes: the CBOR reader must stay inside them, and what it takes for a
// mutation, stamps or a row must be written back byte for byte.
#include "core/codec/cbor.h"
#include "core/domain/ids.h"
#include "core/domain/mutation.h"
#include "core/domain/stamps.h"
#include "core/store/row_state.h"
#include <cstdlib>

using namespace qoloner;

namespace {
void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Reads item after item by what peek promises.
void walk(std::string_view input)
{
    CborReader in(input);
    while (in.ok() && in.peek() != CborReader::Kind::End) {
        const std::size_t before = in.position();
        switch (in.peek()) {
        case CborReader::Kind::Integer:
            in.integer();
            break;
        case CborReader::Kind::Bytes:
            require(in.bytes().size() <= input.size());
            break;
        case CborReader::Kind::Text:
            require(isUtf8(in.text()));
            break;
        case CborReader::Kind::Array:
            in.array(1000);
            break;
        case CborReader::Kind::Map:
            in.map(1000);
            break;
        case CborReader::Kind::Bool:
            in.boolean();
            break;
        case CborReader::Kind::Null:
            in.null();
            break;
        case CborReader::Kind::End:
            break;
        }
        require(in.position() <= input.size() && (!in.ok() || in.position() > before));
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    walk(input);
    CborReader skipper(input);
    const std::string_view item = skipper.skip();
    require(!skipper.ok() || item == input.substr(0, skipper.position()));
    CborReader ids(input);
    const std::string id = readRowId(ids);
    require(!ids.ok() || isRowId(id));
    if (const auto mutation = decodeMutation(input))
        require(encodeMutation(*mutation) == input);
    if (const auto stamps = RowStamps::decode(input))
        require(stamps->encode() == input);
    if (const auto state = decodeRowState(input))
        require(encodeRowState(*state) == input);
    return 0;
}
