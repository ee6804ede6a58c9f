// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// The two ends of a connection, with TLS between them or without; on one strand.
class HttpLine {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using Executor = Socket::executor_type;

    /// With `tls` the line is of no use before `handshake`.
    HttpLine(Socket socket, boost::asio::ssl::context* tls)
    {
        if (tls)
            m_sealed.emplace(std::move(socket), *tls);
        else
            m_plain.emplace(std::move(socket));
    }

    Executor executor() { return socket().get_executor(); }
    Socket& socket() { return m_sealed ? m_sealed->next_layer() : *m_plain; }

    /// False: the other side does not speak TLS, or not one we take.
    boost::asio::awaitable<bool> handshake()
    {
        if (!m_sealed)
            co_return true;
        boost::system::error_code error;
        co_await m_sealed->async_handshake(boost::asio::ssl::stream_base::server,
                                           boost::asio::redirect_error(boost::asio::use_awaitable, error));
        co_return !error;
    }

    /// How many bytes came into `buffer`; none: the other side has ended, or the line is cut.
    boost::asio::awaitable<std::size_t> read(boost::asio::mutable_buffer buffer)
    {
        boost::system::error_code error;
        std::size_t got = 0;
        if (m_sealed)
            got = co_await m_sealed->async_read_some(
                buffer, boost::asio::redirect_error(boost::asio::use_awaitable, error));
        else
            got = co_await m_plain->async_read_some(
                buffer, boost::asio::redirect_error(boost::asio::use_awaitable, error));
        co_return error ? 0 : got;
    }

    /// Whether all of it went.
    boost::asio::awaitable<bool> write(std::string_view bytes)
    {
        boost::system::error_code error;
        const auto buffer = boost::asio::buffer(bytes);
        if (m_sealed)
            co_await boost::asio::async_write(*m_sealed, buffer,
                                              boost::asio::redirect_error(boost::asio::use_awaitable, error));
        else
            co_await boost::asio::async_write(*m_plain, buffer,
                                              boost::asio::redirect_error(boost::asio::use_awaitable, error));
        co_return !error;
    }

    /// Calls `ended` once: when the other side has ended, said something or the line is cut.
    template <class Ended> void watch(boost::asio::mutable_buffer byte, Ended ended)
    {
        auto any = [ended = std::move(ended)](boost::system::error_code, std::size_t) mutable { ended(); };
        if (m_sealed)
            m_sealed->async_read_some(byte, std::move(any));
        else
            m_plain->async_read_some(byte, std::move(any));
    }

    /// Says that no more follows; TLS says so inside as well, or the end could be anybody's.
    boost::asio::awaitable<void> end()
    {
        boost::system::error_code ignored;
        if (m_sealed) {
            // Its answer is of no use to us, and not everybody gives one: only ours is sent.
            SSL_set_shutdown(m_sealed->native_handle(), SSL_RECEIVED_SHUTDOWN);
            co_await m_sealed->async_shutdown(
                boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
        }
        socket().shutdown(Socket::shutdown_send, ignored);
    }

    void cancel()
    {
        boost::system::error_code ignored;
        socket().cancel(ignored);
    }
    void close()
    {
        boost::system::error_code ignored;
        socket().close(ignored);
    }

private:
    std::optional<Socket> m_plain;
    std::optional<boost::asio::ssl::stream<Socket>> m_sealed;
};

} // namespace qoloner
