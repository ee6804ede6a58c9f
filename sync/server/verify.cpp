// SPDX-License-Identifier: Apache-2.0
#include "sync/server/verify.h"

#include "core/domain/ids.h"
#include "core/domain/keys.h"
#include <set>

namespace qoloner {

namespace {

constexpr std::size_t mostFaults = 100;
struct Enough {};

class Verifier {
public:
    explicit Verifier(CityStore& store) : m_store(store) {}

    CityReport run()
    {
        try {
            for (std::string& fault : m_store.check())
                say(std::move(fault));
            m_store.read([&] {
                m_head = m_store.head();
                for (const DeviceRecord& device : m_store.devices())
                    chain(device);
                for (const TableId table : allTables())
                    m_store.eachRow(table, [&](const StoredRow& row) { this->row(row); });
                for (const std::string& scope : m_scopes)
                    feed(scope);
                for (const auto& [place, rev] : m_awaited)
                    say(nameOf(place.second) + " of revision " + std::to_string(rev) +
                        " is missing in the feed " + place.first);
            });
        } catch (const Enough&) {
            m_report.faults.push_back("there is more; only the first are told");
        } catch (const StorageError& error) { // what can't be read at all
            m_report.faults.push_back(error.what());
        }
        return std::move(m_report);
    }

private:
    using Place = std::pair<std::string, RowKey>; ///< scope, row

    void say(std::string fault)
    {
        m_report.faults.push_back(std::move(fault));
        if (m_report.faults.size() >= mostFaults)
            throw Enough();
    }
    static std::string nameOf(const RowKey& key)
    {
        const Entity* entity = findEntity(key.table.entity());
        return (entity ? tableName(key.table) : "table " + std::to_string(key.table.number)) + " " + key.id;
    }
    static std::string nameOf(const DeviceRecord& device, Dseq dseq)
    {
        return "mutation " + std::to_string(dseq) + " of device " + std::to_string(device.id);
    }

    /// What a device issued, in order. A number may be missing where its gap was skipped.
    void chain(const DeviceRecord& device)
    {
        std::string last;
        for (Dseq dseq = 1; dseq <= device.highest; ++dseq) {
            const auto logged = m_store.logged(device.id, dseq);
            if (!logged) {
                last.clear();
                continue;
            }
            ++m_report.mutations;
            const auto mutation = decodeMutation(logged->mutation.body);
            if (!mutation)
                say(nameOf(device, dseq) + " can't be read");
            else if (mutation->device != device.id || mutation->dseq != dseq)
                say(nameOf(device, dseq) + " says it is another");
            else if (!last.empty() && mutation->prevHash != last)
                say(nameOf(device, dseq) + " does not follow the one before");
            if (logged->mutation.hash() != logged->hash)
                say(nameOf(device, dseq) + " has another hash");
            else if (!verifySignature(device.publicKey, logged->mutation.body, logged->mutation.signature))
                say(nameOf(device, dseq) + " is not what its device signed");
            if (logged->answer.rev > m_head)
                say(nameOf(device, dseq) + " lies beyond the head");
            last = logged->hash;
        }
        if (!last.empty() && device.lastHash != last)
            say("device " + std::to_string(device.id) + " is said to have ended with another mutation");
    }

    void row(const StoredRow& row)
    {
        ++m_report.rows;
        const std::string name = nameOf(row.key);
        if (row.state.rev > m_head)
            say(name + " lies beyond the head");
        if (!isRowId(row.key.id))
            say(name + " has an id that is none");
        const Entity& entity = *findEntity(row.key.table.entity());
        for (const auto& [id, value] : row.state.fields) {
            const Field* field = entity.field(id);
            if (!field || field->type == FieldType::Set) // a newer catalogue's; a set travels as changes
                continue;
            if (const auto good = validateValue(*field, value); !good)
                say(name + ": " + std::string(field->name) + ": " + good.error().code);
        }
        const std::string city = m_store.meta("city");
        for (const std::string& scope : scopesOf(row.key.table, row.owner, city)) {
            m_scopes.insert(scope);
            m_awaited[{scope, row.key}] = row.state.rev;
        }
    }

    void feed(const std::string& scope)
    {
        m_store.feed(scope, 0, [&](const FeedRow& entry) {
            if (entry.entry.rev > m_head)
                say(nameOf(entry.entry.key) + " lies beyond the head in the feed " + scope);
            const auto awaited = m_awaited.find({scope, entry.entry.key});
            if (entry.entry.leave) // it was here once; what came back has a newer line
                return true;
            if (awaited == m_awaited.end())
                say(nameOf(entry.entry.key) + " is in the feed " + scope + ", where it does not belong");
            else {
                if (awaited->second > entry.entry.rev)
                    say(nameOf(entry.entry.key) + " has changed since the feed " + scope + " told of it");
                m_awaited.erase(awaited);
            }
            return true;
        });
    }

    CityStore& m_store;
    CityReport m_report;
    std::uint64_t m_head = 0;
    std::set<std::string> m_scopes;
    std::map<Place, std::uint64_t> m_awaited;
};

} // namespace

CityReport verifyCity(CityStore& store)
{
    return Verifier(store).run();
}

} // namespace qoloner
