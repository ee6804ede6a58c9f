// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/server/settings.h"

#include "sync/protocol/live.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

namespace qoloner {

namespace {

constexpr int wrongSettings = 2;

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

std::optional<ServerSettings> refused(const std::string& why, int& status)
{
    std::cerr << "qoloner-server: " << why << "\n";
    status = wrongSettings;
    return std::nullopt;
}

} // namespace

std::optional<ServerSettings> readServerSettings(int argc, char** argv, int& status)
{
    CLI::App app{"The sync server of a craft city."};
    app.set_version_flag("--version", QOLONER_VERSION);
    app.set_config("--config", "", "File of the settings below, a line each: listen = \"127.0.0.1:8440\"");
    app.allow_config_extras(CLI::config_extras_mode::error);

    ServerSettings out;
    std::string listen = "127.0.0.1:8440";
    const auto milliseconds = [&](const std::string& name, std::chrono::milliseconds& value, int least,
                                  int most, const std::string& what) {
        app.add_option_function<int>(
               name, [&value](int given) { value = std::chrono::milliseconds(given); }, what)
            ->default_str(std::to_string(value.count()))
            ->check(CLI::Range(least, most));
    };
    app.add_option("--data", out.data, "Folder of the city, made by qoloner-admin init")
        ->required()
        ->envname("QOLONER_DATA");
    app.add_option(
           "--postgres", out.postgres,
           "Connection string of PostgreSQL, where the city lies there and the folder does not say so")
        ->envname("QOLONER_POSTGRES");
    app.add_option("--listen", listen, "ADDRESS:PORT; port 0 takes any free one")
        ->capture_default_str()
        ->envname("QOLONER_LISTEN");
    app.add_flag("--behind-proxy", out.limits.behindProxy,
                 "A proxy on this network adds TLS and X-Forwarded-For")
        ->envname("QOLONER_BEHIND_PROXY");
    app.add_option("--tls-certificate", out.tls.certificate,
                   "Chain of certificates, PEM, the server's own first; SIGHUP reads it anew")
        ->envname("QOLONER_TLS_CERTIFICATE");
    app.add_option("--tls-key", out.tls.key, "Its private key, PEM")->envname("QOLONER_TLS_KEY");
    app.add_option("--threads", out.threads, "Threads that check, read and sign")
        ->capture_default_str()
        ->check(CLI::Range(1, 64))
        ->envname("QOLONER_THREADS");
    app.add_option("--connections", out.limits.connections, "At most so many at once")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    milliseconds("--head-timeout-ms", out.limits.head, 50, 600'000,
                 "How long a client may take for the head of a request before it is cut off");
    milliseconds("--idle-timeout-ms", out.limits.idle, 50, 3'600'000,
                 "How long a client may be silent between requests");
    milliseconds("--drain-ms", out.limits.drain, 0, 600'000,
                 "How long open requests may take to end after SIGTERM");
    milliseconds("--heartbeat-ms", out.limits.heartbeat, 20, int(protocol::heartbeatMs),
                 "Longest silence of an event stream; less than any proxy's patience");
    app.add_option(
           "--public-url", out.pages.publicUrl,
           "How the world calls this server, as https://craft.example; without it pages go by the Host "
           "they are asked for")
        ->envname("QOLONER_PUBLIC_URL");
    app.add_option("--app-url", out.pages.appUrl, "Where pages send people for the app")
        ->envname("QOLONER_APP_URL");
    out.media.addTo(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == int(CLI::ExitCodes::Success);
        app.exit(error);
        status = asked ? 0 : wrongSettings;
        return std::nullopt;
    }

    if (!splitListen(listen, out.address, out.port))
        return refused("--listen must be ADDRESS:PORT, not '" + listen + "'", status);
    if (out.tls.certificate.empty() != out.tls.key.empty())
        return refused("--tls-certificate and --tls-key go together", status);
    if (out.tls.given() && out.limits.behindProxy)
        return refused("--behind-proxy is for a server whose proxy adds TLS: with --tls-certificate anybody "
                       "could claim an address",
                       status);
    if (out.address != "::1" && !out.address.starts_with("127.") && !out.limits.behindProxy &&
        !out.tls.given())
        return refused("refusing to listen on " + out.address +
                           ": without TLS anybody on the way could read personal data. Pass "
                           "--tls-certificate and --tls-key, listen on 127.0.0.1 behind a proxy that adds "
                           "TLS, or pass --behind-proxy if one stands in front of this address.",
                       status);
    for (const std::string* url : {&out.pages.publicUrl, &out.pages.appUrl})
        if (!url->empty() && !url->starts_with("https://") && !url->starts_with("http://"))
            return refused("'" + *url + "' is no address as https://craft.example", status);
    out.pages.secure = out.limits.behindProxy || out.tls.given();
    return out;
}

} // namespace qoloner
