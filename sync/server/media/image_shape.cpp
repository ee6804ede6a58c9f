// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/image_shape.h"

#include <algorithm>
#include <array>

namespace qoloner {

namespace {

constexpr std::string_view pngMark = "\x89PNG\r\n\x1a\n";
constexpr std::string_view damaged = "media_damaged", trailing = "media_trailing",
                           metadata = "media_metadata", wrongType = "media_type";

/// Reads numbers off the front; past the end everything is zero and `ok` false.
class Front {
public:
    explicit Front(std::string_view bytes) : m_left(bytes) {}
    std::uint32_t big(int bytes) { return number(bytes, true); }
    std::uint32_t little(int bytes) { return number(bytes, false); }
    std::string_view take(std::size_t count)
    {
        if (count > m_left.size()) {
            m_ok = false;
            m_left = {};
            return {};
        }
        const std::string_view taken = m_left.substr(0, count);
        m_left.remove_prefix(count);
        return taken;
    }
    std::string_view left() const { return m_left; }
    bool ok() const { return m_ok; }

private:
    std::uint32_t number(int bytes, bool bigEndian)
    {
        std::uint32_t value = 0;
        const std::string_view digits = take(std::size_t(bytes));
        for (std::size_t i = 0; i < digits.size(); ++i) {
            const auto digit = static_cast<unsigned char>(digits[bigEndian ? i : digits.size() - 1 - i]);
            value = value << 8 | digit;
        }
        return value;
    }
    std::string_view m_left;
    bool m_ok = true;
};

/// After a start of scan: to the marker that ends its data. Nothing when there is none.
bool skipScan(Front& in)
{
    const std::string_view left = in.left();
    for (std::size_t at = 0;;) {
        at = left.find('\xff', at);
        if (at == std::string_view::npos || at + 1 >= left.size())
            return false;
        const auto next = static_cast<unsigned char>(left[at + 1]);
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
            in.take(at);
            return true;
        }
        at += next == 0xff ? 1 : 2;
    }
}

/// ITU-T T.81, annex B.
std::string_view readJpeg(Front in, ImageShape& shape)
{
    in.take(2); // start of image
    bool scanned = false;
    while (in.ok()) {
        if (in.big(1) != 0xff)
            return damaged;
        std::uint32_t marker = in.big(1);
        while (in.ok() && marker == 0xff)
            marker = in.big(1); // filling
        if (marker == 0xd9) {
            if (!scanned)
                return damaged;
            return in.left().empty() ? std::string_view() : trailing;
        }
        const std::uint32_t length = in.big(2);
        if (!in.ok() || length < 2)
            return damaged;
        const std::string_view segment = in.take(length - 2);
        if (!in.ok())
            return damaged;
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
            if (marker > 0xc2 || shape.width != 0)
                return marker > 0xc2 ? wrongType : damaged; // baseline and progressive are what there is
            Front header(segment);
            header.take(1); // precision
            shape.height = header.big(2);
            shape.width = header.big(2);
            if (!header.ok())
                return damaged;
        } else if (marker == 0xda) {
            if (shape.width == 0)
                return damaged;
            scanned = true;
            if (!skipScan(in))
                return damaged;
        } else if (marker == 0xe0) { // JFIF, but not its thumbnail
            if (!segment.starts_with(std::string_view("JFIF\0", 5)))
                return metadata;
            if (segment.size() != 14)
                return trailing;
        } else if (marker == 0xe2) {
            if (!segment.starts_with(std::string_view("ICC_PROFILE\0", 12)))
                return metadata;
        } else if (marker == 0xee) { // how colours are kept
            if (!segment.starts_with("Adobe") || segment.size() != 12)
                return metadata;
        } else if ((marker >= 0xe0 && marker <= 0xef) || marker == 0xfe) {
            return metadata;
        } else if (marker != 0xc4 && marker != 0xdb && marker != 0xdd) {
            return damaged;
        }
    }
    return damaged;
}

/// ISO/IEC 15948, clause 5.
std::string_view readPng(Front in, ImageShape& shape)
{
    constexpr std::array<std::string_view, 12> allowed = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                                          "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "bKGD"};
    constexpr std::array<std::string_view, 5> known = {"eXIf", "tEXt", "zTXt", "iTXt", "tIME"};
    in.take(pngMark.size());
    bool first = true, data = false;
    while (in.ok()) {
        const std::uint32_t length = in.big(4);
        const std::string_view type = in.take(4);
        const std::string_view body = in.take(length);
        in.take(4); // its checksum is the decoder's
        if (!in.ok() || (first && type != "IHDR"))
            return damaged;
        if (std::find(known.begin(), known.end(), type) != known.end())
            return metadata;
        if (type == "acTL")
            return wrongType; // moving pictures
        if (std::find(allowed.begin(), allowed.end(), type) == allowed.end())
            return trailing;
        if (type == "IHDR") {
            Front header(body);
            shape.width = header.big(4);
            shape.height = header.big(4);
            if (!first || length != 13)
                return damaged;
        }
        first = false;
        data = data || type == "IDAT";
        if (type == "IEND") {
            if (!data || length != 0)
                return damaged;
            return in.left().empty() ? std::string_view() : trailing;
        }
    }
    return damaged;
}

/// RFC 9649.
std::string_view readWebp(Front in, ImageShape& shape)
{
    in.take(4); // RIFF
    const std::uint32_t length = in.little(4);
    in.take(4); // WEBP
    // Of odd length is nothing: parts are padded.
    if (length < 4 || length % 2 != 0 || length - 4 > in.left().size())
        return damaged;
    if (length - 4 < in.left().size())
        return trailing;
    bool picture = false;
    while (!in.left().empty()) {
        const std::string_view type = in.take(4);
        const std::uint32_t size = in.little(4);
        const std::string_view body = in.take(size);
        if (size % 2 != 0)
            in.take(1);
        if (!in.ok())
            return damaged;
        Front header(body);
        if (type == "EXIF" || type == "XMP ")
            return metadata;
        if (type == "ANIM" || type == "ANMF")
            return wrongType;
        if (type == "VP8X") {
            const std::uint32_t flags = header.little(1);
            if ((flags & 0x02) != 0)
                return wrongType;
            if ((flags & 0x0c) != 0)
                return metadata;
        } else if (type == "VP8 " || type == "VP8L") {
            if (picture)
                return trailing;
            picture = true;
            if (type == "VP8 ") {
                header.take(6); // frame tag and start code
                shape.width = header.little(2) & 0x3fff;
                shape.height = header.little(2) & 0x3fff;
            } else {
                const std::uint32_t mark = header.little(1);
                const std::uint32_t bits = header.little(4);
                shape.width = (bits & 0x3fff) + 1;
                shape.height = (bits >> 14 & 0x3fff) + 1;
                if (mark != 0x2f)
                    return damaged;
            }
            if (!header.ok())
                return damaged;
        } else if (type != "ALPH" && type != "ICCP") {
            return trailing;
        }
    }
    return picture ? std::string_view() : damaged;
}

} // namespace

std::string_view mimeOf(ImageKind kind)
{
    constexpr std::array<std::string_view, 3> names = {"image/jpeg", "image/png", "image/webp"};
    return names[std::size_t(kind)];
}

std::optional<ImageKind> imageKindOf(std::string_view bytes)
{
    if (bytes.starts_with("\xff\xd8\xff"))
        return ImageKind::Jpeg;
    if (bytes.starts_with(pngMark))
        return ImageKind::Png;
    if (bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP")
        return ImageKind::Webp;
    return {};
}

ImageShape shapeOf(std::string_view bytes)
{
    ImageShape shape;
    const auto kind = imageKindOf(bytes);
    if (!kind) {
        shape.refusal = wrongType;
        return shape;
    }
    shape.kind = *kind;
    switch (*kind) {
    case ImageKind::Jpeg:
        shape.refusal = readJpeg(Front(bytes), shape);
        break;
    case ImageKind::Png:
        shape.refusal = readPng(Front(bytes), shape);
        break;
    case ImageKind::Webp:
        shape.refusal = readWebp(Front(bytes), shape);
        break;
    }
    if (shape.refusal.empty() && (shape.width == 0 || shape.height == 0))
        shape.refusal = damaged;
    // Said of it even when something else is wrong too: it is what nobody should try to decode.
    if (shape.width > maxImageSide || shape.height > maxImageSide ||
        std::uint64_t(shape.width) * shape.height > maxImagePixels)
        shape.refusal = "media_size";
    return shape;
}

} // namespace qoloner
