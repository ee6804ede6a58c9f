// SPDX-License-Identifier: Apache-2.0
#include "sync/server/http_request.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <limits>

namespace qoloner {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t longestAddress = 64;

/// Fields of HttpRequest::fields beside those of tus, which all begin alike.
constexpr std::array<std::string_view, 5> kept = {"content-type", "if-range", "range", "tus-resumable",
                                                  "x-http-method-override"};
constexpr std::string_view tus = "upload-";

bool hasToken(std::string_view list, std::string_view token)
{
    return list.find(token) != std::string_view::npos;
}

} // namespace

struct HttpRequestReader::Parser {
    http::request_parser<http::string_body> of;
    std::string field(http::field name) const { return std::string(of.get()[name]); }
};

HttpRequestReader::HttpRequestReader(Bounds bounds)
    : m_parser(std::make_unique<Parser>()), m_bounds(bounds), m_bodyBound(bounds.bodyBytes)
{
    // Counted here: Beast's own count depends on how the bytes were cut on the way, and what a
    // body may hold is known only after the head.
    m_parser->of.header_limit(std::uint32_t(2 * bounds.headBytes));
    m_parser->of.body_limit(std::numeric_limits<std::uint64_t>::max() / 2);
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
        if (state != State::Incomplete || !headComplete() || m_bounds.stopsAtHead)
            return state;
    }
    return body(bytes);
}

HttpRequestReader::State HttpRequestReader::body(std::string& bytes)
{
    const auto announced = m_parser->of.content_length();
    if (announced && *announced > m_bodyBound)
        return State::BodyTooLarge;
    if (bytes.empty())
        return m_parser->of.is_done() ? State::Complete : State::Incomplete;
    m_parser->of.eager(true);
    const State state = put(bytes);
    if (m_bodyBytes + m_parser->of.get().body().size() > m_bodyBound)
        return State::BodyTooLarge;
    return state;
}

HttpRequestReader::State HttpRequestReader::put(std::string& bytes)
{
    boost::system::error_code error;
    const std::size_t used = m_parser->of.put(boost::asio::buffer(bytes), error);
    bytes.erase(0, used);
    if (error == http::error::header_limit)
        return State::HeadTooLarge;
    if (error && error != http::error::need_more)
        return State::Invalid;
    return m_parser->of.is_done() ? State::Complete : State::Incomplete;
}

bool HttpRequestReader::headComplete() const
{
    return m_parser->of.is_header_done();
}

void HttpRequestReader::stream(std::uint64_t bodyBytes)
{
    m_bodyBound = bodyBytes;
}

std::string HttpRequestReader::body()
{
    std::string& collected = m_parser->of.get().body();
    m_bodyBytes += collected.size();
    std::string piece(collected); // not moved: Beast has reserved the whole length
    collected.clear();
    collected.shrink_to_fit();
    return piece;
}

std::string HttpRequestReader::method() const
{
    return std::string(m_parser->of.get().method_string());
}

std::string HttpRequestReader::path() const
{
    const std::string target(m_parser->of.get().target());
    return target.substr(0, target.find('?'));
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
    request.method = method();
    request.path = path();
    const std::string target(message.target());
    const std::size_t question = std::min(target.find('?'), target.size());
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
    for (const auto& sent : message) {
        std::string name(sent.name_string());
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        if (!name.starts_with(tus) && std::find(kept.begin(), kept.end(), name) == kept.end())
            continue;
        const auto before = std::find_if(request.fields.begin(), request.fields.end(),
                                         [&](const auto& field) { return field.first == name; });
        const std::string value(sent.value());
        if (before == request.fields.end())
            request.fields.emplace_back(std::move(name), value);
        else
            before->second += ", " + value;
    }
    request.body = std::move(message.body());
    return request;
}

} // namespace qoloner
