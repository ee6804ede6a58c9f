// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"

#include <QString>
#include <string>

namespace qoloner {

/// A photo made ready to keep: re-encoded, so that nothing of the camera's
/// metadata (position, owner, serial number) is left in it.
struct Photo {
    std::string sha256;      ///< of `jpeg`, 64 hex digits: its address
    std::string jpeg;        ///< longest side at most 1600 px
    std::string thumbnail;   ///< JPEG, longest side at most 320 px
    int width = 0;           ///< px, of `jpeg`, upright
    int height = 0;          ///< px
    std::string placeholder; ///< average colour, "#rrggbb"
};

/// Reads a picture file. Errors: "photo_unreadable" (missing, no picture,
/// damaged), "photo_format" (a kind that this app does not take, in args[0]),
/// "photo_too_large" (more than 200 megapixels or 100 MB). Takes up to a
/// second: not for the interface's thread.
Result<Photo> takeInPhoto(const QString& file);

} // namespace qoloner
