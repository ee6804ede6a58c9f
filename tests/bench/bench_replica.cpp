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

/// Pulled rows into an empty replica, page by page. Floor: the same rows, same
/// table and indices, plain prepared inserts in one transaction. Both grow in
/// turn, a part at a time, so that a slow moment of the machine falls on both.
void apply(const Options& options)
{
    constexpr std::size_t part = 25'000;
    for (const std::size_t count : options.rows ? std::vector<std::size_t>{options.rows}
                                                : std::vector<std::size_t>{100'000, 1'000'000}) {
        Scratch scratch;
        SystemClock clock;
        Database db(scratch.file("apply.db"));
        Replica replica(db, clock);
        RawTable raw(scratch.file("raw.db"));
        double ours = 0, floor = 0;
        for (std::size_t first = 0; first < count; first += part) {
            const WireRows rows = makeMasters(std::min(part, count - first), first + 1, 0, first);
            ours += applyAll(replica, rows);
            floor += raw.insert(rows);
        }
        floor += raw.commit();
        report("apply_" + std::to_string(count), double(count) / ours, "rows/s", double(count) / floor);
    }
}

} // namespace qoloner::bench
