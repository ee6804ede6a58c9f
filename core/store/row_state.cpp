// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_state.h"

namespace qoloner {

std::string encodeRowState(const RowState& state)
{
    CborWriter out;
    out.array(4);
    out.uint(state.rev);
    out.uint(state.flags);
    out.bytes(state.stamps.encode());
    writeFields(out, state.fields);
    return out.take();
}

std::optional<RowState> decodeRowState(std::string_view encoded)
{
    CborReader in(encoded);
    RowState state;
    if (in.array(4) != 4)
        in.fail();
    state.rev = in.uint();
    const std::uint64_t flags = in.uint();
    if (flags > 0xff)
        in.fail();
    state.flags = std::uint8_t(flags);
    auto stamps = RowStamps::decode(in.bytes());
    state.fields = readFields(in);
    if (!in.finished() || !stamps)
        return std::nullopt;
    state.stamps = std::move(*stamps);
    return state;
}

} // namespace qoloner
