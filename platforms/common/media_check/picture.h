// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

namespace qoloner {

/// Pixels in memory: red, green, blue, row by row.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};

/// The greatest size with the same proportions whose longer side is at most `side`; never larger than it is.
void fit(int& width, int& height, int side);

/// By the mean of what each new pixel covers. Not larger than `from`.
Picture scaled(const Picture& from, int width, int height);

} // namespace qoloner
