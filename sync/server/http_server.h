// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/http_message.h"
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace qoloner {

/// What a server shows to those who connect: a chain of certificates and its key, as PEM files.
struct TlsFiles {
    std::filesystem::path certificate; ///< its own first, then those that vouch for it
    std::filesystem::path key;

    bool given() const { return !certificate.empty() || !key.empty(); }
};

/// HTTP/1.1 over TCP, or over TLS, for a handler that answers requests, now or later, with a whole body, one
/// read in pieces, or a stream. A request comes whole, or its body goes to a sink piece by piece. Every
/// connection is bounded in head, body, number and time.
class HttpServer {
public:
    struct Limits {
        std::size_t headBytes = 16 * 1024;
        std::size_t bodyBytes = 4 * 1024 * 1024;
        std::size_t connections = 10'000;
        std::chrono::milliseconds idle{60'000}; ///< between requests
        std::chrono::milliseconds head{10'000}; ///< from the first byte of a request to the end of its head
        std::chrono::milliseconds request{
            30'000};                              ///< from there to its last byte; to a sink: for each 16 KiB
        std::chrono::milliseconds answer{60'000}; ///< for the other side to take the answer
        std::chrono::milliseconds heartbeat{15'000}; ///< longest silence of an event stream
        std::chrono::milliseconds drain{10'000};     ///< for open requests after a stop
        bool behindProxy = false;                    ///< the last X-Forwarded-For names the client
    };
    /// Must not block: the answer may come later, from any thread, while the server lives.
    using Handler = std::function<void(HttpRequest, HttpReply)>;
    /// What could not be read as a request: status and a machine word.
    using Refusal = std::function<HttpResponse(int status, const std::string& code)>;

    /// Listens at once, and from then on keeps SIGTERM, SIGINT and SIGHUP for `run`; the last reads the
    /// TLS files anew. Throws std::runtime_error when the address can't be had or the files are no good.
    HttpServer(const std::string& address, std::uint16_t port, Limits limits, Handler handler,
               Refusal refusal, TlsFiles tls = {}, HttpUploads uploads = {});
    ~HttpServer();

    std::uint16_t port() const;
    /// Serves on `threads` threads until SIGTERM or SIGINT, or `stop`; then lets
    /// open requests finish, takes no new ones, and returns.
    void run(int threads);
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace qoloner
