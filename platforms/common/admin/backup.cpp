// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/admin/backup.h"

#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/revocations.h"
#include "sync/server/store/city_tables.h"
#include "sync/server/store/sqlite_city_store.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <stdexcept>
#include <unistd.h>

namespace qoloner {

namespace {

namespace fs = std::filesystem;

void flush(const fs::path& path)
{
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = handle >= 0 && ::fsync(handle) == 0;
    const int error = errno;
    if (handle >= 0)
        ::close(handle);
    if (!done)
        throw std::runtime_error(path.string() + ": " + std::strerror(error));
}

/// An empty folder beside `path`, for a file that is not whole yet.
fs::path workshop(const fs::path& path)
{
    fs::path folder = path;
    folder += ".part";
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder;
}

} // namespace

std::uint64_t backUpCity(const fs::path& data, const fs::path& out)
{
    const auto live = storesOf(data).toWrite();
    fs::create_directories(out);
    const fs::path target = out / "city.sqlite";
    const fs::path part = workshop(target);
    const std::string file = (part / "city.sqlite").string();
    if (!postgresOf(data).empty()) {
        copyCity(*live, *makeSqliteStore(part));
    } else {
        Database::Options options;
        options.busyTimeoutMs = 15'000;
        Database source((data / "city.sqlite").string(), options);
        Statement copy = source.prepare("VACUUM INTO ?");
        copy.bind(1, file);
        copy.run();
    }
    flush(file);
    fs::rename(file, target);
    flush(out);
    fs::remove_all(part);
    SqliteCityStore saved(out, SqliteCityStore::Access::Read);
    noteBackup(*live, saved);
    return saved.head();
}

void restoreCity(const fs::path& data, const fs::path& from, std::uint64_t waitMs, const Clock& clock)
{
    const std::string postgres = postgresOf(data);
    std::optional<CityLock> lock;
    if (postgres.empty())
        lock.emplace(data);
    const SigningKey key = loadServerKey(data);
    const fs::path target = data / "city.sqlite";
    const fs::path part = workshop(target);
    fs::copy_file(from / "city.sqlite", part / "city.sqlite");
    {
        SqliteCityStore store(part, SqliteCityStore::Access::Write);
        if (const auto self = store.device(key.device()); !self)
            throw std::runtime_error("the backup is of a city with another key");
        keepOut(store, Revocations(data).all());
        SyncEngine engine(store, clock, key);
        engine.beginEpoch(waitMs);
    }
    if (!postgres.empty()) {
        // One transaction: servers that run see the old state, then the new epoch.
        replaceCity(*sqliteStores(part).toRead(), *makePostgresStore(postgres));
        fs::remove_all(part);
        return;
    }
    flush(part / "city.sqlite");
    // The old file's journal must not be taken for the new one's.
    for (const char* rest : {"-wal", "-shm"})
        fs::remove(target.string() + rest);
    fs::rename(part / "city.sqlite", target);
    flush(data);
    fs::remove_all(part);
}

std::uint64_t moveCityOf(const fs::path& data, const std::string& postgres)
{
    if (postgresOf(data).empty() == postgres.empty())
        throw std::runtime_error(postgres.empty() ? "the city lies in SQLite already"
                                                  : "the city lies in PostgreSQL already");
    const fs::path file = data / "city.sqlite";
    std::optional<CityLock> lock;
    fs::path part;
    if (postgres.empty()) {
        lock.emplace(data);
        part = workshop(file);
    }
    std::uint64_t tuples = 0;
    {
        const auto from = storesOf(data).toWrite();
        const auto to = postgres.empty() ? makeSqliteStore(part) : makePostgresStore(postgres);
        // Moved already when this was interrupted before the folder knew of it.
        const bool moved = !from->meta(metaMoved).empty() && to->meta("epoch") == from->meta("epoch");
        const CopyReport report = moved ? CopyReport() : moveCity(*from, *to);
        for (const auto& [table, count] : report.tuples)
            tuples += count;
    }
    if (postgres.empty()) {
        flush(part / "city.sqlite");
        for (const char* rest : {"-wal", "-shm"})
            fs::remove(file.string() + rest);
        fs::rename(part / "city.sqlite", file);
        flush(data);
        fs::remove_all(part);
    }
    setPostgres(data, postgres);
    return tuples;
}

} // namespace qoloner
