// SPDX-License-Identifier: Apache-2.0
#include "sync/server/http_server.h"

#include "sync/server/http_line.h"
#include "sync/server/http_request.h"
#include "sync/server/server_log.h"
#include "sync/server/tls_identity.h"
#include <atomic>
#include <boost/asio.hpp>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility> // Asio of Boost 1.74 leaves it out
#include <vector>

namespace qoloner {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t readChunk = 64 * 1024;
constexpr std::chrono::milliseconds goodbye{1000}; ///< for the other side to see the end coming
constexpr std::size_t firstChunk = 1024;        ///< all that a connection holds while it waits for a request
constexpr std::size_t slowestPiece = 16 * 1024; ///< so much of a streamed body in `limits.request`

class Connection;

struct Shared {
    HttpServer::Limits limits;
    HttpServer::Handler handler;
    HttpServer::Refusal refusal;
    HttpUploads uploads;
    std::atomic<bool> draining = false;
    std::function<void()> lastLeft; ///< called from any thread when the last connection ends
    std::mutex mutex;
    std::set<Connection*> open;
};

/// One connection; lives in its coroutine, on its strand.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(tcp::socket socket, asio::ssl::context* tls, Shared& shared)
        : m_line(std::move(socket), tls),
          m_timer(m_line.executor()),
          m_more(m_line.executor()),
          m_shared(shared)
    {
        error_code error;
        if (const auto peer = m_line.socket().remote_endpoint(error); !error)
            m_address = peer.address().to_string();
        const std::lock_guard lock(m_shared.mutex);
        m_shared.open.insert(this);
    }
    ~Connection()
    {
        const std::lock_guard lock(m_shared.mutex);
        m_shared.open.erase(this);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    asio::awaitable<void> serve()
    {
        try {
            within(m_shared.limits.head);
            bool goOn = co_await m_line.handshake();
            const bool spoke = goOn;
            while (goOn)
                goOn = co_await serveOne();
            if (spoke) {
                within(goodbye);
                co_await m_line.end();
            }
        } catch (const std::exception&) { // out of memory: this connection ends, the others go on
            m_buffer.clear();
        }
        m_timer.cancel();
        m_line.close();
        bool last = false;
        {
            const std::lock_guard lock(m_shared.mutex);
            m_shared.open.erase(this);
            last = m_shared.open.empty();
        }
        if (last)
            m_shared.lastLeft();
    }

    /// From any thread: ends the wait for a request, and a stream; a request that has begun to arrive is
    /// answered.
    void drain()
    {
        asio::post(m_line.executor(), [self = shared_from_this()] {
            self->m_more.cancel();
            if (self->m_idle)
                self->m_line.cancel();
        });
    }

private:
    /// After this long the connection is cut, whatever it is doing.
    void within(std::chrono::milliseconds time)
    {
        m_timer.expires_after(time);
        m_timer.async_wait([weak = weak_from_this()](error_code error) {
            const auto self = weak.lock();
            // A wait that ended while the timer was being set again is void.
            if (!error && self && self->m_timer.expiry() <= asio::steady_timer::clock_type::now())
                self->m_line.close();
        });
    }

    asio::awaitable<bool> more(bool ofBody = false)
    {
        const std::size_t before = m_buffer.size();
        const std::size_t room = before == 0 && !ofBody ? firstChunk : readChunk;
        m_buffer.resize(before + room);
        const std::size_t got = co_await m_line.read(asio::buffer(m_buffer.data() + before, room));
        m_buffer.resize(before + got);
        co_return got > 0;
    }

    asio::awaitable<bool> send(std::string bytes)
    {
        within(m_shared.limits.answer);
        co_return co_await m_line.write(bytes);
    }

    asio::awaitable<bool> refuse(int status, const char* code)
    {
        return refuse(m_shared.refusal(status, code));
    }

    asio::awaitable<bool> refuse(HttpResponse response)
    {
        std::string bytes = serialise(response, false, true);
        co_await send(std::move(bytes));
        // Take what is still on its way for a moment, or the reset would swallow the answer.
        within(goodbye);
        co_await m_line.end();
        for (std::size_t taken = 0; taken < 8 * 1024 * 1024;) {
            m_buffer.clear();
            const bool got = co_await more(true);
            if (!got)
                break;
            taken += m_buffer.size();
        }
        co_return false;
    }

    /// What somebody answers from a thread of theirs; touched on the connection's strand only.
    template <class T> struct Pending {
        explicit Pending(const asio::any_io_executor& strand)
            : wake(strand, asio::steady_timer::time_point::max())
        {}
        std::optional<T> value;
        asio::steady_timer wake;
    };
    template <class T> std::shared_ptr<Pending<T>> pending()
    {
        return std::make_shared<Pending<T>>(m_line.executor());
    }
    template <class T> static std::function<void(T)> into(const std::shared_ptr<Pending<T>>& pending)
    {
        return [pending](T value) {
            const auto strand = pending->wake.get_executor();
            asio::post(strand, [pending, value = std::move(value)]() mutable {
                pending->value = std::move(value);
                pending->wake.cancel();
            });
        };
    }
    template <class T> asio::awaitable<T> answerOf(std::shared_ptr<Pending<T>> pending)
    {
        while (!pending->value) {
            error_code woken; // by the answer, and nothing else
            co_await pending->wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
        co_return std::move(*pending->value);
    }

    /// Tells a sink when its body will never be whole.
    struct Receiving {
        Receiving() = default;
        Receiving(const Receiving&) = delete;
        Receiving& operator=(const Receiving&) = delete;
        ~Receiving()
        {
            if (sink)
                sink->cut();
        }
        std::shared_ptr<HttpSink> sink;
        std::size_t sinceTimer = 0;
    };

    asio::awaitable<bool> serveOne()
    {
        HttpRequestReader reader({m_shared.limits.headBytes, m_shared.limits.bodyBytes, true});
        Receiving receiving;
        if (m_buffer.empty()) {
            if (m_shared.draining)
                co_return false;
            if (m_buffer.capacity() > firstChunk)
                std::string().swap(m_buffer);
            m_idle = true;
            within(m_shared.limits.idle);
            const bool got = co_await more();
            m_idle = false;
            if (!got)
                co_return false;
        }
        within(m_shared.limits.head);
        bool headSeen = false;
        HttpRequest request;
        while (true) {
            using State = HttpRequestReader::State;
            const State state = reader.take(m_buffer);
            if (state == State::HeadTooLarge)
                co_return co_await refuse(431, "head_too_large");
            if (state == State::BodyTooLarge)
                co_return co_await refuse(413, "message_too_large");
            if (state == State::Invalid)
                co_return co_await refuse(400, "request_invalid");
            if (reader.headComplete() && !headSeen) {
                headSeen = true;
                if (m_shared.uploads.wants && m_shared.uploads.wants(reader.method(), reader.path())) {
                    request = reader.request(m_address, m_shared.limits.behindProxy);
                    within(m_shared.limits.answer);
                    const auto asked = pending<HttpAdmission>();
                    m_shared.uploads.admit(request, into(asked));
                    HttpAdmission admission = co_await answerOf(asked);
                    if (!admission.sink)
                        co_return co_await refuse(std::move(admission.refusal));
                    receiving.sink = std::move(admission.sink);
                    reader.stream(admission.bodyBytes);
                }
                if (state == State::Incomplete) {
                    if (reader.expectsContinue()) {
                        std::string line = "HTTP/1.1 100 Continue\r\n\r\n";
                        const bool sent = co_await send(std::move(line));
                        if (!sent)
                            co_return false;
                    }
                    within(m_shared.limits.request);
                    continue; // its body may be here already
                }
            }
            if (receiving.sink) {
                const bool taken = co_await pass(reader, receiving);
                if (!taken)
                    co_return co_await refuse(receiving.sink->refusal());
            }
            if (state == State::Complete)
                break;
            const bool got = co_await more(headSeen);
            if (!got)
                co_return false;
        }
        const bool chunked = reader.version11();
        const bool keepAlive = chunked && reader.keepAlive() && !m_shared.draining;
        if (receiving.sink)
            request.sink = std::move(receiving.sink);
        else
            request = reader.request(m_address, m_shared.limits.behindProxy);
        const bool withBody = request.method != "HEAD";
        within(m_shared.limits.answer);
        const auto asked = pending<HttpResponse>();
        m_shared.handler(std::move(request), into(asked));
        const HttpResponse response = co_await answerOf(asked);
        if (response.stream)
            co_return co_await stream(response, chunked);
        const bool stays = keepAlive && !m_shared.draining;
        std::string bytes = serialise(response, stays, withBody);
        bool sent = co_await send(std::move(bytes));
        if (sent && withBody && response.source)
            sent = co_await sendAll(response.source);
        co_return sent&& stays;
    }

    /// What has come of the body; false when the sink wants no more.
    asio::awaitable<bool> pass(HttpRequestReader& reader, Receiving& receiving)
    {
        std::string piece = reader.body();
        if (piece.empty())
            co_return true;
        receiving.sinceTimer += piece.size();
        if (receiving.sinceTimer >= slowestPiece) {
            receiving.sinceTimer = 0;
            within(m_shared.limits.request);
        }
        const auto asked = pending<bool>();
        receiving.sink->take(std::move(piece), into(asked));
        const bool taken = co_await answerOf(asked);
        co_return taken;
    }

    asio::awaitable<bool> sendAll(std::shared_ptr<HttpSource> source)
    {
        for (std::uint64_t left = source->size(); left > 0;) {
            within(m_shared.limits.answer);
            const auto asked = pending<std::string>();
            source->next(into(asked));
            std::string piece = co_await answerOf(asked);
            if (piece.empty() || piece.size() > left)
                co_return false;
            left -= piece.size();
            const bool sent = co_await send(std::move(piece));
            if (!sent)
                co_return false;
        }
        co_return true;
    }

    /// To the end of `source`, of the connection or of the server. What `source` has to say while
    /// the other side is slow to take is the source's to keep short.
    asio::awaitable<bool> stream(const HttpResponse& response, bool chunked)
    {
        const std::shared_ptr<HttpStream> source = response.stream;
        std::string head = serialiseStreamHead(response, chunked);
        bool goOn = co_await send(std::move(head));
        // Whatever comes now, its end first of all, ends the stream: nothing was to come.
        m_buffer.resize(1);
        m_line.watch(asio::buffer(m_buffer), [self = shared_from_this()] {
            self->m_left = true;
            self->m_more.cancel();
        });
        source->onMore([weak = weak_from_this()] {
            if (const auto self = weak.lock())
                asio::post(self->m_line.executor(), [self] { self->m_more.cancel(); });
        });
        while (goOn && !m_left && !m_shared.draining) {
            // Asked in this order: what is said last is taken before the end is seen.
            const bool last = source->ended();
            std::string text = source->take();
            if (text.empty() && last)
                break;
            if (text.empty()) {
                m_timer.cancel();
                m_more.expires_after(m_shared.limits.heartbeat);
                error_code woken;
                co_await m_more.async_wait(asio::redirect_error(asio::use_awaitable, woken));
                if (woken)
                    continue;
                text = ":\n\n"; // a comment: both ends, and all between, see that the line is alive
            }
            if (chunked)
                text = chunk(text);
            goOn = co_await send(std::move(text));
        }
        source->close();
        if (goOn && !m_left && chunked) {
            std::string end = "0\r\n\r\n";
            co_await send(std::move(end));
        }
        co_return false;
    }

    static std::string chunk(const std::string& text)
    {
        char size[20];
        const int digits = std::snprintf(size, sizeof size, "%zx\r\n", text.size());
        return std::string(size, std::size_t(digits)) + text + "\r\n";
    }

    HttpLine m_line;
    asio::steady_timer m_timer;
    asio::steady_timer m_more; ///< a stream waits on it for something to say
    Shared& m_shared;
    std::string m_buffer;
    std::string m_address;
    bool m_idle = false;
    bool m_left = false; ///< while streaming: the other side has ended
};

} // namespace

class HttpServer::Impl {
public:
    Impl(const std::string& address, std::uint16_t port, Limits limits, Handler handler, Refusal refusal,
         TlsFiles tls, HttpUploads uploads)
        : m_control(asio::make_strand(m_io)),
          m_acceptor(m_control),
          m_signals(m_control),
          m_reload(m_control),
          m_drain(m_control),
          m_tlsFiles(std::move(tls))
    {
        if (m_tlsFiles.given())
            m_tls = loadTls(m_tlsFiles);
        m_shared.limits = limits;
        m_shared.handler = std::move(handler);
        m_shared.refusal = std::move(refusal);
        m_shared.uploads = std::move(uploads);
        m_shared.lastLeft = [this] {
            if (m_shared.draining)
                asio::post(m_control, [this] { m_drain.cancel(); });
        };
        error_code error;
        const auto ip = asio::ip::make_address(address, error);
        if (error)
            throw std::runtime_error("not an IP address: " + address);
        const tcp::endpoint endpoint(ip, port);
        m_acceptor.open(endpoint.protocol(), error);
        if (!error)
            m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error)
            m_acceptor.bind(endpoint, error);
        if (!error)
            m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error)
            throw std::runtime_error("cannot listen on " + address + ":" + std::to_string(port) + ": " +
                                     error.message());
        m_port = m_acceptor.local_endpoint().port();
        // From here on a stop is never the sudden kind; `run` takes it up.
        m_signals.add(SIGTERM);
        m_signals.add(SIGINT);
        m_reload.add(SIGHUP);
    }

    std::uint16_t port() const { return m_port; }

    void run(int threads)
    {
        m_signals.async_wait([this](error_code error, int) {
            if (!error)
                drain();
        });
        awaitReload();
        asio::co_spawn(m_control, accept(), asio::detached);
        std::vector<std::thread> others;
        for (int i = 1; i < threads; ++i)
            others.emplace_back([this] { m_io.run(); });
        m_io.run();
        for (std::thread& thread : others)
            thread.join();
    }

    void stop()
    {
        asio::post(m_control, [this] { drain(); });
    }

private:
    asio::awaitable<void> accept()
    {
        while (m_acceptor.is_open()) {
            error_code error;
            tcp::socket socket = co_await m_acceptor.async_accept(
                asio::make_strand(m_io), asio::redirect_error(asio::use_awaitable, error));
            if (m_shared.draining)
                co_return;
            if (error) {
                // Out of file handles: give connections a moment to end.
                asio::steady_timer pause(m_control, std::chrono::milliseconds(50));
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
                continue;
            }
            {
                const std::lock_guard lock(m_shared.mutex);
                if (m_shared.open.size() >= m_shared.limits.connections)
                    continue; // closed by leaving
            }
            socket.set_option(tcp::no_delay(true), error);
            const auto executor = socket.get_executor();
            auto connection = std::make_shared<Connection>(std::move(socket), m_tls.get(), m_shared);
            asio::co_spawn(
                executor, [connection] { return connection->serve(); }, asio::detached);
        }
    }

    /// A certificate lasts weeks, the server longer: SIGHUP says that the files were renewed. Who is
    /// connected stays on the old one.
    void awaitReload()
    {
        m_reload.async_wait([this](error_code error, int) {
            if (error)
                return;
            awaitReload();
            if (!m_tlsFiles.given())
                return;
            try {
                m_tls = loadTls(m_tlsFiles);
                logLine("info", "tls_reloaded", m_tlsFiles.certificate.string());
            } catch (const std::exception& failed) {
                logLine("error", "tls_kept", failed.what());
            }
        });
    }

    /// On the control strand. Without an acceptor, signals, connections and this
    /// timer nothing is left to run, and `run` returns.
    void drain()
    {
        if (m_shared.draining.exchange(true))
            return;
        error_code ignored;
        m_acceptor.close(ignored);
        m_signals.cancel(ignored);
        m_reload.cancel(ignored);
        const std::lock_guard lock(m_shared.mutex);
        if (m_shared.open.empty())
            return;
        m_drain.expires_after(m_shared.limits.drain);
        m_drain.async_wait([this](error_code error) {
            if (!error)
                m_io.stop();
        });
        for (Connection* connection : m_shared.open)
            if (const auto alive = connection->weak_from_this().lock())
                alive->drain();
    }

    Shared m_shared; // before the context: connections refer to it to their end
    asio::io_context m_io;
    asio::strand<asio::io_context::executor_type> m_control; // acceptor, signals and drain, one at a time
    tcp::acceptor m_acceptor;
    asio::signal_set m_signals;
    asio::signal_set m_reload;
    asio::steady_timer m_drain;
    std::uint16_t m_port = 0;
    TlsFiles m_tlsFiles;
    std::shared_ptr<asio::ssl::context> m_tls; // touched on the control strand; none: without TLS
};

HttpServer::HttpServer(const std::string& address, std::uint16_t port, Limits limits, Handler handler,
                       Refusal refusal, TlsFiles tls, HttpUploads uploads)
    : m_impl(std::make_unique<Impl>(address, port, limits, std::move(handler), std::move(refusal),
                                    std::move(tls), std::move(uploads)))
{}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const
{
    return m_impl->port();
}
void HttpServer::run(int threads)
{
    m_impl->run(threads);
}
void HttpServer::stop()
{
    m_impl->stop();
}

} // namespace qoloner
