// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/ids.h"
#include "sync/client/session.h"
#include "sync/protocol/certificate.h"
#include "tests/support/replica_fixture.h"
#include <algorithm>
#include <map>
#include <optional>

namespace qoloner::test {

/// Secrets in memory; can be made to refuse.
struct MemoryKeyStore final : KeyStore {
    std::map<std::string, std::string, std::less<>> secrets;
    bool refuses = false;
    std::optional<std::string> load(std::string_view name) override
    {
        const auto it = secrets.find(name);
        return it == secrets.end() ? std::nullopt : std::optional(it->second);
    }
    bool store(std::string_view name, std::string_view secret) override
    {
        if (!refuses)
            secrets[std::string(name)] = secret;
        return !refuses;
    }
};

/// A server that says what the test wants, and signs it.
struct ScriptedServer {
    SigningKey key = SigningKey::fromSeed(std::string(32, 's'));
    std::string epoch = "e1";
    std::vector<std::string> scopes{"moderation", "public/almaty"};
    Role role = Role::Moderator;
    std::uint64_t rev = 100;
    std::map<Dseq, std::string> taken; ///< what was applied, by number: its hash
    int applied = 0;

    template <class Message> static HttpAnswer ok(const Message& message)
    {
        HttpAnswer answer{200, std::string(protocol::mediaType), {}, {}, protocol::encode(message)};
        if (protocol::pack(answer.body))
            answer.contentEncoding = "zstd";
        return answer;
    }
    static HttpAnswer problem(int status, const std::string& code, const std::string& retryAfter = {})
    {
        return {status,
                std::string(protocol::mediaType),
                {},
                retryAfter,
                protocol::encode(protocol::Problem{{code}})};
    }
    static HttpAnswer html(int status = 200)
    {
        return {status, "text/html; charset=utf-8", {}, {}, "<html>Welcome"};
    }

    static std::string bodyOf(const SendRequest& request)
    {
        const bool packed = std::any_of(request.headers.begin(), request.headers.end(), [](const auto& h) {
            return h.first == "Content-Encoding" && h.second == "zstd";
        });
        return protocol::unpack(request.body, packed, protocol::maxRequestBytes).value();
    }
    Principal who() const { return {role, rowId(900), "almaty", {}, {}}; }
    HttpAnswer hello() const
    {
        return ok(protocol::Hello{"almaty", epoch, 1'780'000'000'000, schemaVersion, 1, key.publicKey()});
    }
    HttpAnswer enrolled(const std::string& deviceKey) const
    {
        constexpr std::uint64_t now = 1'780'000'000'000;
        const std::string certificate =
            issueCertificate({deviceKey, who(), now, now + certificateLifeMs}, key);
        return ok(protocol::Enrolled{who(), "Айгүл", certificate, key.publicKey()});
    }
    static HttpAnswer nonce() { return ok(protocol::Nonce{std::string(32, 'n')}); }
    HttpAnswer token(const std::string& text = "token-1", std::uint32_t life = 3600) const
    {
        return ok(protocol::Token{text, life, who(), scopes, 1'780'000'000'000});
    }
    HttpAnswer page(std::vector<PulledRow> rows = {}, bool more = false) const
    {
        protocol::Page message;
        message.page.epoch = epoch;
        message.page.rows = std::move(rows);
        for (const std::string& scope : scopes)
            message.page.cursor[scope] = rev;
        message.page.complete = more ? 0 : rev;
        message.scopes = scopes;
        message.more = more;
        return ok(message);
    }
    /// Answers a push as a real server would: each mutation once, whatever happens to the answer.
    HttpAnswer push(const SendRequest& request, Outcome outcome = Outcome::Applied)
    {
        const auto message = protocol::decode<protocol::Push>(bodyOf(request)).value();
        protocol::PushAnswer out;
        out.epoch = epoch;
        for (const SignedMutation& mutation : message.mutations) {
            Answer answer;
            answer.dseq = decodeMutation(mutation.body).value().dseq;
            answer.outcome = taken.contains(answer.dseq) ? Outcome::Duplicate : outcome;
            if (answer.outcome == Outcome::Applied) {
                taken[answer.dseq] = mutation.hash();
                ++applied;
            }
            answer.rev = outcome == Outcome::Held ? 0 : ++rev;
            answer.effective = Hlc::of(message.deviceMs);
            if (outcome == Outcome::Rejected)
                answer.error = {"forbidden"};
            answer.signature = key.sign(protocol::receiptText(epoch, mutation.hash(), answer));
            out.answers.push_back(answer);
            if (answer.outcome != Outcome::Held)
                out.highest = answer.dseq;
        }
        return ok(out);
    }
};

/// A session with its world: what it asked for lies in `requests` and `timers`.
struct SessionFixture {
    explicit SessionFixture(bool enrol = true)
    {
        config.seed = 42;
        keys.secrets[std::string(deviceKeyName)] = device.key.seed();
        Enrolment enrolment;
        enrolment.serverUrl = "https://sync.example";
        if (enrol) {
            enrolment.enrolled = true;
            enrolment.serverKey = server.key.publicKey();
            enrolment.who = server.who();
            enrolment.scopes = server.scopes;
            enrolment.save(*device.replica);
        } else {
            server.scopes = {"public/almaty"};
            enrolment.save(*device.replica);
        }
        make();
    }
    void make()
    {
        requests.clear();
        timers.clear();
        session = std::make_unique<SyncSession>(*device.replica, device.clock, keys, config);
    }
    void take(SyncActions actions)
    {
        for (SyncAction& action : actions) {
            if (auto* request = std::get_if<SendRequest>(&action))
                requests.push_back(std::move(*request));
            else if (auto* cancelled = std::get_if<CancelRequest>(&action))
                std::erase_if(requests, [&](const SendRequest& r) { return r.id == cancelled->id; });
            else if (auto* timer = std::get_if<SetTimer>(&action))
                timers[timer->lane] = timer->ms;
            else if (auto* stopped = std::get_if<StopTimer>(&action))
                timers.erase(stopped->lane);
        }
    }
    /// Path of each request in flight.
    std::vector<std::string> inFlight() const
    {
        std::vector<std::string> paths;
        for (const SendRequest& request : requests)
            paths.push_back(request.url.substr(request.url.rfind('/') + 1));
        std::sort(paths.begin(), paths.end());
        return paths;
    }
    std::optional<SendRequest> pop(const std::string& path)
    {
        for (auto it = requests.begin(); it != requests.end(); ++it)
            if (it->url.ends_with("/v1/" + path)) {
                SendRequest request = std::move(*it);
                requests.erase(it);
                return request;
            }
        return std::nullopt;
    }
    /// Answers the request to `path`; false when there is none.
    bool answer(const std::string& path, const HttpAnswer& what)
    {
        const auto request = pop(path);
        if (request)
            take(session->httpAnswer(request->id, what));
        return request.has_value();
    }
    bool answerPush(Outcome outcome = Outcome::Applied)
    {
        const auto request = pop("push");
        if (request)
            take(session->httpAnswer(request->id, server.push(*request, outcome)));
        return request.has_value();
    }
    bool break_(const std::string& path, HttpFailure kind)
    {
        const auto request = pop(path);
        if (request)
            take(session->httpFailed(request->id, kind));
        return request.has_value();
    }
    void fire(SyncLane lane)
    {
        timers.erase(lane);
        take(session->timerFired(lane));
    }
    /// hello, challenge, token: push and pull may go.
    bool connect()
    {
        take(session->start());
        return answer("hello", server.hello()) && answer("challenge", server.nonce()) &&
               answer("token", server.token());
    }
    void write(int n)
    {
        device.replica->commit({newArtisan(rowId(n))}).value();
        take(session->localWrite());
    }
    /// Answers all as a healthy server does, and fires what is due, until all is quiet.
    void settle()
    {
        for (int i = 0; i < 200; ++i) {
            if (answer("hello", server.hello()) || answer("challenge", server.nonce()) ||
                answer("token", server.token()) || answerPush() || answer("pull", server.page()))
                continue;
            if (!timers.contains(SyncLane::Push) && !timers.contains(SyncLane::Contact))
                return;
            fire(timers.begin()->first);
        }
    }
    std::string error() const { return session->status().lastError.code; }

    ReplicaFixture device;
    ScriptedServer server;
    MemoryKeyStore keys;
    SyncConfig config;
    std::unique_ptr<SyncSession> session;
    std::vector<SendRequest> requests;
    std::map<SyncLane, std::uint64_t> timers;
};

} // namespace qoloner::test
