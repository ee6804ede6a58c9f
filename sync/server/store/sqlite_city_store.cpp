// SPDX-License-Identifier: Apache-2.0
#include "sync/server/store/sqlite_city_store.h"

#include "sync/server/store/sqlite_migrations.h"
#include <sqlite3.h>

namespace qoloner {

namespace {

Database::Options optionsFor(SqliteCityStore::Access access, const char* vfs)
{
    Database::Options options;
    options.vfs = vfs;
    options.durable = true;
    options.busyTimeoutMs = 15'000;
    if (access == SqliteCityStore::Access::Read)
        options.mode = Database::Mode::ReadOnly;
    return options;
}

bool isThere(const std::string& file, const char* vfs)
{
    sqlite3_vfs* files = sqlite3_vfs_find(vfs);
    int there = 0;
    return files && files->xAccess(files, file.c_str(), SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK && there;
}

std::string fileIn(const std::filesystem::path& folder, SqliteCityStore::Access access, const char* vfs)
{
    const std::filesystem::path file = folder / "city.sqlite";
    if (access != SqliteCityStore::Access::Create && !isThere(file.string(), vfs))
        throw StorageError(SQLITE_CANTOPEN,
                           "no city in " + folder.string() + " (qoloner-admin init makes one)");
    return file.string();
}

} // namespace

SqliteCityStore::SqliteCityStore(const std::filesystem::path& folder, Access access, const char* vfs)
    : SqlCityStore(fileIn(folder, access, vfs), optionsFor(access, vfs))
{
    migrateCity(m_db, access == Access::Read);
    // A page that many commits change goes from the log to the file once, not each time:
    // 8000 pages are 32 MB. And the upper levels of the trees stay in memory.
    if (access != Access::Read)
        m_db.exec(
            "PRAGMA wal_autocheckpoint=8000; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-65536");
}

std::vector<std::string> SqliteCityStore::check()
{
    std::vector<std::string> faults;
    Statement query = m_db.prepare("PRAGMA integrity_check(20)");
    while (query.step())
        if (const std::string said = query.string(0); said != "ok")
            faults.push_back("SQLite: " + said);
    return faults;
}

} // namespace qoloner
