// SPDX-License-Identifier: Apache-2.0
// Writes the files of today's versions as SQL, to be kept and opened by every later
// version: a device's replica in the middle of its work and the city it talks to.
#include "tests/frozen/frozen.h"
#include "tests/support/sql_dump.h"
#include "tests/support/sync_world.h"
#include <fstream>
#include <iostream>

using namespace qoloner;
using namespace qoloner::test;

namespace {

void write(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream out(file, std::ios::binary);
    out << text;
    if (!out.flush())
        throw std::runtime_error("cannot write " + file.string());
    std::cout << file.string() << " " << text.size() << " bytes\n";
}

/// A field of a catalogue that did not exist yet.
void pullFromTheFuture(Replica& replica)
{
    const std::string town = "Келешек";
    const RowState state = serverRow(
        1, {{artisanField("settlement"), town}, {frozen::laterField, std::string(frozen::laterText)}});
    CborWriter fields;
    writeFields(fields, state.fields);
    const std::string stamps = state.stamps.encode();
    PulledPage page;
    page.epoch = replica.epoch();
    page.rows.push_back({artisanTable(Facet::Draft), rowId(50), 1, 0, stamps, fields.out()});
    if (!replica.applyPage(page))
        throw std::runtime_error("the page was refused");
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: qoloner-freeze FOLDER\n";
        return 2;
    }
    FakeClock clock;
    WorldServer server(clock, frozen::prepareKey);
    server.invite("ABCD2345", rowId(900), Role::Field, {"KZ-62"});
    server.invite("ABCD2346", rowId(902), Role::Moderator);
    WorldDevice field(server, 'f');
    WorldDevice moderator(server, 'm');
    field.enrol("ABCD2345");
    moderator.enrol("ABCD2346");

    const auto say = [](WorldDevice& device, const std::vector<Change>& changes) {
        if (const auto done = device.commit(changes); !done)
            throw std::runtime_error(done.error().code);
    };
    say(field, {newArtisan(rowId(1))}); // 1: settled
    field.exchange();
    moderator.exchange();
    say(moderator, {patch(rowId(1), "story_ru", std::string("Рассказ"))});
    moderator.exchange();
    field.exchange();
    say(field, {patch(rowId(1), "region", std::string("KZ-75"))}); // 2: refused
    field.exchange();
    say(field, {newArtisan(rowId(2), "Үлгі: Болат")}); // 3: taken, not seen back
    field.exchange([](const std::string& path) {
        return path == "pull" ? WorldDevice::Line::Stop : WorldDevice::Line::Through;
    });
    if (!field.requests.empty() && field.requests.front().url.ends_with("/pull")) {
        field.requests.erase(field.requests.begin());
        field.exchange([](const std::string& path) {
            return path == "pull" ? WorldDevice::Line::Stop : WorldDevice::Line::Through;
        });
    }
    say(field, {patch(rowId(1), "story_kk", std::string("Әңгіме"))}); // 4, 5: waiting
    say(field, {newArtisan(rowId(3), "Үлгі: Сәуле")});
    pullFromTheFuture(*field.local.replica);
    for (const JournalEntry& entry : field.local.replica->journal())
        std::cout << "journal " << entry.dseq << " " << int(entry.state) << " " << entry.error.code << "\n";

    const std::filesystem::path out = argv[1];
    Database city(server.path() + "/city.sqlite");
    write(out / ("replica-" + std::to_string(field.local.db->integer("PRAGMA user_version")) + ".sql"),
          sqlDump(*field.local.db));
    write(out / ("city-" + std::to_string(city.integer("PRAGMA user_version")) + ".sql"), sqlDump(city));
    return 0;
}
