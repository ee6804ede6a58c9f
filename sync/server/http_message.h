// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qoloner {

/// One request, read whole and within its bounds.
struct HttpRequest {
    std::string method;
    std::string path;  ///< without the query
    std::string token; ///< of Authorization: Bearer
    std::string accept;
    std::string body;
    std::string address;      ///< of whoever asks, for rate limits only; never logged
    bool bodyPacked = false;  ///< Content-Encoding: zstd
    bool takesPacked = false; ///< Accept-Encoding has zstd
    bool oddEncoding = false; ///< an encoding we don't read
};

struct HttpResponse {
    int status = 200;
    std::string type;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// Takes the answer to a request; called once, from any thread.
using HttpReply = std::function<void(HttpResponse)>;

/// Status line, headers and body as they go over the line.
std::string serialise(const HttpResponse& response, bool keepAlive, bool withBody);
/// The reason phrase of the statuses in use.
std::string_view reasonPhrase(int status);

} // namespace qoloner
