// SPDX-License-Identifier: Apache-2.0
#include "sync/server/pull.h"

#include <algorithm>
#include <set>

namespace qoloner {

namespace {

struct Draft {
    RowKey key;
    std::uint64_t rev = 0;
    std::uint8_t flags = 0;
    std::size_t stamps = 0, stampsSize = 0; // into the storage
    std::size_t fields = 0, fieldsSize = 0;
};

/// Collects rows until the page is full, whole revs only.
class PageBuilder {
public:
    PageBuilder(CityStore& store, const Principal& who, std::size_t limit, std::size_t bytes)
        : m_store(store), m_city(who.city), m_limit(limit), m_bytes(bytes)
    {
        const auto scopes = grantedScopes(who);
        m_granted.insert(scopes.begin(), scopes.end());
    }

    /// Adds what `scope` has after `after`; true when that was everything, else
    /// `reached` is the last rev that is wholly in the page. What was gone by
    /// `begun`, when the device began from nothing, need not be taken from it.
    bool add(const std::string& scope, std::uint64_t after, std::uint64_t begun, std::uint64_t& reached)
    {
        bool complete = true;
        m_begun = begun;
        std::vector<FeedRow> group;
        m_store.feed(scope, after, [&](FeedRow row) {
            if (!group.empty() && group.front().entry.rev != row.entry.rev) {
                if (!addGroup(group)) {
                    complete = false;
                    return false;
                }
                reached = group.front().entry.rev;
                group.clear();
            }
            group.push_back(std::move(row));
            return true;
        });
        if (complete && !group.empty()) {
            if (addGroup(group))
                reached = group.front().entry.rev;
            else
                complete = false;
        }
        return complete;
    }

    void finish(protocol::Page& page)
    {
        auto storage = std::make_shared<const std::string>(std::move(m_storage));
        const std::string_view all = *storage;
        page.storage = std::move(storage);
        for (const Draft& row : m_rows)
            page.page.rows.push_back({row.key.table, row.key.id, row.rev, row.flags,
                                      all.substr(row.stamps, row.stampsSize),
                                      all.substr(row.fields, row.fieldsSize)});
    }

private:
    bool addGroup(const std::vector<FeedRow>& group)
    {
        const std::size_t rows = m_rows.size();
        const std::size_t bytes = m_storage.size();
        for (const FeedRow& row : group)
            addEntry(row);
        // A single rev may be larger than asked for, else it could never be sent.
        if (rows > 0 && (m_rows.size() > m_limit || m_storage.size() > m_bytes)) {
            for (std::size_t i = rows; i < m_rows.size(); ++i)
                m_sent.erase(m_rows[i].key);
            m_rows.resize(rows);
            m_storage.resize(bytes);
            return false;
        }
        return true;
    }

    void addEntry(const FeedRow& row)
    {
        if (m_sent.contains(row.entry.key))
            return;
        const auto scopes = scopesOf(row.entry.key.table, row.owner, m_city);
        const bool visible =
            std::any_of(scopes.begin(), scopes.end(), [&](const auto& s) { return m_granted.contains(s); });
        if (!visible)
            addGone(row.entry, RowLeft);
        else if (!row.entry.leave) // a leave into another granted scope comes by that scope's feed
            addRow(row.entry.key, row.state);
    }

    void addGone(const FeedEntry& entry, std::uint8_t flags)
    {
        if (entry.rev <= m_begun)
            return;
        Draft row{entry.key, entry.rev, flags, m_storage.size(), 0, m_storage.size(), 1};
        m_storage.push_back(char(0xa0)); // an empty map
        m_sent.insert(entry.key);
        m_rows.push_back(std::move(row));
    }

    /// Copies the encoded row: [rev, flags, stamps, fields].
    void addRow(const RowKey& key, std::string_view state)
    {
        CborReader in(state);
        in.array(4);
        const std::uint64_t rev = in.uint();
        const auto flags = std::uint8_t(in.uint());
        const std::string_view stamps = in.bytes();
        const std::string_view fields = in.skip();
        if (!in.finished())
            throw StorageError(11, "damaged row " + key.id);
        if (flags & RowDeleted) {
            addGone({key, rev, false}, RowDeleted);
            return;
        }
        Draft row{key,          rev, flags, m_storage.size(), stamps.size(), m_storage.size() + stamps.size(),
                  fields.size()};
        m_storage.append(stamps).append(fields);
        m_sent.insert(key);
        m_rows.push_back(std::move(row));
    }

    CityStore& m_store;
    std::string m_city;
    std::size_t m_limit, m_bytes;
    std::uint64_t m_begun = 0;
    std::set<std::string> m_granted;
    std::set<RowKey> m_sent;
    std::vector<Draft> m_rows;
    std::string m_storage;
};

} // namespace

Result<protocol::Page> pullPage(CityStore& store, const Principal& who, const protocol::Pull& request,
                                std::size_t bytes)
{
    protocol::Page page;
    bool lost = false;
    store.read([&] {
        const std::uint64_t head = store.head();
        page.page.epoch = store.meta("epoch");
        page.page.head = head;
        page.scopes = grantedScopes(who);
        const bool known = request.epoch == page.page.epoch;
        const auto cursorOf = [&](const std::string& scope) -> std::uint64_t {
            const auto given = request.cursor.find(scope);
            return known && given != request.cursor.end() ? given->second : 0;
        };
        for (const std::string& scope : page.scopes)
            if (const std::uint64_t after = cursorOf(scope); after > 0)
                // What was folded before the pull began was gone then: it can't be missing.
                lost = lost || after > head || std::max(after, request.begun) < store.floorOf(scope);
        if (lost)
            return;
        // Who starts with nothing needs no tombstones. Who has got a scope more may hold rows of it
        // already, from the scope they came out of.
        const bool fresh = std::none_of(page.scopes.begin(), page.scopes.end(),
                                        [&](const std::string& scope) { return cursorOf(scope) > 0; });
        PageBuilder builder(store, who, std::clamp<std::size_t>(request.limit, 1, protocol::maxPageRows),
                            bytes);
        for (const std::string& scope : page.scopes) {
            std::uint64_t reached = cursorOf(scope);
            if (!builder.add(scope, reached, fresh ? head : request.begun, reached)) {
                page.page.cursor[scope] = reached;
                page.more = true;
                break;
            }
            page.page.cursor[scope] = head;
        }
        if (!page.more)
            page.page.complete = head;
        builder.finish(page);
    });
    if (lost)
        return failure("cursor_too_old");
    return page;
}

} // namespace qoloner
