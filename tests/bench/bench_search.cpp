// SPDX-License-Identifier: Apache-2.0
#include "core/search/index.h"
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"

namespace qoloner::bench {

/// One search as typed, over many documents. Floor: the bare FTS5 query of the
/// same word without ranking by title or distance.
void search(const Options& options)
{
    const std::size_t count = options.rows ? options.rows : 20'000;
    Scratch scratch;
    Database db(scratch.file("search.db"));
    db.exec("CREATE VIRTUAL TABLE bare USING fts5 (text)");
    Transaction transaction(db);
    SearchIndex::create(db);
    SearchIndex index(db);
    const Entity& artisan = entity("artisan");
    for (const auto& row : makeMasters(count).rows) {
        CborReader in(row.fields);
        const FieldValues fields = readFields(in);
        const auto text = [&](std::string_view name) {
            return std::get<std::string>(fields.at(artisan.field(name)->id));
        };
        index.put({artisan.id, row.id, {text("name_kk"), text("name_ru")}, {text("story_kk")}, std::nullopt});
        Statement put = db.prepare("INSERT INTO bare (text) VALUES (?)");
        const std::string all = text("name_kk") + " " + text("name_ru") + " " + text("story_kk");
        put.bind(1, all);
        put.run();
    }
    transaction.commit();
    const auto [ours, floor] = medians(
        15, [&] { return seconds([&] { (void)index.search("домбыра сырмақ", 20); }); },
        [&] {
            return seconds([&] {
                Statement query =
                    db.prepare("SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 20");
                query.bind(1, "домбыра сырмақ");
                while (query.step()) {
                }
            });
        });
    report("search_" + std::to_string(count), ours * 1e3, "ms", floor * 1e3);
}

} // namespace qoloner::bench
