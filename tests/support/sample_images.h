// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <memory>
#include <png.h>
#include <stdexcept>
#include <string>
#include <turbojpeg.h>
#include <vector>
#include <webp/encode.h>
#include <zlib.h>

namespace qoloner::test {

/// Something to look at: waves of colour, so that no two places are alike.
inline std::vector<std::uint8_t> waves(int width, int height)
{
    std::vector<std::uint8_t> rgb;
    rgb.reserve(std::size_t(width) * std::size_t(height) * 3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                rgb.push_back(std::uint8_t(127 + 120 * std::sin(x * 0.05 + y * 0.03 * c + c)));
    return rgb;
}

inline std::string jpegOf(int width, int height, int flags = 0)
{
    const auto rgb = waves(width, height);
    tjhandle encoder = tjInitCompress();
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    if (tjCompress2(encoder, rgb.data(), width, 0, height, TJPF_RGB, &bytes, &size, TJSAMP_420, 85, flags) !=
        0)
        throw std::runtime_error("no JPEG");
    std::string out(bytes, bytes + size);
    tjFree(bytes);
    tjDestroy(encoder);
    return out;
}

/// `blank`: nothing to see, so that it packs to next to nothing.
inline std::string pngOf(int width, int height, bool blank = false)
{
    const auto rgb = blank ? std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height) * 3)
                           : waves(width, height);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = png_uint_32(width);
    image.height = png_uint_32(height);
    image.format = PNG_FORMAT_RGB;
    image.flags = PNG_IMAGE_FLAG_FAST;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string out(size, '\0');
    if (png_image_write_to_memory(&image, out.data(), &size, 0, rgb.data(), 0, nullptr) == 0)
        throw std::runtime_error("no PNG");
    out.resize(size);
    return out;
}

inline std::string webpOf(int width, int height)
{
    const auto rgb = waves(width, height);
    std::uint8_t* bytes = nullptr;
    const std::size_t size = WebPEncodeRGB(rgb.data(), width, height, width * 3, 80, &bytes);
    std::string out(bytes, bytes + size);
    WebPFree(bytes);
    return out;
}

inline std::string bigEndian(std::uint32_t number, int bytes)
{
    std::string out;
    for (int i = bytes - 1; i >= 0; --i)
        out += char(number >> (8 * i));
    return out;
}

/// A part of a PNG, with its checksum.
inline std::string pngChunk(const std::string& type, const std::string& body)
{
    const std::string sealed = type + body;
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(sealed.data()), uInt(sealed.size()));
    return bigEndian(std::uint32_t(body.size()), 4) + sealed + bigEndian(std::uint32_t(crc), 4);
}
/// `png` with one more part, before its pixels.
inline std::string pngWith(std::string png, const std::string& type, const std::string& body)
{
    return png.insert(33, pngChunk(type, body));
}
/// `jpeg` with one more segment at its beginning.
inline std::string jpegWith(std::string jpeg, int marker, const std::string& body)
{
    return jpeg.insert(2, std::string("\xff") + char(marker) + bigEndian(std::uint32_t(body.size() + 2), 2) +
                              body);
}
/// `webp` with one more part at its end.
inline std::string webpWith(std::string webp, const std::string& type, const std::string& body)
{
    std::string size = bigEndian(std::uint32_t(body.size()), 4);
    webp += type + std::string(size.rbegin(), size.rend()) + body;
    size = bigEndian(std::uint32_t(webp.size() - 8), 4);
    return webp.replace(4, 4, std::string(size.rbegin(), size.rend()));
}

} // namespace qoloner::test
