// SPDX-License-Identifier: Apache-2.0
#include "sync/server/upkeep.h"

namespace qoloner {

Upkeep::Upkeep(std::function<bool()> step, std::chrono::milliseconds first, std::chrono::milliseconds every,
               std::chrono::milliseconds pause)
    : m_thread([this, step = std::move(step), first, every, pause] {
          std::chrono::milliseconds wait = first;
          std::unique_lock lock(m_mutex);
          while (!m_wake.wait_for(lock, wait, [this] { return m_stopping; })) {
              lock.unlock();
              wait = step() ? pause : every;
              lock.lock();
          }
      })
{}

Upkeep::~Upkeep()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

} // namespace qoloner
