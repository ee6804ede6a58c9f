// SPDX-License-Identifier: Apache-2.0
#include "core/domain/ids.h"
#include "sync/protocol/invite.h"
#include "sync/server/city_folder.h"
#include "sync/server/http_api.h"
#include "sync/server/http_server.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"

#include <arpa/inet.h>
#include <atomic>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace qoloner::bench {

namespace {

/// One kept connection to 127.0.0.1.
class Line {
public:
    explicit Line(std::uint16_t port) : m_socket(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        if (m_socket < 0 || connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0 ||
            setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
            throw std::runtime_error("no connection");
    }
    ~Line() { close(m_socket); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    template <class Answer>
    Answer post(const std::string& path, const std::string& body, const std::string& token = {})
    {
        std::string request = "POST " + path +
                              " HTTP/1.1\r\nHost: city\r\nContent-Length: " + std::to_string(body.size()) +
                              "\r\n";
        if (!token.empty())
            request += "Authorization: Bearer " + token + "\r\n";
        request += "\r\n" + body;
        for (std::size_t sent = 0; sent < request.size();) {
            const ssize_t n = send(m_socket, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
            if (n <= 0)
                throw std::runtime_error("cannot send");
            sent += std::size_t(n);
        }
        std::string in;
        std::size_t whole = std::string::npos;
        while (in.size() < whole) {
            char some[65536];
            const ssize_t n = recv(m_socket, some, sizeof some, 0);
            if (n <= 0)
                throw std::runtime_error("no answer");
            in.append(some, std::size_t(n));
            const std::size_t head = in.find("\r\n\r\n");
            if (whole != std::string::npos || head == std::string::npos)
                continue;
            const std::string name = "Content-Length: ";
            whole = head + 4 + std::stoul(in.substr(in.find(name) + name.size()));
        }
        auto answer = protocol::decode<Answer>(in.substr(in.find("\r\n\r\n") + 4));
        if (!answer)
            throw std::runtime_error("refused: " + in.substr(0, in.find('\r')));
        return std::move(*answer);
    }

private:
    int m_socket;
};

/// A moderator's device, signed in.
struct Client {
    Client(std::uint16_t port, const std::string& code) : line(port)
    {
        const auto enrolled = line.post<protocol::Enrolled>(
            "/v1/enrol",
            encode(protocol::Enrol{code, key.publicKey(), key.sign("qoloner-enrol-1" + code), "bench"}));
        actor = enrolled.who.actor;
        const std::string nonce =
            line.post<protocol::Nonce>("/v1/challenge", encode(protocol::Challenge{key.device()})).nonce;
        token =
            line.post<protocol::Token>(
                    "/v1/token",
                    encode(protocol::TokenRequest{key.device(), nonce, key.sign("qoloner-token-1" + nonce)}))
                .token;
    }

    protocol::Push next(std::size_t count)
    {
        const std::uint64_t now = SystemClock().nowMs();
        protocol::Push push{now, {}};
        for (std::size_t n = 0; n < count; ++n) {
            Mutation m{key.device(), ++dseq, newUuid7(now), actor, schemaVersion, Hlc::of(now), 0, last, {}};
            m.ops.push_back({OpKind::Put,
                             entity("craft").id,
                             "c" + std::to_string(key.device()) + "-" + std::to_string(dseq),
                             {{fieldId("craft", "name_kk"), std::string("қолөнер")}},
                             {}});
            push.mutations.push_back(signMutation(m, key));
            last = push.mutations.back().hash();
        }
        return push;
    }
    void push(const std::string& body)
    {
        for (const Answer& answer : line.post<protocol::PushAnswer>("/v1/push", body, token).answers)
            if (answer.outcome != Outcome::Applied)
                throw std::runtime_error("not applied: " + answer.error.code);
    }
    void pull(std::size_t rows)
    {
        const auto page = line.post<protocol::Page>("/v1/pull", encode(wanted), token);
        if (page.more || page.page.rows.size() < rows)
            throw std::runtime_error("not the row");
        wanted.epoch = page.page.epoch;
        wanted.cursor = page.page.cursor;
    }

    SigningKey key = SigningKey::generate();
    Line line;
    std::string actor, token, last = std::string(32, '\0');
    Dseq dseq = 0;
    protocol::Pull wanted;
};

void percentile(std::vector<double>& times, const char* name, int percent, double floorMs)
{
    std::sort(times.begin(), times.end());
    report(name, times[times.size() * std::size_t(percent) / 100] * 1e3, "ms", floorMs);
}

} // namespace

/// One row pushed and one row pulled over loopback, fsync included, alone and
/// while another device pushes batch after batch. Floor: one write of a page to
/// a file with fdatasync, and the limit of 10 ms.
void latency(const Options& options)
{
    const std::size_t rounds = options.rows ? std::min<std::size_t>(options.rows, 300) : 300;
    Scratch scratch;
    const std::string folder = scratch.file("city");
    std::filesystem::create_directory(folder);
    SystemClock clock;
    createCity(folder, "almaty", clock);
    std::vector<std::string> codes;
    {
        SqliteCityStore store(folder, SqliteCityStore::Access::Write);
        for (int i = 0; i < 2; ++i) {
            codes.push_back(newInviteCode());
            store.write([&] {
                store.putInvite({blake2b("qoloner-invite-1" + codes.back()),
                                 {newUuid7(clock.nowMs()), "Sample", Role::Admin, {}, {}},
                                 clock.nowMs() + 60'000,
                                 0});
            });
        }
    }
    HttpApi api(folder, clock, 2);
    HttpServer server(
        "127.0.0.1", 0, {},
        [&](HttpRequest request, HttpReply reply) { api.handle(std::move(request), std::move(reply)); },
        [](int status, const std::string& code) { return HttpApi::problem(status, {code}); });
    std::thread serving([&] { server.run(2); });
    struct Stop {
        HttpApi& api;
        HttpServer& server;
        std::thread& thread;
        ~Stop()
        {
            server.stop();
            thread.join();
            api.stop();
        }
    } stop{api, server, serving};

    std::vector<double> fsyncs, pushes, pulls;
    {
        Client client(server.port(), codes[0]);
        client.pull(0);
        const int file = open(scratch.file("fsync").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        const std::string page(4096, 'x');
        for (std::size_t n = 0; n < rounds; ++n) {
            fsyncs.push_back(seconds([&] {
                if (write(file, page.data(), page.size()) < 0 || fdatasync(file) != 0)
                    throw std::runtime_error("no fsync");
            }));
            const std::string body = encode(client.next(1));
            pushes.push_back(seconds([&] { client.push(body); }));
            pulls.push_back(seconds([&] { client.pull(1); }));
        }
        close(file);
        const double floor = median(fsyncs) * 1e3;
        report("fsync_p50", floor, "ms", 10);
        percentile(pushes, "push_one_row_p50", 50, floor);
        percentile(pushes, "push_one_row_p99", 99, floor);
        percentile(pulls, "pull_one_row_p50", 50, 10);
        percentile(pulls, "pull_one_row_p99", 99, 10);

        pushes.clear();
        pulls.clear();
        std::atomic<bool> busy = true;
        std::atomic<std::size_t> taken = 0;
        Client other(server.port(), codes[1]);
        std::vector<std::string> batches; // made beforehand: a phone has its own processor
        for (int n = 0; n < 20; ++n)
            batches.push_back(encode(other.next(500)));
        std::thread load([&] {
            for (std::size_t n = 0; busy && n < batches.size(); ++n, taken += 500)
                other.push(batches[n]);
            busy = false;
        });
        const double under = seconds([&] {
            while (busy) {
                const std::string body = encode(client.next(1));
                pushes.push_back(seconds([&] { client.push(body); }));
                pulls.push_back(seconds([&] { client.pull(1); }));
            }
        });
        load.join();
        percentile(pushes, "push_one_row_under_load_p50", 50, floor);
        percentile(pulls, "pull_one_row_under_load_p50", 50, 10);
        report("push_over_http_meanwhile", double(taken) / under, "mutations/s", 0);
    }
}

} // namespace qoloner::bench
