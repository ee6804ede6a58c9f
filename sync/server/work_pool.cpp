// SPDX-License-Identifier: Apache-2.0
#include "sync/server/work_pool.h"

namespace qoloner {

WorkPool::WorkPool(int threads) : m_mostLong(threads > 1 ? std::size_t(threads) - 1 : 1)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { loop(); });
}

WorkPool::~WorkPool()
{
    stop();
}

void WorkPool::post(Kind kind, std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        (kind == Kind::Short ? m_short : m_long).push_back(std::move(work));
    }
    m_wake.notify_one();
}

void WorkPool::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void WorkPool::loop()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        const bool mayTakeLong = !m_long.empty() && m_busyWithLong < m_mostLong;
        if (m_short.empty() && !mayTakeLong) {
            if (m_stopping && m_long.empty())
                return;
            m_wake.wait(lock);
            continue;
        }
        const bool isLong = m_short.empty();
        auto& queue = isLong ? m_long : m_short;
        const auto work = std::move(queue.front());
        queue.pop_front();
        m_busyWithLong += isLong;
        lock.unlock();
        work();
        lock.lock();
        m_busyWithLong -= isLong;
        if (isLong)
            m_wake.notify_one();
    }
}

} // namespace qoloner
