// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/vfs_locks.h"

#include <sqlite3.h>

namespace qoloner::sim {

bool FileLock::raise(const void* owner, int& level, int wanted)
{
    if (level >= wanted)
        return true;
    if (level == SQLITE_LOCK_NONE) {
        if (m_pending)
            return false;
        ++m_readers;
        level = SQLITE_LOCK_SHARED;
    }
    if (wanted == SQLITE_LOCK_SHARED)
        return true;
    if ((m_reserved && m_reserved != owner) || (m_pending && m_pending != owner))
        return false;
    if (wanted == SQLITE_LOCK_RESERVED) {
        m_reserved = owner;
        level = SQLITE_LOCK_RESERVED;
        return true;
    }
    m_pending = owner; // no new readers from here on
    level = SQLITE_LOCK_PENDING;
    if (wanted == SQLITE_LOCK_EXCLUSIVE) {
        if (m_readers > 1)
            return false;
        level = SQLITE_LOCK_EXCLUSIVE;
    }
    return true;
}

void FileLock::lower(const void* owner, int& level, int wanted)
{
    if (level <= wanted)
        return;
    if (m_reserved == owner)
        m_reserved = nullptr;
    if (m_pending == owner)
        m_pending = nullptr;
    if (wanted == SQLITE_LOCK_NONE)
        --m_readers;
    level = wanted;
}

void* SharedMemory::region(int number, int bytes, bool extend)
{
    const auto wanted = std::size_t(number);
    if (wanted >= m_regions.size() && !extend)
        return nullptr;
    while (wanted >= m_regions.size())
        m_regions.push_back(std::make_unique<std::uint64_t[]>(std::size_t(bytes) / sizeof(std::uint64_t)));
    return m_regions[wanted].get();
}

bool SharedMemory::lock(Held& held, int first, int count, bool exclusive)
{
    for (int i = first; i < first + count; ++i) {
        const auto bit = std::uint16_t(1U << unsigned(i));
        const auto at = std::size_t(i);
        if (exclusive ? (m_shared[at] > ((held.shared & bit) ? 1 : 0) ||
                         (m_exclusive[at] && !(held.exclusive & bit)))
                      : (m_exclusive[at] && !(held.exclusive & bit)))
            return false;
    }
    for (int i = first; i < first + count; ++i) {
        const auto bit = std::uint16_t(1U << unsigned(i));
        const auto at = std::size_t(i);
        if (exclusive) {
            m_exclusive[at] = true;
            held.exclusive |= bit;
        } else if (!(held.shared & bit)) {
            ++m_shared[at];
            held.shared |= bit;
        }
    }
    return true;
}

void SharedMemory::unlock(Held& held, int first, int count)
{
    for (int i = first; i < first + count; ++i) {
        const auto bit = std::uint16_t(1U << unsigned(i));
        const auto at = std::size_t(i);
        if (held.exclusive & bit)
            m_exclusive[at] = false;
        if (held.shared & bit)
            --m_shared[at];
        held.exclusive &= std::uint16_t(~bit);
        held.shared &= std::uint16_t(~bit);
    }
}

} // namespace qoloner::sim
