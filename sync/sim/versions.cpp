// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/versions.h"

namespace qoloner::sim {

const Catalogue& declarationsOf(std::uint8_t version)
{
    static const Catalogue next = [] {
        Catalogue all{schemaVersion + 1, builtInCatalogue().entities};
        all.entities[entity("artisan").id - 1u].fields.push_back(
            {.id = newField, .name = "website", .doc = "", .max = 200, .since = schemaVersion + 1});
        return all;
    }();
    static const Catalogue before = catalogueAsOf(builtInCatalogue(), schemaVersion - 1);
    return version == 0 ? next : version == 1 ? builtInCatalogue() : before;
}

} // namespace qoloner::sim
