// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/web_front.h"

#include "core/domain/ids.h"
#include "core/domain/keys.h"
#include "core/map/gzip.h"
#include "sync/server/web/feeds.h"
#include "sync/server/web/page.h"
#include "sync/server/web/sitemap.h"
#include "sync/server/web/style.h"
#include <algorithm>

namespace qoloner::web {

namespace {

constexpr std::size_t rowsInFeed = 5000;
constexpr std::size_t leastPacked = 800;
constexpr std::size_t mostKept = 32 * 1024 * 1024;
constexpr std::uint64_t minuteMs = 60'000;

constexpr std::string_view htmlType = "text/html; charset=utf-8";

std::string typeOf(Format format)
{
    switch (format) {
    case Format::Page:
        return std::string(htmlType);
    case Format::Ics:
        return "text/calendar; charset=utf-8";
    case Format::GeoJson:
        return "application/geo+json";
    case Format::Gpx:
        return "application/gpx+xml";
    case Format::JsonLd:
        return "application/ld+json";
    }
    return {};
}

/// A page of ours: nothing runs in it, nothing comes from elsewhere, nothing frames it.
void addPageHeaders(HttpResponse& response)
{
    response.headers.emplace_back("Content-Security-Policy",
                                  "default-src 'none'; style-src " + styleHash() +
                                      "; img-src 'self'; base-uri 'none'; form-action 'none'; "
                                      "frame-ancestors 'none'");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    response.headers.emplace_back("Permissions-Policy", "geolocation=(), camera=(), microphone=()");
    response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    response.headers.emplace_back("X-Frame-Options", "DENY");
}

void addFeedHeaders(HttpResponse& response)
{
    // Open data: any page may read it.
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
}

bool wantsHtml(const HttpRequest& request)
{
    return request.accept.find("text/html") != std::string::npos;
}

} // namespace

WebFront::WebFront(Options options, const Clock& clock)
    : m_options(std::move(options)), m_clock(clock), m_startedMs(clock.nowMs())
{
    while (m_options.publicUrl.ends_with('/'))
        m_options.publicUrl.pop_back();
}

void WebFront::follow(CityStore& store)
{
    {
        const std::shared_lock lock(m_reading);
        if (m_city && !m_city->isBehind(store))
            return;
    }
    const std::unique_lock lock(m_reading);
    if (!m_city)
        m_city = std::make_unique<PublicCity>(store.meta("city"));
    if (!m_city->isBehind(store)) // another thread was first
        return;
    m_city->follow(store);
    const std::lock_guard keeping(m_keeping);
    m_kept.clear();
    m_keptBytes = 0;
}

std::string WebFront::originOf(const HttpRequest& request) const
{
    if (!m_options.publicUrl.empty())
        return m_options.publicUrl;
    const std::string host = plainHost(request.host);
    return host.empty() ? std::string() : (m_options.secure ? "https://" : "http://") + host;
}

std::optional<HttpResponse> WebFront::answer(const HttpRequest& request, CityStore& store)
{
    auto address = parseAddress(request.path);
    const Query query = parseQuery(request.query);
    if (!address && !wantsHtml(request))
        return std::nullopt;
    follow(store);
    const std::shared_lock lock(m_reading);
    const std::uint64_t nowMs = m_clock.nowMs();
    const Lang fallback = query.lang.value_or(preferredLanguage(request.languages));
    if (!address) {
        // The front page in the language of whatever it was; the languages lead there too.
        const View view{*m_city, fallback, originOf(request), nowMs, m_options.appUrl};
        HttpResponse response{
            404,
            std::string(htmlType),
            documentOf(view, missingPage(view, {Address::What::Front, {}, {}, {}, {}}, false)),
            {},
            {}};
        addPageHeaders(response);
        response.headers.emplace_back("Content-Language", std::string(codeOf(view.lang)));
        return response;
    }
    using What = Address::What;
    if (address->what == What::Item && !m_city->has(address->kind, address->id) &&
        !m_city->isGone(address->kind, address->id))
        if (const auto other = withFormat(*address))
            address = other;
    const bool hasLanguages = address->what == What::Front || address->what == What::App ||
                              address->what == What::List || address->what == What::Item;
    if (hasLanguages && !address->lang && address->format == Format::Page) {
        Address there = *address;
        there.lang = fallback;
        HttpResponse response{302, "text/plain", {}, {}, {}};
        response.headers.emplace_back("Location", pathOf(there));
        response.headers.emplace_back("Vary", "Accept-Language");
        return response;
    }
    const Lang lang = query.lang && !address->lang ? *query.lang : address->lang.value_or(Lang::Kk);
    const MadePtr ready = made(*address, query, lang, originOf(request), nowMs / minuteMs, request.takesGzip);
    return respond(request, *address, *ready, nowMs);
}

WebFront::MadePtr WebFront::made(const Address& address, const Query& query, Lang lang,
                                 const std::string& origin, std::uint64_t minute, bool packed)
{
    const std::string key = pathOf(address) + " " + std::string(codeOf(lang)) + " " +
                            std::to_string(query.page) + (packed ? " gzip " : " ") + origin;
    {
        const std::lock_guard lock(m_keeping);
        if (m_keptMinute != minute) {
            m_kept.clear();
            m_keptBytes = 0;
            m_keptMinute = minute;
        }
        if (const auto it = m_kept.find(key); it != m_kept.end())
            return it->second;
    }
    // To the minute, so that all that is made within one is the same.
    const View view{*m_city, lang, origin, minute * minuteMs, m_options.appUrl};
    Made made = make(address, query, view);
    made.lang = lang;
    made.tag = "W/\"" + toHex(blake2b(made.body).substr(0, 12)) + "\"";
    if (packed && made.body.size() >= leastPacked) {
        std::string smaller = gzipped(made.body);
        made.packed = smaller.size() < made.body.size();
        if (made.packed)
            made.body = std::move(smaller);
    }
    auto ready = std::make_shared<const Made>(std::move(made));
    const std::lock_guard lock(m_keeping);
    const std::size_t size = ready->body.size() + key.size();
    if (m_keptBytes + size > mostKept) {
        m_kept.clear();
        m_keptBytes = 0;
    }
    if (m_keptMinute == minute && size <= mostKept && m_kept.emplace(key, ready).second)
        m_keptBytes += size;
    return ready;
}

WebFront::Made WebFront::make(const Address& address, const Query& query, const View& view) const
{
    using What = Address::What;
    const auto document = [&](const Page& page) {
        return Made{page.status, std::string(htmlType), documentOf(view, page), {}, {}, {}, false};
    };
    switch (address.what) {
    case What::Robots:
        return {200, "text/plain; charset=utf-8", robotsText(view), {}, {}, {}, false};
    case What::Sitemap:
        return {200, "application/xml", sitemapOf(view), {}, {}, {}, false};
    case What::Icon:
        return {200, "image/svg+xml", iconSvg(), {}, {}, {}, false};
    case What::Front:
        return document(frontPage(view));
    case What::App:
        return document(appPage(view));
    case What::List:
        return address.format == Format::Page ? document(listPage(view, address.kind, query.page))
                                              : makeFeed(address, query, view);
    case What::Item:
        break;
    }
    const auto row = m_city->row(address.kind, address.id);
    if (!row)
        return document(missingPage(view, address, m_city->isGone(address.kind, address.id)));
    return address.format == Format::Page ? document(itemPage(view, address.kind, *row))
                                          : makeFeed(address, query, view);
}

WebFront::Made WebFront::makeFeed(const Address& address, const Query& query, const View& view) const
{
    Made made;
    made.type = typeOf(address.format);
    Slice slice;
    if (address.what == Address::What::Item)
        slice.rows.push_back(*m_city->row(address.kind, address.id));
    else
        slice = sliceOf(view, address.kind, query.page, rowsInFeed);
    switch (address.format) {
    case Format::Ics:
        made.body = calendarOf(view, slice.rows);
        break;
    case Format::GeoJson:
        made.body = geoJsonOf(view, address.kind, slice.rows);
        break;
    case Format::Gpx:
        made.body = gpxOf(view, slice.rows);
        break;
    case Format::JsonLd:
    case Format::Page:
        made.body = jsonLdOf(view, address.kind, slice.rows);
        break;
    }
    if (slice.more) {
        made.next = pathOf(address) + "?page=" + std::to_string(query.page + 1);
        if (!address.lang)
            made.next += "&lang=" + std::string(codeOf(view.lang));
    }
    return made;
}

bool WebFront::unchanged(const HttpRequest& request, const Made& made, std::int64_t modifiedMs) const
{
    if (!request.ifNoneMatch.empty()) {
        const std::string_view bare = std::string_view(made.tag).substr(2); // compared weakly
        return request.ifNoneMatch == "*" || request.ifNoneMatch.find(bare) != std::string::npos;
    }
    const auto since = parseHttpDate(request.ifModifiedSince);
    return since && modifiedMs / 1000 <= *since / 1000;
}

HttpResponse WebFront::respond(const HttpRequest& request, const Address& address, const Made& made,
                               std::uint64_t nowMs) const
{
    HttpResponse response;
    response.status = made.status;
    response.type = made.type;
    const bool isHtml = made.type == htmlType;
    if (isHtml)
        addPageHeaders(response);
    else
        addFeedHeaders(response);
    response.headers.emplace_back("Content-Language", std::string(codeOf(made.lang)));
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (made.status == 200) {
        // Hours and dates go by the day, so at midnight a page is a new one.
        const LocalTime now = localTime(std::int64_t(nowMs), cityZone);
        const std::uint64_t midnight = nowMs / minuteMs * minuteMs - std::uint64_t(now.minute) * minuteMs;
        const std::uint64_t modified = std::max({m_city->changedMs(), m_startedMs, midnight});
        response.headers.emplace_back("ETag", made.tag);
        // A change in the same second could not be told from this state.
        if (modified + 2000 <= nowMs)
            response.headers.emplace_back("Last-Modified", httpDate(std::int64_t(modified)));
        response.headers.emplace_back("Cache-Control", address.what == Address::What::Icon
                                                           ? "public, max-age=86400"
                                                           : "public, max-age=60, must-revalidate");
        if (!made.next.empty())
            response.headers.emplace_back("Link", "<" + made.next + ">; rel=\"next\"");
        if (unchanged(request, made, std::int64_t(modified))) {
            response.status = 304;
            response.type.clear();
            return response;
        }
    }
    if (made.packed)
        response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = made.body;
    return response;
}

} // namespace qoloner::web
