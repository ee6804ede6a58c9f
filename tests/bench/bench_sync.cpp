// SPDX-License-Identifier: Apache-2.0
#include "core/codec/zstd.h"
#include "sync/protocol/messages.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"

#include <random>

namespace qoloner::bench {

namespace {

/// A server with `count` public places, taken in through its own merge.
struct City {
    City(const std::string& folder, std::size_t count)
    {
        if (!createCity(folder, "almaty", clock))
            throw std::runtime_error("no city");
        store = std::make_unique<SqliteCityStore>(folder, SqliteCityStore::Access::Write);
        engine = std::make_unique<SyncEngine>(*store, clock, loadServerKey(folder));
        const Entity& place = entity("place");
        const WireRows rows = makeMasters(count);
        const Entity& artisan = entity("artisan");
        std::vector<Op> ops;
        for (const auto& row : rows.rows) {
            CborReader in(row.fields);
            FieldValues from = readFields(in);
            const auto text = [&](std::string_view name) { return from.at(artisan.field(name)->id); };
            FieldValues fields;
            for (const char* name : {"name_kk", "name_ru", "story_kk"})
                fields[place.field(name)->id] = text(name);
            fields[place.field("kind")->id] = std::string("workshop");
            fields[place.field("lat")->id] = text("pub_lat");
            fields[place.field("lon")->id] = text("pub_lon");
            fields[place.field("address_kk")->id] = text("settlement");
            ops.push_back({OpKind::Put, place.id, row.id, fields, {}});
            if (ops.size() == 500)
                put(ops);
        }
        put(ops);
    }

    void put(std::vector<Op>& ops)
    {
        if (ops.empty())
            return;
        const Answer answer = engine->applyLocal(std::move(ops));
        if (answer.outcome == Outcome::Rejected)
            throw std::runtime_error("rejected: " + answer.error.code + " " + answer.error.field);
        ops.clear();
    }

    SystemClock clock;
    std::unique_ptr<CityStore> store;
    std::unique_ptr<SyncEngine> engine;
};

/// Everything between the server's file and the device's, but the socket.
std::size_t pullAll(City& city, Replica& replica, std::size_t& bytes, WireRows* keep = nullptr)
{
    std::size_t rows = 0;
    for (bool more = true; more;) {
        protocol::Pull pull;
        pull.epoch = replica.epoch();
        pull.cursor = replica.cursor();
        std::string body = encode(city.engine->pull(city.engine->visitor(), pull).value());
        const bool packed = protocol::pack(body);
        bytes += body.size();
        auto raw = protocol::unpack(body, packed, protocol::maxResponseBytes);
        auto page = protocol::decode<protocol::Page>(std::move(*raw));
        if (!page || !replica.applyPage(page->page))
            throw std::runtime_error("page refused");
        rows += page->page.rows.size();
        if (keep)
            for (const PulledRow& row : page->page.rows)
                keep->rows.push_back(
                    {row.table, row.id, row.rev, std::string(row.stamps), std::string(row.fields)});
        more = page->more;
    }
    return rows;
}

/// The same rows as comma-separated values with their ids, revs and stamps.
std::string csvOf(const WireRows& rows)
{
    std::string out;
    for (const auto& row : rows.rows) {
        CborReader in(row.fields);
        out += row.id + ',' + std::to_string(row.rev);
        for (const auto& [field, value] : readFields(in)) {
            out += ',';
            if (const auto* text = std::get_if<std::string>(&value))
                out += *text;
            else if (const auto* number = std::get_if<std::int64_t>(&value))
                out += std::to_string(*number);
        }
        if (const auto stamps = RowStamps::decode(row.stamps))
            for (const auto& group : stamps->groups())
                out += ',' + std::to_string(group.stamp.hlc.ms()) + ',' +
                       std::to_string(group.stamp.hlc.counter()) + ',' +
                       std::to_string(group.stamp.dot.device) + ',' + std::to_string(group.stamp.dot.dseq);
        out += '\n';
    }
    return out;
}

} // namespace

/// Bytes of a delta as it travels. Floor: zstd -19 of the same rows as CSV.
void wire(const Options&)
{
    std::mt19937_64 random(3);
    for (const std::size_t count : {1, 10, 100, 1000, 5000}) {
        WireRows rows;
        for (std::size_t n = 0; n < count; ++n) {
            WireRows one = makeMasters(1, 1'000'000 + n + n / 3, int(n), random() % 100'000);
            rows.rows.push_back(std::move(one.rows.front()));
        }
        protocol::Page page;
        page.page = rows.page(0, count);
        page.scopes = {"public/almaty"};
        std::string body = encode(page);
        const std::size_t plain = body.size();
        const double packing = seconds([&] { protocol::pack(body); });
        const std::string name = "wire_delta_" + std::to_string(count);
        report(name, double(body.size()), "bytes", double(zstdCompress(csvOf(rows), 19).size()));
        report(name + "_packing", packing * 1e3, "ms", 0);
        report(name + "_unpacked", double(plain), "bytes", double(csvOf(rows).size()));
    }
}

/// First sync, from the server's file to the device's: merge store, pull,
/// codec, compression, apply. Floor: plain prepared inserts of the same rows.
void initialSync(const Options& options)
{
    for (const std::size_t count :
         options.rows ? std::vector<std::size_t>{options.rows} : std::vector<std::size_t>{10'000, 100'000}) {
        Scratch scratch;
        std::filesystem::create_directory(scratch.file("city"));
        City city(scratch.file("city"), count);
        WireRows kept;
        std::size_t bytes = 0;
        {
            Database db(scratch.file("warm.db"));
            Replica replica(db, city.clock);
            if (pullAll(city, replica, bytes, &kept) < count)
                throw std::runtime_error("rows are missing");
            std::size_t idle = 0;
            const auto [check, nothing] = medians(
                21, [&] { return seconds([&] { pullAll(city, replica, idle); }); }, [] { return 0.0; });
            report("no_change_check_" + std::to_string(count), check * 1e6, "us", nothing);
            report("no_change_check_bytes", double(idle) / 21, "bytes", 300);
        }
        int run = 0;
        const auto [ours, floor] = medians(
            3,
            [&] {
                Database db(scratch.file("device" + std::to_string(run++) + ".db"));
                Replica replica(db, city.clock);
                std::size_t ignored = 0;
                return seconds([&] { pullAll(city, replica, ignored); });
            },
            [&] { return rawInsert(scratch.file("raw" + std::to_string(run) + ".db"), kept); });
        report("initial_sync_" + std::to_string(count), double(kept.rows.size()) / ours, "rows/s",
               double(kept.rows.size()) / floor);
        report("initial_sync_bytes_" + std::to_string(count), double(bytes), "bytes",
               double(zstdCompress(csvOf(kept), 19).size()));
    }
}

} // namespace qoloner::bench
