// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/media_text.h"

#include <algorithm>
#include <charconv>
#include <sodium.h>

namespace qoloner {

namespace {

constexpr std::string_view root = "/v1/media";
constexpr std::string_view uploads = "/v1/media/uploads/";
constexpr std::size_t idDigits = 32;
constexpr std::size_t maxPairs = 16;
constexpr std::size_t maxKey = 64;
constexpr std::size_t maxDigits = 18;

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The part before the next comma, without blanks around it; `text` becomes what follows.
std::string_view nextOf(std::string_view& text)
{
    const std::size_t comma = text.find(',');
    std::string_view part = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    while (!part.empty() && (part.front() == ' ' || part.front() == '\t'))
        part.remove_prefix(1);
    while (!part.empty() && (part.back() == ' ' || part.back() == '\t'))
        part.remove_suffix(1);
    return part;
}

} // namespace

MediaPath readMediaPath(std::string_view path)
{
    MediaPath found;
    if (path == root || path == "/v1/media/") {
        found.kind = MediaPath::Kind::Creation;
    } else if (path.starts_with(uploads)) {
        const std::string_view id = path.substr(uploads.size());
        if (id.size() == idDigits && isHex(id)) {
            found.kind = MediaPath::Kind::Upload;
            found.upload = id;
        }
    } else if (path.starts_with("/v1/media/")) {
        std::string name(path.substr(root.size() + 1));
        const std::size_t slash = name.find('/');
        if (slash != std::string::npos)
            name[slash] = '.';
        const auto blob = name.find('.') == slash ? BlobName::parse(name) : std::nullopt;
        if (blob) {
            found.kind = MediaPath::Kind::Blob;
            found.blob = *blob;
        }
    }
    return found;
}

std::optional<std::uint64_t> readCount(std::string_view text)
{
    if (text.empty() || text.size() > maxDigits ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    std::uint64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

std::optional<std::string> readBase64(std::string_view text)
{
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return {};
    bytes.resize(size);
    return bytes;
}

std::string base64url(std::string_view bytes)
{
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), variant);
    text.pop_back(); // its terminating zero
    return text;
}

std::optional<std::vector<std::pair<std::string, std::string>>> readUploadMetadata(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        const std::string_view part = nextOf(text);
        const std::size_t blank = part.find(' ');
        const std::string key(part.substr(0, blank));
        const bool named = !key.empty() && key.size() <= maxKey &&
                           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
        const auto value =
            readBase64(blank == std::string_view::npos ? std::string_view() : part.substr(blank + 1));
        const bool twice =
            std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == key; });
        if (!named || !value || twice || pairs.size() >= maxPairs)
            return {};
        pairs.emplace_back(key, *value);
    }
    return pairs;
}

std::optional<UploadChecksum> readUploadChecksum(std::string_view text)
{
    UploadChecksum checksum;
    std::size_t size = 0;
    if (text.starts_with("sha256 ")) {
        size = 32;
    } else if (text.starts_with("sha1 ")) {
        checksum.kind = Digest::Kind::Sha1;
        size = 20;
    } else {
        return {};
    }
    const auto hash = readBase64(text.substr(text.find(' ') + 1));
    if (!hash || hash->size() != size)
        return {};
    checksum.hash = *hash;
    return checksum;
}

RangeAsked readRange(std::string_view text, std::uint64_t size)
{
    constexpr std::string_view unit = "bytes=";
    RangeAsked asked;
    if (!text.starts_with(unit))
        return asked;
    text.remove_prefix(unit.size());
    if (text.find(',') != std::string_view::npos)
        return asked; // several: the whole is an answer too
    const std::string_view part = nextOf(text);
    const std::size_t dash = part.find('-');
    if (dash == std::string_view::npos)
        return asked;
    const auto first = readCount(part.substr(0, dash));
    const auto last = readCount(part.substr(dash + 1));
    const bool openEnd = dash + 1 == part.size();
    if (dash == 0 && last) { // the last so many
        if (*last == 0 || size == 0) {
            asked.kind = RangeAsked::Kind::OutOfReach;
            return asked;
        }
        asked.kind = RangeAsked::Kind::Part;
        asked.count = std::min(*last, size);
        asked.from = size - asked.count;
        return asked;
    }
    if (!first || (!last && !openEnd) || (last && *last < *first))
        return asked;
    if (*first >= size) {
        asked.kind = RangeAsked::Kind::OutOfReach;
        return asked;
    }
    asked.kind = RangeAsked::Kind::Part;
    asked.from = *first;
    asked.count = (last ? std::min(*last, size - 1) : size - 1) - *first + 1;
    return asked;
}

bool namesTag(std::string_view list, std::string_view tag)
{
    while (!list.empty()) {
        std::string_view part = nextOf(list);
        if (part.starts_with("W/"))
            part.remove_prefix(2);
        if (part == "*" || part == tag)
            return true;
    }
    return false;
}

} // namespace qoloner
