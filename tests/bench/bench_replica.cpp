// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"

namespace qoloner::bench {

namespace {
constexpr std::size_t pageRows = 5000;

double applyAll(Replica& replica, const WireRows& rows)
{
    std::vector<PulledPage> pages;
    for (std::size_t n = 0; n < rows.pages(pageRows); ++n)
        pages.push_back(rows.page(n, pageRows));
    return seconds([&] {
        for (const PulledPage& page : pages)
            if (!replica.applyPage(page))
                throw std::runtime_error("page refused");
    });
}
} // namespace

/// One record saved by a person: journal, signature, rows, durable. Floor: one
/// durable insert of the same bytes.
void save(const Options& options)
{
    const std::size_t count = options.rows ? options.rows : 500;
    Scratch scratch;
    SystemClock clock;
    Database db(scratch.file("save.db"));
    Replica replica(db, clock);
    replica.setIdentity(SigningKey::generate(), "bench");
    const Entity& artisan = entity("artisan");
    Database raw(scratch.file("raw.db"));
    raw.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB) STRICT");
    std::vector<double> ours, floor;
    const std::string bytes(600, 'x');
    for (std::size_t n = 0; n < count; ++n) {
        char id[48];
        std::snprintf(id, sizeof id, "01900000-0000-7000-8000-%012zu", n % 1000000);
        const Change change{OpKind::Put,
                            artisan.id,
                            id,
                            {{artisan.field("name_kk")->id, std::string("Үлгі шебер")},
                             {artisan.field("craft")->id, std::string("felt")},
                             {artisan.field("region")->id, std::string("KZ-62")},
                             {artisan.field("settlement")->id, std::string("Ұлытау")}}};
        ours.push_back(seconds([&] {
            if (!replica.commit({change}))
                throw std::runtime_error("commit refused");
        }));
        floor.push_back(seconds([&] {
            Transaction transaction(raw);
            Statement put = raw.prepare("INSERT INTO t (body) VALUES (?)");
            put.bindBlob(1, bytes);
            put.run();
            transaction.commit();
        }));
    }
    std::sort(ours.begin(), ours.end());
    std::sort(floor.begin(), floor.end());
    report("save_local_p50", ours[count / 2] * 1e3, "ms", floor[count / 2] * 1e3);
    report("save_local_p99", ours[count * 99 / 100] * 1e3, "ms", floor[count * 99 / 100] * 1e3);
}

/// Pulled rows into an empty replica. Floor: the same rows, same table and
/// indices, plain prepared inserts in one transaction.
void apply(const Options& options)
{
    for (const std::size_t count :
         options.rows ? std::vector<std::size_t>{options.rows} : std::vector<std::size_t>{10'000, 100'000}) {
        const WireRows rows = makeMasters(count);
        int run = 0;
        Scratch scratch;
        SystemClock clock;
        const auto [ours, floor] = medians(
            3,
            [&] {
                Database db(scratch.file("apply" + std::to_string(run++) + ".db"));
                Replica replica(db, clock);
                return applyAll(replica, rows);
            },
            [&] { return rawInsert(scratch.file("raw" + std::to_string(run) + ".db"), rows); });
        report("apply_" + std::to_string(count), double(count) / ours, "rows/s", double(count) / floor);
    }
}

/// 2,000 changed rows on a replica that holds many.
void delta(const Options& options)
{
    constexpr std::size_t changes = 2000;
    for (const std::size_t count : options.rows ? std::vector<std::size_t>{options.rows * 10}
                                                : std::vector<std::size_t>{10'000, 100'000}) {
        const WireRows before = makeMasters(count);
        const std::size_t some = std::min(changes, count / 2);
        const WireRows after = makeMasters(some, count + 1, 1, count / 4);
        int run = 0;
        Scratch scratch;
        SystemClock clock;
        const auto [ours, floor] = medians(
            3,
            [&] {
                Database db(scratch.file("delta" + std::to_string(run++) + ".db"));
                Replica replica(db, clock);
                applyAll(replica, before);
                return applyAll(replica, after);
            },
            [&] { return rawInsert(scratch.file("raw" + std::to_string(run) + ".db"), after, &before); });
        report("delta_" + std::to_string(some) + "_on_" + std::to_string(count), ours * 1e3, "ms",
               floor * 1e3);
    }
}

} // namespace qoloner::bench
