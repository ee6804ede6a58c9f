// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/server/settings.h"
#include "sync/server/city_folder.h"
#include "sync/server/http_api.h"
#include "sync/server/media/blob_places.h"
#include "sync/server/server_log.h"
#include "sync/server/upkeep.h"
#include "sync/server/web/web_front.h"
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <sys/resource.h>

using namespace qoloner;

namespace {

/// Each connection is a file handle. As many as the system lets us have.
void makeRoom(std::size_t connections)
{
    constexpr std::size_t others = 256; // the store's, the listener's, the loops'
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    if (files.rlim_cur < connections + others) {
        files.rlim_cur = std::min<rlim_t>(files.rlim_max, connections + others);
        setrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur < connections + others)
        logLine("warning", "few_file_handles",
                std::to_string(files.rlim_cur) + " for " + std::to_string(connections) + " connections");
}

void serve(const ServerSettings& settings)
{
    const std::string postgres = settings.postgres.empty() ? postgresOf(settings.data) : settings.postgres;
    // A file has one server; in PostgreSQL as many work on a city as one likes.
    std::optional<CityLock> lock;
    if (postgres.empty())
        lock.emplace(settings.data);
    makeRoom(settings.limits.connections);
    const SystemClock clock;
    web::WebFront front(settings.pages, clock); // outlives whoever asks it
    const CityStores stores = postgres.empty() ? sqliteStores(settings.data) : postgresStores(postgres);
    HttpApi api(stores, loadServerKey(settings.data), clock, settings.threads);
    api.serve(
        [&front](const HttpRequest& request, CityStore& store) { return front.answer(request, store); });
    const auto blobs = openBlobs(settings.media.folderFor(settings.data), settings.media.maxGib << 30);
    MediaApi media({stores.toRead,
                    [&](const std::string& token, CityStore& store) { return api.sessionOf(token, store); },
                    [&](const std::function<void(CityStore&)>& work) { api.alone(work); },
                    [&](const std::string& route, int status, std::chrono::microseconds took) {
                        api.metrics().request(route, status, took);
                    }},
                   *blobs, loadServerKey(settings.data), clock, settings.media.settings(settings.data));
    HttpServer server(
        settings.address, settings.port, settings.limits,
        [&](HttpRequest request, HttpReply reply) {
            if (MediaApi::owns(request.path))
                media.handle(std::move(request), std::move(reply));
            else
                api.handle(std::move(request), std::move(reply));
        },
        [](int status, const std::string& code) { return HttpApi::problem(status, {code}); }, settings.tls,
        media.uploads());
    std::printf("listening on %s:%u\n", settings.address.c_str(), unsigned(server.port()));
    std::fflush(stdout);
    {
        const Upkeep upkeep([&api] { return api.upkeep(); }, std::chrono::minutes(1), std::chrono::hours(1));
        const Upkeep tidying(
            [&media] {
                media.upkeep();
                return false;
            },
            std::chrono::minutes(2), std::chrono::hours(1));
        server.run(std::min(settings.threads, 2)); // moving bytes is the least of it
        media.endUpkeep();
    }
    media.stop(); // first: it asks the other one
    api.stop();
}

} // namespace

int main(int argc, char** argv)
{
    int status = 0;
    const auto settings = readServerSettings(argc, argv, status);
    if (!settings)
        return status;
    try {
        serve(*settings);
    } catch (const std::exception& error) {
        std::cerr << "qoloner-server: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
