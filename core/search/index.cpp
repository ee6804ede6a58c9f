// SPDX-License-Identifier: Apache-2.0
#include "core/search/index.h"

#include "core/search/fold.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_set>

namespace qoloner {
namespace {

// FTS5's own 'secure-delete' came with SQLite 3.42; before, a removed entry
// stays in older segments until they are merged, so we merge at once.
bool engineDeletesSecurely()
{
    return sqlite3_libversion_number() >= 3042000;
}

std::vector<std::string_view> wordsOf(std::string_view key)
{
    std::vector<std::string_view> words;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        if (end > 0)
            words.push_back(key.substr(0, end));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return words;
}

// Көк-Төбе must be found as "kok tobe" and as "koktobe": a name with hyphens
// is also stored without them.
std::string foldedName(const std::string& name)
{
    std::string key = fold(name);
    if (name.find('-') != std::string::npos) {
        std::string joined = name;
        std::erase(joined, '-');
        const std::string other = fold(joined);
        if (!other.empty() && other != key)
            key += '\n' + other;
    }
    return key;
}

// One folded text a line; equal ones (often: all three languages) once.
template <class Fold> std::string joined(const std::vector<std::string>& texts, Fold foldOne)
{
    std::string all;
    std::vector<std::string> seen;
    for (const std::string& text : texts) {
        std::string key = foldOne(text);
        if (key.empty() || std::find(seen.begin(), seen.end(), key) != seen.end())
            continue;
        if (!all.empty())
            all += '\n';
        all += key;
        seen.push_back(std::move(key));
    }
    return all;
}

bool hasWord(std::string_view text, std::string_view word)
{
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool starts = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
        const bool ends = end == text.size() || text[end] == ' ' || text[end] == '\n';
        if (starts && ends)
            return true;
    }
    return false;
}

bool someLineBegins(std::string_view text, std::string_view with)
{
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(with))
            return true;
        const std::size_t next = text.find('\n', at);
        at = next == std::string_view::npos ? text.size() : next + 1;
    }
    return false;
}

// Whether one letter put in, left out or replaced, or two neighbours swapped, makes `b` of `a`.
bool differByOne(std::string_view a, std::string_view b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.size() - a.size() > 1)
        return false;
    const std::size_t at = std::size_t(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    if (a.size() < b.size())
        return a.substr(at) == b.substr(at + 1);
    if (at == a.size())
        return false; // the same
    if (a.substr(at + 1) == b.substr(at + 1))
        return true;
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
           a.substr(at + 2) == b.substr(at + 2);
}

struct Candidate {
    SearchHit hit;
    double relevance = 0; // bm25: the smaller the better
};

} // namespace

std::string_view SearchIndex::ddl()
{
    return R"sql(
CREATE TABLE search_doc(
    doc          INTEGER PRIMARY KEY,
    kind         INTEGER NOT NULL,
    id           TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    folded_body  TEXT NOT NULL,
    lat          REAL,
    lon          REAL,
    UNIQUE(kind, id)
) STRICT;
CREATE VIRTUAL TABLE search_fts USING fts5(
    folded_title, folded_body,
    content='search_doc', content_rowid='doc',
    tokenize='ascii', prefix='1 2 3'
);
CREATE TRIGGER search_doc_added AFTER INSERT ON search_doc BEGIN
    INSERT INTO search_fts(rowid, folded_title, folded_body) VALUES(new.doc, new.folded_title, new.folded_body);
END;
CREATE TRIGGER search_doc_removed AFTER DELETE ON search_doc BEGIN
    INSERT INTO search_fts(search_fts, rowid, folded_title, folded_body)
        VALUES('delete', old.doc, old.folded_title, old.folded_body);
END;
CREATE VIRTUAL TABLE search_words USING fts5vocab(search_fts, row);
)sql";
}

void SearchIndex::create(Database& db)
{
    db.exec(std::string(ddl()));
    if (engineDeletesSecurely())
        db.exec("INSERT INTO search_fts(search_fts, rank) VALUES('secure-delete', 1)");
}

void SearchIndex::upgrade(Database& db)
{
    db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5vocab(search_fts, row)");
}

SearchIndex::SearchIndex(Database& db) : m_db(db)
{
    m_db.exec("PRAGMA secure_delete=ON"); // of this connection: freed pages are overwritten with zeros
}

void SearchIndex::put(const SearchDoc& doc)
{
    remove(doc.kind, doc.id);
    const std::string title = joined(doc.titles, foldedName);
    const std::string body = joined(doc.bodies, [](const std::string& text) { return fold(text); });
    Statement insert = m_db.prepare("INSERT INTO search_doc(kind, id, folded_title, folded_body, lat, lon) "
                                    "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    insert.with(doc.kind, std::string_view(doc.id), std::string_view(title), std::string_view(body));
    if (doc.position && isValid(*doc.position)) {
        insert.bind(5, doc.position->lat).bind(6, doc.position->lon);
    } else {
        insert.bind(5, nullptr).bind(6, nullptr);
    }
    insert.run();
}

void SearchIndex::remove(std::int64_t kind, std::string_view id)
{
    m_db.prepare("DELETE FROM search_doc WHERE kind = ?1 AND id = ?2").with(kind, id).run();
    if (m_db.changes() > 0)
        sweep();
}

void SearchIndex::clear()
{
    m_db.exec("DELETE FROM search_doc");
    sweep();
}

void SearchIndex::sweep()
{
    if (!engineDeletesSecurely())
        m_db.exec("INSERT INTO search_fts(search_fts) VALUES('optimize')");
}

std::int64_t SearchIndex::size()
{
    return m_db.integer("SELECT count(*) FROM search_doc");
}

std::vector<SearchHit> SearchIndex::search(std::string_view query, std::size_t limit,
                                           std::optional<GeoPoint> origin, std::optional<std::int64_t> kind)
{
    const std::string key = foldQuery(query.substr(0, kMaxQueryBytes));
    std::vector<std::string_view> words = wordsOf(key);
    words.resize(std::min(words.size(), kMaxQueryWords));
    if (words.empty() || limit == 0)
        return {};

    // Keys hold no quotes, so that each word is a plain quoted string to FTS5.
    std::string terms;
    for (const std::string_view word : words)
        terms += (terms.empty() ? "\"" : " AND \"") + std::string(word) + "\"*";
    const bool measured = origin && isValid(*origin);

    std::vector<Candidate> found;
    std::unordered_set<std::int64_t> seen;
    const auto collect = [&](const std::string& match, bool inTitle) {
        Statement rows = m_db.prepare(
            "SELECT d.doc, d.kind, d.id, d.folded_title, d.lat, d.lon, bm25(search_fts, 10.0, 1.0) "
            "FROM search_fts JOIN search_doc d ON d.doc = search_fts.rowid "
            "WHERE search_fts MATCH ?1 AND (?2 IS NULL OR d.kind = ?2)");
        rows.bind(1, std::string_view(match));
        kind ? rows.bind(2, *kind) : rows.bind(2, nullptr);
        while (found.size() < kMaxCandidates && rows.step()) {
            if (!seen.insert(rows.integer(0)).second)
                continue;
            Candidate c;
            c.hit.kind = rows.integer(1);
            c.hit.id = rows.string(2);
            c.relevance = rows.real(6);
            if (inTitle) {
                const std::string_view title = rows.text(3);
                const auto whole = [&](std::string_view word) { return hasWord(title, word); };
                c.hit.tier = someLineBegins(title, key)                       ? 0
                             : std::all_of(words.begin(), words.end(), whole) ? 1
                                                                              : 2;
            }
            if (measured && !rows.isNull(4) && !rows.isNull(5))
                c.hit.distanceMetres = distanceMetres(*origin, {rows.real(4), rows.real(5)});
            found.push_back(std::move(c));
        }
    };
    collect("{folded_title} : (" + terms + ")", true);
    if (found.size() < kMaxCandidates)
        collect(terms, false);
    if (found.empty()) {
        terms.clear();
        for (const std::string_view word : words) {
            const std::string similar = similarTerms(word);
            if (similar.empty())
                return {};
            terms.append(terms.empty() ? "(" : " AND (").append(similar).append(1, ')');
        }
        collect("{folded_title} : (" + terms + ")", true);
        collect(terms, false);
    }

    const auto rank = [](const Candidate& c) {
        const double far =
            std::isnan(c.hit.distanceMetres) ? std::numeric_limits<double>::infinity() : c.hit.distanceMetres;
        return std::tuple(c.hit.tier, far, c.relevance, c.hit.kind, std::string_view(c.hit.id));
    };
    const std::size_t kept = std::min(limit, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                      [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
    std::vector<SearchHit> hits;
    hits.reserve(kept);
    for (std::size_t i = 0; i < kept; ++i)
        hits.push_back(std::move(found[i].hit));
    return hits;
}

/// What to look for instead of a word: itself where words begin so, else the
/// words that differ from it by one letter. Empty: there is nothing like it.
std::string SearchIndex::similarTerms(std::string_view word)
{
    constexpr std::size_t shortest = 4; // of three letters every other word differs by one
    constexpr std::size_t most = 16;
    const auto quoted = [](std::string_view text) { return std::string(1, '"').append(text).append(1, '"'); };
    Statement begun =
        m_db.prepare("SELECT 1 FROM search_words WHERE term >= ?1 AND term < ?1 || x'FF' LIMIT 1");
    begun.bind(1, word);
    if (begun.step())
        return quoted(word).append(1, '*');
    if (word.size() < shortest ||
        std::any_of(word.begin(), word.end(), [](char c) { return c < 'a' || c > 'z'; }))
        return {};
    std::string terms;
    std::size_t count = 0;
    Statement near = m_db.prepare("SELECT term FROM search_words WHERE term >= ?1 AND term < ?1 || x'FF' AND "
                                  "length(term) BETWEEN ?2 - 1 AND ?2 + 1");
    near.bind(1, word.substr(0, 1)).bind(2, std::int64_t(word.size()));
    while (count < most && near.step())
        if (differByOne(word, near.text(0))) {
            terms.append(terms.empty() ? "" : " OR ").append(quoted(near.text(0)));
            ++count;
        }
    return terms;
}

} // namespace qoloner
