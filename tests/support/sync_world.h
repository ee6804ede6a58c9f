// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/ids.h"
#include "sync/server/city_folder.h"
#include "sync/server/compaction.h"
#include "sync/server/engine.h"
#include "sync/server/http_status.h"
#include "tests/support/test_store.h"
#include "tests/sync/session_fixture.h"
#include <fstream>
#include <functional>
#include <iterator>

/// Real devices and a real server on one table: replicas, sessions and the engine, with
/// messages encoded as they travel and no network between them.
namespace qoloner::test {

struct WorldServer {
    explicit WorldServer(const Clock& c) : clock(c)
    {
        createCity(path(), "almaty", clock);
        open();
    }
    /// A folder prepared before: a key, maybe a file of an earlier version.
    WorldServer(const Clock& c, const std::function<void(const std::string&)>& prepare) : clock(c)
    {
        prepare(path());
        createCity(path(), "almaty", clock);
        open();
    }
    std::string path() const { return dir.path().toStdString(); }
    /// As after a restart.
    void open()
    {
        const CatalogueScope version(*speaks);
        engine.reset();
        store = openTestStore(path());
        foundCity(*store, loadServerKey(path()), "almaty", "e" + schemaOf(path()), clock);
        engine = std::make_unique<SyncEngine>(*store, clock, loadServerKey(path()));
    }
    void invite(const std::string& code, const std::string& actor, Role role,
                std::vector<std::string> regions = {}, const std::string& artisan = {})
    {
        InviteRecord record;
        record.codeHash = blake2b("qoloner-invite-1" + code);
        record.actor = {actor, "Үлгі: " + std::string(roleName(role)), role, artisan, std::move(regions)};
        record.expiresMs = ~std::uint64_t(0) >> 16;
        store->write([&] { store->putInvite(record); });
    }
    void setRegions(const std::string& actor, std::vector<std::string> regions)
    {
        store->write([&] {
            ActorRecord record = store->actor(actor).value();
            record.regions = std::move(regions);
            store->putActor(record);
        });
    }
    std::optional<RowState> row(TableId table, const std::string& id) const
    {
        auto stored = store->row({table, id});
        return stored ? std::optional(stored->state) : std::nullopt;
    }
    template <class Message> static HttpAnswer say(const Result<Message>& result)
    {
        if (result)
            return ScriptedServer::ok(*result);
        return ScriptedServer::problem(httpStatusOf(result.error()), result.error().code);
    }
    HttpAnswer handle(const SendRequest& request)
    {
        const CatalogueScope version(*speaks);
        const std::string path = request.url.substr(request.url.rfind("/v1/"));
        const std::string body = ScriptedServer::bodyOf(request);
        if (path == "/v1/hello")
            return ScriptedServer::ok(engine->hello());
        if (path == "/v1/enrol")
            return say(engine->enrol(protocol::decode<protocol::Enrol>(body).value()));
        if (path == "/v1/fork")
            return say(engine->fork(protocol::decode<protocol::Fork>(body).value()));
        if (path == "/v1/rejoin")
            return say(engine->rejoin(protocol::decode<protocol::Rejoin>(body).value()));
        if (path == "/v1/challenge")
            return ScriptedServer::ok(engine->challenge(protocol::decode<protocol::Challenge>(body).value()));
        if (path == "/v1/token")
            return say(engine->token(protocol::decode<protocol::TokenRequest>(body).value()));
        auto who = engine->visitor();
        for (const auto& [name, value] : request.headers)
            if (name == "Authorization") {
                const auto session = engine->session(value.substr(7));
                if (!session)
                    return ScriptedServer::problem(401, session.error().code);
                who = *session;
            }
        if (path != "/v1/push" && path != "/v1/pull")
            return ScriptedServer::problem(404, "not_found"); // nobody tells the news here
        if (path == "/v1/push")
            return ScriptedServer::ok(engine->push(who, protocol::decode<protocol::Push>(body).value()));
        return say(Result<protocol::Page>(engine->pull(who, protocol::decode<protocol::Pull>(body).value())));
    }

    /// All that old deletions need: folds those older than `keepMs`.
    Compaction::Report compact(std::uint64_t keepMs = tombstoneLifeMs)
    {
        Compaction pass(*store, clock, keepMs);
        while (pass.step())
            ;
        return pass.report();
    }

    const Clock& clock;
    const Catalogue* speaks = &builtInCatalogue(); ///< the version this server is of
    QTemporaryDir dir;
    std::unique_ptr<CityStore> store;
    std::unique_ptr<SyncEngine> engine;
};

struct WorldDevice {
    explicit WorldDevice(WorldServer& s, char seed = 'a') : server(s), local(std::string(32, seed))
    {
        keys.secrets[std::string(deviceKeyName)] = local.key.seed();
        restart();
    }
    /// As after a kill: the file is all that is left.
    void restart()
    {
        const CatalogueScope version(*speaks);
        requests.clear();
        session.reset();
        local.reopen();
        session = std::make_unique<SyncSession>(*local.replica, local.clock, keys, config);
        take(session->start());
    }
    /// The replica's file as it is now: what a phone's own backup holds of it.
    std::string backup()
    {
        requests.clear();
        session.reset();
        local.replica.reset();
        local.db.reset();
        std::string saved = bytesOf(file());
        restart();
        return saved;
    }
    /// The phone is put back to `saved`; what the key store holds stays.
    void restore(const std::string& saved)
    {
        requests.clear();
        session.reset();
        local.replica.reset();
        local.db.reset();
        std::ofstream(file(), std::ios::binary) << saved;
        restart();
    }
    std::string file() const { return local.dir.filePath("replica.db").toStdString(); }
    static std::string bytesOf(const std::string& path)
    {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void take(SyncActions actions)
    {
        for (SyncAction& action : actions) {
            if (auto* request = std::get_if<SendRequest>(&action))
                requests.push_back(std::move(*request));
            else if (auto* cancelled = std::get_if<CancelRequest>(&action))
                std::erase_if(requests, [&](const SendRequest& r) { return r.id == cancelled->id; });
        }
    }
    /// What the line does to a request: let it through, lose it, or lose its answer.
    enum class Line { Through, LoseRequest, LoseAnswer, Stop };
    using Weather = std::function<Line(const std::string& path)>;
    /// Lets requests through until none is left or the weather says stop.
    void exchange(const Weather& weather = {})
    {
        const CatalogueScope version(*speaks);
        take(session->syncNow());
        for (int i = 0; i < 100'000 && !requests.empty(); ++i) {
            const std::string path = requests.front().url.substr(requests.front().url.rfind('/') + 1);
            const Line line = weather ? weather(path) : Line::Through;
            if (line == Line::Stop)
                return;
            const SendRequest request = std::move(requests.front());
            requests.erase(requests.begin());
            std::optional<HttpAnswer> answer;
            if (line != Line::LoseRequest)
                answer = server.handle(request);
            if (line == Line::Through) {
                take(session->httpAnswer(request.id, *answer));
            } else {
                take(session->httpFailed(request.id, HttpFailure::Cut));
                take(session->syncNow());
            }
        }
    }
    void enrol(const std::string& code)
    {
        const CatalogueScope version(*speaks);
        take(session->enrol("https://sync.example", code, "phone").value());
        exchange();
        if (!session->status().enrolled)
            qFatal("enrolment failed: %s", session->status().lastError.code.c_str());
    }
    Result<Dseq> commit(const std::vector<Change>& changes, Dseq mends = 0)
    {
        const CatalogueScope version(*speaks);
        auto done = local.replica->commit(changes, mends);
        if (done)
            take(session->localWrite());
        return done;
    }
    bool shows(TableId table, const std::string& id) const
    {
        return local.replica->row(table, id).has_value();
    }
    std::optional<JournalEntry> entry(Dseq dseq) const { return local.replica->entry(dseq); }
    JournalState stateOf(Dseq dseq) const
    {
        const auto found = entry(dseq);
        return found ? found->state : JournalState::Closed;
    }
    /// Gives every request to the server only when asked for it: one of these at a time.
    bool step(const std::string& path)
    {
        const CatalogueScope version(*speaks);
        for (auto it = requests.begin(); it != requests.end(); ++it)
            if (it->url.ends_with("/v1/" + path)) {
                const SendRequest request = std::move(*it);
                requests.erase(it);
                take(session->httpAnswer(request.id, server.handle(request)));
                return true;
            }
        return false;
    }

    const Catalogue* speaks = &builtInCatalogue(); ///< the version this app is of
    WorldServer& server;
    ReplicaFixture local;
    MemoryKeyStore keys;
    SyncConfig config;
    std::unique_ptr<SyncSession> session;
    std::vector<SendRequest> requests;
};

} // namespace qoloner::test
