// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/http_message.h"

namespace qoloner {

/// Reads one HTTP/1 request (RFC 9112) off bytes as they come. Knows nothing of sockets.
class HttpRequestReader {
public:
    struct Bounds {
        std::size_t headBytes;
        std::size_t bodyBytes;
        /// Stops once at the end of the head, so that `stream` can be called before the body comes.
        bool stopsAtHead = false;
    };
    enum class State { Incomplete, Complete, HeadTooLarge, BodyTooLarge, Invalid };

    explicit HttpRequestReader(Bounds bounds);
    ~HttpRequestReader();
    HttpRequestReader(const HttpRequestReader&) = delete;
    HttpRequestReader& operator=(const HttpRequestReader&) = delete;

    /// Takes from the front of `bytes` what belongs to this request; the next one's stay.
    /// Not to be called again after anything but Incomplete.
    State take(std::string& bytes);

    bool headComplete() const;
    /// From now on the body is `body`'s, and at most so many bytes. Before it comes.
    void stream(std::uint64_t bodyBytes);
    /// What came of it since the last call.
    std::string body();
    std::string method() const;
    std::string path() const; ///< without the query
    /// The sender waits for "100 Continue" before it sends the body; once the head is complete.
    bool expectsContinue() const;
    /// HTTP/1.1: the answer may be chunked, and the connection may stay.
    bool version11() const;
    bool keepAlive() const;
    /// Of a complete request, once. From the address `peer`, or, behind a proxy of ours, from
    /// the last one it names in X-Forwarded-For.
    HttpRequest request(const std::string& peer, bool behindProxy);

private:
    struct Parser;
    State put(std::string& bytes);
    State body(std::string& bytes);

    std::unique_ptr<Parser> m_parser;
    Bounds m_bounds;
    std::size_t m_headBytes = 0;   ///< of the head, taken so far
    std::uint64_t m_bodyBytes = 0; ///< of the body, moved out so far
    std::uint64_t m_bodyBound;
};

} // namespace qoloner
