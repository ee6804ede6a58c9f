// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/column.h"
#include "sync/protocol/page_codec.h"
#include <QRandomGenerator>
#include <QTest>

using namespace qoloner;
using namespace qoloner::protocol;

namespace {

/// Rows with the bytes their views point into.
struct Rows {
    std::vector<std::pair<std::string, std::string>> bytes; // stamps, fields
    std::vector<PulledRow> rows;

    void add(std::uint32_t table, std::string id, std::uint64_t rev, const RowStamps& stamps,
             const FieldValues& values, std::uint8_t flags = 0)
    {
        CborWriter fields;
        writeFields(fields, values);
        bytes.emplace_back(stamps.encode(), fields.take());
        rows.push_back({{table}, std::move(id), rev, flags, {}, {}});
    }
    const std::vector<PulledRow>& views()
    {
        for (std::size_t n = 0; n < rows.size(); ++n) {
            rows[n].stamps = bytes[n].first;
            rows[n].fields = bytes[n].second;
        }
        return rows;
    }
};

std::string written(Rows& rows)
{
    CborWriter out;
    writeRows(out, rows.views());
    return out.take();
}

struct Read {
    bool ok = false;
    std::vector<PulledRow> rows;
    std::shared_ptr<const std::string> storage;
};

Read readBack(const std::string& bytes, std::size_t maxRows = 20'000, std::size_t maxBytes = 1 << 20)
{
    Read result;
    CborReader in(bytes);
    readRows(in, result.rows, result.storage, maxRows, maxBytes);
    result.ok = in.finished();
    return result;
}

RowStamps stampsOf(std::initializer_list<std::pair<std::uint16_t, Stamp>> all)
{
    RowStamps stamps;
    for (const auto& [field, stamp] : all)
        stamps.set(field, stamp);
    return stamps;
}

std::string uuid(std::uint64_t n)
{
    char text[37];
    std::snprintf(text, sizeof text, "01900000-0000-7000-8000-%012llx", static_cast<unsigned long long>(n));
    return text;
}

/// One row after another in one table, each with one stamp over field 1.
Rows plain(std::size_t count, const std::function<std::string(std::size_t)>& text)
{
    Rows rows;
    for (std::size_t n = 0; n < count; ++n)
        rows.add(8, uuid(n), n + 1, stampsOf({{1, {Hlc::of(1000 + n), {7, n + 1}}}}), {{1, text(n)}});
    return rows;
}

/// A block by hand: [table, rows, ids, tails, revs, flags, groups, ms, counters, devices, dseqs, sets,
/// fields].
struct Block {
    std::uint64_t table = 8, rows = 1;
    std::string ids = std::string("\x61") + "a"; // the text "a"
    std::string tails;
    std::string revs{"\x01"};
    std::string flags{std::string(1, '\0')};
    std::string groups{std::string(1, '\0')};
    std::string ms, counters, devices, dseqs, sets;
    std::string fields{"\x80"}; // an empty array

    void write(CborWriter& out) const
    {
        out.array(13);
        out.uint(table);
        out.uint(rows);
        for (const std::string* column :
             {&ids, &tails, &revs, &flags, &groups, &ms, &counters, &devices, &dseqs, &sets})
            out.bytes(*column);
        out.raw(fields);
    }
    bool accepted() const
    {
        CborWriter out;
        out.array(1);
        write(out);
        return readBack(out.take()).ok;
    }
};

std::string encoded(const std::function<void(CborWriter&)>& write)
{
    CborWriter out;
    write(out);
    return out.take();
}

} // namespace

class PageCodecTest : public QObject {
    Q_OBJECT
private slots:
    void rowsComeBackByteForByte()
    {
        Rows rows;
        const std::uint64_t most = UINT64_MAX;
        rows.add(8, "felt", 1, {}, {});
        rows.add(8, uuid(1), most, stampsOf({{1, {{most}, {most, most}}}}), {{1, std::string("Ыкылас")}});
        rows.add(8, "ffffffff-ffff-4fff-bfff-ffffffffffff", 0, {}, {}, 4);
        rows.add(8, uuid(2), 3,
                 stampsOf({{1, {Hlc::of(5), {1, 1}}}, {2, {Hlc::of(5, 3), {1, 2}}}, {300, {{}, {0, 1}}}}),
                 {{1, std::int64_t(-5)},
                  {2, Bytes{"\xff\x01"}},
                  {300, std::string()},
                  {65535, std::int64_t(1) << 62}});
        rows.add(8, uuid(0), 2, {}, {}, 1);
        rows.add(60'000, "of-a-newer-schema", 9, {}, {{9, std::string(300, 'x')}}, 2);
        const Read back = readBack(written(rows));
        QVERIFY(back.ok);
        QCOMPARE(back.rows.size(), rows.rows.size());
        for (std::size_t n = 0; n < rows.rows.size(); ++n) {
            QCOMPARE(back.rows[n].table.number, rows.rows[n].table.number);
            QCOMPARE(back.rows[n].id, rows.rows[n].id);
            QCOMPARE(back.rows[n].rev, rows.rows[n].rev);
            QCOMPARE(back.rows[n].flags, rows.rows[n].flags);
            QCOMPARE(std::string(back.rows[n].stamps), rows.bytes[n].first);
            QCOMPARE(std::string(back.rows[n].fields), rows.bytes[n].second);
        }
    }

    void tablesAreGatheredAndKeepTheOrderOfTheirRows()
    {
        Rows rows;
        for (int n = 0; n < 6; ++n)
            rows.add(n % 2 ? 8 : 16, uuid(std::uint64_t(n)), std::uint64_t(n), {}, {});
        std::vector<std::string> order;
        for (const PulledRow& row : readBack(written(rows)).rows)
            order.push_back(row.id);
        QCOMPARE(order, (std::vector<std::string>{uuid(1), uuid(3), uuid(5), uuid(0), uuid(2), uuid(4)}));
    }

    void randomRowsComeBack()
    {
        QRandomGenerator generator(7);
        const auto random = [&] { return generator.generate64(); };
        for (int run = 0; run < 200; ++run) {
            Rows rows;
            const std::size_t count = random() % 40;
            for (std::size_t n = 0; n < count; ++n) {
                RowStamps stamps;
                FieldValues values;
                for (std::uint16_t field = 0; field < 12; ++field) {
                    if (random() % 3 == 0)
                        continue;
                    stamps.set(field, {{random() >> (random() % 64)}, {random() % 5, random() % 100}});
                    switch (random() % 3) {
                    case 0:
                        values[field] = std::int64_t(random()) >> (random() % 64);
                        break;
                    case 1:
                        values[field] = std::string(random() % 30, char('a' + random() % 3));
                        break;
                    default:
                        values[field] = Bytes{std::string(random() % 5, '\0')};
                    }
                }
                rows.add(std::uint32_t(8 + random() % 3),
                         random() % 4 ? uuid(random() >> 16) : "n" + std::to_string(n), random() % 1000,
                         stamps, values);
            }
            const std::string bytes = written(rows);
            const Read back = readBack(bytes);
            QVERIFY(back.ok);
            Rows again;
            for (const PulledRow& row : back.rows) {
                again.bytes.emplace_back(row.stamps, row.fields);
                again.rows.push_back(row);
            }
            QCOMPARE(written(again), bytes);
        }
    }

    void whatRepeatsIsSaidOnce()
    {
        Rows few =
            plain(1000, [](std::size_t n) { return n % 2 ? "jewellery, silver" : "felt, embroidered"; });
        Rows many = plain(1000, [](std::size_t n) { return std::to_string(n) + "embroidered felt"; });
        QVERIFY(written(few).size() + 15'000 < written(many).size());
        QVERIFY(readBack(written(few)).ok);
    }

    void everyTruncationIsRefused()
    {
        Rows rows = plain(20, [](std::size_t n) { return n % 3 ? "same text" : std::to_string(n); });
        const std::string whole = written(rows);
        QVERIFY(readBack(whole).ok);
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!readBack(whole.substr(0, size)).ok);
    }

    void aDictionaryCannotGrowBeyondTheBound()
    {
        Rows rows = plain(1000, [](std::size_t) { return std::string(10'000, 'x'); });
        const std::string bytes = written(rows);
        QVERIFY(bytes.size() < 40'000);
        QVERIFY(readBack(bytes, 1000, 11'000'000).ok);
        const Read bounded = readBack(bytes, 1000, 1'000'000);
        QVERIFY(!bounded.ok);
        QVERIFY(bounded.rows.empty());
        QVERIFY(!readBack(bytes, 999, 11'000'000).ok);
    }

    void onlyTheOneSpellingIsRead()
    {
        QVERIFY(Block().accepted());
        Block block;
        block.rows = 0;
        QVERIFY(!block.accepted());
        block = {};
        block.rows = 2; // more rows than any column has
        QVERIFY(!block.accepted());
        block = {};
        block.revs.push_back(1); // more revs than rows
        QVERIFY(!block.accepted());
        block = {};
        block.tails = std::string(10, 'x'); // of no id
        QVERIFY(!block.accepted());
        block = {};
        block.ids = encoded([](CborWriter& out) { out.text(uuid(1)); }); // a UUID spelt out
        QVERIFY(!block.accepted());
        block = {};
        block.ids = encoded([](CborWriter& out) { out.integer(-1); }); // before 1970
        block.tails = std::string(10, 'x');
        QVERIFY(!block.accepted());
        block.ids = encoded([](CborWriter& out) { out.integer(1); });
        QVERIFY(block.accepted());
    }

    void aColumnOfFieldsIsPreciseAboutWhoHasIt()
    {
        const auto withFields = [](const std::function<void(CborWriter&)>& column, std::uint64_t rows = 1) {
            Block block;
            block.rows = rows;
            for (std::uint64_t n = 1; n < rows; ++n) {
                block.ids += std::string("\x61") + "a";
                block.revs += "\x01";
                block.flags.push_back('\0');
                block.groups.push_back('\0');
            }
            block.fields = encoded([&](CborWriter& out) {
                out.array(1);
                column(out);
            });
            return block.accepted();
        };
        const auto column = [](std::optional<std::string> presence, const std::string& values) {
            return [=](CborWriter& out) {
                out.array(3);
                out.uint(4);
                if (presence)
                    out.bytes(*presence);
                else
                    out.null();
                out.bytes(values);
            };
        };
        QVERIFY(withFields(column({}, "\x05")));
        QVERIFY(withFields(column("\x01", "\x05"), 2));
        QVERIFY(!withFields(column("\x01", "\x05"), 1));           // said twice: all have it
        QVERIFY(!withFields(column(std::string(1, '\0'), ""), 2)); // nobody has it
        QVERIFY(!withFields(column("\x05", "\x05\x06"), 2));       // a row that is not there
        QVERIFY(!withFields(column("\x01", "\x05\x06"), 2));       // a value too many
        QVERIFY(!withFields(column("\x01", ""), 2));               // one too few
    }

    void aDictionaryIsInTheOrderOfItsUse()
    {
        const auto read = [](const std::string& values, const std::string& indexes) {
            const std::string bytes = encoded([&](CborWriter& out) {
                out.array(2);
                out.bytes(values);
                out.bytes(indexes);
            });
            CborReader in(bytes);
            ColumnReader column(in);
            for (std::size_t n = 0; n < indexes.size(); ++n)
                (void)column.item();
            column.finish();
            return in.finished();
        };
        using namespace std::string_literals;
        QVERIFY(read("\x05\x06"s, "\0\1\0"s));
        QVERIFY(!read("\x05\x06"s, "\1\0\0"s)); // the second before the first
        QVERIFY(!read("\x05\x06"s, "\0\0\0"s)); // a value for nothing
        QVERIFY(!read("\x05\x06"s, "\0\1\2"s)); // no such value
        QVERIFY(!read(""s, ""s));
    }

    void stampsThatCannotBeAreRefused()
    {
        const auto accepted =
            [](const std::vector<std::tuple<std::int64_t, std::int64_t, std::string>>& groups) {
                Block block; // step of ms, step of dseq, set
                block.groups = encoded([&](CborWriter& out) { out.uint(groups.size()); });
                for (const auto& [ms, dseq, set] : groups) {
                    block.ms += encoded([&](CborWriter& out) { out.integer(ms); });
                    block.dseqs += encoded([&](CborWriter& out) { out.integer(dseq); });
                    block.sets += encoded([&](CborWriter& out) { out.bytes(set); });
                    block.counters.push_back('\0');
                    block.devices.push_back('\7');
                }
                return block.accepted();
            };
        using namespace std::string_literals;
        QVERIFY(accepted({{5, 1, "\0\1"s}, {1, 1, "\0\2"s}}));
        QVERIFY(!accepted({{5, 1, "\0\1"s}, {-1, 1, "\0\2"s}}));   // not ascending
        QVERIFY(!accepted({{5, 1, "\0\1"s}, {0, 0, "\0\2"s}}));    // the same twice
        QVERIFY(!accepted({{5, 1, "\0\1"s}, {1, 1, "\0\1"s}}));    // one field, two stamps
        QVERIFY(!accepted({{5, 1, "\0\2\0\1"s}}));                 // fields not ascending
        QVERIFY(!accepted({{5, 1, ""s}}));                         // of no field
        QVERIFY(!accepted({{5, 1, "\0"s}}));                       // half a field
        QVERIFY(!accepted({{std::int64_t(1) << 48, 1, "\0\1"s}})); // beyond 48 bits
    }

    void damagedRowsAreNotWritten()
    {
        Rows rows;
        rows.add(8, "a", 1, {}, {});
        rows.bytes[0].first = "\x81\x01";
        QVERIFY_EXCEPTION_THROWN(written(rows), std::invalid_argument);
        rows.bytes[0] = {"", "\xa1\x01"};
        QVERIFY_EXCEPTION_THROWN(written(rows), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(PageCodecTest)
#include "tst_page_codec.moc"
