// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/engine.h"
#include "sync/server/http_message.h"
#include "sync/server/metrics.h"
#include <filesystem>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace qoloner {

/// The routes of the sync protocol over one city's folder. `handle` is safe to
/// call from several threads: writes queue for the one engine, pulls read side
/// by side on connections of their own.
class HttpApi {
public:
    HttpApi(std::filesystem::path folder, const Clock& clock);

    HttpResponse handle(const HttpRequest& request);
    /// An answer to what never became a request (too large, garbage, too slow).
    static HttpResponse problem(int status, Error error, const std::string& accept = {});

private:
    struct Attempts {
        int wrong = 0;
        std::uint64_t untilMs = 0;
    };
    HttpResponse route(const HttpRequest& request);
    HttpResponse message(const HttpRequest& request, std::string encoded) const;
    HttpResponse enrol(const HttpRequest& request, std::string body);
    HttpResponse push(const HttpRequest& request, std::string body);
    HttpResponse pull(const HttpRequest& request, std::string body);
    Result<Session> sessionOf(const HttpRequest& request);
    std::unique_ptr<CityStore> reader();

    std::filesystem::path m_folder;
    const Clock& m_clock;
    Metrics m_metrics;
    std::mutex m_writing;
    SqliteCityStore m_store;
    SyncEngine m_engine;
    std::mutex m_lending;
    std::vector<std::unique_ptr<CityStore>> m_readers;
    std::mutex m_counting;
    std::unordered_map<std::string, Attempts> m_attempts;
};

} // namespace qoloner
