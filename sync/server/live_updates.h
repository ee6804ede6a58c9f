// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/engine.h"
#include "sync/server/http_message.h"
#include "sync/server/store/city_store.h"
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace qoloner {

/// Tells devices that listen (GET /v1/events) when something changed in what they
/// may see, and nothing of what or where; a change elsewhere is not even felt.
///
/// A listener holds one number, the newest it has not been told: a burst of
/// changes is one event, and a slow line costs no memory.
class LiveUpdates {
public:
    struct Limits {
        std::size_t perDevice = 2; ///< one more ends the oldest: its line is long dead
        std::size_t all = 4000;
        /// How often to look for what another process wrote, and for listeners whose time is up.
        std::chrono::milliseconds look{1000};
    };
    /// Who a token stands for at this moment; as SyncEngine::session. Called from any thread.
    using WhoIs = std::function<Result<Session>(const std::string& token, CityStore& store)>;

    /// Reads `store` on a thread of its own.
    LiveUpdates(std::unique_ptr<CityStore> store, const Clock& clock, WhoIs whoIs, Limits limits);
    ~LiveUpdates();

    /// `store` is read meanwhile. A stream until the token runs out or grants something else. Fails with
    /// "token_missing", as `WhoIs` does, with "permission_denied" for a device
    /// that is not anybody's any more, or with "too_many_listeners".
    Result<std::shared_ptr<HttpStream>> listen(const std::string& token, CityStore& store);
    /// Something was committed. From any thread; returns at once.
    void written();
    /// Open streams.
    std::size_t count();

private:
    class Listener;
    void run(const std::stop_token& stopped);
    void look();

    const Clock& m_clock;
    WhoIs m_whoIs;
    Limits m_limits;
    std::unique_ptr<CityStore> m_store; ///< of the thread
    std::mutex m_mutex;
    std::condition_variable_any m_due;
    bool m_dirty = false;                               // guarded by m_mutex
    std::vector<std::shared_ptr<Listener>> m_listeners; // guarded by m_mutex, in order of arrival
    std::jthread m_thread;                              ///< last: it uses all the others
};

} // namespace qoloner
