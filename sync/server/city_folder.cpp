// SPDX-License-Identifier: Apache-2.0
#include "sync/server/city_folder.h"

#include "core/domain/ids.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <sys/file.h>
#include <unistd.h>

namespace qoloner {

namespace {

/// A file that nobody else may read, and that is not there yet.
void writeSecret(const std::filesystem::path& file, const std::string& secret)
{
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (handle < 0)
        throw std::runtime_error(file.string() + ": " + std::strerror(errno));
    const std::string text = secret + "\n";
    const bool written =
        ::write(handle, text.data(), text.size()) == ssize_t(text.size()) && ::fsync(handle) == 0;
    ::close(handle);
    if (!written)
        throw std::runtime_error(file.string() + ": cannot be written");
}

constexpr const char* postgresFile = "postgres";

} // namespace

CityLock::CityLock(const std::filesystem::path& folder)
    : m_file(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    if (m_file < 0)
        throw std::runtime_error((folder / "lock").string() + ": " + std::strerror(errno));
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0) {
        ::close(m_file);
        throw std::runtime_error(folder.string() + " is in use by a server or a restore");
    }
}

CityLock::~CityLock()
{
    ::close(m_file);
}

SigningKey loadServerKey(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / "server.key";
    std::ifstream in(file);
    std::string hex;
    if (!std::getline(in, hex))
        throw std::runtime_error("no server key: " + file.string() + " (qoloner-admin init makes one)");
    const std::string seed = fromHex(hex);
    if (seed.size() != 32)
        throw std::runtime_error("damaged server key: " + file.string());
    return SigningKey::fromSeed(seed);
}

bool foundCity(CityStore& store, const SigningKey& key, const std::string& city, const std::string& epoch,
               const Clock& clock)
{
    bool made = false;
    store.write([&] {
        if (!store.meta("city").empty())
            return;
        store.setMeta("city", city);
        store.setMeta("epoch", epoch);
        store.putActor({std::string(systemActor), "Qolöner", Role::Admin, {}, {}});
        DeviceRecord device;
        device.id = key.device();
        device.publicKey = key.publicKey();
        device.actor = systemActor;
        device.label = "server";
        device.enrolledMs = clock.nowMs();
        store.putDevice(device);
        made = true;
    });
    return made;
}

std::string postgresOf(const std::filesystem::path& folder)
{
    std::ifstream in(folder / postgresFile);
    std::string dsn;
    std::getline(in, dsn);
    return dsn;
}

void setPostgres(const std::filesystem::path& folder, const std::string& dsn)
{
    if (dsn.find('\n') != std::string::npos)
        throw std::runtime_error("a connection string is one line");
    const std::filesystem::path file = folder / postgresFile;
    if (dsn.empty()) {
        std::filesystem::remove(file);
        return;
    }
    // Whole or not at all: without it the folder would name another place.
    std::filesystem::path part = file;
    part += ".part";
    std::filesystem::remove(part);
    writeSecret(part, dsn);
    std::filesystem::rename(part, file);
}

CityStores storesOf(const std::filesystem::path& folder)
{
    const std::string dsn = postgresOf(folder);
    return dsn.empty() ? sqliteStores(folder) : postgresStores(dsn);
}

bool createCity(const std::filesystem::path& folder, const std::string& city, const Clock& clock,
                const std::string& postgres)
{
    std::filesystem::create_directories(folder);
    if (!std::filesystem::exists(folder / "server.key"))
        writeSecret(folder / "server.key", toHex(SigningKey::generate().seed()));
    const SigningKey key = loadServerKey(folder);
    const std::string before = postgresOf(folder);
    if (!postgres.empty() && before != postgres) {
        if (!before.empty() || std::filesystem::exists(folder / "city.sqlite"))
            throw std::runtime_error("the city in " + folder.string() +
                                     " lies elsewhere (qoloner-admin migrate)");
        makePostgresStore(postgres); // before the folder says that it is there
        setPostgres(folder, postgres);
    }
    const std::string dsn = postgresOf(folder);
    const std::unique_ptr<CityStore> store = dsn.empty() ? makeSqliteStore(folder) : makePostgresStore(dsn);
    return foundCity(*store, key, city, toHex(randomBytes(8)), clock);
}

} // namespace qoloner
