// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/media_check/picture.h"

#include <algorithm>
#include <cmath>

namespace qoloner {

namespace {

/// How much of old pixel `first + i` is in a new one.
struct Covered {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Covered> coverage(int from, int to)
{
    std::vector<Covered> all(static_cast<std::size_t>(to));
    const double step = double(from) / to;
    for (int i = 0; i < to; ++i) {
        const double begin = i * step, end = std::min<double>((i + 1) * step, from);
        Covered& one = all[std::size_t(i)];
        one.first = int(begin);
        const int last = std::min(from, int(std::ceil(end)));
        for (int at = one.first; at < last; ++at)
            one.weights.push_back(
                float((std::min<double>(end, at + 1) - std::max<double>(begin, at)) / step));
    }
    return all;
}

} // namespace

void fit(int& width, int& height, int side)
{
    const int longer = std::max(width, height);
    if (longer <= side)
        return;
    width = std::max(1, int(std::lround(double(width) * side / longer)));
    height = std::max(1, int(std::lround(double(height) * side / longer)));
}

Picture scaled(const Picture& from, int width, int height)
{
    const auto across = coverage(from.width, width);
    const auto down = coverage(from.height, height);
    Picture to{width, height, std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height) * 3)};
    std::vector<float> sums(std::size_t(width) * 3);
    for (int y = 0; y < height; ++y) {
        std::fill(sums.begin(), sums.end(), 0.0F);
        const Covered& rows = down[std::size_t(y)];
        for (std::size_t r = 0; r < rows.weights.size(); ++r) {
            const std::uint8_t* row =
                from.rgb.data() + (std::size_t(rows.first) + r) * std::size_t(from.width) * 3;
            for (std::size_t x = 0; x < across.size(); ++x)
                for (std::size_t c = 0; c < across[x].weights.size(); ++c) {
                    const float weight = across[x].weights[c] * rows.weights[r];
                    const std::uint8_t* pixel = row + (std::size_t(across[x].first) + c) * 3;
                    for (std::size_t colour = 0; colour < 3; ++colour)
                        sums[x * 3 + colour] += weight * float(pixel[colour]);
                }
        }
        for (std::size_t i = 0; i < sums.size(); ++i)
            to.rgb[std::size_t(y) * sums.size() + i] =
                std::uint8_t(std::clamp(std::lround(sums[i]), 0L, 255L));
    }
    return to;
}

} // namespace qoloner
