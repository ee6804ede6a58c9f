// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/live.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace qoloner::protocol {

namespace {

constexpr std::size_t maxLine = 512;
constexpr std::string_view newsEvent = "news";

/// "<rev> <epoch>"; nothing else.
std::optional<News> readNews(std::string_view data)
{
    News news;
    const char* const end = data.data() + data.size();
    const auto [rest, ec] = std::from_chars(data.data(), end, news.rev);
    if (ec != std::errc{} || rest == end || *rest != ' ' || rest + 1 == end)
        return std::nullopt;
    news.epoch.assign(rest + 1, end);
    const bool word = std::all_of(news.epoch.begin(), news.epoch.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
    return word ? std::optional(std::move(news)) : std::nullopt;
}

} // namespace

std::string encodeNews(const News& news)
{
    return "event: " + std::string(newsEvent) + "\ndata: " + std::to_string(news.rev) + " " + news.epoch +
           "\n\n";
}

Result<std::optional<News>> NewsReader::feed(std::string_view bytes)
{
    m_news.reset();
    for (const char c : bytes) {
        const bool secondHalf = m_afterCr && c == '\n'; // of CR LF
        m_afterCr = c == '\r';
        if (secondHalf)
            continue;
        if (c != '\n' && c != '\r') {
            if (m_line.size() >= maxLine)
                return failure("message_invalid");
            m_line.push_back(c);
        } else if (!endLine()) {
            return failure("message_invalid");
        }
    }
    return std::exchange(m_news, {});
}

/// False when news came that cannot be read.
bool NewsReader::endLine()
{
    const std::string line = std::exchange(m_line, {});
    if (line.empty()) { // the end of an event
        const std::string event = std::exchange(m_event, {});
        const std::string data = std::exchange(m_data, {});
        if (!std::exchange(m_hasData, false) || event != newsEvent)
            return true; // of a kind that came after us
        m_news = readNews(data);
        return m_news.has_value();
    }
    const std::size_t colon = line.find(':'); // at 0: a comment, a sign of life
    std::string value = colon == std::string::npos ? std::string() : line.substr(colon + 1);
    if (value.starts_with(' '))
        value.erase(0, 1);
    const std::string_view name = std::string_view(line).substr(0, colon);
    if (name == "event")
        m_event = std::move(value);
    else if (name == "data") {
        if (std::exchange(m_hasData, true) && m_event == newsEvent)
            return false; // ours is one line, and more would have no bound
        m_data = std::move(value);
    }
    return true;
}

} // namespace qoloner::protocol
