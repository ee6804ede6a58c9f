// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace qoloner::web {

/// What to compare two names by, byte by byte: the 42 letters of the Kazakh alphabet (which holds the
/// Russian one) in its order, upper case as lower case, marks passed over, everything else as it is.
std::string sortKey(std::string_view name);

} // namespace qoloner::web
