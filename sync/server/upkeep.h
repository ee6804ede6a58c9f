// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace qoloner {

/// A thread that has a step of housekeeping done again and again: while there
/// is more to do with a short pause in between, for others to get their turn;
/// otherwise every `every`.
class Upkeep {
public:
    /// `step` answers whether there is more to do at once.
    Upkeep(std::function<bool()> step, std::chrono::milliseconds first, std::chrono::milliseconds every,
           std::chrono::milliseconds pause = std::chrono::milliseconds(20));
    /// Waits for the step under way.
    ~Upkeep();
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace qoloner
