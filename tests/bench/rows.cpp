// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/rows.h"

#include "core/store/table_sql.h"
#include "tests/bench/bench.h"

#include <cstdlib>
#include <filesystem>
#include <random>

namespace qoloner::bench {

namespace {
const char* const words[] = {"қолөнер", "шебер",   "киіз",   "сырмақ",  "алаша",   "оюлы",
                             "күміс",   "былғары", "ағаш",   "домбыра", "қобыз",   "тұскиіз",
                             "мастер",  "войлок",  "узор",   "серебро", "резьба",  "ремесло",
                             "felt",    "weaver",  "silver", "carved",  "pattern", "workshop"};
const char* const crafts[] = {"felt", "weaving", "jewellery", "leather", "wood.carving", "patchwork"};
const char* const regions[] = {"KZ-62", "KZ-75", "KZ-47", "KZ-61", "KZ-19"};
const char* const levels[] = {"apprentice", "artisan", "master", "honoured"};

std::string sentence(std::mt19937_64& random, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i)
        out += (i ? " " : "") + std::string(words[random() % std::size(words)]);
    return out;
}

std::string id(std::size_t n)
{
    std::mt19937_64 random(n * 2654435761u + 17);
    char text[37];
    const std::uint64_t a = random();
    std::snprintf(text, sizeof text, "0190%04x-%04x-7%03x-8%03x-%012llx", unsigned(n >> 16 & 0xffff),
                  unsigned(n & 0xffff), unsigned(a & 0xfff), unsigned(a >> 12 & 0xfff),
                  static_cast<unsigned long long>(a >> 16 & 0xffffffffffff));
    return text;
}
} // namespace

WireRows makeMasters(std::size_t count, std::uint64_t firstRev, int variant, std::size_t firstRow)
{
    const Entity& artisan = entity("artisan");
    const auto f = [&](std::string_view name) { return artisan.field(name)->id; };
    WireRows out;
    out.rows.reserve(count);
    for (std::size_t n = 0; n < count; ++n) {
        std::mt19937_64 random((firstRow + n) * 31 + std::size_t(variant));
        const auto pick = [&](const auto& list) { return std::string(list[random() % std::size(list)]); };
        RowState state;
        state.fields = {
            {f("name_kk"), sentence(random, 2)},
            {f("name_ru"), sentence(random, 2)},
            {f("craft"), pick(crafts)},
            {f("region"), pick(regions)},
            {f("settlement"), sentence(random, 1)},
            {f("story_kk"), sentence(random, 12)},
            {f("since_year"), std::int64_t(1950 + random() % 70)},
            {f("level"), pick(levels)},
            {f("pub_lat"), std::int64_t(430000000 + random() % 10000000)},
            {f("pub_lon"), std::int64_t(760000000 + random() % 10000000)},
        };
        for (const auto& [field, value] : state.fields)
            state.stamps.set(field, {Hlc::of(1'780'000'000'000 + n), {0x5eed5eed + n % 20, n + 1}});
        CborWriter fields;
        writeFields(fields, state.fields);
        out.rows.push_back({TableId::of(artisan.id, Facet::Published), id(firstRow + n), firstRev + n,
                            state.stamps.encode(), fields.take()});
    }
    return out;
}

PulledPage WireRows::page(std::size_t index, std::size_t size) const
{
    PulledPage page;
    page.epoch = "bench";
    const std::size_t end = std::min(rows.size(), (index + 1) * size);
    for (std::size_t n = index * size; n < end; ++n)
        page.rows.push_back({rows[n].table, rows[n].id, rows[n].rev, 0, rows[n].stamps, rows[n].fields});
    page.cursor["public/almaty"] = rows[end - 1].rev;
    if (end == rows.size())
        page.complete = rows.back().rev;
    return page;
}

double rawInsert(const std::string& path, const WireRows& rows, const WireRows* before)
{
    Database db(path);
    db.exec(replicaDdl());
    const TableSql& sql = tableSql(rows.rows.front().table);
    // Values stand ready, as a program that has them would bind them.
    struct Bound {
        const WireRows::Row* row;
        FieldValues fields;
    };
    const auto ready = [](const WireRows& from) {
        std::vector<Bound> all;
        all.reserve(from.rows.size());
        for (const auto& row : from.rows) {
            CborReader in(row.fields);
            all.push_back({&row, readFields(in)});
        }
        return all;
    };
    const auto insert = [&](const std::vector<Bound>& all) {
        Transaction transaction(db);
        for (const Bound& bound : all) {
            Statement put = db.prepare(sql.upsert);
            put.bind(1, bound.row->id);
            int index = 2;
            for (const Field* field : sql.fields) {
                if (const auto it = bound.fields.find(field->id); it != bound.fields.end()) {
                    if (const auto* text = std::get_if<std::string>(&it->second))
                        put.bind(index, *text);
                    else
                        put.bind(index, std::get<std::int64_t>(it->second));
                }
                ++index;
            }
            put.bindBlob(index, bound.row->stamps);
            put.bind(index + 1, bound.row->rev);
            put.bind(index + 2, 0);
            put.run();
        }
        transaction.commit();
    };
    if (before)
        insert(ready(*before));
    const auto all = ready(rows);
    return seconds([&] { insert(all); });
}

Scratch::Scratch()
{
    std::string name = (std::filesystem::temp_directory_path() / "qoloner-bench-XXXXXX").string();
    if (!mkdtemp(name.data()))
        throw std::runtime_error("no scratch folder");
    m_dir = name;
}

Scratch::~Scratch()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_dir, ignored);
}

} // namespace qoloner::bench
