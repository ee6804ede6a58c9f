// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"
#include "sync/server/media/image_shape.h"
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace qoloner {

/// A photo that was decoded to its last pixel.
struct CheckedImage {
    std::string mime;
    std::uint32_t width = 0, height = 0; ///< px
    std::vector<std::string> thumbnails; ///< JPEG, as many as thumbnailSides
};

/// Has a process of its own look at each photo: qoloner-media-check, which can do nothing but
/// that. From any thread.
class ImageCheck {
public:
    struct Limits {
        unsigned memoryMib = 512;
        unsigned cpuSeconds = 10;
        std::chrono::milliseconds wall{30'000};
    };

    ImageCheck(std::filesystem::path program, Limits limits);

    /// Fails with what ImageShape says, or "media_costly" (more memory or time than the limits).
    /// Throws std::runtime_error when nobody could look.
    Result<CheckedImage> check(const std::filesystem::path& file) const;

private:
    std::filesystem::path m_program;
    Limits m_limits;
};

} // namespace qoloner
