// SPDX-License-Identifier: Apache-2.0
// What is signed beside the messages, and how a body is packed.
#include "sync/protocol/dictionary.h"
#include "sync/protocol/messages.h"

namespace qoloner::protocol {

std::string receiptText(std::string_view epoch, std::string_view mutationHash, const Answer& answer)
{
    CborWriter out;
    out.array(7);
    out.text("qoloner-receipt-1");
    out.text(epoch);
    out.bytes(mutationHash);
    out.uint(std::uint64_t(answer.outcome));
    out.uint(answer.effective.packed);
    out.uint(answer.rev);
    out.text(answer.error.code);
    return out.take();
}

std::string forkText(const Fork& m)
{
    CborWriter out;
    out.array(6);
    out.text("qoloner-fork-1");
    out.uint(m.device);
    out.uint(m.from);
    out.bytes(m.prevHash);
    out.bytes(m.proof);
    out.bytes(m.publicKey);
    return out.take();
}

bool pack(std::string& body)
{
    constexpr std::size_t worthIt = 100;
    constexpr std::size_t header = 24; // "Content-Encoding: zstd" and its line's end
    constexpr std::size_t small = 64 * 1024;
    if (body.size() < worthIt)
        return false;
    // Under a millisecond either way; a large body would take ten times as long for a tenth less.
    std::string packed = body.size() <= small ? zstdCompress(body, dictionary()) : zstdCompress(body);
    if (packed.size() + header >= body.size())
        return false;
    body = std::move(packed);
    return true;
}

Result<std::string> unpack(std::string_view body, bool packed, std::size_t maxSize)
{
    if (!packed) {
        if (body.size() > maxSize)
            return failure("message_too_large");
        return std::string(body);
    }
    auto raw = zstdDecompress(body, maxSize, &dictionary());
    if (!raw)
        return failure("message_invalid");
    return std::move(*raw);
}

} // namespace qoloner::protocol
