// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/media_receipt.h"

#include "core/codec/cbor.h"
#include "sync/protocol/messages.h"
#include "sync/protocol/wire.h"

namespace qoloner {

namespace {
constexpr std::size_t addressBytes = 32, signatureBytes = 64, maxEpochBytes = 200;
} // namespace

std::string MediaReceipt::text() const
{
    CborWriter out;
    out.array(4);
    out.text("qoloner-media-receipt-1");
    out.text(epoch);
    out.bytes(sha256);
    out.uint(bytes);
    return out.take();
}

void MediaReceipt::sign(const SigningKey& server)
{
    signature = server.sign(text());
}

bool MediaReceipt::holds(std::string_view serverPublicKey) const
{
    return verifySignature(serverPublicKey, text(), signature);
}

std::string MediaReceipt::encode() const
{
    CborWriter out;
    out.array(6);
    out.uint(protocol::version);
    out.uint(std::uint64_t(protocol::Kind::MediaReceipt));
    out.text(epoch);
    out.bytes(sha256);
    out.uint(bytes);
    out.bytes(signature);
    return out.take();
}

std::optional<MediaReceipt> MediaReceipt::decode(std::string_view encoded)
{
    CborReader in(encoded);
    if (in.array(6) != 6 || in.uint() != protocol::version ||
        in.uint() != std::uint64_t(protocol::Kind::MediaReceipt))
        return {};
    MediaReceipt receipt;
    receipt.epoch = in.text();
    receipt.sha256 = in.bytes();
    receipt.bytes = in.uint();
    receipt.signature = in.bytes();
    if (!in.finished() || receipt.epoch.size() > maxEpochBytes || receipt.sha256.size() != addressBytes ||
        receipt.signature.size() != signatureBytes)
        return {};
    return receipt;
}

} // namespace qoloner
