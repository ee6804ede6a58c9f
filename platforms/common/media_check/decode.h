// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "platforms/common/media_check/picture.h"
#include "sync/server/media/image_shape.h"
#include <optional>
#include <string>

namespace qoloner {

/// All of a picture whose shape was checked, perhaps smaller than it is, but its longer side is no
/// shorter than `side` if it was not. What is transparent is white. Nothing when it is damaged.
/// Throws std::bad_alloc.
std::optional<Picture> decode(std::string_view bytes, const ImageShape& shape, int side);

/// As a JPEG without anything but its pixels; empty when it can't be done.
std::string encodeJpeg(const Picture& picture, int quality);

} // namespace qoloner
