// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/ids.h"
#include "sync/server/store/city_store.h"
#include <map>
#include <string>

namespace qoloner::test {

/// Every row a city holds, as text, without its revisions: two cities with the same
/// dump show the same to everybody.
inline std::map<std::string, std::string>
cityDump(CityStore& store, const std::vector<std::string>& scopes = {"moderation", "public/almaty"})
{
    std::map<std::string, std::string> rows;
    for (const std::string& scope : scopes) {
        std::vector<RowKey> keys;
        store.feed(scope, 0, [&](const FeedRow& row) {
            keys.push_back(row.entry.key);
            return true;
        });
        for (const RowKey& key : keys) {
            const auto stored = store.row(key);
            if (!stored)
                continue;
            RowState state = stored->state;
            state.rev = 0;
            rows[tableName(key.table) + " " + key.id] =
                stored->owner.artisan + " " + stored->owner.region + " " + toHex(encodeRowState(state));
        }
    }
    return rows;
}

} // namespace qoloner::test
