// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace qoloner {

/// One line of JSON to standard error: {"level", "event", "detail"}. Never with what belongs to a person:
/// no address, name, row or path somebody sent.
void logLine(const char* level, const std::string& event, const std::string& detail);

} // namespace qoloner
