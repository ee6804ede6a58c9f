// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "core/domain/keys.h"
#include "sync/server/store/city_stores.h"
#include <filesystem>
#include <string>

namespace qoloner {

constexpr std::string_view systemActor = "system";

/// The server's key in `folder`/server.key (0600). Throws std::runtime_error when it is missing or damaged.
SigningKey loadServerKey(const std::filesystem::path& folder);

/// A city's folder in one program's hands, until this goes or the program dies: the server's while
/// it serves, or a restore's, which puts another file in place of the one that a server has open.
/// Throws std::runtime_error when another program has it.
class CityLock {
public:
    explicit CityLock(const std::filesystem::path& folder);
    CityLock(const CityLock&) = delete;
    CityLock& operator=(const CityLock&) = delete;
    ~CityLock();

private:
    int m_file;
};

/// Makes a city in `folder`: key, store, epoch and the server's own device.
/// False, and nothing changed, when one is there already. With `postgres`, a connection
/// string, its store lies there, and `folder` remembers it in a file only its owner reads.
bool createCity(const std::filesystem::path& folder, const std::string& city, const Clock& clock,
                const std::string& postgres = {});

/// Where the city of `folder` lies in PostgreSQL; empty: in `folder`/city.sqlite.
std::string postgresOf(const std::filesystem::path& folder);
/// Has `folder` say so from now on; empty: in city.sqlite.
void setPostgres(const std::filesystem::path& folder, const std::string& dsn);
/// Connections to the store of the city of `folder`.
CityStores storesOf(const std::filesystem::path& folder);

/// The same in an empty `store`, wherever it lies, with a key that is kept elsewhere.
/// `epoch`: never used by another store of this city.
bool foundCity(CityStore& store, const SigningKey& key, const std::string& city, const std::string& epoch,
               const Clock& clock);

} // namespace qoloner
