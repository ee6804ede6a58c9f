// SPDX-License-Identifier: Apache-2.0
// The line between phones and server: what gets lost, late, twice, in halves or from somebody else.
#include "sync/sim/world.h"

#include <algorithm>

namespace qoloner::sim {

namespace {

constexpr std::string_view html = "<!doctype html><title>Wi-Fi</title><p>Қош келдіңіз! Please sign in.";

HttpRequest requestOf(const SendRequest& sent, const Phone& phone)
{
    HttpRequest request;
    request.method = sent.method;
    request.path = sent.url.substr(sent.url.find("/v1/"));
    request.path = request.path.substr(0, request.path.find('?'));
    request.address = "10.0.0." + std::to_string(phone.index);
    request.body = sent.body;
    for (const auto& [name, value] : sent.headers) {
        if (name == "Authorization" && value.starts_with("Bearer "))
            request.token = value.substr(7);
        else if (name == "Accept")
            request.accept = value;
        else if (name == "Accept-Encoding")
            request.takesPacked = value.find("zstd") != std::string::npos;
        else if (name == "Content-Encoding")
            request.bodyPacked = value == "zstd";
    }
    return request;
}

HttpAnswer answerOf(HttpResponse response)
{
    HttpAnswer answer;
    answer.status = response.status;
    answer.contentType = std::move(response.type);
    answer.body = std::move(response.body);
    for (const auto& [name, value] : response.headers) {
        if (name == "Content-Encoding")
            answer.contentEncoding = value;
        else if (name == "Retry-After")
            answer.retryAfter = value;
    }
    return answer;
}

/// Breaks a body as a bad middleman might. Pages and other unsigned answers rely on TLS to
/// notice single bits, so they are spoilt beyond recognition; what is signed loses a bit.
void corrupt(std::string& body, std::string_view path, bool request, Rng& rng)
{
    if (body.empty()) {
        body = "?";
        return;
    }
    if (path == "/v1/push" && (request || rng.chance(50))) {
        for (std::uint64_t n = rng.between(1, 3); n > 0; --n)
            body[std::size_t(rng.below(body.size()))] ^= char(1 << rng.below(8));
        return;
    }
    for (std::size_t i = 0; i < body.size() && i < 16; ++i)
        body[i] = char(rng.below(256));
    body[0] = char(0xff);
}

} // namespace

void World::take(Phone& phone, SyncActions actions)
{
    followFork(phone);
    followReissues(phone);
    for (SyncAction& action : actions) {
        if (auto* request = std::get_if<SendRequest>(&action)) {
            send(phone, std::move(*request));
        } else if (const auto* timer = std::get_if<SetTimer>(&action)) {
            const unsigned number = ++phone.timers[std::size_t(timer->lane)];
            after(timer->ms, [this, &phone, lane = timer->lane, number, incarnation = phone.incarnation] {
                if (phone.incarnation != incarnation || phone.timers[std::size_t(lane)] != number)
                    return;
                onPhone(phone, [&] { take(phone, phone.session->timerFired(lane)); });
            });
        } else if (const auto* stop = std::get_if<StopTimer>(&action)) {
            ++phone.timers[std::size_t(stop->lane)];
        } else if (std::holds_alternative<StatusChanged>(action)) {
            const SyncStatus& status = phone.session->status();
            // A person whose invite was not taken tries again.
            if (!phone.code.empty() && !status.enrolled && !status.enrolling && phone.started) {
                phone.started = false;
                after(5'000, [this, &phone] {
                    if (phone.running() && !phone.started)
                        askIn(phone);
                });
            }
        }
    }
}

Fault World::fateOf(const Phone& phone, std::uint32_t number)
{
    Fault fault = faultFor(m_setting, m_plan.seed, phone.index, number);
    if (m_plan.faultsListed) {
        fault.kind = FaultKind::None;
        if (const auto listed = m_listed.find({phone.index, number}); listed != m_listed.end())
            fault = listed->second;
    }
    if (m_quiet)
        fault.kind = FaultKind::None;
    if (fault.kind != FaultKind::None)
        m_met.push_back(fault);
    return fault;
}

void World::send(Phone& phone, SendRequest sent)
{
    const Fault fault = fateOf(phone, ++phone.requests);
    count("requests");
    ++m_counters.faults[std::size_t(fault.kind)];
    say([&] {
        return "phone " + std::to_string(phone.index) + " #" + std::to_string(phone.requests) + " " +
               sent.url.substr(sent.url.find("/v1/")) + " " + std::string(faultName(fault.kind));
    });
    const RequestId id = sent.id;
    const unsigned incarnation = phone.incarnation;
    if (sent.url.ends_with("/push")) {
        phone.lastPushes.emplace_back(sent.body, requestOf(sent, phone).bodyPacked);
        if (phone.lastPushes.size() > 4)
            phone.lastPushes.erase(phone.lastPushes.begin());
    }
    Rng rng(fault.roll);
    const std::uint64_t way = rng.between(5, 80);
    const std::uint64_t timeout = sent.timeoutMs;
    if (!phone.online)
        return fail(phone, incarnation, id, HttpFailure::Offline, 10);
    auto request = std::make_shared<SendRequest>(std::move(sent));
    const auto onItsWay = [&](std::uint64_t ms, bool second) {
        after(ms, [this, &phone, incarnation, request, fault, second, order = ++m_arrivals] {
            static_cast<void>(order);
            arrive(phone, incarnation, request, fault, second);
        });
    };
    switch (fault.kind) {
    case FaultKind::DropRequest:
        return fail(phone, incarnation, id, HttpFailure::Timeout, timeout);
    case FaultKind::Cut:
        return fail(phone, incarnation, id, HttpFailure::Cut, way);
    case FaultKind::Hotspot:
        return fail(phone, incarnation, id, HttpFailure::Offline, way);
    case FaultKind::Portal:
        return answer(phone, incarnation, id, {200, "text/html; charset=utf-8", {}, {}, std::string(html)},
                      way);
    case FaultKind::Gateway:
        return answer(phone, incarnation, id, {502, "text/html", {}, {}, std::string(html)}, way);
    case FaultKind::DropAnswer:
        fail(phone, incarnation, id, rng.chance(50) ? HttpFailure::Timeout : HttpFailure::Cut,
             rng.chance(50) ? timeout : way * 3);
        return onItsWay(way, true);
    case FaultKind::Late:
        fail(phone, incarnation, id, HttpFailure::Timeout, timeout);
        return onItsWay(timeout + rng.below(90'000), true);
    case FaultKind::Duplicate:
        onItsWay(way, false);
        return onItsWay(way + rng.below(rng.chance(50) ? 200 : 90'000), false);
    case FaultKind::Slow:
        return onItsWay(rng.between(1'000, timeout > 5'000 ? timeout - 4'000 : 1'000), false);
    case FaultKind::TruncateRequest:
        request->body.resize(std::size_t(rng.below(request->body.size() + 1)));
        return onItsWay(way, false);
    case FaultKind::CorruptRequest:
        corrupt(request->body, requestOf(*request, phone).path, true, rng);
        return onItsWay(way, false);
    case FaultKind::TruncateAnswer:
    case FaultKind::CorruptAnswer:
    case FaultKind::None:
        return onItsWay(way, false);
    }
}

/// The request is at the server. `second`: nobody waits for its answer.
void World::arrive(Phone& phone, unsigned incarnation, const std::shared_ptr<const SendRequest>& sent,
                   Fault fault, bool second)
{
    Rng rng(fault.roll ^ 0x5151515151515151);
    const std::uint64_t way = rng.between(5, 80);
    if (!m_city.running()) {
        if (!second)
            fail(phone, incarnation, sent->id, HttpFailure::Refused, way);
        return;
    }
    const HttpRequest request = requestOf(*sent, phone);
    m_city.latestMs = std::max(m_city.latestMs, m_city.clock.nowMs());
    HttpResponse response = m_city.handle(request);
    if (m_city.disk.disk().isDead()) {
        // Whatever it would have said, it never said.
        afterServerWork();
        if (!second)
            fail(phone, incarnation, sent->id, HttpFailure::Cut, way);
        return;
    }
    if (response.status >= 500 && !m_serverDiskTrouble)
        throw Violation(5, "the server failed at " + request.path + " with " +
                               std::to_string(response.status) + " and no trouble");
    checkExchange(phone, request, response);
    if (request.path == "/v1/rejoin") {
        count(response.status == 200 ? "let back in" : "not let back in yet");
        // Whom the server does not trust by itself the administrator finds on a list.
        if (response.status == 403)
            after(600'000, [this] {
                if (m_city.running() && !m_serverDiskTrouble && !m_city.disk.disk().isDead()) {
                    m_city.readmit();
                    afterServerWork();
                }
            });
    }
    if (second)
        return;
    HttpAnswer made = answerOf(std::move(response));
    if (fault.kind == FaultKind::TruncateAnswer)
        made.body.resize(std::size_t(rng.below(made.body.size() + 1)));
    if (fault.kind == FaultKind::CorruptAnswer)
        corrupt(made.body, request.path, false, rng);
    answer(phone, incarnation, sent->id, std::move(made), way);
}

void World::answer(Phone& phone, unsigned incarnation, RequestId id, HttpAnswer made, std::uint64_t ms)
{
    after(ms, [this, &phone, incarnation, id, made = std::move(made)] {
        if (phone.incarnation != incarnation || !phone.running())
            return;
        if (!phone.online) {
            onPhone(phone, [&] { take(phone, phone.session->httpFailed(id, HttpFailure::Cut)); });
            return;
        }
        if (onPhone(phone, [&] { take(phone, phone.session->httpAnswer(id, made)); }) &&
            ++phone.sinceCheck % 8 == 0)
            checkPhone(phone);
    });
}

void World::fail(Phone& phone, unsigned incarnation, RequestId id, HttpFailure kind, std::uint64_t ms)
{
    after(ms, [this, &phone, incarnation, id, kind] {
        if (phone.incarnation == incarnation && phone.running())
            onPhone(phone, [&] { take(phone, phone.session->httpFailed(id, kind)); });
    });
}

} // namespace qoloner::sim
