// SPDX-License-Identifier: Apache-2.0
#include "core/domain/hlc.h"
#include "sync/server/city_folder.h"
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"

#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace qoloner::bench {

namespace {

constexpr const char* request = "GET /healthz HTTP/1.1\r\nHost: city\r\n\r\n";

/// A server in a process of its own, so that what it holds is its own.
class OwnServer {
public:
    OwnServer(const Options& options, std::vector<std::string> arguments)
    {
        int ends[2];
        if (pipe(ends) != 0)
            throw std::runtime_error("no pipe");
        arguments.insert(arguments.begin(), options.binDir + "/qoloner-server");
        std::vector<char*> argv;
        for (std::string& argument : arguments)
            argv.push_back(argument.data());
        argv.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addclose(&actions, ends[0]);
        const int failed = posix_spawn(&m_pid, argv[0], &actions, nullptr, argv.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (failed)
            throw std::runtime_error("no server at " + arguments.front());
        std::string line;
        char c = 0;
        while (read(ends[0], &c, 1) == 1 && c != '\n')
            line += c;
        close(ends[0]);
        m_port = std::uint16_t(std::stoul(line.substr(line.rfind(':') + 1)));
    }
    ~OwnServer()
    {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;

    std::uint16_t port() const { return m_port; }
    /// Bytes of memory it has in use.
    double resident() const
    {
        std::ifstream statm(std::filesystem::path("/proc") / std::to_string(m_pid) / "statm");
        double all = 0, resident = 0;
        statm >> all >> resident;
        return resident * double(sysconf(_SC_PAGESIZE));
    }

private:
    pid_t m_pid = 0;
    std::uint16_t m_port = 0;
};

/// A connection that asked once and stays.
class Guest {
public:
    Guest(std::uint16_t port, SSL_CTX* tls) : m_socket(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (m_socket < 0 || connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
            throw std::runtime_error("no connection");
        if (tls) {
            m_ssl = SSL_new(tls);
            SSL_set_fd(m_ssl, m_socket);
            if (SSL_connect(m_ssl) != 1)
                throw std::runtime_error("no handshake");
        }
        ask();
    }
    ~Guest()
    {
        SSL_free(m_ssl);
        close(m_socket);
    }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    void ask()
    {
        const std::string text = request;
        std::string answer;
        char part[1024];
        if (m_ssl ? SSL_write(m_ssl, text.data(), int(text.size())) <= 0
                  : send(m_socket, text.data(), text.size(), MSG_NOSIGNAL) <= 0)
            throw std::runtime_error("cannot ask");
        while (!answer.ends_with("ok\n")) {
            const ssize_t got =
                m_ssl ? SSL_read(m_ssl, part, sizeof part) : recv(m_socket, part, sizeof part, 0);
            if (got <= 0)
                throw std::runtime_error("no answer");
            answer.append(part, std::size_t(got));
        }
    }

private:
    int m_socket;
    SSL* m_ssl = nullptr;
};

void measure(const Options& options, const std::string& name, std::size_t count, std::size_t before,
             const std::vector<std::string>& arguments, SSL_CTX* tls, double limit)
{
    const OwnServer server(options, arguments);
    std::vector<std::unique_ptr<Guest>> guests;
    const auto come = [&](std::size_t many) {
        while (guests.size() < many)
            guests.push_back(std::make_unique<Guest>(server.port(), tls));
    };
    come(before); // whatever a server needs for its first guests
    const double begun = server.resident();
    come(before + count);
    const double all = server.resident();
    report(name + "_memory", all / (1024 * 1024), "MiB", limit);
    report(name + "_each", (all - begun) / double(count), "bytes", 0);
    std::vector<double> late;
    for (std::size_t i = 0; i < guests.size(); i += guests.size() / 100)
        late.push_back(seconds([&] { guests[i]->ask(); }));
    report(name + "_asked_again_p50", median(late) * 1e6, "us", 0);
}

} // namespace

/// What people cost who are connected and say nothing, without TLS and with it. Floor: 200 MiB.
void connections(const Options& options)
{
    const std::size_t count = options.rows ? options.rows : 10'000;
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < count + 500)
        throw std::runtime_error("too few file handles for so many connections");
    Scratch scratch;
    std::filesystem::create_directory(scratch.file("city"));
    if (!createCity(scratch.file("city"), "almaty", SystemClock()))
        throw std::runtime_error("no city");
    std::vector<std::string> arguments{
        "--data",        scratch.file("city"),        "--listen",          "127.0.0.1:0",
        "--connections", std::to_string(count + 500), "--idle-timeout-ms", "600000"};
    measure(options, "idle_plain", count, 100, arguments, nullptr, 200);

    const std::string key = scratch.file("key.pem"), certificate = scratch.file("certificate.pem");
    const std::string make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                             "-subj /CN=127.0.0.1 -keyout " +
                             key + " -out " + certificate + " 2>/dev/null";
    if (std::system(make.c_str()) != 0)
        throw std::runtime_error("openssl makes no certificate");
    arguments.insert(arguments.end(), {"--tls-certificate", certificate, "--tls-key", key});
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> tls(SSL_CTX_new(TLS_client_method()),
                                                                SSL_CTX_free);
    measure(options, "idle_tls", count, 100, arguments, tls.get(), 0);
}

} // namespace qoloner::bench
