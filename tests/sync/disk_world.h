// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/protocol/invite.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/store/sqlite_city_store.h"
#include "sync/sim/seeded_random.h"
#include "tests/support/disk_replica.h"
#include "tests/sync/session_fixture.h"

namespace qoloner::test {

/// A city's real engine on a disk in memory, asked without a network.
class DiskServer {
public:
    explicit DiskServer(sim::CrashVfs& vfs) : m_vfs(vfs) {}
    /// An empty city, on a disk of its own.
    void found()
    {
        m_vfs.insert(sim::SimulatedDisk());
        SqliteCityStore store("/city", SqliteCityStore::Access::Create, m_vfs.name());
        foundCity(store, m_key, "almaty", "epoch-1", m_clock);
        start();
    }
    void start()
    {
        stop();
        m_store = std::make_unique<SqliteCityStore>("/city", SqliteCityStore::Access::Write, m_vfs.name());
        m_engine = std::make_unique<SyncEngine>(*m_store, m_clock, m_key);
    }
    void stop()
    {
        m_engine.reset();
        m_store.reset();
    }
    void invite(const std::string& code, const std::string& actor, Role role,
                std::vector<std::string> regions = {})
    {
        InviteRecord record;
        record.codeHash = blake2b("qoloner-invite-1" + code);
        record.actor = {actor, "Үлгі", role, {}, std::move(regions)};
        record.expiresMs = ~std::uint64_t(0) >> 16;
        m_store->write([&] { m_store->putInvite(record); });
    }
    HttpAnswer handle(const SendRequest& request)
    {
        const std::string path = request.url.substr(request.url.rfind("/v1/"));
        const std::string body = ScriptedServer::bodyOf(request);
        if (path == "/v1/hello")
            return ScriptedServer::ok(m_engine->hello());
        if (path == "/v1/enrol")
            return say(m_engine->enrol(protocol::decode<protocol::Enrol>(body).value()));
        if (path == "/v1/challenge")
            return ScriptedServer::ok(
                m_engine->challenge(protocol::decode<protocol::Challenge>(body).value()));
        if (path == "/v1/token")
            return say(m_engine->token(protocol::decode<protocol::TokenRequest>(body).value()));
        auto who = m_engine->visitor();
        for (const auto& [name, value] : request.headers)
            if (name == "Authorization")
                who = m_engine->session(value.substr(7)).value();
        if (path == "/v1/push")
            return ScriptedServer::ok(m_engine->push(who, protocol::decode<protocol::Push>(body).value()));
        return ScriptedServer::ok(
            m_engine->pull(who, protocol::decode<protocol::Pull>(body).value()).value());
    }
    SqliteCityStore& store() { return *m_store; }
    SyncEngine& engine() { return *m_engine; }

private:
    template <class Message> static HttpAnswer say(const Result<Message>& result)
    {
        return result ? ScriptedServer::ok(*result) : ScriptedServer::problem(401, result.error().code);
    }

    sim::CrashVfs& m_vfs;
    FakeClock m_clock;
    SigningKey m_key = SigningKey::fromSeed(std::string(32, 's'));
    std::unique_ptr<SqliteCityStore> m_store;
    std::unique_ptr<SyncEngine> m_engine;
};

/// An app on a disk that may die under it: its replica and its session. When the disk is
/// dead, the app is: nothing it says from there on reaches anybody.
class DiskApp {
public:
    DiskApp(sim::CrashVfs& vfs, DiskServer& server) : m_vfs(vfs), m_server(server)
    {
        m_keys.secrets[std::string(deviceKeyName)] = std::string(32, 'a');
        m_config.seed = 7;
        m_config.pullRows = 10; // many pages
    }
    bool dead() const { return m_vfs.disk().isDead(); }

    /// Throws StorageError when the disk does not let it.
    void start()
    {
        end();
        m_device = std::make_unique<DiskReplica>(m_vfs);
        m_session = std::make_unique<SyncSession>(**m_device, m_clock, m_keys, m_config);
        take(m_session->start());
    }
    void end()
    {
        m_session.reset();
        m_device.reset();
        m_requests.clear();
        m_timers.clear();
    }
    void enrol(const std::string& code)
    {
        take(m_session->enrol("https://sync.example", code, "phone").value());
        exchange();
        if (!m_session->status().enrolled)
            qFatal("enrolment failed: %s", m_session->status().lastError.code.c_str());
    }
    /// A person saves something; throws as Replica::commit does.
    Result<Dseq> save(const std::vector<Change>& changes)
    {
        auto dseq = (*m_device)->commit(changes);
        take(m_session->localWrite());
        return dseq;
    }
    /// Lets requests through and time pass until there is nothing to do but to poll, the
    /// disk dies, or something keeps failing. `loseAnswers`: pushes whose answer gets lost.
    void exchange(int loseAnswers = 0)
    {
        for (int i = 0; i < 400 && !dead(); ++i) {
            if (!m_requests.empty()) {
                const SendRequest request = std::move(m_requests.front());
                m_requests.erase(m_requests.begin());
                const HttpAnswer answer = m_server.handle(request);
                if (loseAnswers > 0 && request.url.ends_with("/push")) {
                    --loseAnswers;
                    take(m_session->httpFailed(request.id, HttpFailure::Cut));
                } else {
                    take(m_session->httpAnswer(request.id, answer));
                }
                continue;
            }
            const auto due = std::find_if(m_timers.begin(), m_timers.end(),
                                          [&](const auto& timer) { return timer.second < m_config.pollMs; });
            if (due == m_timers.end())
                return;
            if (++m_waits > 30)
                return;
            const SyncLane lane = due->first;
            m_timers.erase(due);
            take(m_session->timerFired(lane));
        }
    }
    /// A while goes by: every timer rings. Nobody writes anything.
    void wait()
    {
        m_waits = 0;
        for (const auto& [lane, ms] : std::exchange(m_timers, {}))
            take(m_session->timerFired(lane));
        exchange();
    }
    DiskReplica& device() { return *m_device; }
    Replica& replica() { return **m_device; }
    const SyncStatus& status() const { return m_session->status(); }
    std::string text(const std::string& id, std::string_view field) const
    {
        const auto row = (*m_device)->row(artisanTable(Facet::Draft), id);
        if (!row)
            return "(no row)";
        const auto value = row->fields.find(artisanField(field));
        return value == row->fields.end() ? "(nothing)" : std::get<std::string>(value->second);
    }

private:
    void take(SyncActions actions)
    {
        if (dead())
            return;
        for (SyncAction& action : actions) {
            if (auto* request = std::get_if<SendRequest>(&action))
                m_requests.push_back(std::move(*request));
            else if (auto* cancelled = std::get_if<CancelRequest>(&action))
                std::erase_if(m_requests, [&](const SendRequest& r) { return r.id == cancelled->id; });
            else if (auto* timer = std::get_if<SetTimer>(&action))
                m_timers[timer->lane] = timer->ms;
            else if (auto* stopped = std::get_if<StopTimer>(&action))
                m_timers.erase(stopped->lane);
        }
    }

    sim::CrashVfs& m_vfs;
    DiskServer& m_server;
    FakeClock m_clock;
    MemoryKeyStore m_keys;
    SyncConfig m_config;
    std::unique_ptr<DiskReplica> m_device;
    std::unique_ptr<SyncSession> m_session;
    std::vector<SendRequest> m_requests;
    std::map<SyncLane, std::uint64_t> m_timers;
    int m_waits = 0;
};

} // namespace qoloner::test
