// SPDX-License-Identifier: Apache-2.0
#include "core/domain/mutation.h"

#include "core/domain/ids.h"

namespace qoloner {

namespace {
void writeOp(CborWriter& out, const Op& op)
{
    out.array(5);
    out.uint(std::uint64_t(op.kind));
    out.uint(op.entity);
    writeRowId(out, op.row);
    writeFields(out, op.fields);
    out.map(op.base.size());
    for (const auto& [field, dot] : op.base) {
        out.uint(field);
        out.array(2);
        out.uint(dot.device);
        out.uint(dot.dseq);
    }
}

Op readOp(CborReader& in)
{
    Op op;
    if (in.array(5) != 5)
        in.fail();
    const std::uint64_t kind = in.uint();
    if (kind < 1 || kind > 6)
        in.fail();
    op.kind = OpKind(kind);
    const std::uint64_t entity = in.uint();
    if (entity > 0xffff)
        in.fail();
    op.entity = std::uint16_t(entity);
    op.row = readRowId(in);
    op.fields = readFields(in);
    std::int64_t previous = -1;
    for (std::size_t n = in.map(256); in.ok() && n > 0; --n) {
        previous = in.key(previous);
        if (previous > 0xffff || in.array(2) != 2)
            in.fail();
        Dot dot;
        dot.device = in.uint();
        dot.dseq = in.uint();
        if (in.ok())
            op.base.emplace_hint(op.base.end(), std::uint16_t(previous), dot);
    }
    return op;
}
} // namespace

std::string SignedMutation::hash() const
{
    return blake2b(body + signature);
}

std::string encodeMutation(const Mutation& m)
{
    CborWriter out;
    out.array(m.origin ? 10 : 9);
    out.uint(m.device);
    out.uint(m.dseq);
    writeRowId(out, m.id);
    writeRowId(out, m.actor);
    out.uint(m.schema);
    out.uint(m.hlc.packed);
    out.uint(m.mends);
    out.bytes(m.prevHash);
    out.array(m.ops.size());
    for (const Op& op : m.ops)
        writeOp(out, op);
    if (m.origin) {
        out.array(3);
        out.uint(m.origin->device);
        out.uint(m.origin->dseq);
        out.bytes(m.origin->hash);
    }
    return out.take();
}

std::optional<Mutation> decodeMutation(std::string_view body)
{
    if (body.size() > maxMutationBytes)
        return std::nullopt;
    CborReader in(body);
    Mutation m;
    const std::size_t items = in.array(10);
    if (items < 9)
        in.fail();
    m.device = in.uint();
    m.dseq = in.uint();
    m.id = readRowId(in);
    m.actor = readRowId(in);
    const std::uint64_t schema = in.uint();
    if (schema > 0xffffffff)
        in.fail();
    m.schema = std::uint32_t(schema);
    m.hlc.packed = in.uint();
    m.mends = in.uint();
    m.prevHash = in.bytes();
    if (m.prevHash.size() != 32 || m.dseq == 0 || m.mends >= m.dseq || !isUuid(m.id))
        in.fail();
    for (std::size_t n = in.array(maxOpsPerMutation); in.ok() && n > 0; --n)
        m.ops.push_back(readOp(in));
    if (in.ok() && items == 10) {
        if (in.array(3) != 3)
            in.fail();
        Origin origin;
        origin.device = in.uint();
        origin.dseq = in.uint();
        origin.hash = in.bytes();
        if (origin.dseq == 0 || origin.hash.size() != 32)
            in.fail();
        m.origin = std::move(origin);
    }
    if (!in.finished() || m.ops.empty())
        return std::nullopt;
    return m;
}

SignedMutation signMutation(const Mutation& mutation, const SigningKey& key)
{
    SignedMutation out;
    out.body = encodeMutation(mutation);
    out.signature = key.sign(out.body);
    return out;
}

} // namespace qoloner
