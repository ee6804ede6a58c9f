// SPDX-License-Identifier: Apache-2.0
#include "sync/server/http_request.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace qoloner {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t longestAddress = 64;

bool hasToken(std::string_view list, std::string_view token)
{
    return list.find(token) != std::string_view::npos;
}

} // namespace

struct HttpRequestReader::Parser {
    http::request_parser<http::string_body> of;
    std::string field(http::field name) const { return std::string(of.get()[name]); }
};

HttpRequestReader::HttpRequestReader(Bounds bounds) : m_parser(std::make_unique<Parser>()), m_bounds(bounds)
{
    // Counted here: Beast's own count depends on how the bytes were cut on the way.
    m_parser->of.header_limit(std::uint32_t(2 * bounds.headBytes));
    m_parser->of.body_limit(bounds.bodyBytes);
}

HttpRequestReader::~HttpRequestReader() = default;

HttpRequestReader::State HttpRequestReader::take(std::string& bytes)
{
    if (!headComplete()) {
        m_parser->of.eager(false); // to the end of the head and no further
        const std::size_t before = bytes.size();
        const State state = put(bytes);
        m_headBytes += before - bytes.size();
        const std::size_t pending = headComplete() ? 0 : bytes.size();
        if (m_headBytes + pending > m_bounds.headBytes)
            return State::HeadTooLarge;
        if (state != State::Incomplete || !headComplete() || bytes.empty())
            return state;
    }
    m_parser->of.eager(true);
    return put(bytes);
}

HttpRequestReader::State HttpRequestReader::put(std::string& bytes)
{
    boost::system::error_code error;
    const std::size_t used = m_parser->of.put(boost::asio::buffer(bytes), error);
    bytes.erase(0, used);
    if (error == http::error::header_limit)
        return State::HeadTooLarge;
    if (error == http::error::body_limit)
        return State::BodyTooLarge;
    if (error && error != http::error::need_more)
        return State::Invalid;
    return m_parser->of.is_done() ? State::Complete : State::Incomplete;
}

bool HttpRequestReader::headComplete() const
{
    return m_parser->of.is_header_done();
}

bool HttpRequestReader::expectsContinue() const
{
    return hasToken(m_parser->field(http::field::expect), "100-continue");
}

bool HttpRequestReader::version11() const
{
    return m_parser->of.get().version() >= 11;
}

bool HttpRequestReader::keepAlive() const
{
    return m_parser->of.get().keep_alive();
}

HttpRequest HttpRequestReader::request(const std::string& peer, bool behindProxy)
{
    auto& message = m_parser->of.get();
    HttpRequest request;
    request.method = std::string(message.method_string());
    const std::string target(message.target());
    const std::size_t question = std::min(target.find('?'), target.size());
    request.path = target.substr(0, question);
    request.query = target.substr(std::min(question + 1, target.size()));
    request.host = m_parser->field(http::field::host);
    const std::string authorization = m_parser->field(http::field::authorization);
    if (authorization.starts_with("Bearer "))
        request.token = authorization.substr(7);
    request.accept = m_parser->field(http::field::accept);
    request.languages = m_parser->field(http::field::accept_language);
    request.ifNoneMatch = m_parser->field(http::field::if_none_match);
    request.ifModifiedSince = m_parser->field(http::field::if_modified_since);
    const std::string encoding = m_parser->field(http::field::content_encoding);
    request.bodyPacked = encoding == "zstd";
    request.oddEncoding = !encoding.empty() && encoding != "zstd" && encoding != "identity";
    const std::string taken = m_parser->field(http::field::accept_encoding);
    request.takesPacked = hasToken(taken, "zstd");
    request.takesGzip = hasToken(taken, "gzip") && !hasToken(taken, "gzip;q=0");
    request.address = peer;
    if (behindProxy) {
        std::string chain(message["X-Forwarded-For"]);
        const std::size_t comma = chain.rfind(',');
        if (comma != std::string::npos)
            chain.erase(0, comma + 1);
        chain.erase(0, chain.find_first_not_of(' '));
        if (!chain.empty() && chain.size() <= longestAddress)
            request.address = chain;
    }
    request.body = std::move(message.body());
    return request;
}

} // namespace qoloner
