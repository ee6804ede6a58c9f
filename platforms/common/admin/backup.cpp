// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/admin/backup.h"

#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/store/sqlite_city_store.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
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
    SqliteCityStore live(data, SqliteCityStore::Access::Write);
    fs::create_directories(out);
    const fs::path target = out / "city.sqlite";
    const fs::path part = workshop(target);
    const std::string file = (part / "city.sqlite").string();
    {
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
    noteBackup(live, saved);
    return saved.head();
}

void restoreCity(const fs::path& data, const fs::path& from, std::uint64_t waitMs, const Clock& clock)
{
    const CityLock lock(data);
    const SigningKey key = loadServerKey(data);
    const fs::path target = data / "city.sqlite";
    const fs::path part = workshop(target);
    fs::copy_file(from / "city.sqlite", part / "city.sqlite");
    {
        SqliteCityStore store(part, SqliteCityStore::Access::Write);
        if (const auto self = store.device(key.device()); !self)
            throw std::runtime_error("the backup is of a city with another key");
        SyncEngine engine(store, clock, key);
        engine.beginEpoch(waitMs);
    }
    flush(part / "city.sqlite");
    // The old file's journal must not be taken for the new one's.
    for (const char* rest : {"-wal", "-shm"})
        fs::remove(target.string() + rest);
    fs::rename(part / "city.sqlite", target);
    flush(data);
    fs::remove_all(part);
}

} // namespace qoloner
