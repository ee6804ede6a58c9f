// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"
#include <string>
#include <string_view>

namespace qoloner {

/// The base address of a server, as the session uses it: no trailing slash.
///
/// https:// anywhere, http:// only to this very machine. Fails with
/// "server_url_invalid" or, for http:// elsewhere, "server_url_insecure".
Result<std::string> normaliseServerUrl(std::string_view url);

/// True when `url` (normalised) points to this machine.
bool isLoopbackUrl(std::string_view url);

} // namespace qoloner
