// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "platforms/common/server/media_options.h"
#include "sync/server/http_server.h"
#include "sync/server/web/web_front.h"
#include <optional>
#include <string>

namespace qoloner {

/// What whoever runs a server may choose, checked.
struct ServerSettings {
    std::string data;     ///< folder of the city
    std::string postgres; ///< connection string; empty: as the folder says
    std::string address = "127.0.0.1";
    std::uint16_t port = 8440;
    int threads = 2;
    HttpServer::Limits limits;
    TlsFiles tls;
    web::WebFront::Options pages;
    MediaOptions media;
};

/// Of the command line, a file (--config) and the environment, in this order of precedence. Nothing when
/// the program should end with `status`: a question was answered, or an error said on standard error.
std::optional<ServerSettings> readServerSettings(int argc, char** argv, int& status);

} // namespace qoloner
