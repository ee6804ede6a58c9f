// SPDX-License-Identifier: Apache-2.0
// Any requests to the server's routes: from strangers with any bytes, and from an enrolled
// device whose signature holds over any mutation. Every request is answered, by a status
// a device understands and a body it can read, and never because something was thrown.
#include "core/domain/ids.h"
#include "sync/protocol/messages.h"
#include "sync/server/city_folder.h"
#include "sync/server/http_api.h"
#include "sync/server/store/sqlite_city_store.h"
#include "sync/sim/crash_vfs.h"
#include "sync/sim/seeded_random.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/support/replica_fixture.h"
#include <QTemporaryDir>
#include <cstdlib>
#include <future>
#include <sqlite3.h>

using namespace qoloner;
using namespace qoloner::test;

namespace {

const std::string inviteCode = "ABCD2345";

class Site {
public:
    Site() : m_vfs("fuzz-server"), m_device(SigningKey::fromSeed(std::string(32, 'a')))
    {
        sim::seedRandomness(1);
        // The handler opens its files by the default VFS: here that is a disk in memory.
        sqlite3_vfs_register(sqlite3_vfs_find(m_vfs.name()), 1);
        const std::string folder = m_dir.path().toStdString();
        createCity(folder, "almaty", m_clock);
        {
            SqliteCityStore store(folder, SqliteCityStore::Access::Write);
            store.write([&] {
                store.putInvite({blake2b("qoloner-invite-1" + inviteCode),
                                 {rowId(900), "Үлгі", Role::Moderator, {}, {"KZ-62"}},
                                 ~std::uint64_t(0) >> 16,
                                 0});
            });
        }
        open();
        ask("POST", "/v1/enrol",
            protocol::encode(protocol::Enrol{inviteCode, m_device.publicKey(),
                                             m_device.sign("qoloner-enrol-1" + inviteCode), "phone"}));
        const auto nonce = protocol::decode<protocol::Nonce>(
            ask("POST", "/v1/challenge", protocol::encode(protocol::Challenge{m_device.device()})).body);
        const auto token = protocol::decode<protocol::Token>(
            ask("POST", "/v1/token",
                protocol::encode(protocol::TokenRequest{m_device.device(), nonce.value().nonce,
                                                        m_device.sign("qoloner-token-1" + nonce->nonce)}))
                .body);
        m_token = token.value().token;
        // One master to change, to approve, to collide with.
        const Change change = newArtisan(rowId(1));
        pushOps({{OpKind::Put, change.entity, change.row, change.fields, {}}});
        m_firstDseq = m_dseq;
        m_firstHash = m_last;
        m_api.reset();
        m_start = m_vfs.disk();
        open();
    }
    ~Site() { m_api.reset(); }

    void run(FuzzInput in)
    {
        const std::uint64_t before = m_vfs.disk().changes();
        for (int i = 0; i < 6 && !in.empty(); ++i)
            one(in);
        if (ask("GET", "/v1/hello", {}).status != 200)
            std::abort();
        if (m_vfs.disk().changes() != before) {
            m_api.reset();
            m_vfs.insert(m_start);
            open();
        }
    }

private:
    void open()
    {
        m_api = std::make_unique<HttpApi>(m_dir.path().toStdString(), m_clock, 1);
        m_dseq = m_firstDseq;
        m_last = m_firstHash;
    }
    HttpResponse ask(HttpRequest request)
    {
        std::promise<HttpResponse> answer;
        m_api->handle(std::move(request), [&](HttpResponse r) { answer.set_value(std::move(r)); });
        return answer.get_future().get();
    }
    HttpResponse ask(const char* method, const char* path, std::string body)
    {
        HttpRequest request;
        request.method = method;
        request.path = path;
        request.body = std::move(body);
        request.address = "127.0.0.1";
        return ask(std::move(request));
    }
    void push(std::vector<SignedMutation> mutations)
    {
        HttpRequest request;
        request.method = "POST";
        request.path = "/v1/push";
        request.token = m_token;
        const std::size_t count = mutations.size();
        request.body = protocol::encode(protocol::Push{m_clock.ms, std::move(mutations)});
        const HttpResponse response = ask(std::move(request));
        const auto answer = protocol::decode<protocol::PushAnswer>(response.body);
        if (response.status != 200 || !answer || answer->answers.size() != count)
            std::abort();
    }
    void pushOps(std::vector<Op> ops)
    {
        Mutation mutation{m_device.device(),
                          ++m_dseq,
                          newUuid7(m_clock.ms),
                          rowId(900),
                          schemaVersion,
                          Hlc::of(m_clock.ms),
                          0,
                          m_last.empty() ? std::string(32, '\0') : m_last,
                          std::move(ops)};
        SignedMutation sealed = signMutation(mutation, m_device);
        m_last = sealed.hash();
        push({std::move(sealed)});
    }

    void one(FuzzInput& in)
    {
        static constexpr const char* paths[] = {"/v1/hello", "/v1/enrol", "/v1/challenge", "/v1/token",
                                                "/v1/push",  "/v1/pull",  "/healthz",      "/readyz",
                                                "/metrics",  "/",         "/v1/events"};
        static constexpr const char* methods[] = {"POST", "GET", "HEAD", "PUT", "OPTIONS"};
        switch (in.below(4)) {
        case 0: { // any bytes to any route
            HttpRequest request;
            request.path = paths[in.below(std::size(paths))];
            request.method = methods[in.below(std::size(methods))];
            const std::uint8_t flags = in.byte();
            request.bodyPacked = (flags & 1) != 0;
            request.takesPacked = (flags & 2) != 0;
            request.oddEncoding = (flags & 4) != 0;
            if (flags & 8)
                request.token = m_token;
            if (flags & 16)
                request.token = in.spoiled(m_token);
            if (flags & 32)
                request.accept = std::string(in.bytes(64));
            request.address = std::string(1, char('a' + in.below(3)));
            request.body = std::string(in.bytes(1 << 16));
            check(request);
            break;
        }
        case 1: { // any bytes, signed as a mutation
            std::vector<SignedMutation> mutations;
            for (std::size_t n = in.below(4); n-- > 0 && !in.empty();) {
                SignedMutation sealed;
                sealed.body = std::string(in.bytes(4096));
                sealed.signature = m_device.sign(sealed.body);
                mutations.push_back(std::move(sealed));
            }
            push(std::move(mutations));
            break;
        }
        case 2: { // ops of any kind, in a mutation that follows the last
            std::vector<Op> ops;
            for (std::size_t n = 1 + in.below(3); n-- > 0;)
                ops.push_back(anOp(in));
            pushOps(std::move(ops));
            break;
        }
        default: { // a pull with any cursor
            protocol::Pull pull;
            pull.epoch = in.flag() ? "epoch" : std::string(in.bytes(40));
            static constexpr const char* scopes[] = {"public/almaty", "moderation", "region/KZ-62", "own/x"};
            for (std::size_t n = in.below(4); n-- > 0;)
                pull.cursor[scopes[in.below(4)]] = in.number();
            pull.limit = std::uint32_t(1 + in.number() % 5000);
            HttpRequest request;
            request.method = "POST";
            request.path = "/v1/pull";
            request.token = in.flag() ? m_token : std::string();
            request.body = in.spoiled(protocol::encode(pull));
            check(request);
        }
        }
    }
    Op anOp(FuzzInput& in)
    {
        const auto all = catalogue();
        const Entity& entity = all[in.below(all.size())];
        Op op{OpKind(1 + in.below(6)),
              entity.id,
              in.flag() ? rowId(int(in.below(3))) : std::string("felt"),
              {},
              {}};
        for (std::size_t n = in.below(6); n-- > 0 && !entity.fields.empty();) {
            const Field& field = entity.fields[in.below(entity.fields.size())];
            switch (in.below(4)) {
            case 0:
                op.fields[field.id] = std::int64_t(in.number());
                break;
            case 1:
                op.fields[field.id] = std::string(in.bytes(200));
                break;
            case 2:
                op.fields[field.id] = rowId(int(in.below(3)));
                break;
            default:
                op.fields[field.id] = Value{};
            }
            if (in.flag())
                op.base[in.flag() ? field.id : std::uint16_t(0)] = {
                    in.flag() ? m_device.device() : DeviceId(in.number()), Dseq(in.number())};
        }
        return op;
    }
    void check(const HttpRequest& request)
    {
        const HttpResponse response = ask(request);
        const bool known = response.status == 200 || (response.status >= 400 && response.status < 500);
        if (!known) // 5xx: something was thrown
            std::abort();
        if (response.type == protocol::mediaType && response.status != 200 &&
            !protocol::decode<protocol::Problem>(response.body))
            std::abort();
        (void)serialise(response, true, request.method != "HEAD");
    }

    sim::CrashVfs m_vfs;
    QTemporaryDir m_dir;
    FakeClock m_clock;
    SigningKey m_device;
    std::string m_token;
    Dseq m_dseq = 0, m_firstDseq = 0;
    std::string m_last, m_firstHash;
    sim::SimulatedDisk m_start;
    std::unique_ptr<HttpApi> m_api;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Never taken down: the threads of a process that ends have nobody to answer to.
    static Site* const site = new Site;
    site->run(FuzzInput(data, size));
    return 0;
}
