// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/media_api.h"
#include <CLI/CLI.hpp>

namespace qoloner {

/// What the server is told about photos, each with a bound it has by itself.
struct MediaOptions {
    std::string folder; ///< empty: "media" in the city's
    std::string check;  ///< empty: beside this program
    std::uint64_t maxGib = 64;
    std::uint64_t fileMib = 32;
    std::uint64_t graceDays = 40;

    void addTo(CLI::App& app);
    std::filesystem::path folderFor(const std::string& data) const;
    MediaApi::Settings settings(const std::string& data) const;
};

} // namespace qoloner
