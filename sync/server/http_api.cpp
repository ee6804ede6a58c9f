// SPDX-License-Identifier: Apache-2.0
#include "sync/server/http_api.h"

#include "sync/protocol/live.h"
#include "sync/server/city_folder.h"
#include "sync/server/http_status.h"
#include "sync/server/pull.h"
#include "sync/server/server_log.h"
#include <array>
#include <cstdio>
#include <future>
#include <nlohmann/json.hpp>

namespace qoloner {

namespace {

constexpr int maxWrongCodes = 5;
constexpr std::uint64_t lockoutMs = 15 * 60'000;
constexpr std::size_t maxAddresses = 10'000;
constexpr std::size_t maxKeys = 100'000;    ///< kept in memory, 32 bytes each
constexpr std::size_t longBody = 32 * 1024; ///< a push above this is many mutations

struct Route {
    std::string_view path;
    std::string_view method;
};
constexpr std::array<Route, 12> routes = {{{"/v1/hello", "GET"},
                                           {"/v1/enrol", "POST"},
                                           {"/v1/fork", "POST"},
                                           {"/v1/rejoin", "POST"},
                                           {"/v1/challenge", "POST"},
                                           {"/v1/token", "POST"},
                                           {"/v1/push", "POST"},
                                           {"/v1/pull", "POST"},
                                           {"/v1/events", "GET"},
                                           {"/healthz", "GET"},
                                           {"/readyz", "GET"},
                                           {"/metrics", "GET"}}};

std::string_view outcomeName(Outcome outcome)
{
    constexpr std::string_view names[] = {"applied", "merged", "duplicate", "held", "rejected"};
    return names[std::size_t(outcome)];
}

} // namespace

HttpApi::HttpApi(CityStores stores, SigningKey key, const Clock& clock, int workers, LiveUpdates::Limits live)
    : m_stores(std::move(stores)),
      m_clock(clock),
      m_store(m_stores.toWrite()),
      m_engine(*m_store, clock, std::move(key)),
      m_live(
          m_stores.toRead(), clock,
          [this](const std::string& token, CityStore& store) { return m_engine.session(token, store); },
          live),
      m_readers(m_stores.toRead),
      m_sequencer(m_engine),
      m_pool(workers)
{}

HttpApi::HttpApi(const std::filesystem::path& folder, const Clock& clock, int workers,
                 LiveUpdates::Limits live)
    : HttpApi(storesOf(folder), loadServerKey(folder), clock, workers, live)
{}

HttpApi::~HttpApi()
{
    stop();
}

void HttpApi::stop()
{
    {
        std::unique_lock lock(m_opening);
        m_closed.wait(lock, [this] { return m_open == 0; });
    }
    m_sequencer.stop();
    m_pool.stop();
}

HttpResponse HttpApi::problem(int status, Error error, const std::string& accept)
{
    HttpResponse response;
    response.status = status;
    // A person with a browser gets a sentence, a device gets what it understands.
    if (accept.find("text/html") != std::string::npos) {
        response.type = "text/html; charset=utf-8";
        response.body = "<!doctype html><title>Qolöner</title><p>" + std::to_string(status) + " " +
                        std::string(reasonPhrase(status)) + ". This address is for the Qolöner app.</p>\n";
    } else {
        response.type = protocol::mediaType;
        response.body = protocol::encode(protocol::Problem{std::move(error)});
    }
    if (status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse HttpApi::message(const HttpRequest& request, std::string encoded) const
{
    HttpResponse response;
    response.type = protocol::mediaType;
    if (request.takesPacked && protocol::pack(encoded))
        response.headers.emplace_back("Content-Encoding", "zstd");
    response.body = std::move(encoded);
    return response;
}

HttpResponse HttpApi::problemFor(const Asked& asked, const Error& error) const
{
    return problem(httpStatusOf(error), error, asked->request.accept);
}

void HttpApi::handle(HttpRequest request, HttpReply reply)
{
    {
        const std::lock_guard lock(m_opening);
        ++m_open;
    }
    const auto asked = std::make_shared<Exchange>(
        Exchange{std::move(request), std::move(reply), std::chrono::steady_clock::now()});
    const bool isLong = asked->request.body.size() > longBody;
    m_pool.post(isLong ? WorkPool::Kind::Long : WorkPool::Kind::Short,
                [this, asked] { attempt(asked, [&] { return route(asked); }); });
}

void HttpApi::answer(const Asked& asked, HttpResponse response)
{
    std::string name = "other";
    for (const Route& known : routes)
        if (known.path == asked->request.path)
            name = known.path;
    if (m_pages && name == "other" && !asked->request.path.starts_with("/v1/"))
        name = "pages";
    m_metrics.request(name, response.status,
                      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                            asked->start));
    asked->reply(std::move(response));
    const std::lock_guard lock(m_opening);
    if (--m_open == 0)
        m_closed.notify_all();
}

void HttpApi::attempt(const Asked& asked, const std::function<std::optional<HttpResponse>()>& work)
{
    std::optional<HttpResponse> response;
    try {
        response = work();
    } catch (const StorageFull&) {
        logLine("error", "storage_full", "the disk has no room");
        response = problem(507, {"storage_full"}, asked->request.accept);
    } catch (const std::exception& error) {
        logLine("error", "request_failed", error.what());
        response = problem(503, {"server_failed"}, asked->request.accept);
    }
    if (response)
        answer(asked, std::move(*response));
}

void HttpApi::sequenced(const Asked& asked, std::function<HttpResponse(SyncEngine&)> work)
{
    m_sequencer.run([this, asked, work = std::move(work)](SyncEngine& engine) {
        attempt(asked, [&] { return std::optional(work(engine)); });
    });
}

/// Nothing when another thread goes on with it.
std::optional<HttpResponse> HttpApi::route(const Asked& asked)
{
    const HttpRequest& request = asked->request;
    const Route* found = nullptr;
    for (const Route& known : routes)
        if (known.path == request.path)
            found = &known;
    if (!found) {
        std::optional<HttpResponse> page;
        if (m_pages && (request.method == "GET" || request.method == "HEAD"))
            page = reading([&](CityStore& store) { return m_pages(request, store); });
        return page ? std::move(page) : problem(404, {"not_found"}, request.accept);
    }
    const bool head = request.method == "HEAD" && found->method == "GET";
    if (request.method != found->method && !head) {
        HttpResponse response = problem(405, {"method_not_allowed"}, request.accept);
        response.headers.emplace_back("Allow", found->method == "GET" ? "GET, HEAD" : "POST");
        return response;
    }
    if (request.path == "/healthz")
        return HttpResponse{200, "text/plain", "ok\n", {}, {}};
    if (request.path == "/readyz")
        return reading([&](CityStore& store) {
            return store.meta("epoch").empty() ? problem(503, {"server_failed"})
                                               : HttpResponse{200, "text/plain", "ready\n", {}, {}};
        });
    if (request.path == "/metrics")
        return reading([&](CityStore& store) {
            return HttpResponse{200,
                                "text/plain; version=0.0.4",
                                m_metrics.text(store.head(), m_sequencer.counts(), m_live.count()),
                                {},
                                {}};
        });
    if (request.path == "/v1/hello")
        return reading(
            [&](CityStore& store) { return message(request, protocol::encode(m_engine.hello(store))); });
    if (request.path == "/v1/events")
        return events(asked);
    if (request.oddEncoding)
        return problem(415, {"encoding_unsupported"}, request.accept);
    auto body = protocol::unpack(request.body, request.bodyPacked, protocol::maxRequestBytes);
    if (!body)
        return problemFor(asked, body.error());
    if (request.path == "/v1/enrol")
        return enrol(asked, std::move(*body));
    if (request.path == "/v1/push")
        return push(asked, std::move(*body));
    if (request.path == "/v1/pull")
        return pull(asked, std::move(*body));
    if (request.path == "/v1/fork") {
        const auto wanted = protocol::decode<protocol::Fork>(std::move(*body));
        if (!wanted)
            return problemFor(asked, wanted.error());
        sequenced(asked, [this, asked, wanted = *wanted](SyncEngine& engine) {
            const auto forked = engine.fork(wanted);
            return forked ? message(asked->request, protocol::encode(*forked))
                          : problemFor(asked, forked.error());
        });
        return {};
    }
    if (request.path == "/v1/rejoin") {
        const auto wanted = protocol::decode<protocol::Rejoin>(std::move(*body));
        if (!wanted)
            return problemFor(asked, wanted.error());
        sequenced(asked, [this, asked, wanted = *wanted](SyncEngine& engine) {
            const auto enrolled = engine.rejoin(wanted);
            return enrolled ? message(asked->request, protocol::encode(*enrolled))
                            : problemFor(asked, enrolled.error());
        });
        return {};
    }
    if (request.path == "/v1/challenge") {
        const auto wanted = protocol::decode<protocol::Challenge>(std::move(*body));
        if (!wanted)
            return problemFor(asked, wanted.error());
        return message(request, protocol::encode(m_engine.challenge(*wanted)));
    }
    const auto wanted = protocol::decode<protocol::TokenRequest>(std::move(*body));
    if (!wanted)
        return problemFor(asked, wanted.error());
    sequenced(asked, [this, asked, wanted = *wanted](SyncEngine& engine) {
        const auto token = engine.token(wanted);
        return token ? message(asked->request, protocol::encode(*token)) : problemFor(asked, token.error());
    });
    return {};
}

std::optional<HttpResponse> HttpApi::enrol(const Asked& asked, std::string body)
{
    const auto wanted = protocol::decode<protocol::Enrol>(std::move(body));
    if (!wanted)
        return problemFor(asked, wanted.error());
    const std::string address = asked->request.address;
    const std::uint64_t now = m_clock.nowMs();
    {
        const std::lock_guard lock(m_counting);
        const auto it = m_attempts.find(address);
        if (it != m_attempts.end() && it->second.untilMs <= now)
            m_attempts.erase(it);
        else if (it != m_attempts.end() && it->second.wrong >= maxWrongCodes) {
            HttpResponse response = problem(429, {"too_many_attempts"}, asked->request.accept);
            response.headers.emplace_back("Retry-After",
                                          std::to_string((it->second.untilMs - now) / 1000 + 1));
            return response;
        }
    }
    sequenced(asked, [this, asked, address, now, wanted = *wanted](SyncEngine& engine) {
        const auto enrolled = engine.enrol(wanted);
        if (enrolled)
            return message(asked->request, protocol::encode(*enrolled));
        if (enrolled.error().code != "already_enrolled") {
            const std::lock_guard lock(m_counting);
            if (m_attempts.size() >= maxAddresses)
                std::erase_if(m_attempts, [&](const auto& entry) { return entry.second.untilMs <= now; });
            if (m_attempts.size() < maxAddresses || m_attempts.contains(address)) {
                Attempts& attempts = m_attempts[address];
                ++attempts.wrong;
                attempts.untilMs = now + lockoutMs;
            }
        }
        return problemFor(asked, enrolled.error());
    });
    return {};
}

Result<Session> HttpApi::sessionOf(const std::string& token, CityStore& store) const
{
    if (token.empty())
        return m_engine.visitor();
    return m_engine.session(token, store);
}

void HttpApi::alone(const std::function<void(CityStore&)>& work)
{
    std::promise<void> done;
    m_sequencer.run([&](SyncEngine& engine) {
        try {
            engine.store().write([&] { work(engine.store()); });
            done.set_value();
        } catch (...) {
            done.set_exception(std::current_exception());
        }
    });
    done.get_future().get();
}

std::string HttpApi::keyOf(DeviceId device, CityStore& store)
{
    {
        const std::lock_guard lock(m_keying);
        if (const auto it = m_keys.find(device); it != m_keys.end())
            return it->second;
    }
    const auto record = store.device(device);
    if (!record)
        return {};
    const std::lock_guard lock(m_keying);
    if (m_keys.size() >= maxKeys)
        m_keys.clear();
    return m_keys[device] = record->publicKey;
}

std::optional<HttpResponse> HttpApi::push(const Asked& asked, std::string body)
{
    if (asked->request.token.empty())
        return problem(401, {"token_missing"}, asked->request.accept);
    const std::uint64_t now = m_clock.nowMs();
    auto wanted = protocol::decode<protocol::Push>(std::move(body));
    if (!wanted)
        return problemFor(asked, wanted.error());
    return reading([&](CityStore& store) -> std::optional<HttpResponse> {
        const auto session = sessionOf(asked->request.token, store);
        if (!session)
            return problem(401, session.error(), asked->request.accept);
        CheckedPush checked = checkPush(session->device, std::move(*wanted), now,
                                        [&](DeviceId device) { return keyOf(device, store); });
        m_sequencer.push(std::move(checked), [this, asked](MergedPush result) {
            m_live.written();
            const auto kind = result.hashes.size() > 20 ? WorkPool::Kind::Long : WorkPool::Kind::Short;
            m_pool.post(kind, [this, asked, result = std::make_shared<MergedPush>(std::move(result))] {
                merged(asked, std::move(*result));
            });
        });
        return {};
    });
}

/// Durable by now: the receipts, and the answer.
void HttpApi::merged(const Asked& asked, MergedPush result)
{
    attempt(asked, [&] {
        if (result.failure)
            std::rethrow_exception(result.failure);
        m_engine.signReceipts(result);
        for (const Answer& each : result.answer.answers)
            m_metrics.answer(std::string(outcomeName(each.outcome)));
        return std::optional(message(asked->request, protocol::encode(result.answer)));
    });
}

HttpResponse HttpApi::events(const Asked& asked)
{
    const HttpRequest& request = asked->request;
    HttpResponse response;
    response.type = protocol::liveMediaType;
    if (request.method == "HEAD")
        return response;
    auto stream = reading([&](CityStore& store) { return m_live.listen(request.token, store); });
    if (stream) {
        response.stream = std::move(*stream);
        return response;
    }
    const std::string& code = stream.error().code;
    if (code == "too_many_listeners") {
        response = problem(503, stream.error(), request.accept);
        response.headers.emplace_back("Retry-After", "60");
        return response;
    }
    return problem(code == "permission_denied" ? 403 : 401, stream.error(), request.accept);
}

std::optional<HttpResponse> HttpApi::pull(const Asked& asked, std::string body)
{
    auto wanted = protocol::decode<protocol::Pull>(std::move(body));
    if (!wanted)
        return problemFor(asked, wanted.error());
    const auto page = [this, asked, wanted = std::move(*wanted)] {
        return reading([&](CityStore& store) -> std::optional<HttpResponse> {
            const auto session = sessionOf(asked->request.token, store);
            if (!session)
                return problem(401, session.error(), asked->request.accept);
            const auto answer = pullPage(store, session->who, wanted);
            if (!answer)
                return problemFor(asked, answer.error());
            return message(asked->request, protocol::encode(*answer));
        });
    };
    if (!wanted->cursor.empty())
        return page();
    // Everything from the start is long work: whoever asks for little goes first.
    m_pool.post(WorkPool::Kind::Long, [this, asked, page] { attempt(asked, page); });
    return {};
}

} // namespace qoloner
