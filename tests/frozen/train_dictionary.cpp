// SPDX-License-Identifier: Apache-2.0
// Makes the dictionary of short messages from what a city's devices and server would say to each
// other about the rows of a city folder (qoloner-admin init and import make one).
#include "core/store/row_state.h"
#include "sync/protocol/messages.h"
#include "sync/server/store/sqlite_city_store.h"
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <sstream>

#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>

using namespace qoloner;

namespace {

constexpr std::size_t dictionaryBytes = 16 * 1024;
constexpr unsigned dictionaryId = 32769; ///< first of those for private use (RFC 8878, 5)
constexpr int saidOfEachRow = 12;

class Talk {
public:
    explicit Talk(std::vector<StoredRow> rows) : m_rows(std::move(rows)) {}

    void everything()
    {
        // Most rows of a grown city were made on phones: ids that no dictionary knows.
        for (StoredRow& row : m_rows)
            if (row.owner.artisan == row.key.id || below(4) != 0) {
                const std::string made = uuid();
                m_names.emplace(row.key.id, made);
                row.key.id = made;
            }
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            for (int n = 0; n < saidOfEachRow; ++n) {
                page(row);
                push(row);
            }
    }

    const std::string& bytes() const { return m_bytes; }
    const std::vector<std::size_t>& sizes() const { return m_sizes; }

private:
    std::uint64_t below(std::uint64_t end) { return m_random() % end; }
    std::string noise(std::size_t size)
    {
        std::string out(size, 0);
        for (char& c : out)
            c = char(below(256));
        return out;
    }
    /// UUIDv7 of some moment of the years we are in.
    std::string uuid()
    {
        char text[37];
        std::snprintf(text, sizeof text, "0199%04x-%04x-7%03x-8%03x-%012llx", unsigned(below(65536)),
                      unsigned(below(65536)), unsigned(below(4096)), unsigned(below(4096)),
                      static_cast<unsigned long long>(below(std::uint64_t(1) << 48)));
        return text;
    }
    void say(const std::string& body)
    {
        m_bytes += body;
        m_sizes.push_back(body.size());
    }

    /// Words are worth knowing; that they stood in this order, once, in one city, is not.
    FieldValues retold(const FieldValues& fields)
    {
        FieldValues out;
        for (const auto& [id, value] : fields) {
            out[id] = value;
            const auto* text = std::get_if<std::string>(&value);
            if (!text)
                continue;
            if (const auto name = m_names.find(*text); name != m_names.end())
                out[id] = name->second;
            if (std::count(text->begin(), text->end(), ' ') < 2)
                continue;
            std::istringstream in(*text);
            std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
            std::shuffle(words.begin(), words.end(), m_random);
            words.resize(1 + below(std::min<std::size_t>(words.size(), 40)));
            std::string line;
            for (const std::string& word : words)
                line += (line.empty() ? "" : " ") + word;
            out[id] = line;
        }
        return out;
    }

    Stamp stamp()
    {
        const std::uint64_t time = 1'760'000'000'000 + below(100'000'000'000);
        return {Hlc::of(time, std::uint16_t(below(3))), {below(std::uint64_t(1) << 48), below(2'000) + 1}};
    }

    /// A few changed rows of one table, as a pull brings them.
    void page(std::size_t first)
    {
        protocol::Page page;
        page.page.epoch = "019" + std::to_string(below(10)) + noise(6);
        page.page.head = below(5'000'000) + 1000;
        page.page.complete = page.page.head;
        page.scopes = {m_rows[first].key.table.facet() == Facet::Published ? "public/almaty" : "moderation"};
        if (below(2))
            page.scopes.push_back("region/KZ-" + std::to_string(10 + below(70)));
        const std::size_t count = below(3) ? 1 : 1 + below(10);
        std::vector<std::string> kept;
        kept.reserve(2 * count);
        std::uint64_t rev = page.page.head - below(200);
        for (std::size_t n = first; n < m_rows.size() && n < first + count; ++n) {
            const StoredRow& row = m_rows[n];
            if (row.key.table != m_rows[first].key.table)
                break;
            RowStamps stamps;
            const Stamp made = stamp(), later = stamp();
            const bool again = below(3) == 0;
            for (const auto& [id, value] : row.state.fields)
                stamps.set(id, again && below(6) == 0 ? later : made);
            CborWriter fields;
            writeFields(fields, retold(row.state.fields));
            kept.push_back(stamps.encode());
            kept.push_back(fields.take());
            page.page.rows.push_back(
                {row.key.table, row.key.id, rev += below(3) + 1, 0, kept[kept.size() - 2], kept.back()});
        }
        for (const auto& scope : page.scopes)
            page.page.cursor[scope] = page.page.head;
        say(encode(page));
    }

    /// A person's edit: of the whole row, or of some fields they had seen.
    void push(std::size_t at)
    {
        const StoredRow& row = m_rows[at];
        Mutation mutation;
        mutation.device = below(std::uint64_t(1) << 48);
        mutation.dseq = below(3'000) + 1;
        mutation.id = mutation.actor = row.key.id; // of the same shape
        mutation.schema = currentSchema();
        mutation.hlc = stamp().hlc;
        mutation.prevHash = noise(32);
        Op op{OpKind::Put, std::uint16_t(row.key.table.entity()), row.key.id, retold(row.state.fields), {}};
        if (below(3)) {
            op.kind = OpKind::Patch;
            std::erase_if(op.fields, [&](const auto&) { return below(4) != 0; });
            for (const auto& [id, value] : op.fields)
                op.base[id] = stamp().dot;
        }
        if (op.fields.empty())
            return;
        mutation.ops.push_back(std::move(op));
        protocol::Push push;
        push.deviceMs = mutation.hlc.ms();
        push.mutations.push_back({encodeMutation(mutation), noise(64)});
        say(encode(push));
    }

    std::vector<StoredRow> m_rows;
    std::map<std::string, std::string> m_names; ///< of rows that got another id
    std::mt19937_64 m_random{2025};
    std::string m_bytes;
    std::vector<std::size_t> m_sizes;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: qoloner-train-dictionary CITY-FOLDER FILE\n";
        return 2;
    }
    SqliteCityStore store(argv[1], SqliteCityStore::Access::Read);
    std::vector<StoredRow> rows;
    for (const TableId table : allTables())
        store.eachRow(table, [&](const StoredRow& row) {
            if (!(row.state.flags & RowDeleted))
                rows.push_back(row);
        });
    Talk talk(std::move(rows));
    talk.everything();

    ZDICT_fastCover_params_t how{};
    how.d = 6;
    how.k = 64;
    how.f = 20;
    how.accel = 1;
    how.zParams.compressionLevel = 19;
    how.zParams.dictID = dictionaryId;
    std::string out(dictionaryBytes, '\0');
    const std::size_t size = ZDICT_trainFromBuffer_fastCover(
        out.data(), out.size(), talk.bytes().data(), talk.sizes().data(), unsigned(talk.sizes().size()), how);
    if (ZDICT_isError(size)) {
        std::cerr << ZDICT_getErrorName(size) << "\n";
        return 1;
    }
    out.resize(size);
    std::ofstream file(argv[2], std::ios::binary);
    if (!(file << out).flush()) {
        std::cerr << "cannot write " << argv[2] << "\n";
        return 1;
    }
    std::cout << talk.sizes().size() << " messages, " << talk.bytes().size() << " bytes -> " << size << "\n";
}
