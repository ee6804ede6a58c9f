// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace qoloner {

/// A few threads that do what they are given, short work before long work.
class WorkPool {
public:
    enum class Kind { Short, Long };

    /// `threads` > 0.
    explicit WorkPool(int threads);
    /// As `stop`.
    ~WorkPool();
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;

    /// From any thread, also from within work. Work must not throw.
    void post(Kind kind, std::function<void()> work);
    /// Does what waits, and what that hands in, then ends the threads.
    void stop();

private:
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_short, m_long;
    std::size_t m_busyWithLong = 0;
    const std::size_t m_mostLong; ///< one thread always stays free for short work, if there are two
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace qoloner
