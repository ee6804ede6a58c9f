// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace qoloner {

/// `qoloner-admin media gc|erase`. Gives what does the one that was asked for; false when it was neither.
std::function<bool()> addMediaCommands(CLI::App& app);

} // namespace qoloner
