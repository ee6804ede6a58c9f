// SPDX-License-Identifier: Apache-2.0
#include "core/domain/ids.h"
#include "sync/protocol/invite.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"
#include "tests/support/postgres_cluster.h"

#include <ctime>
#include <filesystem>
#include <memory>

namespace qoloner::bench {

namespace {

constexpr std::size_t devices = 20;
constexpr std::size_t batch = 50;

/// A field worker's phone.
struct Phone {
    SigningKey key = SigningKey::generate();
    std::string actor;
    Dseq dseq = 0;
    std::string last = std::string(32, '\0');

    SignedMutation write(std::uint64_t ms, Op op)
    {
        Mutation m{key.device(), ++dseq, newUuid7(ms), actor, schemaVersion, Hlc::of(ms), 0, last, {}};
        m.ops.push_back(std::move(op));
        SignedMutation sealed = signMutation(m, key);
        last = sealed.hash();
        return sealed;
    }
};

/// A registration as the form makes it, or a later correction of one.
Op registration(const WireRows::Row& row)
{
    const Entity& artisan = entity("artisan");
    CborReader in(row.fields);
    Op op{OpKind::Put, artisan.id, row.id, readFields(in), {}};
    for (const char* name : {"pub_lat", "pub_lon", "level"})
        op.fields.erase(artisan.field(name)->id);
    op.fields[artisan.field("region")->id] = std::string("KZ-62");
    return op;
}

Op correction(const std::string& row, const std::string& text, Dot seen)
{
    const std::uint16_t field = fieldId("artisan", "story_kk");
    return {OpKind::Patch, entity("artisan").id, row, {{field, text}}, {{field, seen}}};
}

double cpuSeconds(const std::function<void()>& work)
{
    const auto now = [] {
        timespec t{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return double(t.tv_sec) + double(t.tv_nsec) / 1e9;
    };
    const double start = now();
    work();
    return now() - start;
}

/// Devices of a city and what they push, batch after batch, each of another phone: half are
/// new records, half corrections.
struct Work {
    std::vector<Phone> phones{devices};
    std::vector<protocol::Push> requests;
    std::vector<std::size_t> whose;
    std::size_t made = 0;

    Work(SyncEngine& engine, const Clock& clock, std::size_t count)
    {
        CityStore& store = engine.store();
        for (Phone& phone : phones) {
            const std::string code = newInviteCode();
            store.write([&] {
                store.putInvite({blake2b("qoloner-invite-1" + code),
                                 {newUuid7(clock.nowMs()), "Sample", Role::Field, {}, {"KZ-62"}},
                                 clock.nowMs() + 60'000,
                                 0});
            });
            const auto enrolled = engine.enrol(
                {code, phone.key.publicKey(), phone.key.sign("qoloner-enrol-1" + code), "bench"});
            phone.actor = enrolled.value().who.actor;
        }
        const WireRows rows = makeMasters(count / 2 + 1);
        while (made < count) {
            const std::size_t who = requests.size() % devices;
            protocol::Push request;
            request.deviceMs = clock.nowMs();
            for (std::size_t n = 0; n < batch; n += 2, made += 2) {
                const auto& row = rows.rows[made / 2];
                request.mutations.push_back(phones[who].write(request.deviceMs, registration(row)));
                request.mutations.push_back(phones[who].write(
                    request.deviceMs, correction(row.id, "Түзетілген әңгіме " + std::to_string(made),
                                                 {phones[who].key.device(), phones[who].dseq})));
            }
            requests.push_back(std::move(request));
            whose.push_back(who);
        }
    }
    std::string keyOf(DeviceId id) const
    {
        for (const Phone& phone : phones)
            if (phone.key.device() == id)
                return phone.key.publicKey();
        return {};
    }
    std::vector<CheckedPush> check(const Clock& clock)
    {
        std::vector<CheckedPush> checked;
        for (std::size_t i = 0; i < requests.size(); ++i)
            checked.push_back(checkPush(phones[whose[i]].key.device(), std::move(requests[i]), clock.nowMs(),
                                        [this](DeviceId id) { return keyOf(id); }));
        return checked;
    }
};

/// All of it in groups of as many batches as there are devices; every answer has to be "applied".
std::vector<MergedPush> mergeAll(SyncEngine& engine, const std::vector<CheckedPush>& checked)
{
    std::vector<MergedPush> merged;
    for (std::size_t i = 0; i < checked.size(); i += devices) {
        const std::size_t group = std::min(devices, checked.size() - i);
        for (MergedPush& each : engine.merge({&checked[i], group}))
            merged.push_back(std::move(each));
    }
    std::size_t applied = 0;
    for (const MergedPush& each : merged)
        for (const Answer& answer : each.answer.answers) {
            if (answer.outcome != Outcome::Applied)
                throw std::runtime_error("not applied: " + answer.error.code + " " + answer.error.field);
            ++applied;
        }
    if (engine.store().head() != applied)
        throw std::runtime_error("revs have gaps");
    return merged;
}

} // namespace

/// Pushes of many devices through the merge into the city's file. What the sequencer does
/// alone is measured apart from what other threads do for it. Floor of the merge: 10,000 a second.
void push(const Options& options)
{
    const std::size_t count = options.rows ? options.rows : 40'000;
    Scratch scratch;
    const std::string folder = scratch.file("city");
    std::filesystem::create_directory(folder);
    SystemClock clock;
    if (!createCity(folder, "almaty", clock))
        throw std::runtime_error("no city");
    SqliteCityStore store(folder, SqliteCityStore::Access::Write);
    SyncEngine engine(store, clock, loadServerKey(folder));
    Work work(engine, clock, count);
    const std::size_t made = work.made;

    const double verifying = cpuSeconds([&] {
        for (std::size_t i = 0; i < work.requests.size(); ++i)
            for (const SignedMutation& mutation : work.requests[i].mutations)
                if (!verifySignature(work.phones[work.whose[i]].key.publicKey(), mutation.body,
                                     mutation.signature))
                    throw std::runtime_error("signature");
    });
    std::vector<CheckedPush> checked;
    const double checking = cpuSeconds([&] { checked = work.check(clock); });
    std::vector<MergedPush> merged;
    double wall = 0;
    const double merging = cpuSeconds([&] { wall = seconds([&] { merged = mergeAll(engine, checked); }); });
    const double signing = cpuSeconds([&] {
        for (MergedPush& each : merged)
            engine.signReceipts(each);
    });

    // The bare engine: the same bytes as one durable insert each, grouped alike.
    Database raw(scratch.file("raw.db"));
    raw.exec("CREATE TABLE t (device INTEGER, dseq INTEGER, body BLOB, PRIMARY KEY (device, dseq)) STRICT");
    double rawWall = 0;
    {
        std::size_t at = 0;
        rawWall = seconds([&] {
            while (at < checked.size()) {
                Transaction transaction(raw);
                for (std::size_t n = 0; n < devices && at < checked.size(); ++n, ++at)
                    for (const CheckedMutation& each : checked[at].mutations) {
                        Statement put = raw.prepare("INSERT INTO t VALUES (?, ?, ?)");
                        put.bind(1, each.mutation->device).bind(2, each.mutation->dseq);
                        put.bindBlob(3, each.sealed.body);
                        put.run();
                    }
                transaction.commit();
            }
        });
    }
    const double all = double(made);
    report("push_merge", all / wall, "mutations/s", 10'000);
    report("push_merge_cpu", all / merging, "mutations/s of one core", 10'000);
    report("push_merge_against_raw_log", all / wall, "mutations/s", all / rawWall);
    report("push_ed25519_verify", all / verifying, "signatures/s of one core", 0);
    report("push_check", all / checking, "mutations/s of one core", all / verifying);
    report("push_receipts", all / signing, "receipts/s of one core", 0);
}

/// The same into a PostgreSQL of the bench's own, durable. Floor: SQLite in the same run.
void pushPostgres(const Options& options)
{
    const std::size_t count = options.rows ? options.rows : 20'000;
    Scratch scratch;
    SystemClock clock;
    const test::PostgresCluster cluster(true);
    const auto run = [&](const std::string& name, const std::string& dsn) {
        const std::string folder = scratch.file(name);
        createCity(folder, "almaty", clock, dsn);
        const auto store = storesOf(folder).toWrite();
        SyncEngine engine(*store, clock, loadServerKey(folder));
        Work work(engine, clock, count);
        const std::vector<CheckedPush> checked = work.check(clock);
        return double(work.made) / seconds([&] { mergeAll(engine, checked); });
    };
    const double floor = run("sqlite", {});
    report("push_merge_postgres", run("postgres", cluster.dsn("bench")), "mutations/s", floor);
}

} // namespace qoloner::bench
