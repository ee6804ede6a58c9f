// SPDX-License-Identifier: Apache-2.0
// The device's session and the server's engine, without a network between them.
#include "sync/protocol/invite.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/sync/session_fixture.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct Server {
    explicit Server(const Clock& clock)
    {
        folder = dir.path().toStdString();
        if (!createCity(folder, "almaty", clock))
            qFatal("a city could not be made");
        store = std::make_unique<SqliteCityStore>(folder, SqliteCityStore::Access::Write);
        engine = std::make_unique<SyncEngine>(*store, clock, loadServerKey(folder));
    }
    void invite(const std::string& code, const std::string& actor, Role role,
                std::vector<std::string> regions = {})
    {
        InviteRecord record;
        record.codeHash = blake2b("qoloner-invite-1" + code);
        record.actor.id = actor;
        record.actor.name = "Айгүл";
        record.actor.role = role;
        record.actor.regions = std::move(regions);
        record.expiresMs = ~std::uint64_t(0) >> 16;
        store->write([&] { store->putInvite(record); });
    }
    template <class Message> static HttpAnswer say(const Result<Message>& result)
    {
        return result ? ScriptedServer::ok(*result) : ScriptedServer::problem(401, result.error().code);
    }
    HttpAnswer handle(const SendRequest& request)
    {
        const std::string path = request.url.substr(request.url.rfind("/v1/"));
        const std::string body = ScriptedServer::bodyOf(request);
        if (path == "/v1/hello")
            return ScriptedServer::ok(engine->hello());
        if (path == "/v1/enrol")
            return say(engine->enrol(protocol::decode<protocol::Enrol>(body).value()));
        if (path == "/v1/challenge")
            return ScriptedServer::ok(engine->challenge(protocol::decode<protocol::Challenge>(body).value()));
        if (path == "/v1/token")
            return say(engine->token(protocol::decode<protocol::TokenRequest>(body).value()));
        auto who = engine->visitor();
        for (const auto& [name, value] : request.headers)
            if (name == "Authorization")
                who = engine->session(value.substr(7)).value();
        if (path == "/v1/push")
            return ScriptedServer::ok(engine->push(who, protocol::decode<protocol::Push>(body).value()));
        return ScriptedServer::ok(engine->pull(who, protocol::decode<protocol::Pull>(body).value()).value());
    }
    QTemporaryDir dir;
    std::filesystem::path folder;
    std::unique_ptr<SqliteCityStore> store;
    std::unique_ptr<SyncEngine> engine;
};

/// A device that starts as a visitor and talks to `server`.
struct Device {
    Device(Server& s, char seed) : server(s), replica(std::string(32, seed))
    {
        keys.secrets[std::string(deviceKeyName)] = replica.key.seed();
        session = std::make_unique<SyncSession>(*replica.replica, replica.clock, keys);
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
    /// Lets all requests through; `loseAnswers`: how many answers get lost on the way back.
    void exchange(int loseAnswers = 0)
    {
        take(session->syncNow());
        for (int i = 0; i < 1000 && !requests.empty(); ++i) {
            const SendRequest request = std::move(requests.front());
            requests.erase(requests.begin());
            const HttpAnswer answer = server.handle(request);
            if (loseAnswers > 0 && request.url.ends_with("/push")) {
                --loseAnswers;
                take(session->httpFailed(request.id, HttpFailure::Cut));
                take(session->syncNow());
            } else {
                take(session->httpAnswer(request.id, answer));
            }
        }
    }
    void enrol(const std::string& code)
    {
        take(session->enrol("https://sync.example", code, "phone").value());
        exchange();
        if (!session->status().enrolled)
            qFatal("enrolment failed: %s", session->status().lastError.code.c_str());
    }
    Server& server;
    ReplicaFixture replica;
    MemoryKeyStore keys;
    std::unique_ptr<SyncSession> session;
    std::vector<SendRequest> requests;
};

Change consentOf(const std::string& artisan, const std::string& id)
{
    const auto f = [](const char* name) { return fieldId("consent", name); };
    return {OpKind::Put,
            entity("consent").id,
            id,
            {{f("artisan"), artisan},
             {f("purposes"), std::string("public_profile\nregistry")},
             {f("text_version"), std::string("1")},
             {f("lang"), std::string("kk")},
             {f("method"), std::string("paper")},
             {f("given_at"), std::int64_t(1'780'000'000'000)}}};
}

/// The approval of master 1 as `device` has the proposal now.
Change approvalOf(Device& device)
{
    Change change{OpKind::Approve, entity("artisan").id, rowId(1), {}};
    const auto draft = device.replica.replica->row(artisanTable(Facet::Draft), rowId(1));
    for (const auto& group : draft->stamps.groups())
        for (const std::uint16_t field : group.fields)
            change.seen[field] = group.stamp.dot;
    return change;
}

} // namespace

class SessionEngineTest : public QObject {
    Q_OBJECT
private slots:
    void twoDevicesConverge()
    {
        FakeClock clock;
        Server server(clock);
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        Device field(server, 'f');
        Device moderator(server, 'm');
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");

        QVERIFY(field.replica.replica->commit({newArtisan(rowId(1))}));
        field.exchange(3);
        QCOMPARE(field.session->status().lastError.code, std::string());
        QCOMPARE(field.session->status().pendingCount, std::size_t(0));
        QCOMPARE(field.replica.stateOf(1), JournalState::Settled);
        QCOMPARE(server.store->counts().mutations, std::uint64_t(1));

        moderator.exchange();
        QCOMPARE(moderator.replica.text(Facet::Draft, rowId(1), "name_kk"), std::string("Үлгі: Айша"));

        // Both edit while apart.
        QVERIFY(field.replica.replica->commit({patch(rowId(1), "story_kk", std::string("әңгіме"))}));
        QVERIFY(moderator.replica.replica->commit({patch(rowId(1), "story_ru", std::string("рассказ"))}));
        moderator.exchange(1);
        field.exchange(1);
        moderator.exchange();
        for (Device* device : {&field, &moderator}) {
            QCOMPARE(device->replica.text(Facet::Draft, rowId(1), "story_kk"), std::string("әңгіме"));
            QCOMPARE(device->replica.text(Facet::Draft, rowId(1), "story_ru"), std::string("рассказ"));
            QCOMPARE(device->session->status().pendingCount, std::size_t(0));
        }
        QCOMPARE(server.store->counts().mutations, std::uint64_t(3));
    }

    void anApprovalNamesWhatItsModeratorSawAndIsRefusedWhenThatChanged()
    {
        FakeClock clock;
        Server server(clock);
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        Device field(server, 'f');
        Device moderator(server, 'm');
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");
        QVERIFY(field.replica.replica->commit({newArtisan(rowId(1)), consentOf(rowId(1), rowId(2))}));
        field.exchange();
        moderator.exchange();

        // On the moderator's screen, while the line brings another name.
        const Change seen = approvalOf(moderator);
        QVERIFY(field.replica.replica->commit({patch(rowId(1), "name_kk", std::string("Басқа"))}));
        field.exchange();
        moderator.exchange();
        QCOMPARE(moderator.replica.text(Facet::Draft, rowId(1), "name_kk"), std::string("Басқа"));
        const auto approval = moderator.replica.replica->commit({seen});
        QVERIFY(approval);
        const auto sent = moderator.replica.replica->mutation(*approval);
        QCOMPARE(sent->ops[0].base, seen.seen);
        QVERIFY2(!moderator.replica.replica->row(artisanTable(Facet::Published), rowId(1)),
                 "what will be refused is not shown as published");
        moderator.exchange();
        const JournalEntry entry = moderator.replica.replica->journal(1).at(0);
        QCOMPARE(int(entry.state), int(JournalState::Rejected));
        QCOMPARE(entry.error.code, std::string("superseded"));
        QCOMPARE(entry.error.field, std::string("name_kk"));

        // Looked at once more, it is published.
        QVERIFY(moderator.replica.replica->commit({approvalOf(moderator)}, *approval));
        moderator.exchange();
        QCOMPARE(moderator.replica.text(Facet::Published, rowId(1), "name_kk"), std::string("Басқа"));
        QCOMPARE(int(moderator.replica.replica->journal(1).at(0).state), int(JournalState::Settled));
    }

    void whatCameInAfterwardsIsNotApprovedUnseen()
    {
        FakeClock clock;
        Server server(clock);
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        Device field(server, 'f');
        Device moderator(server, 'm');
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");
        QVERIFY(field.replica.replica->commit({newArtisan(rowId(1)), consentOf(rowId(1), rowId(2))}));
        field.exchange();
        moderator.exchange();
        const Change seen = approvalOf(moderator);
        QVERIFY(field.replica.replica->commit({patch(rowId(1), "story_kk", std::string("әңгіме"))}));
        field.exchange();
        moderator.exchange();
        QVERIFY(moderator.replica.replica->commit({seen}));
        moderator.exchange();
        QCOMPARE(int(moderator.replica.replica->journal(1).at(0).state), int(JournalState::Settled));
        QCOMPARE(moderator.replica.text(Facet::Published, rowId(1), "name_kk"), std::string("Үлгі: Айша"));
        QCOMPARE(moderator.replica.text(Facet::Published, rowId(1), "story_kk"), std::string("(nothing)"));
    }

    void anInviteWorksOnceAndAgainForItsOwner()
    {
        FakeClock clock;
        Server server(clock);
        server.invite("ABCD2345", rowId(901), Role::Moderator);
        Device first(server, 'f');
        first.take(first.session->enrol("https://sync.example", "abcd-2345", "phone").value());
        first.take(
            first.session->httpAnswer(first.requests.front().id, server.handle(first.requests.front())));
        const auto enrol = std::find_if(first.requests.begin(), first.requests.end(),
                                        [](const SendRequest& r) { return r.url.ends_with("/enrol"); });
        QVERIFY(enrol != first.requests.end());
        const SendRequest lost = *enrol;
        first.requests.erase(enrol);
        server.handle(lost);
        first.take(first.session->httpFailed(lost.id, HttpFailure::Cut));
        first.exchange();
        QVERIFY(first.session->status().enrolled);

        Device second(server, 's');
        second.take(second.session->enrol("https://sync.example", "ABCD2345", "phone").value());
        second.exchange();
        QVERIFY(!second.session->status().enrolled);
    }
};

QTEST_GUILESS_MAIN(SessionEngineTest)
#include "tst_session_engine.moc"
