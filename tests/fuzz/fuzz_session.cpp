// SPDX-License-Identifier: Apache-2.0
// A device's real session and replica, and a server that answers anything: any bytes,
// spoiled answers, well-formed nonsense with good signatures, wrong statuses and headers,
// in any order. Whatever it says, the journal keeps what the person wrote, and when a
// sane server answers again everything unsent gets there.
#include "sync/sim/seeded_random.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/support/disk_replica.h"
#include "tests/sync/session_fixture.h"
#include <cstdlib>

using namespace qoloner;
using namespace qoloner::test;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

class Device {
public:
    Device() : m_vfs("fuzz-session")
    {
        sim::seedRandomness(1);
        DiskReplica device(m_vfs);
        Enrolment enrolment;
        enrolment.serverUrl = "https://sync.example";
        enrolment.enrolled = true;
        enrolment.serverKey = m_server.key.publicKey();
        enrolment.who = m_server.who();
        enrolment.scopes = m_server.scopes;
        enrolment.save(*device);
        device->commit({newArtisan(rowId(1))}).value();
        m_keys.secrets[std::string(deviceKeyName)] = std::string(32, 'a');
        m_config.seed = 3;
        m_start = m_vfs.disk();
    }

    void run(FuzzInput in)
    {
        m_vfs.insert(m_start);
        sim::seedRandomness(2);
        m_server = {};
        m_clock = {};
        m_requests.clear();
        m_timers.clear();
        DiskReplica device(m_vfs);
        m_device = &device;
        m_session = std::make_unique<SyncSession>(*device, m_clock, m_keys, m_config);
        m_written = 1;
        take(m_session->start());
        while (!in.empty())
            event(in);
        require(device.db().integer("SELECT count(*) FROM journal") >= m_written);

        recover();
        require(device.db().integer("SELECT count(*) FROM journal") >= m_written);
        require(device->pendingCount() == 0);
        require(integrityOf(device.db()) == "ok");
        m_session.reset();
    }

private:
    void event(FuzzInput& in)
    {
        switch (in.below(8)) {
        case 0: // time passes
            m_clock.ms += in.number();
            for (const auto& [lane, ms] : std::exchange(m_timers, {}))
                take(m_session->timerFired(lane));
            return;
        case 1:
            if (m_written < 6) {
                const bool wrote = (*m_device)->commit({newArtisan(rowId(int(++m_written)))}).has_value();
                if (!wrote)
                    --m_written;
                take(m_session->localWrite());
            }
            return;
        case 2:
            if (!m_requests.empty())
                take(m_session->httpFailed(pop(in).id, HttpFailure(in.below(6))));
            return;
        case 3:
            take(in.flag() ? m_session->networkConditions({in.flag(), in.flag(), in.flag()})
                           : m_session->syncNow());
            return;
        default:
            if (m_requests.empty())
                take(m_session->syncNow());
            if (m_requests.empty())
                return;
            const SendRequest request = pop(in);
            if (request.stream && in.flag())
                return stream(request, in);
            take(m_session->httpAnswer(request.id, answer(request, in)));
        }
    }

    /// News that come bit by bit, and end or go silent.
    void stream(const SendRequest& request, FuzzInput& in)
    {
        HttpAnswer head{200, std::string(protocol::liveMediaType), {}, {}, {}};
        if (in.below(8) == 7)
            head.contentType = std::string(in.bytes(40));
        take(m_session->streamOpened(request.id, head));
        for (std::size_t n = in.below(4); n-- > 0;)
            take(m_session->streamBytes(request.id, in.bytes(300)));
        if (in.flag())
            take(m_session->httpAnswer(request.id, {200, head.contentType, {}, {}, {}}));
    }

    HttpAnswer answer(const SendRequest& request, FuzzInput& in)
    {
        HttpAnswer out;
        switch (in.below(4)) {
        case 0: // any bytes
            out = {200, std::string(protocol::mediaType), {}, {}, std::string(in.bytes(1 << 16))};
            break;
        case 1: // what a sane server says
            return sane(request);
        case 2: { // the same, spoiled, inside its packing
            HttpAnswer good = sane(request);
            const bool packed = good.contentEncoding == "zstd";
            out = good;
            out.contentEncoding.clear();
            out.body = in.spoiled(protocol::unpack(good.body, packed, 1 << 22).value_or(std::string()));
            break;
        }
        default:
            out = nonsense(request, in);
        }
        static constexpr int statuses[] = {200, 200, 200, 200, 401, 403, 404,
                                           410, 413, 429, 500, 503, 511, 302};
        static constexpr const char* types[] = {"text/html", "", "Application/VND.qoloner.sync+CBOR ; q=1"};
        const std::uint8_t odd = in.byte();
        if (odd & 1)
            out.status = statuses[in.below(std::size(statuses))];
        if ((odd & 6) == 6)
            out.contentType = types[in.below(std::size(types))];
        if ((odd & 24) == 24)
            out.contentEncoding = in.flag() ? "zstd" : "br";
        if (odd & 32)
            out.retryAfter = std::string(in.bytes(24));
        return out;
    }

    HttpAnswer sane(const SendRequest& request)
    {
        const std::string path = request.url.substr(request.url.rfind('/') + 1);
        if (path == "hello")
            return m_server.hello();
        if (path == "challenge")
            return ScriptedServer::nonce();
        if (path == "token")
            return m_server.token();
        if (path == "push")
            return m_server.push(request);
        if (request.stream)
            return ScriptedServer::problem(503, "server_busy");
        return m_server.page();
    }

    /// Well-formed, well signed, and without sense.
    HttpAnswer nonsense(const SendRequest& request, FuzzInput& in)
    {
        const std::string path = request.url.substr(request.url.rfind('/') + 1);
        static constexpr const char* epochs[] = {"e1", "e2", "", "e3"};
        static constexpr const char* scopes[] = {"moderation", "public/almaty", "own/x", "region/KZ-62"};
        std::vector<std::string> granted;
        for (std::size_t n = in.below(4); n-- > 0;)
            granted.push_back(scopes[in.below(4)]);
        if (path == "hello")
            return ScriptedServer::ok(protocol::Hello{"almaty", epochs[in.below(4)], in.number(),
                                                      std::uint32_t(in.number()), std::uint32_t(in.number()),
                                                      m_server.key.publicKey()});
        if (path == "token") {
            Principal who{Role(in.below(6)), in.flag() ? rowId(900) : std::string(), "almaty", {}, {}};
            return ScriptedServer::ok(protocol::Token{std::string(in.bytes(64)), std::uint32_t(in.number()),
                                                      who, granted, in.number()});
        }
        if (path == "push") {
            const auto message = protocol::decode<protocol::Push>(ScriptedServer::bodyOf(request)).value();
            protocol::PushAnswer out;
            out.epoch = epochs[in.below(4)];
            for (const SignedMutation& mutation : message.mutations) {
                Answer answer;
                answer.dseq = in.flag() ? decodeMutation(mutation.body).value().dseq : Dseq(in.number());
                answer.outcome = Outcome(in.below(5));
                answer.rev = in.number();
                answer.effective = Hlc{in.number()};
                if (answer.outcome == Outcome::Rejected)
                    answer.error = {std::string(in.bytes(24)), std::string(in.bytes(24)), {}};
                // A fork asks for another name, which the server below has none of.
                if (answer.error.code == "device_forked")
                    answer.error.code = "other";
                answer.signature =
                    m_server.key.sign(protocol::receiptText(out.epoch, mutation.hash(), answer));
                out.answers.push_back(answer);
                if (in.below(8) == 7)
                    break;
            }
            out.highest = in.number();
            return ScriptedServer::ok(out);
        }
        if (path == "pull") {
            protocol::Page out;
            out.page.epoch = epochs[in.below(4)];
            std::vector<std::pair<std::string, std::string>> storage(in.below(6));
            for (auto& [stamps, fields] : storage) {
                RowState state = serverRow(in.number(), {});
                for (std::size_t n = in.below(5); n-- > 0;) {
                    const auto field = std::uint16_t(in.number() % 48);
                    state.fields[field] =
                        in.flag() ? Value(std::string(in.bytes(100))) : Value(std::int64_t(in.number()));
                    state.stamps.set(field, {Hlc{in.number()}, {DeviceId(in.number()), Dseq(in.number())}});
                }
                CborWriter writer;
                writeFields(writer, state.fields);
                stamps = in.spoiled(state.stamps.encode());
                fields = in.flag() ? writer.take() : in.spoiled(writer.take());
                const auto table =
                    in.flag() ? artisanTable(Facet(in.below(5))) : TableId{std::uint32_t(in.number() % 200)};
                out.page.rows.push_back({table, in.flag() ? rowId(int(in.below(4))) : std::string("felt"),
                                         state.rev, in.byte(), stamps, fields});
            }
            for (const std::string& scope : granted)
                out.page.cursor[scope] = in.number();
            out.page.complete = in.number();
            out.scopes = granted;
            out.more = in.flag();
            try {
                return ScriptedServer::ok(out);
            } catch (const std::invalid_argument&) { // our own encoder will not have it
                return ScriptedServer::html();
            }
        }
        return ScriptedServer::problem(400, std::string(in.bytes(40)));
    }

    SendRequest pop(FuzzInput& in)
    {
        const std::size_t which = in.below(m_requests.size());
        SendRequest request = std::move(m_requests[which]);
        m_requests.erase(m_requests.begin() + std::ptrdiff_t(which));
        return request;
    }

    /// Only sane answers from here on, the network is there, and time passes.
    void recover()
    {
        m_server.epoch = "e9"; // the server was mended, and says so
        take(m_session->networkConditions({}));
        for (int i = 0; i < 300; ++i) {
            if (!m_requests.empty()) {
                const SendRequest request = std::move(m_requests.front());
                m_requests.erase(m_requests.begin());
                if (request.stream)
                    take(m_session->streamOpened(request.id,
                                                 {200, std::string(protocol::liveMediaType), {}, {}, {}}));
                else
                    take(m_session->httpAnswer(request.id, sane(request)));
                continue;
            }
            if ((*m_device)->pendingCount() == 0 && m_session->status().lastError.code.empty())
                return;
            require(!m_timers.empty()); // else nothing would ever happen again
            m_clock.ms += 3'600'000;
            for (const auto& [lane, ms] : std::exchange(m_timers, {}))
                take(m_session->timerFired(lane));
        }
    }

    void take(SyncActions actions)
    {
        for (SyncAction& action : actions) {
            if (auto* request = std::get_if<SendRequest>(&action)) {
                for (const auto& [name, value] : request->headers)
                    require(value.find_first_of("\r\n") == std::string::npos);
                m_requests.push_back(std::move(*request));
                require(m_requests.size() <= syncLaneCount);
            } else if (auto* cancelled = std::get_if<CancelRequest>(&action)) {
                std::erase_if(m_requests, [&](const SendRequest& r) { return r.id == cancelled->id; });
            } else if (auto* timer = std::get_if<SetTimer>(&action)) {
                m_timers[timer->lane] = timer->ms;
            } else if (auto* stopped = std::get_if<StopTimer>(&action)) {
                m_timers.erase(stopped->lane);
            }
        }
    }

    sim::CrashVfs m_vfs;
    sim::SimulatedDisk m_start;
    ScriptedServer m_server;
    FakeClock m_clock;
    MemoryKeyStore m_keys;
    SyncConfig m_config;
    DiskReplica* m_device = nullptr;
    std::unique_ptr<SyncSession> m_session;
    std::vector<SendRequest> m_requests;
    std::map<SyncLane, std::uint64_t> m_timers;
    std::int64_t m_written = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Device device;
    device.run(FuzzInput(data, size));
    return 0;
}
