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
        out.append(i ? " " : "").append(words[random() % std::size(words)]);
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
        const std::uint16_t later[] = {f("story_kk"), f("level"), f("name_ru")};
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
        // Written by one of twenty phones, within half a minute; a third changed again later.
        const std::size_t place = firstRow + n;
        const auto time = 1'780'000'000'000 + place * 37'000;
        const auto phone = [&] { return 0x5eed5eed5eed + random() % 20 * 0x10001; };
        const Stamp made{Hlc::of(time + random() % 30'000), {phone(), place / 20 + 1}};
        for (const auto& [field, value] : state.fields)
            state.stamps.set(field, made);
        if (random() % 3 == 0)
            state.stamps.set(later[random() % std::size(later)],
                             {Hlc::of(time + 30'000 + random() % 86'400'000, std::uint16_t(random() % 3)),
                              {phone(), place / 20 + 2}});
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

RawTable::RawTable(const std::string& path) : m_db(path)
{
    m_db.exec(replicaDdl());
}

double RawTable::insert(const WireRows& rows)
{
    struct Bound {
        const WireRows::Row* row;
        FieldValues fields;
    };
    std::vector<Bound> ready;
    ready.reserve(rows.rows.size());
    for (const auto& row : rows.rows) {
        CborReader in(row.fields);
        ready.push_back({&row, readFields(in)});
    }
    return seconds([&] {
        if (!m_transaction)
            m_transaction.emplace(m_db);
        for (const Bound& bound : ready) {
            const TableSql& sql = tableSql(bound.row->table);
            Statement put = m_db.prepare(sql.upsert);
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
    });
}

double RawTable::commit()
{
    return seconds([&] {
        m_transaction->commit();
        m_transaction.reset();
    });
}

double rawInsert(const std::string& path, const WireRows& rows)
{
    RawTable table(path);
    const double inserted = table.insert(rows);
    return inserted + table.commit();
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
