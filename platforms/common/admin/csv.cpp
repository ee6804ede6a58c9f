// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/admin/csv.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace qoloner {

std::vector<CsvRow> readCsv(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    std::stringstream buffer;
    buffer << in.rdbuf();
    const std::string text = buffer.str();

    std::vector<CsvRow> rows;
    std::vector<std::string> header;
    std::size_t line = 1;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t started = line;
        if (header.empty() && (text[i] == '#' || text[i] == '\n')) {
            i = std::min(text.find('\n', i), text.size() - 1) + 1;
            ++line;
            continue;
        }
        std::vector<std::string> cells(1);
        bool quoted = false;
        for (; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '\n')
                ++line;
            if (quoted) {
                if (c != '"')
                    cells.back().push_back(c);
                else if (i + 1 < text.size() && text[i + 1] == '"')
                    cells.back().push_back(text[++i]);
                else
                    quoted = false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                cells.emplace_back();
            } else if (c == '\n') {
                ++i;
                break;
            } else if (c != '\r') {
                cells.back().push_back(c);
            }
        }
        if (quoted)
            throw std::runtime_error(file.string() + ":" + std::to_string(started) +
                                     ": a quote is not closed");
        if (header.empty()) {
            header = std::move(cells);
            continue;
        }
        if (cells.size() == 1 && cells[0].empty())
            continue;
        if (cells.size() != header.size())
            throw std::runtime_error(file.string() + ":" + std::to_string(started) + ": " +
                                     std::to_string(cells.size()) + " cells instead of " +
                                     std::to_string(header.size()));
        CsvRow row;
        for (std::size_t k = 0; k < header.size(); ++k)
            row.emplace(header[k], std::move(cells[k]));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace qoloner
