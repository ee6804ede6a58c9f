// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace qoloner {

using CsvRow = std::map<std::string, std::string>;

/// RFC 4180 with one header row; lines that begin with '#' before the header are
/// skipped. Throws std::runtime_error naming file and line.
std::vector<CsvRow> readCsv(const std::filesystem::path& file);

} // namespace qoloner
