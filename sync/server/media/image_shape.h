// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace qoloner {

enum class ImageKind { Jpeg, Png, Webp };
std::string_view mimeOf(ImageKind kind);
/// By the first bytes; nothing for anything else.
std::optional<ImageKind> imageKindOf(std::string_view bytes);

/// What a picture's container says, before anything is decoded. Pure; reads nothing outside
/// its input and never gets slower than its length (fuzzed).
struct ImageShape {
    ImageKind kind = ImageKind::Jpeg;
    std::uint32_t width = 0, height = 0; ///< px
    /// Why it is not taken; empty when it is. "media_type", "media_damaged" (it ends early, or its parts
    /// don't fit), "media_trailing" (something else follows it, or hides in it), "media_metadata"
    /// (position, owner, text: a device strips those), "media_size" (more pixels than we look at).
    std::string_view refusal;
};

constexpr std::uint32_t maxImageSide = 16'000;       ///< px
constexpr std::uint64_t maxImagePixels = 50'000'000; ///< px, width times height

/// Allowed is what it takes to show the picture: its pixels and its colour profile; no comment, no
/// unknown part, not one byte after the end, so that it is nothing else as well.
ImageShape shapeOf(std::string_view bytes);

} // namespace qoloner
