// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include <cstdint>
#include <filesystem>

namespace qoloner {

/// Copies the city of `data`, wherever it lies, to `out`/city.sqlite, also while its server
/// runs. The copy is durable before it takes the place of an earlier one, and only then
/// devices are told that they may let go of what it holds. The server's key is not part of
/// it. Returns the copy's revision. Throws StorageError or std::runtime_error.
std::uint64_t backUpCity(const std::filesystem::path& data, const std::filesystem::path& out);

/// Puts the city of `data` back to the backup in `from`, under a new epoch, so that its devices
/// bring back what it lacks; for `waitMs` in the order it had. Refused while a server runs on
/// SQLite; those that run on PostgreSQL go on in the new epoch. Whatever happens on the way,
/// there is either the old city or the restored one. Devices that were locked out since stay so
/// (revocations.h). Throws StorageError or std::runtime_error.
void restoreCity(const std::filesystem::path& data, const std::filesystem::path& from, std::uint64_t waitMs,
                 const Clock& clock);

/// Moves the city of `data` into PostgreSQL (`postgres`: the connection string) or, when that
/// is empty, back into SQLite; every tuple is compared before the old place is given up. A
/// server that runs meanwhile serves on, has whoever writes wait, and then takes no more
/// writes until it is started anew: devices send again. Returns the number of tuples; 0 when
/// an interrupted move was finished. Throws StorageError or std::runtime_error.
std::uint64_t moveCityOf(const std::filesystem::path& data, const std::string& postgres);

} // namespace qoloner
