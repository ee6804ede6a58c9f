// SPDX-License-Identifier: Apache-2.0
#include "core/store/wal_renewal.h"

#include "core/store/database.h"
#include <algorithm>
#include <sqlite3.h>
#include <vector>

namespace qoloner {

namespace {

// No page and no frame: the layer that encrypts pages lets other sizes pass as they are, and as they
// are they have to stay. Below the 128 KiB that SQLite's own layer writes at once.
constexpr int chunkBytes = 100'003;

void must(int rc, const char* what)
{
    if (rc != SQLITE_OK)
        throw StorageError(rc, what);
}

void rewrite(sqlite3_file& log)
{
    sqlite3_int64 size = 0;
    must(log.pMethods->xFileSize(&log, &size), "size of the log");
    if (size == 0)
        return;
    std::vector<char> bytes(chunkBytes);
    for (sqlite3_int64 at = 0; at < size;) {
        int count = int(std::min<sqlite3_int64>(chunkBytes, size - at));
        if (count % 512 == 0 || count % 512 == 24)
            count = std::max(1, count - 1); // it might be taken for a page or a frame
        must(log.pMethods->xRead(&log, bytes.data(), count, at), "read the log");
        must(log.pMethods->xWrite(&log, bytes.data(), count, at), "renew the log");
        at += count;
    }
    must(log.pMethods->xSync(&log, SQLITE_SYNC_NORMAL), "sync the log");
}

} // namespace

void renewWal(sqlite3* db)
{
    const int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr); // keeps other writers out
    if ((rc & 0xff) == SQLITE_BUSY)
        return;
    must(rc, "BEGIN IMMEDIATE");
    try {
        sqlite3_file* log = nullptr;
        must(sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log), "find the log");
        if (log && log->pMethods)
            rewrite(*log);
    } catch (...) {
        sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
    sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace qoloner
