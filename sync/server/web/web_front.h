// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/server/http_message.h"
#include "sync/server/web/view.h"
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace qoloner::web {

/// Pages for browsers and open feeds of one city, from its public scope alone.
///
/// The first request reads the scope once; from then on only what changed is read, before each answer:
/// what was taken back is gone from the next answer on. Calls come from several threads at once.
class WebFront {
public:
    struct Options {
        std::string publicUrl; ///< "https://craft.example": how the world calls this server; empty: as asked
        bool secure = false;   ///< whoever asks does so by TLS
        std::string appUrl;    ///< where the app is to be had
    };
    WebFront(Options options, const Clock& clock);

    /// To a GET or HEAD; nothing when the path is none of ours and no browser asks.
    std::optional<HttpResponse> answer(const HttpRequest& request, CityStore& store);

private:
    struct Made {
        int status = 200;
        std::string type;
        std::string body;
        std::string tag;  ///< ETag, of the body as it was before it was packed
        std::string next; ///< path of the next page of a feed
        Lang lang = Lang::Kk;
        bool packed = false; ///< the body is gzip
    };
    using MadePtr = std::shared_ptr<const Made>;

    void follow(CityStore& store);
    MadePtr made(const Address& address, const Query& query, Lang lang, const std::string& origin,
                 std::uint64_t minute, bool packed);
    Made make(const Address& address, const Query& query, const View& view) const;
    Made makeFeed(const Address& address, const Query& query, const View& view) const;
    HttpResponse respond(const HttpRequest& request, const Address& address, const Made& made,
                         std::uint64_t nowMs) const;
    bool unchanged(const HttpRequest& request, const Made& made, std::int64_t modifiedMs) const;
    std::string originOf(const HttpRequest& request) const;

    Options m_options;
    const Clock& m_clock;
    std::uint64_t m_startedMs;
    std::shared_mutex m_reading;
    std::unique_ptr<PublicCity> m_city; ///< under m_reading
    std::mutex m_keeping;
    std::map<std::string, MadePtr> m_kept; ///< what was made since the city or the minute changed
    std::size_t m_keptBytes = 0;
    std::uint64_t m_keptMinute = 0;
};

} // namespace qoloner::web
