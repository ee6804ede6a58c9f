// SPDX-License-Identifier: Apache-2.0
#include "sync/server/server_log.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace qoloner {

void logLine(const char* level, const std::string& event, const std::string& detail)
{
    const nlohmann::json line = {{"level", level}, {"event", event}, {"detail", detail}};
    std::fprintf(stderr, "%s\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

} // namespace qoloner
