// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/messages.h"
#include "sync/server/city_folder.h"
#include "sync/server/pull.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"

#include <filesystem>
#include <memory>
#include <random>

namespace qoloner::bench {

namespace {

constexpr std::size_t part = 25'000;
constexpr const char* feedOfAll = "public/almaty";

/// A server and a device that both hold `count` published masters.
class Pair {
public:
    Pair(const std::string& folder, std::size_t count) : m_count(count)
    {
        std::filesystem::create_directory(folder);
        if (!createCity(folder, "almaty", m_clock))
            throw std::runtime_error("no city");
        m_store = std::make_unique<SqliteCityStore>(folder, SqliteCityStore::Access::Write);
        m_reader = std::make_unique<SqliteCityStore>(folder, SqliteCityStore::Access::Read);
        m_device = std::make_unique<Database>(folder + "/device.db");
        m_replica = std::make_unique<Replica>(*m_device, m_clock);
        for (std::size_t first = 0; first < count; first += part) {
            const WireRows rows = makeMasters(std::min(part, count - first), first + 1, 0, first);
            publish(rows);
            for (std::size_t n = 0; n < rows.pages(5000); ++n) {
                PulledPage page = rows.page(n, 5000);
                page.epoch = m_store->meta("epoch");
                page.complete = 0;
                if (!m_replica->applyPage(page))
                    throw std::runtime_error("page refused");
            }
        }
        m_rev = count;
    }

    /// `changes` masters anywhere get another story on the server, as people edit them.
    void change(std::size_t changes, std::mt19937_64& random)
    {
        const std::uint16_t story = fieldId("artisan", "story_kk");
        WireRows rows;
        while (rows.rows.size() < changes) {
            ++m_rev;
            const std::size_t place = random() % m_count;
            WireRows::Row row = makeMasters(1, m_rev, 0, place).rows.front();
            CborReader before(row.fields);
            FieldValues fields = readFields(before);
            fields[story] = "Түзетілген: " + std::to_string(m_rev) + std::get<std::string>(fields[story]);
            CborWriter after;
            writeFields(after, fields);
            row.fields = after.take();
            rows.rows.push_back(std::move(row));
        }
        publish(rows);
    }

    /// Server's file -> page -> bytes -> device's file. Seconds.
    double sync(std::size_t expected)
    {
        return seconds([&] {
            Principal who;
            who.city = "almaty";
            protocol::Pull pull;
            pull.epoch = m_replica->epoch();
            pull.cursor = m_replica->cursor();
            std::string body = encode(pullPage(*m_reader, who, pull).value());
            const bool packed = protocol::pack(body);
            auto raw = protocol::unpack(body, packed, protocol::maxResponseBytes);
            const auto page = protocol::decode<protocol::Page>(std::move(*raw));
            if (!page || page->more || page->page.rows.size() > expected ||
                page->page.rows.size() < expected / 2 || !m_replica->applyPage(page->page))
                throw std::runtime_error("not the delta");
        });
    }

private:
    void publish(const WireRows& rows)
    {
        m_store->write([&] {
            for (const auto& row : rows.rows) {
                CborReader in(row.fields);
                const RowKey key{row.table, row.id};
                m_store->putRow(
                    {key, {row.id, "KZ-62"}, {row.rev, 0, *RowStamps::decode(row.stamps), readFields(in)}});
                m_store->putFeed(feedOfAll, {key, row.rev, false});
            }
            m_store->setHead(rows.rows.back().rev);
        });
    }

    std::size_t m_count;
    std::uint64_t m_rev = 0;
    SystemClock m_clock;
    std::unique_ptr<SqliteCityStore> m_store, m_reader;
    std::unique_ptr<Database> m_device;
    std::unique_ptr<Replica> m_replica;
};

} // namespace

/// 100 masters with another story, from the server's file to the device's, where both hold
/// few, many and very many rows. Floor: the time where they hold the fewest.
void delta(const Options& options)
{
    constexpr std::size_t changes = 100;
    constexpr int rounds = 31;
    const std::vector<std::size_t> sizes = options.rows
                                               ? std::vector<std::size_t>{options.rows, options.rows * 10}
                                               : std::vector<std::size_t>{10'000, 100'000, 1'000'000};
    Scratch scratch;
    std::vector<std::unique_ptr<Pair>> pairs;
    for (const std::size_t count : sizes)
        pairs.push_back(std::make_unique<Pair>(scratch.file(std::to_string(count)), count));
    std::vector<std::vector<double>> times(sizes.size());
    std::mt19937_64 random(1);
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < pairs.size(); ++i) { // in turn: noise falls on all
            pairs[i]->change(changes, random);
            times[i].push_back(pairs[i]->sync(changes));
        }
    std::vector<double> middle;
    for (auto& each : times)
        middle.push_back(median(each));
    for (std::size_t i = 0; i < sizes.size(); ++i)
        report("delta_100_on_" + std::to_string(sizes[i]), middle[i] * 1e3, "ms", middle[0] * 1e3);
}

} // namespace qoloner::bench
