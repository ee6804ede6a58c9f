// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sqlite3;

namespace qoloner {

/// Writes the write-ahead log that `db` found once more, byte for byte, and syncs it.
///
/// When a sync fails, the system takes what it could not write for written: a process that
/// starts later reads it from the cache, builds on it, and the next power cut takes it away with
/// all that follows (Rebello et al., "Can Applications Recover from fsync Failures?", 2020).
/// Only what is written anew is synced. Does nothing when there is no log, or when another
/// process writes: it has opened the file before. Throws StorageError.
void renewWal(sqlite3* db);

} // namespace qoloner
