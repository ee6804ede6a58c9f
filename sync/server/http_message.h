// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qoloner {

struct HttpResponse;

/// Takes the body of a request as it comes, so that what arrived stays when the line is cut. Used by
/// one connection; each call waits for the answer to the one before.
class HttpSink {
public:
    virtual ~HttpSink() = default;
    /// The next bytes, never none. `done` is called once, from any thread: false, when no more is wanted.
    virtual void take(std::string bytes, std::function<void(bool)> done) = 0;
    /// The answer to a request of which no more is wanted.
    virtual HttpResponse refusal() = 0;
    /// The sender went before the end, in place of the request's coming to the handler.
    virtual void cut() = 0;
};

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
    std::string address;            ///< of whoever asks, for rate limits only; never logged
    bool bodyPacked = false;        ///< Content-Encoding: zstd
    bool takesPacked = false;       ///< Accept-Encoding has zstd
    bool takesGzip = false;         ///< Accept-Encoding has gzip
    bool oddEncoding = false;       ///< an encoding we don't read
    std::shared_ptr<HttpSink> sink; ///< has taken the body, and `body` is empty
    /// Other fields that some route asks for (see http_request.cpp), by their names in lower case. One that
    /// came twice is one list.
    std::vector<std::pair<std::string, std::string>> fields;

    /// Nothing when it did not come.
    std::string_view field(std::string_view name) const
    {
        for (const auto& [known, value] : fields)
            if (known == name)
                return value;
        return {};
    }
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

/// A body of known length that is never whole in memory.
class HttpSource {
public:
    virtual ~HttpSource() = default;
    virtual std::uint64_t size() const = 0;
    /// `done` is called once, from any thread, with the next bytes, some hundred KiB at most; with none
    /// when they can't be had: the connection is cut, so that nobody takes the rest for the whole.
    virtual void next(std::function<void(std::string)> done) = 0;
};

struct HttpResponse {
    int status = 200;
    std::string type;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; ///< without Cache-Control: not to be kept
    std::shared_ptr<HttpStream> stream = {}; ///< in place of `body`; the connection ends with it
    std::shared_ptr<HttpSource> source = {}; ///< in place of `body`
};

/// Takes the answer to a request; called once, from any thread.
using HttpReply = std::function<void(HttpResponse)>;

/// What becomes of a body that is not collected.
struct HttpAdmission {
    std::shared_ptr<HttpSink> sink; ///< none: `refusal` is the answer
    std::uint64_t bodyBytes = 0;    ///< at most so many
    HttpResponse refusal;
};

/// Which requests bring a body to a sink, and to which. From any thread; neither may block.
struct HttpUploads {
    std::function<bool(std::string_view method, std::string_view path)> wants;
    /// Of a request without its body yet. `reply` is called once, from any thread.
    std::function<void(HttpRequest head, std::function<void(HttpAdmission)> reply)> admit;
};

/// Status line, headers and body as they go over the line; of a source the head only.
std::string serialise(const HttpResponse& response, bool keepAlive, bool withBody);
/// As above, of a response whose length nobody knows; `chunked` for HTTP/1.1.
std::string serialiseStreamHead(const HttpResponse& response, bool chunked);
/// The reason phrase of the statuses in use.
std::string_view reasonPhrase(int status);

} // namespace qoloner
