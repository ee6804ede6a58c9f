// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/compaction.h"
#include "sync/server/http_message.h"
#include "sync/server/live_updates.h"
#include "sync/server/metrics.h"
#include "sync/server/sequencer.h"
#include "sync/server/store/city_stores.h"
#include "sync/server/store_readers.h"
#include "sync/server/work_pool.h"
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace qoloner {

/// The routes of the sync protocol over one city's store.
///
/// Three kinds of threads, none of which waits for another: workers decode,
/// check signatures, read pages and sign receipts; the sequencer alone writes;
/// whoever calls `handle` goes on at once. Pulls read side by side on
/// connections of their own.
class HttpApi {
public:
    /// `workers` > 0.
    HttpApi(CityStores stores, SigningKey key, const Clock& clock, int workers = 2,
            LiveUpdates::Limits live = {});
    /// The city of `folder`.
    HttpApi(const std::filesystem::path& folder, const Clock& clock, int workers = 2,
            LiveUpdates::Limits live = {});
    /// As `stop`.
    ~HttpApi();
    HttpApi(const HttpApi&) = delete;
    HttpApi& operator=(const HttpApi&) = delete;

    /// Answers GET and HEAD of the paths that are none of the protocol's; nothing: there is no such page.
    using Pages = std::function<std::optional<HttpResponse>(const HttpRequest&, CityStore&)>;
    /// Before anything is asked. `pages` is called from several threads at once.
    void serve(Pages pages) { m_pages = std::move(pages); }

    /// From any thread. `reply` is called once, on a thread of ours.
    void handle(HttpRequest request, HttpReply reply);
    /// An answer to what never became a request (too large, garbage, too slow).
    static HttpResponse problem(int status, Error error, const std::string& accept = {});
    /// One short step of the daily upkeep, from one thread of the caller's; true
    /// when there is more to do at once. Not after `stop`.
    bool upkeep();
    // For other routes over the same city; from any thread until `stop`.
    /// Who is behind a token now, by `store`. Without one a visitor. Fails as SyncEngine::session.
    Result<Session> sessionOf(const std::string& token, CityStore& store) const;
    /// Runs `work` in a transaction of the one thread that writes, and waits for it; throws what it throws.
    void alone(const std::function<void(CityStore&)>& work);
    Metrics& metrics() { return m_metrics; }

    /// Answers all that was asked, then ends the threads. Nothing may be asked any more.
    void stop();

private:
    struct Attempts {
        int wrong = 0;
        std::uint64_t untilMs = 0;
    };
    struct Exchange {
        HttpRequest request;
        HttpReply reply;
        std::chrono::steady_clock::time_point start;
    };
    using Asked = std::shared_ptr<Exchange>;

    void answer(const Asked& asked, HttpResponse response);
    HttpResponse problemFor(const Asked& asked, const Error& error) const;
    HttpResponse message(const HttpRequest& request, std::string encoded) const;
    /// Answers with what `work` gives, or with what its exception means.
    void attempt(const Asked& asked, const std::function<std::optional<HttpResponse>()>& work);
    std::optional<HttpResponse> route(const Asked& asked);
    std::optional<HttpResponse> enrol(const Asked& asked, std::string body);
    std::optional<HttpResponse> push(const Asked& asked, std::string body);
    std::optional<HttpResponse> pull(const Asked& asked, std::string body);
    HttpResponse events(const Asked& asked);
    /// Has the sequencer's thread answer with what `work` gives.
    void sequenced(const Asked& asked, std::function<HttpResponse(SyncEngine&)> work);
    void merged(const Asked& asked, MergedPush result);
    std::string keyOf(DeviceId device, CityStore& store);
    template <class Work> auto reading(Work work) { return m_readers.read(std::move(work)); }

    CityStores m_stores;
    Pages m_pages;
    const Clock& m_clock;
    Metrics m_metrics;
    std::unique_ptr<CityStore> m_store;       // the sequencer's
    SyncEngine m_engine;                      // the sequencer's, but for what any thread may call
    std::unique_ptr<Compaction> m_compaction; // the sequencer's: the pass under way
    LiveUpdates m_live;                       // told by the sequencer, so it goes after it
    StoreReaders m_readers;
    std::mutex m_counting;
    std::unordered_map<std::string, Attempts> m_attempts;
    std::mutex m_keying;
    std::unordered_map<DeviceId, std::string> m_keys; // a device's key never changes
    std::mutex m_opening;
    std::condition_variable m_closed;
    std::size_t m_open = 0; // exchanges without an answer yet
    Sequencer m_sequencer;
    WorkPool m_pool;
};

} // namespace qoloner
