// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/search/index.h"
#include "core/store/replica.h"

namespace qoloner {

/// Keeps the search index in step with the published rows, in the
/// transaction that writes them. Drafts, staff and private fields never enter.
class SearchIndexer {
public:
    /// Makes the index where there is none, or an older one, and fills it
    /// from the published tables.
    explicit SearchIndexer(Database& db);

    /// The replica's row observer; `fields` empty: the row is gone.
    void rowChanged(TableId table, const std::string& id, std::string_view fields);

    static bool indexed(TableId table);

private:
    SearchIndex prepare();
    void rebuild();

    Database& m_db;

    SearchIndex m_index;
};

/// Grows when other fields are indexed or the folding changes.
constexpr int searchIndexVersion = 2;

} // namespace qoloner
