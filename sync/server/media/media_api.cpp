// SPDX-License-Identifier: Apache-2.0
// The routes below /v1/media, and giving photos out.
#include "sync/server/media/media_api.h"

#include "core/store/database.h"
#include "sync/server/http_api.h"
#include "sync/server/http_status.h"
#include "sync/server/media/upload_sink.h"
#include "sync/server/server_log.h"
#include <algorithm>

namespace qoloner {

namespace {

constexpr std::size_t pieceBytes = 256 * 1024;
constexpr std::uint64_t betweenPassesMs = 24ull * 3600'000;

std::string_view routeName(const MediaPath& path)
{
    switch (path.kind) {
    case MediaPath::Kind::Creation:
        return "/v1/media";
    case MediaPath::Kind::Upload:
        return "/v1/media/uploads";
    case MediaPath::Kind::Blob:
        return "/v1/media/blob";
    case MediaPath::Kind::None:
        break;
    }
    return "other";
}

} // namespace

HttpResponse mediaProblem(const HttpRequest& request, const Error& error)
{
    HttpResponse response = HttpApi::problem(httpStatusOf(error), error, request.accept);
    response.headers.emplace_back("Tus-Resumable", tusVersion);
    if (error.code == "upload_version")
        response.headers.emplace_back("Tus-Version", tusVersion);
    if (error.code == "upload_limit")
        response.headers.emplace_back("Retry-After", error.args.empty() ? "60" : error.args.front());
    return response;
}

MediaApi::MediaApi(City city, BlobStore& blobs, SigningKey key, const Clock& clock, Settings settings)
    : m_city(std::move(city)),
      m_blobs(blobs),
      m_key(std::move(key)),
      m_clock(clock),
      m_settings(std::move(settings)),
      m_readers(m_city.toRead),
      m_uploads(m_settings.folder, clock, m_settings.uploads),
      m_check(m_settings.check, m_settings.image),
      m_pool(m_settings.threads)
{}

MediaApi::~MediaApi()
{
    stop();
}

void MediaApi::stop()
{
    m_stopping = true;
    {
        std::unique_lock lock(m_opening);
        m_closed.wait(lock, [this] { return m_open == 0; });
    }
    m_pool.stop();
}

bool MediaApi::owns(std::string_view path)
{
    return path == "/v1/media" || path.starts_with("/v1/media/");
}

void MediaApi::handle(HttpRequest request, HttpReply reply)
{
    {
        const std::lock_guard lock(m_opening);
        ++m_open;
    }
    const auto asked = std::make_shared<Exchange>(
        Exchange{std::move(request), std::move(reply), std::chrono::steady_clock::now()});
    // What may end in a look at a photo takes its time; one thread stays for the others.
    const auto kind = asked->request.sink ? WorkPool::Kind::Long : WorkPool::Kind::Short;
    m_pool.post(kind, [this, asked] {
        HttpResponse response = guarded(asked->request, [&] { return route(asked->request); });
        if (m_city.measure)
            m_city.measure(std::string(routeName(readMediaPath(asked->request.path))), response.status,
                           std::chrono::duration_cast<std::chrono::microseconds>(
                               std::chrono::steady_clock::now() - asked->start));
        asked->reply(std::move(response));
        const std::lock_guard lock(m_opening);
        if (--m_open == 0)
            m_closed.notify_all();
    });
}

HttpResponse MediaApi::guarded(const HttpRequest& request, const std::function<HttpResponse()>& work)
{
    try {
        return work();
    } catch (const StorageFull&) {
        logLine("error", "storage_full", "no room for photos");
        return mediaProblem(request, {"storage_full"});
    } catch (const std::exception& error) {
        logLine("error", "media_failed", error.what());
        return mediaProblem(request, {"server_failed"});
    }
}

HttpUploads MediaApi::uploads()
{
    return {[](std::string_view method, std::string_view path) {
                return owns(path) && (method == "POST" || method == "PATCH");
            },
            [this](HttpRequest head, const std::function<void(HttpAdmission)>& reply) {
                m_pool.post(WorkPool::Kind::Short, [this, head = std::move(head), reply] {
                    HttpAdmission admission;
                    admission.refusal = guarded(head, [&] {
                        admission = admit(head);
                        return std::move(admission.refusal);
                    });
                    reply(std::move(admission));
                });
            }};
}

HttpResponse MediaApi::options() const
{
    HttpResponse response;
    response.status = 204;
    response.headers = {{"Tus-Resumable", tusVersion},
                        {"Tus-Version", tusVersion},
                        {"Tus-Extension", "creation,creation-with-upload,checksum,expiration,termination"},
                        {"Tus-Checksum-Algorithm", "sha256,sha1"},
                        {"Tus-Max-Size", std::to_string(m_uploads.limits().fileBytes)}};
    return response;
}

HttpResponse MediaApi::route(const HttpRequest& request)
{
    if (request.sink)
        return received(request, static_cast<UploadSink&>(*request.sink));
    const MediaPath path = readMediaPath(request.path);
    const std::string& method = request.method;
    if (path.kind == MediaPath::Kind::None)
        return mediaProblem(request, {"not_found"});
    if (method == "OPTIONS")
        return options();
    if (path.kind == MediaPath::Kind::Upload && method == "HEAD")
        return state(request, path.upload);
    if (path.kind == MediaPath::Kind::Upload && method == "DELETE")
        return terminated(request, path.upload);
    if (path.kind == MediaPath::Kind::Blob && (method == "GET" || method == "HEAD"))
        return download(request, path.blob);
    HttpResponse response = mediaProblem(request, {"method_not_allowed"});
    constexpr std::string_view allowed[] = {"", "OPTIONS, POST", "DELETE, HEAD, OPTIONS, PATCH",
                                            "GET, HEAD, OPTIONS"};
    response.headers.emplace_back("Allow", allowed[std::size_t(path.kind)]);
    return response;
}

/// Part of a blob, read on the pool's threads a piece at a time.
class MediaApi::Download final : public HttpSource, public std::enable_shared_from_this<Download> {
public:
    Download(MediaApi& api, std::unique_ptr<BlobBytes> bytes, std::uint64_t from, std::uint64_t count)
        : m_api(api), m_bytes(std::move(bytes)), m_at(from), m_count(count), m_end(from + count)
    {}
    std::uint64_t size() const override { return m_count; }
    void next(std::function<void(std::string)> done) override
    {
        m_api.m_pool.post(WorkPool::Kind::Short, [self = shared_from_this(), done = std::move(done)] {
            std::string piece;
            try {
                const std::size_t most = std::min<std::uint64_t>(pieceBytes, self->m_end - self->m_at);
                piece = self->m_bytes->read(self->m_at, most);
                self->m_at += piece.size();
            } catch (const std::exception& error) {
                logLine("error", "media_failed", error.what());
                piece.clear();
            }
            done(std::move(piece));
        });
    }

private:
    MediaApi& m_api;
    std::unique_ptr<BlobBytes> m_bytes;
    std::uint64_t m_at;
    const std::uint64_t m_count, m_end;
};

HttpResponse MediaApi::download(const HttpRequest& request, const BlobName& name)
{
    const auto sight = m_readers.read([&](CityStore& store) -> Result<BlobReferences::Sight> {
        const auto session = m_city.sessionOf(request.token, store);
        if (!session)
            return tl::unexpected(session.error());
        return m_references.sightOf(name.sha256, session->who, store);
    });
    if (!sight)
        return mediaProblem(request, sight.error());
    // Nobody learns whether it is not there or not theirs.
    auto bytes = *sight == BlobReferences::Sight::Nobody ? nullptr : m_blobs.open(name);
    if (!bytes)
        return mediaProblem(request, {"not_found"});
    const std::uint64_t size = bytes->size();
    const std::string tag = "\"" + name.text() + "\"";
    HttpResponse response;
    const auto kind = imageKindOf(bytes->read(0, 16));
    response.type = kind ? mimeOf(*kind) : std::string_view("application/octet-stream");
    // What is public today may be withdrawn tomorrow: nobody keeps it for longer than a day without
    // asking. What is not public no cache may keep.
    response.headers = {{"ETag", tag},
                        {"Accept-Ranges", "bytes"},
                        {"Cache-Control", *sight == BlobReferences::Sight::All
                                              ? "public, max-age=86400, immutable"
                                              : "private, no-store"},
                        {"Content-Security-Policy", "default-src 'none'; sandbox"}};
    if (namesTag(request.ifNoneMatch, tag)) {
        response.status = 304;
        return response;
    }
    RangeAsked range;
    const std::string_view condition = request.field("if-range");
    if (request.method == "GET" && (condition.empty() || condition == tag))
        range = readRange(request.field("range"), size);
    if (range.kind == RangeAsked::Kind::OutOfReach) {
        HttpResponse refusal = mediaProblem(request, {"range_invalid"});
        refusal.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
        return refusal;
    }
    if (range.kind == RangeAsked::Kind::Part) {
        response.status = 206;
        response.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.from) + "-" +
                                                           std::to_string(range.from + range.count - 1) +
                                                           "/" + std::to_string(size));
    } else {
        range.count = size;
    }
    response.source = std::make_shared<Download>(*this, std::move(bytes), range.from, range.count);
    return response;
}

void MediaApi::upkeep()
{
    try {
        m_uploads.sweep();
        const std::uint64_t now = m_clock.nowMs();
        if (m_collectedMs <= now && now - m_collectedMs < betweenPassesMs && m_collectedMs != 0)
            return;
        m_collectedMs = now;
        MediaGc gc(m_blobs, m_references, m_clock, {m_settings.folder / "gc-marks", m_settings.graceMs});
        m_readers.read([&](CityStore& store) {
            return gc.collect(store, m_city.alone, false, [this] { return !m_stopping; });
        });
    } catch (const std::exception& error) {
        logLine("error", "media_upkeep_failed", error.what()); // tried again at its next turn
    }
}

} // namespace qoloner
