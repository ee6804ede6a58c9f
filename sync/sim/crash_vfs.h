// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/sim/simulated_disk.h"
#include <memory>
#include <string>

namespace qoloner::sim {

/// An SQLite VFS on a simulated disk: give its `name()` as Database::Options::vfs, with
/// or without a key. Registered while it lives; every Database on it is closed before.
///
/// After a crash each call fails until `restart`, and handles opened before it stay
/// dead for good: an engine that still runs is that of a process that is gone, and
/// whatever it says no longer counts. Locks and the wal-index live in memory and die
/// with the process. Nothing waits: a busy database is reported at once.
///
/// Calls through SQLite are safe from several threads; `disk()` is for whoever knows
/// that none is under way.
class CrashVfs {
public:
    /// `name`: not taken by another VFS. `clock`: SQLite's own time; without one it stands still.
    explicit CrashVfs(std::string name, SimulatedDisk disk = SimulatedDisk(), const Clock* clock = nullptr);
    ~CrashVfs();
    CrashVfs(const CrashVfs&) = delete;
    CrashVfs& operator=(const CrashVfs&) = delete;

    const char* name() const;
    SimulatedDisk& disk();
    /// The process starts anew on the same disk; after a crash or as a clean kill.
    void restart();
    /// Another disk is put in: a clone taken earlier, a colleague's, a backup.
    void insert(SimulatedDisk disk);

    struct Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace qoloner::sim
