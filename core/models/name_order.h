// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"

#include <QString>
#include <string>
#include <string_view>

namespace qoloner {

/// Compares two names by the Kazakh alphabet (which holds the Russian one),
/// then Latin, without regard to case: ә comes after а, not after я.
int compareNames(std::string_view a, std::string_view b);

/// Bytes that compare as compareNames() does; equal where names differ only in their case.
std::string nameKey(const QString& name);

/// Makes the order known to SQL on this connection as `COLLATE qoloner_name`.
void registerNameOrder(Database& db);

} // namespace qoloner
