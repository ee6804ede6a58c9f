// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace qoloner::sim {

/// The five levels of SQLite's file lock among the handles of one file. A handle is
/// known by its address and keeps its own level (SQLITE_LOCK_*).
class FileLock {
public:
    /// Raises `level` of `owner` to `wanted`; false when another one is in the way
    /// (then `level` may have become PENDING).
    bool raise(const void* owner, int& level, int wanted);
    void lower(const void* owner, int& level, int wanted);
    /// Somebody means to write.
    bool reserved() const { return m_reserved || m_pending; }

private:
    int m_readers = 0;
    const void* m_reserved = nullptr;
    const void* m_pending = nullptr; ///< wants, or has, the file for itself
};

/// The wal-index all handles of one file share, and its eight locks.
class SharedMemory {
public:
    static constexpr int lockCount = 8;
    struct Held {
        std::uint16_t shared = 0, exclusive = 0; ///< one bit a lock
    };

    /// Region `number`, made when `extend`; null when it is not there.
    void* region(int number, int bytes, bool extend);
    bool lock(Held& held, int first, int count, bool exclusive);
    void unlock(Held& held, int first, int count);

private:
    std::vector<std::unique_ptr<std::uint64_t[]>> m_regions; // aligned as the wal-index needs it
    std::array<int, lockCount> m_shared{};
    std::array<bool, lockCount> m_exclusive{};
};

} // namespace qoloner::sim
