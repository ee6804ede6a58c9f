// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The event stream of GET /v1/events: Server-Sent Events, as the HTML standard
/// defines them. sync/README.md describes what travels in it.
namespace qoloner::protocol {

constexpr std::string_view liveMediaType = "text/event-stream";
/// A server says something, if only a comment, at least this often.
constexpr std::uint32_t heartbeatMs = 20'000;

/// Something changed in the scopes of whoever listens; what it is, a pull tells.
struct News {
    std::string epoch;
    std::uint64_t rev = 0; ///< the newest revision in these scopes

    bool operator==(const News&) const = default;
};

/// One event, ready to be sent.
std::string encodeNews(const News& news);

/// Reads a stream piece by piece, however it was cut; keeps less than a line of it.
class NewsReader {
public:
    /// The last news that `bytes` completed. Fails with "message_invalid" for a line
    /// longer than any of ours or news that make no sense; then the stream is of no more use.
    Result<std::optional<News>> feed(std::string_view bytes);

private:
    bool endLine();

    std::string m_line;
    std::string m_event;
    std::string m_data;
    bool m_hasData = false;
    bool m_afterCr = false;
    std::optional<News> m_news;
};

} // namespace qoloner::protocol
