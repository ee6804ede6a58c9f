// SPDX-License-Identifier: Apache-2.0
// What strangers write in media requests, and the containers of pictures before anybody decodes them.
#include "sync/server/media/image_shape.h"
#include "sync/server/media/media_text.h"
#include "tests/fuzz/fuzz_input.h"
#include <cstdlib>

using namespace qoloner;
using namespace qoloner::test;

namespace {

void must(bool holds)
{
    if (!holds)
        std::abort();
}

void paths(std::string_view text)
{
    const MediaPath path = readMediaPath(text);
    if (path.kind == MediaPath::Kind::Upload)
        must(text == "/v1/media/uploads/" + path.upload && path.upload.size() == 32);
    if (path.kind == MediaPath::Kind::Blob) {
        must(isSha256(path.blob.sha256));
        const auto again = BlobName::parse(path.blob.text());
        must(again && *again == path.blob);
        // A name is a file's: nothing in it leads elsewhere.
        must(path.blob.text().find_first_not_of("0123456789abcdef.") == std::string::npos);
    }
}

void ranges(std::string_view text, std::uint64_t size)
{
    const RangeAsked range = readRange(text, size);
    if (range.kind == RangeAsked::Kind::Part)
        must(range.count > 0 && range.from < size && range.count <= size - range.from);
}

void headers(std::string_view text)
{
    if (const auto pairs = readUploadMetadata(text)) {
        must(pairs->size() <= 16);
        for (const auto& [key, value] : *pairs)
            must(!key.empty() && value.size() <= text.size());
    }
    if (const auto checksum = readUploadChecksum(text))
        must(checksum->hash.size() == (checksum->kind == Digest::Kind::Sha256 ? 32 : 20));
    if (const auto count = readCount(text))
        must(*count < 1'000'000'000'000'000'000);
    namesTag(text, "\"tag\"");
}

void pictures(std::string_view bytes)
{
    const ImageShape shape = shapeOf(bytes);
    if (!shape.refusal.empty())
        return;
    must(shape.width > 0 && shape.height > 0 && shape.width <= maxImageSide && shape.height <= maxImageSide &&
         std::uint64_t(shape.width) * shape.height <= maxImagePixels);
    // What is taken is taken to its last byte, and not one more.
    must(!shapeOf(bytes.substr(0, bytes.size() - 1)).refusal.empty());
    must(!shapeOf(std::string(bytes) + "x").refusal.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput in(data, size);
    const auto kind = in.below(4);
    const std::uint64_t whole = in.number();
    const std::string_view text = in.rest();
    if (kind == 0)
        paths(text);
    else if (kind == 1)
        ranges(text, whole);
    else if (kind == 2)
        headers(text);
    else
        pictures(text);
    return 0;
}
