// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// What the frozen files of tests/data/frozen hold; freeze.cpp makes them, tst_frozen.cpp opens them.
namespace qoloner::test::frozen {

constexpr char deviceSeed = 'f';
constexpr std::uint16_t laterField = 999; ///< of the draft of rowId(50): no catalogue knew it
constexpr std::string_view laterText = "келешектен";

/// The server's key, the same in every freeze. It protects invented people only.
inline void prepareKey(const std::string& folder)
{
    std::string hex;
    for (int i = 0; i < 32; ++i)
        hex += "73";
    std::ofstream(std::filesystem::path(folder) / "server.key") << hex << "\n";
}

} // namespace qoloner::test::frozen
