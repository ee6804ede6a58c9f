// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qoloner {

/// One request, read whole and within its bounds.
struct HttpRequest {
    std::string method;
    std::string path;  ///< without the query
    std::string query; ///< what follows the '?', as sent
    std::string host;  ///< as sent; anybody may say anything
    std::string token; ///< of Authorization: Bearer
    std::string accept;
    std::string languages;       ///< Accept-Language
    std::string ifNoneMatch;     ///< If-None-Match
    std::string ifModifiedSince; ///< If-Modified-Since
    std::string body;
    std::string address;      ///< of whoever asks, for rate limits only; never logged
    bool bodyPacked = false;  ///< Content-Encoding: zstd
    bool takesPacked = false; ///< Accept-Encoding has zstd
    bool takesGzip = false;   ///< Accept-Encoding has gzip
    bool oddEncoding = false; ///< an encoding we don't read
};

/// A body that comes bit by bit for as long as there is something to say.
class HttpStream {
public:
    virtual ~HttpStream() = default;
    /// `wake` is called, from any thread, each time there is more to take; once at once if there is already.
    virtual void onMore(std::function<void()> wake) = 0;
    /// What there is to say now; empty: nothing yet.
    virtual std::string take() = 0;
    /// Nothing will follow what was taken.
    virtual bool ended() = 0;
    /// Nobody takes any more.
    virtual void close() = 0;
};

struct HttpResponse {
    int status = 200;
    std::string type;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; ///< without Cache-Control: not to be kept
    std::shared_ptr<HttpStream> stream; ///< in place of `body`; the connection ends with it
};

/// Takes the answer to a request; called once, from any thread.
using HttpReply = std::function<void(HttpResponse)>;

/// Status line, headers and body as they go over the line.
std::string serialise(const HttpResponse& response, bool keepAlive, bool withBody);
/// As above, of a response whose length nobody knows; `chunked` for HTTP/1.1.
std::string serialiseStreamHead(const HttpResponse& response, bool chunked);
/// The reason phrase of the statuses in use.
std::string_view reasonPhrase(int status);

} // namespace qoloner
