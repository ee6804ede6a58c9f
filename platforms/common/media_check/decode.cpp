// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/media_check/decode.h"

#include <algorithm>
#include <memory>
#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

namespace qoloner {

namespace {

const std::uint8_t* dataOf(std::string_view bytes)
{
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

std::size_t area(int width, int height)
{
    return std::size_t(width) * std::size_t(height);
}

struct TurboJpeg {
    explicit TurboJpeg(tjhandle made) : handle(made) {}
    TurboJpeg(const TurboJpeg&) = delete;
    TurboJpeg& operator=(const TurboJpeg&) = delete;
    ~TurboJpeg() { tjDestroy(handle); }
    tjhandle handle;
};

/// The decoder halves and quarters for nothing: the smallest of its sizes that is large enough.
tjscalingfactor scaleFor(const ImageShape& shape, int side)
{
    int count = 0;
    const tjscalingfactor* factors = tjGetScalingFactors(&count);
    tjscalingfactor best{1, 1};
    const int longer = int(std::max(shape.width, shape.height));
    for (int i = 0; i < count; ++i) {
        const tjscalingfactor each = factors[i];
        if (TJSCALED(longer, each) >= side && each.num * best.denom < best.num * each.denom)
            best = each;
    }
    return best;
}

std::optional<Picture> decodeJpeg(std::string_view bytes, const ImageShape& shape, int side)
{
    const TurboJpeg decoder(tjInitDecompress());
    int width = 0, height = 0, subsampling = 0, colours = 0;
    if (!decoder.handle ||
        tjDecompressHeader3(decoder.handle, dataOf(bytes), bytes.size(), &width, &height, &subsampling,
                            &colours) != 0 ||
        width != int(shape.width) || height != int(shape.height))
        return {};
    const tjscalingfactor scale = scaleFor(shape, side);
    Picture picture{TJSCALED(width, scale), TJSCALED(height, scale), {}};
    const bool printed = colours == TJCS_CMYK || colours == TJCS_YCCK;
    const std::size_t channels = printed ? 4 : 3;
    std::vector<std::uint8_t> pixels(area(picture.width, picture.height) * channels);
    // A warning is a damaged picture, and hundreds of scans are nobody's photo.
    if (tjDecompress2(decoder.handle, dataOf(bytes), bytes.size(), pixels.data(), picture.width, 0,
                      picture.height, printed ? TJPF_CMYK : TJPF_RGB,
                      TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) != 0)
        return {};
    if (!printed) {
        picture.rgb = std::move(pixels);
        return picture;
    }
    picture.rgb.resize(area(picture.width, picture.height) * 3);
    for (std::size_t i = 0; i < area(picture.width, picture.height); ++i)
        for (std::size_t c = 0; c < 3; ++c)
            picture.rgb[i * 3 + c] = std::uint8_t(pixels[i * 4 + c] * pixels[i * 4 + 3] / 255);
    return picture;
}

std::optional<Picture> decodePng(std::string_view bytes)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return {};
    // Freed also when memory is short.
    const std::unique_ptr<png_image, void (*)(png_imagep)> freed(&image, &png_image_free);
    image.format = PNG_FORMAT_RGB;
    Picture picture{int(image.width), int(image.height), {}};
    picture.rgb.resize(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, picture.rgb.data(), 0, nullptr) == 0 || PNG_IMAGE_FAILED(image))
        return {};
    return picture;
}

std::optional<Picture> decodeWebp(std::string_view bytes, const ImageShape& shape, int side)
{
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0 ||
        WebPGetFeatures(dataOf(bytes), bytes.size(), &config.input) != VP8_STATUS_OK ||
        config.input.width != int(shape.width) || config.input.height != int(shape.height))
        return {};
    Picture picture{config.input.width, config.input.height, {}};
    if (std::max(picture.width, picture.height) > side) {
        fit(picture.width, picture.height, side);
        config.options.use_scaling = 1;
        config.options.scaled_width = picture.width;
        config.options.scaled_height = picture.height;
    }
    std::vector<std::uint8_t> pixels(area(picture.width, picture.height) * 4);
    config.output.colorspace = MODE_rgbA; // times its opacity
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels.data();
    config.output.u.RGBA.stride = picture.width * 4;
    config.output.u.RGBA.size = pixels.size();
    const VP8StatusCode status = WebPDecode(dataOf(bytes), bytes.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status == VP8_STATUS_OUT_OF_MEMORY)
        throw std::bad_alloc();
    if (status != VP8_STATUS_OK)
        return {};
    picture.rgb.resize(area(picture.width, picture.height) * 3);
    for (std::size_t i = 0; i < area(picture.width, picture.height); ++i)
        for (std::size_t c = 0; c < 3; ++c)
            picture.rgb[i * 3 + c] = std::uint8_t(std::min(255, pixels[i * 4 + c] + 255 - pixels[i * 4 + 3]));
    return picture;
}

} // namespace

std::optional<Picture> decode(std::string_view bytes, const ImageShape& shape, int side)
{
    switch (shape.kind) {
    case ImageKind::Jpeg:
        return decodeJpeg(bytes, shape, side);
    case ImageKind::Png:
        return decodePng(bytes);
    case ImageKind::Webp:
        return decodeWebp(bytes, shape, side);
    }
    return {};
}

std::string encodeJpeg(const Picture& picture, int quality)
{
    const TurboJpeg encoder(tjInitCompress());
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const bool good =
        encoder.handle && tjCompress2(encoder.handle, picture.rgb.data(), picture.width, 0, picture.height,
                                      TJPF_RGB, &bytes, &size, TJSAMP_420, quality, 0) == 0;
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> freed(bytes, &tjFree);
    return good ? std::string(bytes, bytes + size) : std::string();
}

} // namespace qoloner
