// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/city.h"

#include "sync/server/city_folder.h"
#include "sync/server/compaction.h"
#include "sync/server/http_status.h"
#include "sync/sim/seeded_random.h"
#include "sync/sim/versions.h"
#include <cstdio>
#include <stdexcept>

namespace qoloner::sim {

namespace {

constexpr std::uint64_t foundedMs = 1'790'000'000'000;
constexpr std::uint64_t endOfInvites = 0xffffffffffff;

std::string actorId(std::size_t person)
{
    return "person-" + std::to_string(person);
}

std::string codeOf(std::size_t guest)
{
    char code[9];
    std::snprintf(code, sizeof code, "QZ%06zu", guest);
    return code;
}

constexpr const char* cityFolder = "city"; // on the simulated disk
constexpr const char* backupFolder = "backup";

/// A city on its first day, made once for the process.
struct Template {
    Template()
    {
        seedRandomness(1);
        CrashVfs vfs("qoloner-sim-city");
        key = SigningKey::fromSeed(std::string(32, 's'));
        const BentClock clock(now);
        {
            SqliteCityStore store(cityFolder, SqliteCityStore::Access::Create, vfs.name());
            foundCity(store, key, "almaty", "epoch-1", clock);
            SyncEngine engine(store, clock, key);
            found(store, engine);
        }
        disk = vfs.disk();
    }

    static Op made(const char* entityName, const std::string& row, FieldValues fields)
    {
        return {OpKind::Put, entity(entityName).id, row, std::move(fields), {}};
    }

    static void found(SqliteCityStore& store, SyncEngine& engine)
    {
        const auto f = [](const char* of, const char* name) { return fieldId(of, name); };
        std::vector<Op> ops;
        ops.push_back(made("craft", "felt", {{f("craft", "name_kk"), std::string("Киіз")}}));
        for (const char* region : regionIds)
            ops.push_back(made("region", region, {{f("region", "name_kk"), std::string(region)}}));
        for (const char* place : {twinRows[0], twinRows[1], placeRow})
            ops.push_back(made("place", place, {{f("place", "kind"), std::string("museum")}}));
        for (int i = 0; i < 2; ++i) {
            ops.push_back(made("artisan", masterRows[i],
                               {{f("artisan", "craft"), std::string("felt")},
                                {f("artisan", "region"), std::string(regionIds[i])},
                                {f("artisan", "settlement"), std::string("Үлгі")}}));
            ops.push_back(made("work", std::string("work-") + char('a' + i),
                               {{f("work", "artisan"), std::string(masterRows[i])}}));
        }
        if (engine.applyLocal(std::move(ops)).outcome != Outcome::Applied)
            throw std::runtime_error("the city could not be founded");
        const std::vector<Person> all = people();
        std::vector<Guest> invited = guests();
        invited.push_back({hostilePerson(), hostileCode()});
        store.write([&] {
            for (const Guest& guest : invited) {
                const Person& who = all[guest.person];
                if (!guest.code.empty())
                    store.putInvite({blake2b("qoloner-invite-1" + guest.code),
                                     {who.actor, who.name, who.role, who.artisan, who.regions},
                                     endOfInvites,
                                     0});
            }
        });
    }

    std::uint64_t now = foundedMs;
    SimulatedDisk disk;
    SigningKey key;
};

const Template& city()
{
    static const Template made;
    return made;
}

} // namespace

std::vector<Person> people()
{
    std::vector<Person> all;
    const auto add = [&](Role role, std::string artisan, std::vector<std::string> regions) {
        all.push_back({actorId(all.size()), "Үлгі " + std::to_string(all.size()), role, std::move(artisan),
                       std::move(regions), false});
    };
    add(Role::Moderator, {}, {});
    add(Role::Field, {}, {"KZ-62"});
    add(Role::Artisan, masterRows[0], {});
    add(Role::Visitor, {}, {});
    add(Role::Field, {}, {"KZ-75", "KZ-10"});
    add(Role::Admin, {}, {});
    add(Role::Artisan, masterRows[1], {});
    add(Role::Auditor, {}, {});
    add(Role::Field, {}, {hostileRegion});
    return all;
}

std::vector<Guest> guests()
{
    std::vector<Guest> all;
    // A moderator and a field worker are always there; some people have two devices.
    for (const std::size_t person : {0, 1, 2, 3, 4, 0, 5, 1, 6, 7, 2})
        all.push_back({person, person == 3 ? std::string() : codeOf(all.size() + 1)});
    return all;
}

std::size_t hostilePerson()
{
    return people().size() - 1;
}

std::string hostileCode()
{
    return codeOf(999);
}

City::City(const std::uint64_t& trueMs, std::uint64_t seed)
    : disk("qoloner-sim-city", city().disk), clock(trueMs)
{
    disk.disk().reseed(seed);
}

void City::open()
{
    close();
    const CatalogueScope declarations(declarationsOf(version));
    m_store = std::make_unique<SqliteCityStore>(cityFolder, SqliteCityStore::Access::Write, disk.name());
    m_engine = std::make_unique<SyncEngine>(*m_store, clock, city().key);
}

void City::close()
{
    m_engine.reset();
    m_store.reset();
    m_inspection.reset();
}

namespace {

HttpResponse responseOf(int status, std::string body)
{
    HttpResponse response;
    response.status = status;
    response.type = protocol::mediaType;
    response.body = std::move(body);
    return response;
}

HttpResponse refusal(int status, Error error)
{
    return responseOf(status, protocol::encode(protocol::Problem{std::move(error)}));
}

template <class Message> HttpResponse reply(const HttpRequest& request, const Result<Message>& message)
{
    if (!message)
        return refusal(httpStatusOf(message.error()), message.error());
    HttpResponse response = responseOf(200, protocol::encode(*message));
    if (request.takesPacked && protocol::pack(response.body))
        response.headers.emplace_back("Content-Encoding", "zstd");
    return response;
}

/// Decodes what came and answers with what `serve` makes of it.
template <class Message, class Serve>
HttpResponse with(const HttpRequest& request, std::string body, const Serve& serve)
{
    const auto wanted = protocol::decode<Message>(std::move(body));
    if (!wanted)
        return refusal(httpStatusOf(wanted.error()), wanted.error());
    return reply(request, serve(*wanted));
}

} // namespace

HttpResponse City::handle(const HttpRequest& request)
{
    const CatalogueScope declarations(declarationsOf(version));
    try {
        return route(request);
    } catch (const StorageFull&) {
        return refusal(507, {"storage_full"});
    } catch (const StorageError&) {
        return refusal(503, {"server_failed"});
    }
}

HttpResponse City::route(const HttpRequest& request)
{
    using namespace protocol;
    if (request.path == "/v1/hello")
        return reply(request, Result<Hello>(m_engine->hello()));
    auto body = unpack(request.body, request.bodyPacked, maxRequestBytes);
    if (!body)
        return refusal(httpStatusOf(body.error()), body.error());
    if (request.path == "/v1/enrol")
        return with<Enrol>(request, std::move(*body), [&](const Enrol& m) { return m_engine->enrol(m); });
    if (request.path == "/v1/fork")
        return with<Fork>(request, std::move(*body), [&](const Fork& m) { return m_engine->fork(m); });
    if (request.path == "/v1/rejoin")
        return with<Rejoin>(request, std::move(*body), [&](const Rejoin& m) { return m_engine->rejoin(m); });
    if (request.path == "/v1/challenge")
        return with<Challenge>(request, std::move(*body),
                               [&](const Challenge& m) { return Result<Nonce>(m_engine->challenge(m)); });
    if (request.path == "/v1/token")
        return with<TokenRequest>(request, std::move(*body),
                                  [&](const TokenRequest& m) { return m_engine->token(m); });
    const auto session =
        request.token.empty() ? Result<Session>(m_engine->visitor()) : m_engine->session(request.token);
    if (!session)
        return refusal(401, session.error());
    if (request.path == "/v1/pull")
        return with<Pull>(request, std::move(*body),
                          [&](const Pull& m) { return m_engine->pull(*session, m); });
    if (request.path != "/v1/push")
        return refusal(404, {"not_found"});
    if (request.token.empty())
        return refusal(401, {"token_missing"});
    return with<Push>(request, std::move(*body),
                      [&](const Push& m) { return Result<PushAnswer>(m_engine->push(*session, m)); });
}

void City::putPerson(const Person& person)
{
    const CatalogueScope declarations(declarationsOf(version));
    SqliteCityStore store(cityFolder, SqliteCityStore::Access::Write, disk.name());
    store.write([&] {
        store.putActor({person.actor, person.name, person.role, person.artisan, person.regions});
    });
}

void City::revoke(DeviceId id)
{
    const CatalogueScope declarations(declarationsOf(version));
    SqliteCityStore store(cityFolder, SqliteCityStore::Access::Write, disk.name());
    store.write([&] {
        if (auto device = store.device(id)) {
            device->revoked = true;
            store.putDevice(*device);
        }
    });
    m_revoked.push_back(id);
}

std::uint64_t City::compact(std::uint64_t keepMs)
{
    const CatalogueScope declarations(declarationsOf(version));
    SqliteCityStore store(cityFolder, SqliteCityStore::Access::Write, disk.name());
    Compaction compaction(store, clock, keepMs);
    while (compaction.step(5)) {
    }
    return compaction.report().folded;
}

void City::backUp()
{
    const CatalogueScope declarations(declarationsOf(version));
    forgetFiles(backupFolder); // of one that broke off
    const std::string file = std::string(backupFolder) + "/city.sqlite";
    {
        Database::Options options;
        options.vfs = disk.name();
        Database source(std::string(cityFolder) + "/city.sqlite", options);
        Statement copy = source.prepare("VACUUM INTO ?");
        copy.bind(1, file);
        copy.run();
    }
    SqliteCityStore live(cityFolder, SqliteCityStore::Access::Write, disk.name());
    {
        SqliteCityStore saved(backupFolder, SqliteCityStore::Access::Read, disk.name());
        m_backup = disk.disk().contents(file);
        m_backupEpoch = saved.meta("epoch");
        noteBackup(live, saved);
    }
    forgetFiles(backupFolder);
}

void City::restore(std::uint64_t waitMs)
{
    close();
    const CatalogueScope declarations(declarationsOf(version));
    forgetFiles(cityFolder);
    SimulatedDisk& there = disk.disk();
    SimulatedDisk::FileId file = 0;
    bool created = false;
    const std::string name = std::string(cityFolder) + "/city.sqlite";
    if (there.open(name, true, file, created) != DiskStatus::Ok ||
        there.write(file, 0, m_backup) != DiskStatus::Ok || there.sync(file) != DiskStatus::Ok ||
        there.syncDirectory() != DiskStatus::Ok)
        throw std::runtime_error("a sound disk takes no backup");
    there.close(file);
    {
        SqliteCityStore store(cityFolder, SqliteCityStore::Access::Write, disk.name());
        keepOut(store, m_revoked);
        SyncEngine(store, clock, city().key).beginEpoch(waitMs);
    }
    open();
}

/// The file and what belongs to it; a backup that broke off leaves some, too.
void City::forgetFiles(const std::string& folder)
{
    for (const std::string& name : disk.disk().names())
        if (name.starts_with(folder + "/"))
            disk.disk().remove(name);
}

void City::endRefill()
{
    const CatalogueScope declarations(declarationsOf(version));
    SqliteCityStore store(cityFolder, SqliteCityStore::Access::Write, disk.name());
    SyncEngine(store, clock, city().key).endRefill();
}

std::size_t City::readmit()
{
    SqliteCityStore store(cityFolder, SqliteCityStore::Access::Write, disk.name());
    const auto waiting = waitingToRejoin(store);
    for (const std::string& line : waiting)
        confirmRejoin(store, std::stoull(line));
    return waiting.size();
}

Database& City::inspect()
{
    if (!m_inspection) {
        Database::Options options;
        options.mode = Database::Mode::ReadOnly;
        options.vfs = disk.name();
        m_inspection = std::make_unique<Database>(std::string(cityFolder) + "/city.sqlite", options);
    }
    return *m_inspection;
}

bool City::buried(std::uint16_t entity, const std::string& row)
{
    Statement query = inspect().prepare("SELECT 1 FROM grave WHERE entity = ? AND id = ?");
    query.bind(1, entity).bind(2, row);
    return query.step();
}

std::string City::epoch()
{
    Statement query = inspect().prepare("SELECT value FROM meta WHERE key = 'epoch'");
    return query.step() ? std::string(query.blob(0)) : std::string();
}

const std::string& City::publicKey() const
{
    return city().key.publicKey();
}

} // namespace qoloner::sim
