// SPDX-License-Identifier: Apache-2.0
#include "sync/server/http_api.h"

#include "sync/server/city_folder.h"
#include "sync/server/pull.h"
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace qoloner {

namespace {

constexpr int maxWrongCodes = 5;
constexpr std::uint64_t lockoutMs = 15 * 60'000;
constexpr std::size_t maxAddresses = 10'000;
constexpr std::size_t maxReaders = 4;

struct Route {
    std::string_view path;
    std::string_view method;
};
constexpr std::array<Route, 9> routes = {{{"/v1/hello", "GET"},
                                          {"/v1/enrol", "POST"},
                                          {"/v1/challenge", "POST"},
                                          {"/v1/token", "POST"},
                                          {"/v1/push", "POST"},
                                          {"/v1/pull", "POST"},
                                          {"/healthz", "GET"},
                                          {"/readyz", "GET"},
                                          {"/metrics", "GET"}}};

int statusOf(const Error& error)
{
    const std::string& code = error.code;
    if (code == "token_invalid" || code == "token_expired" || code == "token_missing" ||
        code == "nonce_invalid" || code == "device_unknown" || code == "signature_invalid")
        return 401;
    if (code.starts_with("invite_") && code != "invite_malformed")
        return 403;
    if (code == "already_enrolled")
        return 403;
    if (code == "message_too_large")
        return 413;
    if (code == "too_many_attempts")
        return 429;
    return 400;
}

void logLine(const char* level, const std::string& event, const std::string& detail)
{
    const nlohmann::json line = {{"level", level}, {"event", event}, {"detail", detail}};
    std::fprintf(stderr, "%s\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

std::string_view outcomeName(Outcome outcome)
{
    constexpr std::string_view names[] = {"applied", "merged", "duplicate", "held", "rejected"};
    return names[std::size_t(outcome)];
}

} // namespace

HttpApi::HttpApi(std::filesystem::path folder, const Clock& clock)
    : m_folder(std::move(folder)),
      m_clock(clock),
      m_store(m_folder, SqliteCityStore::Access::Write),
      m_engine(m_store, clock, loadServerKey(m_folder))
{}

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

HttpResponse HttpApi::handle(const HttpRequest& request)
{
    const auto start = std::chrono::steady_clock::now();
    HttpResponse response;
    try {
        response = route(request);
    } catch (const StorageFull&) {
        logLine("error", "storage_full", "the disk has no room");
        response = problem(507, {"storage_full"}, request.accept);
    } catch (const std::exception& error) {
        logLine("error", "request_failed", error.what());
        response = problem(503, {"server_failed"}, request.accept);
    }
    std::string name = "other";
    for (const Route& known : routes)
        if (known.path == request.path)
            name = known.path;
    m_metrics.request(
        name, response.status,
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
    return response;
}

HttpResponse HttpApi::route(const HttpRequest& request)
{
    const Route* found = nullptr;
    for (const Route& known : routes)
        if (known.path == request.path)
            found = &known;
    if (!found)
        return problem(404, {"not_found"}, request.accept);
    const bool head = request.method == "HEAD" && found->method == "GET";
    if (request.method != found->method && !head) {
        HttpResponse response = problem(405, {"method_not_allowed"}, request.accept);
        response.headers.emplace_back("Allow", found->method == "GET" ? "GET, HEAD" : "POST");
        return response;
    }
    if (request.path == "/healthz")
        return {200, "text/plain", "ok\n", {}};
    if (request.path == "/readyz") {
        const std::lock_guard lock(m_writing);
        return m_store.meta("epoch").empty() ? problem(503, {"server_failed"})
                                             : HttpResponse{200, "text/plain", "ready\n", {}};
    }
    if (request.path == "/metrics") {
        const std::lock_guard lock(m_writing);
        return {200, "text/plain; version=0.0.4", m_metrics.text(m_store.head()), {}};
    }
    if (request.path == "/v1/hello") {
        const std::lock_guard lock(m_writing);
        return message(request, protocol::encode(m_engine.hello()));
    }
    if (request.oddEncoding)
        return problem(415, {"encoding_unsupported"}, request.accept);
    auto body = protocol::unpack(request.body, request.bodyPacked, protocol::maxRequestBytes);
    if (!body)
        return problem(statusOf(body.error()), body.error(), request.accept);
    if (request.path == "/v1/enrol")
        return enrol(request, std::move(*body));
    if (request.path == "/v1/push")
        return push(request, std::move(*body));
    if (request.path == "/v1/pull")
        return pull(request, std::move(*body));
    if (request.path == "/v1/challenge") {
        const auto wanted = protocol::decode<protocol::Challenge>(std::move(*body));
        if (!wanted)
            return problem(statusOf(wanted.error()), wanted.error(), request.accept);
        const std::lock_guard lock(m_writing);
        return message(request, protocol::encode(m_engine.challenge(*wanted)));
    }
    const auto wanted = protocol::decode<protocol::TokenRequest>(std::move(*body));
    if (!wanted)
        return problem(statusOf(wanted.error()), wanted.error(), request.accept);
    const std::lock_guard lock(m_writing);
    const auto token = m_engine.token(*wanted);
    if (!token)
        return problem(statusOf(token.error()), token.error(), request.accept);
    return message(request, protocol::encode(*token));
}

HttpResponse HttpApi::enrol(const HttpRequest& request, std::string body)
{
    const auto wanted = protocol::decode<protocol::Enrol>(std::move(body));
    if (!wanted)
        return problem(statusOf(wanted.error()), wanted.error(), request.accept);
    const std::uint64_t now = m_clock.nowMs();
    {
        const std::lock_guard lock(m_counting);
        const auto it = m_attempts.find(request.address);
        if (it != m_attempts.end() && it->second.untilMs <= now)
            m_attempts.erase(it);
        else if (it != m_attempts.end() && it->second.wrong >= maxWrongCodes) {
            HttpResponse response = problem(429, {"too_many_attempts"}, request.accept);
            response.headers.emplace_back("Retry-After",
                                          std::to_string((it->second.untilMs - now) / 1000 + 1));
            return response;
        }
    }
    Result<protocol::Enrolled> enrolled = failure("server_failed");
    {
        const std::lock_guard lock(m_writing);
        enrolled = m_engine.enrol(*wanted);
    }
    if (enrolled)
        return message(request, protocol::encode(*enrolled));
    if (enrolled.error().code != "already_enrolled") {
        const std::lock_guard lock(m_counting);
        if (m_attempts.size() >= maxAddresses)
            std::erase_if(m_attempts, [&](const auto& entry) { return entry.second.untilMs <= now; });
        if (m_attempts.size() < maxAddresses || m_attempts.contains(request.address)) {
            Attempts& attempts = m_attempts[request.address];
            ++attempts.wrong;
            attempts.untilMs = now + lockoutMs;
        }
    }
    return problem(statusOf(enrolled.error()), enrolled.error(), request.accept);
}

Result<Session> HttpApi::sessionOf(const HttpRequest& request)
{
    if (request.token.empty())
        return m_engine.visitor();
    return m_engine.session(request.token);
}

HttpResponse HttpApi::push(const HttpRequest& request, std::string body)
{
    if (request.token.empty())
        return problem(401, {"token_missing"}, request.accept);
    const auto wanted = protocol::decode<protocol::Push>(std::move(body));
    if (!wanted)
        return problem(statusOf(wanted.error()), wanted.error(), request.accept);
    const std::lock_guard lock(m_writing);
    const auto session = sessionOf(request);
    if (!session)
        return problem(401, session.error(), request.accept);
    const protocol::PushAnswer answer = m_engine.push(*session, *wanted);
    for (const Answer& each : answer.answers)
        m_metrics.answer(std::string(outcomeName(each.outcome)));
    return message(request, protocol::encode(answer));
}

std::unique_ptr<CityStore> HttpApi::reader()
{
    {
        const std::lock_guard lock(m_lending);
        if (!m_readers.empty()) {
            auto store = std::move(m_readers.back());
            m_readers.pop_back();
            return store;
        }
    }
    return std::make_unique<SqliteCityStore>(m_folder, SqliteCityStore::Access::Read);
}

HttpResponse HttpApi::pull(const HttpRequest& request, std::string body)
{
    const auto wanted = protocol::decode<protocol::Pull>(std::move(body));
    if (!wanted)
        return problem(statusOf(wanted.error()), wanted.error(), request.accept);
    Result<Session> session = failure("token_invalid");
    {
        const std::lock_guard lock(m_writing);
        session = sessionOf(request);
    }
    if (!session)
        return problem(401, session.error(), request.accept);
    auto store = reader();
    const protocol::Page page = pullPage(*store, session->who, *wanted);
    HttpResponse response = message(request, protocol::encode(page));
    const std::lock_guard lock(m_lending);
    if (m_readers.size() < maxReaders)
        m_readers.push_back(std::move(store));
    return response;
}

} // namespace qoloner
