// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/live.h"
#include "sync/server/city_folder.h"
#include "sync/server/http_api.h"
#include "sync/server/http_server.h"
#include "sync/server/upkeep.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <thread>

namespace {

/// "127.0.0.1:8440" or "[::1]:8440". False when it is neither.
bool splitListen(const std::string& listen, std::string& address, std::uint16_t& port)
{
    const std::size_t colon = listen.rfind(':');
    if (colon == std::string::npos || colon + 1 == listen.size() || listen.size() - colon > 6)
        return false;
    address = listen.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    const std::string digits = listen.substr(colon + 1);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    const unsigned long number = std::stoul(digits);
    port = std::uint16_t(number);
    return number <= 65535;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"The sync server of a craft city."};
    app.set_version_flag("--version", QOLONER_VERSION);
    std::string data;
    std::string listen = "127.0.0.1:8440";
    bool behindProxy = false;
    int threads = 2;
    app.add_option("--data", data, "Folder of the city, made by qoloner-admin init")->required();
    std::string postgres;
    app.add_option(
           "--postgres", postgres,
           "Connection string of PostgreSQL, where the city lies there and the folder does not say so")
        ->envname("QOLONER_POSTGRES");
    app.add_option("--listen", listen, "ADDRESS:PORT; port 0 takes any free one")->capture_default_str();
    app.add_flag("--behind-proxy", behindProxy, "A proxy on this network adds TLS and X-Forwarded-For");
    app.add_option("--threads", threads, "Threads that check, read and sign")
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    int headTimeoutMs = 10'000;
    app.add_option("--head-timeout-ms", headTimeoutMs,
                   "How long a client may take for the head of a request before it is cut off")
        ->capture_default_str()
        ->check(CLI::Range(50, 600'000));
    int heartbeatMs = 15'000;
    app.add_option("--heartbeat-ms", heartbeatMs,
                   "Longest silence of an event stream; less than any proxy's patience")
        ->capture_default_str()
        ->check(CLI::Range(20, int(qoloner::protocol::heartbeatMs)));
    CLI11_PARSE(app, argc, argv);

    std::string address;
    std::uint16_t port = 0;
    if (!splitListen(listen, address, port)) {
        std::cerr << "qoloner-server: --listen must be ADDRESS:PORT, not '" << listen << "'\n";
        return 2;
    }
    if (address != "::1" && !address.starts_with("127.") && !behindProxy) {
        std::cerr
            << "qoloner-server: refusing to listen on " << address
            << ": without TLS anybody on the way could read personal data. Listen on 127.0.0.1 behind "
               "a proxy that adds TLS, or pass --behind-proxy if one stands in front of this address.\n";
        return 2;
    }
    try {
        if (postgres.empty())
            postgres = qoloner::postgresOf(data);
        // A file has one server; in PostgreSQL as many work on a city as one likes.
        std::optional<qoloner::CityLock> lock;
        if (postgres.empty())
            lock.emplace(data);
        const qoloner::SystemClock clock;
        qoloner::HttpApi api(postgres.empty() ? qoloner::sqliteStores(data)
                                              : qoloner::postgresStores(postgres),
                             qoloner::loadServerKey(data), clock, threads);
        qoloner::HttpServer::Limits limits;
        limits.behindProxy = behindProxy;
        limits.head = std::chrono::milliseconds(headTimeoutMs);
        limits.heartbeat = std::chrono::milliseconds(heartbeatMs);
        qoloner::HttpServer server(
            address, port, limits,
            [&](qoloner::HttpRequest request, qoloner::HttpReply reply) {
                api.handle(std::move(request), std::move(reply));
            },
            [](int status, const std::string& code) { return qoloner::HttpApi::problem(status, {code}); });
        std::printf("listening on %s:%u\n", address.c_str(), unsigned(server.port()));
        std::fflush(stdout);
        {
            const qoloner::Upkeep upkeep([&api] { return api.upkeep(); }, std::chrono::minutes(1),
                                         std::chrono::hours(1));
            server.run(std::min(threads, 2)); // moving bytes is the least of it
        }
        api.stop();
    } catch (const std::exception& error) {
        std::cerr << "qoloner-server: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
