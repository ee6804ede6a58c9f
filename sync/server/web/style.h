// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace qoloner::web {

/// The one style sheet; it stands in every page.
std::string_view styleSheet();
/// 'sha256-...' of it, for Content-Security-Policy.
const std::string& styleHash();

} // namespace qoloner::web
