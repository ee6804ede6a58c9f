// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace qoloner {

/// The sides of the pictures that are made of each photo, px of the longer side.
constexpr int thumbnailSides[] = {320, 800};

} // namespace qoloner
