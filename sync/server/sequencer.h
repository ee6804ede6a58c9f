// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/engine.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace qoloner {

/// The one thread that touches a city's engine and writes its file.
///
/// Group commit without a timer: whatever waits when the thread comes round is
/// merged in one transaction, so under load many pushes share one fsync and
/// alone one waits for nobody. An answer is given only after its commit.
class Sequencer {
public:
    /// Called on the sequencer's thread after the commit; must be short and not throw.
    using Done = std::function<void(MergedPush)>;

    struct Counts {
        std::uint64_t groups = 0; ///< transactions with at least one batch
        std::uint64_t batches = 0;
        std::uint64_t mutations = 0;
    };

    explicit Sequencer(SyncEngine& engine);
    /// As `stop`.
    ~Sequencer();
    Sequencer(const Sequencer&) = delete;
    Sequencer& operator=(const Sequencer&) = delete;

    void push(CheckedPush batch, Done done);
    /// Runs `work` alone with the engine, before any batch that waits; it must not throw.
    void run(std::function<void(SyncEngine&)> work);
    /// Does what waits, then ends the thread. Nothing may be handed in any more.
    void stop();
    Counts counts() const;

private:
    struct Waiting {
        CheckedPush batch;
        Done done;
    };
    void loop();
    void takeFrom(std::deque<Waiting>& queue, std::size_t& room);
    void mergeGroup();

    SyncEngine& m_engine;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void(SyncEngine&)>> m_works;
    std::deque<Waiting> m_small, m_large; // somebody's tap of a button before somebody's whole week
    bool m_stopping = false;
    Counts m_counts;
    // Of the thread alone.
    std::vector<CheckedPush> m_group;
    std::vector<Done> m_dones;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace qoloner
