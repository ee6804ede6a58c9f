// SPDX-License-Identifier: Apache-2.0
#include "core/domain/ids.h"
#include "core/map/schematic.h"
#include "platforms/common/admin/backup.h"
#include "platforms/common/admin/import.h"
#include "platforms/common/admin/media.h"
#include "sync/protocol/invite.h"
#include "sync/server/city_folder.h"
#include "sync/server/compaction.h"
#include "sync/server/revocations.h"
#include "sync/server/verify.h"
#include <CLI/CLI.hpp>
#include <iostream>

namespace {

using namespace qoloner;
constexpr std::uint64_t inviteLifeMs = 7ull * 24 * 3600 * 1000;
const SystemClock systemClock;

std::filesystem::path starterFolder(const std::string& given)
{
    if (!given.empty())
        return given;
    std::error_code none;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", none);
    const auto installed = self.parent_path().parent_path() / "share/qoloner/starter";
    return std::filesystem::exists(installed, none) ? installed : std::filesystem::path(QOLONER_STARTER);
}

void invite(const std::string& data, const std::string& server, InviteRecord record)
{
    const auto store = storesOf(data).toWrite();
    const std::string code = newInviteCode();
    record.codeHash = blake2b("qoloner-invite-1" + code);
    record.actor.id = newUuid7(systemClock.nowMs());
    record.expiresMs = systemClock.nowMs() + inviteLifeMs;
    store->write([&] { store->putInvite(record); });
    std::cout << showInviteCode(code) << "\n" << invitePayload({server, code}) << "\n";
}

void status(const std::string& data)
{
    const auto store = storesOf(data).toRead();
    const StoreCounts counts = store->counts();
    std::cout << "city " << store->meta("city") << "\nepoch " << store->meta("epoch") << "\nrev "
              << counts.rev << "\nmutations " << counts.mutations << "\nheld " << counts.held
              << "\nquarantined " << counts.quarantined << "\ngraves " << counts.graves << "\ndevices "
              << counts.devices << "\n";
    for (const auto& [table, rows] : counts.rows)
        std::cout << "rows " << table << " " << rows << "\n";
    for (const DeviceRecord& device : store->devices())
        std::cout << "device " << device.id << " dseq " << device.highest
                  << (device.revoked ? " revoked" : "") << " " << device.label << "\n";
}

void compact(const std::string& data, std::uint64_t keepDays)
{
    const auto store = storesOf(data).toWrite();
    Compaction pass(*store, systemClock, keepDays * 24 * 3600 * 1000);
    while (pass.step())
        ;
    const Compaction::Report& report = pass.report();
    std::cout << "buried " << report.buried << "\nfolded " << report.folded << "\nkept " << report.kept
              << "\n";
}

void quarantine(const std::string& data)
{
    const auto store = storesOf(data).toRead();
    for (const QuarantineRecord& record : store->quarantined(1000)) {
        const auto mutation = decodeMutation(record.mutation.body);
        std::cout << record.receivedMs << " device " << record.device << " dseq "
                  << (mutation ? std::to_string(mutation->dseq) : "?") << " " << record.reason;
        for (std::size_t i = 0; mutation && i < mutation->ops.size() && i < 3; ++i)
            if (const Entity* entity = findEntity(mutation->ops[i].entity))
                std::cout << " " << entity->name << " " << mutation->ops[i].row;
        std::cout << "\n";
    }
}

/// 0: nothing is wrong.
int verify(const std::string& data)
{
    const CityReport report = verifyCity(*storesOf(data).toRead());
    for (const std::string& fault : report.faults)
        std::cerr << "qoloner-admin: " << fault << "\n";
    std::cout << report.rows << " rows and " << report.mutations << " mutations read, "
              << (report.faults.empty() ? "nothing is wrong" : "faults found") << "\n";
    return report.faults.empty() ? 0 : 1;
}

void permissions()
{
    constexpr std::pair<Verb, const char*> verbs[] = {{Verb::Create, "create"},
                                                      {Verb::Change, "change"},
                                                      {Verb::Remove, "remove"},
                                                      {Verb::Publish, "publish"},
                                                      {Verb::Hide, "hide"}};
    for (int number = 0; number <= int(Role::Auditor); ++number) {
        const Principal who{Role(number), "somebody", "almaty", "theirs", {"KZ-75"}};
        std::cout << roleName(who.role) << "\n";
        for (const Entity& entity : catalogue()) {
            std::cout << "  " << entity.name << ":";
            const Ownership own = entity.owner == Owner::City ? Ownership{} : Ownership{"theirs", "KZ-75"};
            const Ownership foreign = entity.owner == Owner::City ? Ownership{} : Ownership{"other", "KZ-62"};
            for (const auto& [verb, name] : verbs)
                if (permitted(who, entity, verb, own))
                    std::cout << " " << name << (permitted(who, entity, verb, foreign) ? "" : " (own)");
            std::cout << "\n";
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"Keeps a craft city's server: data, people, maps."};
    app.set_version_flag("--version", QOLONER_VERSION);
    app.require_subcommand(1);
    std::string data, city = "almaty", postgres, starter, out, server = "http://127.0.0.1:8440";
    InviteRecord record;
    std::string role;

    auto* init = app.add_subcommand("init", "Makes a new city: key, data file, epoch");
    init->add_option("--data", data, "Folder to make it in")->required();
    init->add_option("--city", city, "Id of the city")->capture_default_str();
    init->add_option("--postgres", postgres, "Connection string: the city's tables are made there");
    auto* load = app.add_subcommand("import", "Brings in the starter data; safe to repeat");
    load->add_option("--data", data, "Folder of the city")->required();
    load->add_option("starter", starter, "Folder with the starter files");
    auto* ask = app.add_subcommand("invite", "Prints a code that enrols one device, for seven days");
    ask->add_option("--data", data, "Folder of the city")->required();
    ask->add_option("--role", role, "What the person may do")
        ->required()
        ->check(CLI::IsMember({"field", "artisan", "moderator", "admin", "auditor"}));
    ask->add_option("--name", record.actor.name, "Name of the person")->required();
    ask->add_option("--region", record.actor.regions, "Field worker: a region, may be repeated");
    ask->add_option("--artisan", record.actor.artisan, "Artisan: the record that is theirs");
    ask->add_option("--server", server, "Address that devices use, for the link")->capture_default_str();
    auto* state = app.add_subcommand("status", "Counts, revision, devices; also while the server runs");
    state->add_option("--data", data, "Folder of the city")->required();
    auto* pack = app.add_subcommand("pack", "Draws the schematic map of the starter data");
    pack->add_option("--data", data, "Folder of the city: writes map.mbtiles there");
    pack->add_option("--out", out, "File to write");
    pack->add_option("starter", starter, "Folder with the starter files");
    auto* rights = app.add_subcommand("permissions", "Who may do what");
    auto* document = app.add_subcommand("catalogue", "Every entity and field, as a Markdown document");
    auto* fold = app.add_subcommand("compact", "Buries old deletions; also while the server runs");
    std::uint64_t keepDays = tombstoneLifeMs / (24 * 3600 * 1000);
    fold->add_option("--data", data, "Folder of the city")->required();
    fold->add_option("--keep-days", keepDays,
                     "Days a deletion stays undoable; a device away for longer starts anew")
        ->capture_default_str()
        ->check(CLI::Range(0, 36500));
    auto* revoke = app.add_subcommand("revoke", "Locks a device out; what it still sends is quarantined");
    DeviceId device = 0;
    revoke->add_option("--data", data, "Folder of the city")->required();
    revoke->add_option("device", device, "Number of the device, see status")->required();
    auto* readmit = app.add_subcommand(
        "readmit", "Lets a device back in that asks a restored server; without one: lists who asks");
    readmit->add_option("--data", data, "Folder of the city")->required();
    readmit->add_option("device", device, "Number of the device");
    auto* kept = app.add_subcommand("quarantine", "What was not let in, the newest first");
    kept->add_option("--data", data, "Folder of the city")->required();
    std::string folder;
    double waitHours = double(SyncEngine::refillWaitMs) / 3'600'000;
    auto* save = app.add_subcommand("backup", "Copies the city, also while its server runs");
    save->add_option("--data", data, "Folder of the city")->required();
    save->add_option("folder", folder, "Where to; a copy that is there is replaced")->required();
    auto* back = app.add_subcommand("restore", "Puts the city back to a backup; the server must not run");
    back->add_option("--data", data, "Folder of the city")->required();
    back->add_option("folder", folder, "Folder of the backup")->required();
    back->add_option("--wait", waitHours, "Hours to wait for what devices bring back, to keep its order")
        ->check(CLI::Range(0.0, 24.0 * 365))
        ->capture_default_str();
    auto* move =
        app.add_subcommand("migrate", "Moves the city to another kind of store, also while its server runs");
    std::string fromStore, toStore;
    const CLI::IsMember kinds({"sqlite", "postgres"});
    move->add_option("--data", data, "Folder of the city")->required();
    move->add_option("--from", fromStore, "Where it lies")->required()->check(kinds);
    move->add_option("--to", toStore, "Where to")->required()->check(kinds);
    move->add_option("--postgres", postgres, "To PostgreSQL: its connection string")
        ->envname("QOLONER_POSTGRES");
    auto* look = app.add_subcommand("verify",
                                    "Reads all of the city and names what is wrong; also while it is served");
    look->add_option("--data", data, "Folder of the city")->required();
    auto* refill = app.add_subcommand("refill", "Waits no longer for what devices have not brought back");
    refill->add_option("--data", data, "Folder of the city")->required();
    const auto doMedia = addMediaCommands(app);
    CLI11_PARSE(app, argc, argv);

    try {
        if (doMedia()) {
            return 0;
        } else if (*init) {
            if (!isRowId(city))
                throw std::runtime_error("not an id: " + city);
            std::cout << (createCity(data, city, systemClock, postgres) ? "made " : "already there: ") << city
                      << "\n";
        } else if (*load) {
            const auto store = storesOf(data).toWrite();
            SyncEngine engine(*store, systemClock, loadServerKey(data));
            const ImportCounts counts = importStarter(engine, starterFolder(starter));
            std::cout << "made " << counts.made << ", changed " << counts.changed << ", same " << counts.same
                      << "\n";
        } else if (*ask) {
            record.actor.role = *roleOf(role);
            if (record.actor.name.empty() || record.actor.name.size() > 200)
                throw std::runtime_error("--name takes 1 to 200 bytes");
            if (record.actor.role == Role::Field && record.actor.regions.empty())
                throw std::runtime_error("a field worker needs at least one --region");
            if (record.actor.regions.size() > 32)
                throw std::runtime_error("at most 32 regions");
            for (const std::string& region : record.actor.regions)
                if (!isRowId(region))
                    throw std::runtime_error("not a region: " + region);
            if (record.actor.role == Role::Artisan && !isRowId(record.actor.artisan))
                throw std::runtime_error("an artisan needs --artisan ID");
            invite(data, server, record);
        } else if (*state) {
            status(data);
        } else if (*pack) {
            if (data.empty() == out.empty())
                throw std::runtime_error("give either --data or --out");
            const auto target =
                out.empty() ? std::filesystem::path(data) / "map.mbtiles" : std::filesystem::path(out);
            std::cout << buildSchematicPack(loadSchematic(starterFolder(starter)), target) << " tiles\n";
        } else if (*kept) {
            quarantine(data);
        } else if (*save) {
            std::cout << "backed up to rev " << backUpCity(data, folder) << "\n";
        } else if (*back) {
            restoreCity(data, folder, std::uint64_t(waitHours * 3'600'000), systemClock);
            std::cout << "restored; a new epoch has begun\n";
        } else if (*move) {
            const bool lies = postgresOf(data).empty() == (fromStore == "sqlite");
            if (!lies || fromStore == toStore)
                throw std::runtime_error("the city lies in " +
                                         std::string(postgresOf(data).empty() ? "sqlite" : "postgres"));
            if (toStore == "postgres" && postgres.empty())
                throw std::runtime_error("--to postgres needs --postgres");
            std::cout << "moved " << moveCityOf(data, toStore == "postgres" ? postgres : std::string())
                      << " tuples, all compared; start the server anew\n";
        } else if (*refill) {
            const auto store = storesOf(data).toWrite();
            SyncEngine(*store, systemClock, loadServerKey(data)).endRefill();
        } else if (*look) {
            return verify(data);
        } else if (*rights) {
            permissions();
        } else if (*document) {
            std::cout << catalogueDocument();
        } else if (*fold) {
            compact(data, keepDays);
        } else if (*revoke) {
            const auto store = storesOf(data).toWrite();
            store->write([&] {
                auto found = store->device(device);
                if (!found)
                    throw std::runtime_error("no such device: " + std::to_string(device));
                Revocations(data).add(device, systemClock.nowMs());
                found->revoked = true;
                store->putDevice(*found);
            });
        } else if (*readmit) {
            const auto store = storesOf(data).toWrite();
            if (device != 0)
                confirmRejoin(*store, device);
            else
                for (const std::string& line : waitingToRejoin(*store))
                    std::cout << line << "\n";
        }
    } catch (const std::exception& error) {
        std::cerr << "qoloner-admin: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
