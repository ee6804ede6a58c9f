// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/distance.h"
#include "core/store/database.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoloner {

/// What of one entity can be found. Only public text belongs in here: the
/// index keeps folded copies of all of it.
struct SearchDoc {
    std::int64_t kind = 0;            ///< entity number of the catalogue
    std::string id;                   ///< row id, as text
    std::vector<std::string> titles;  ///< one a language, and other names
    std::vector<std::string> bodies;  ///< stories, addresses, materials
    std::optional<GeoPoint> position; ///< as public as the texts: blurred where they are
};

struct SearchHit {
    std::int64_t kind = 0;
    std::string id;
    /// How well the title fits: 0 a title begins with the query, 1 has all its
    /// words, 2 has words that begin so, 3 only the other text fits.
    int tier = 3;
    /// From the origin asked about; NaN without origin or position.
    double distanceMetres = std::numeric_limits<double>::quiet_NaN();
};

/// Full-text search over folded keys (core/search/fold.h) with FTS5.
///
/// A removed document leaves nothing behind in the database file: FTS5 deletes
/// securely and freed pages are overwritten. (The WAL is the store's: it holds
/// old pages until the next truncating checkpoint.)
class SearchIndex {
public:
    /// Longest query looked at, in bytes and in words; the rest is ignored.
    static constexpr std::size_t kMaxQueryBytes = 256;
    static constexpr std::size_t kMaxQueryWords = 8;
    /// Most documents ranked for one query.
    static constexpr std::size_t kMaxCandidates = 20'000;

    /// The tables, for a migration: `search_doc`, `search_fts`, the triggers that
    /// keep them in step, and `search_words`, a view of the words there are. `create` runs it and sets up
    /// secure deletion.
    static std::string_view ddl();
    /// Inside the caller's transaction. Throws StorageError.
    static void create(Database& db);
    /// Adds what an index of an earlier version lacks. Throws StorageError.
    static void upgrade(Database& db);

    /// `db` must have the tables and outlive the index. A read-only database
    /// can be searched.
    explicit SearchIndex(Database& db);

    /// Adds the document or replaces the one with the same kind and id.
    void put(const SearchDoc& doc);
    /// Nothing happens if it isn't there.
    void remove(std::int64_t kind, std::string_view id);
    /// Empties the index; residue goes too.
    void clear();
    std::int64_t size();

    /// Every word of the query must begin a word of the document; when nothing
    /// does, a word of four letters or more may differ from it by one letter
    /// (not the first), left out, put in, another, or two of them swapped. Best first: tier, then distance
    /// from `origin` if given, then relevance, then id. The query is data: no character in it has a meaning
    /// for FTS5. Empty query, or one without letters and digits: no hits. `kind` narrows the search to one
    /// entity.
    std::vector<SearchHit> search(std::string_view query, std::size_t limit,
                                  std::optional<GeoPoint> origin = std::nullopt,
                                  std::optional<std::int64_t> kind = std::nullopt);

private:
    void sweep();
    std::string similarTerms(std::string_view word);

    Database& m_db;
};

} // namespace qoloner
