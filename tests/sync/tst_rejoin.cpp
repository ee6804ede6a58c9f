// SPDX-License-Identifier: Apache-2.0
// A server restored from an older backup, and the devices that enrolled after it was made.
#include "sync/protocol/certificate.h"
#include "sync/server/revocations.h"
#include "sync/server/store/sqlite_city_store.h"
#include "tests/support/city_dump.h"
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

constexpr std::uint64_t dayMs = 24ull * 3600 * 1000;

/// A city with one device that every backup knows, and whoever comes later.
struct World {
    FakeClock clock;
    WorldServer server{clock};
    WorldDevice field{server, 'f'};
    std::vector<std::unique_ptr<WorldDevice>> others;
    QTemporaryDir safe;

    World()
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        field.enrol("ABCD2345");
        make(field, newArtisan(rowId(1)));
        field.exchange();
    }
    WorldDevice& comes(char seed, const std::string& code)
    {
        others.push_back(std::make_unique<WorldDevice>(server, seed));
        pass(0);
        others.back()->enrol(code);
        return *others.back();
    }
    WorldDevice& cloneOf(WorldDevice& from)
    {
        const std::string saved = from.backup();
        others.push_back(std::make_unique<WorldDevice>(server, 'c'));
        others.back()->keys = from.keys;
        others.back()->restore(saved);
        pass(0);
        return *others.back();
    }
    void pass(std::uint64_t ms)
    {
        clock.ms += ms;
        field.local.clock.ms = clock.ms;
        for (auto& each : others)
            each->local.clock.ms = clock.ms;
    }
    Dseq make(WorldDevice& device, const Change& change)
    {
        pass(1000);
        const auto done = device.commit({change});
        if (!done)
            qFatal("%s", done.error().code.c_str());
        return *done;
    }
    Change edit(const char* name, const std::string& value, int row = 1)
    {
        return patch(rowId(row), name, value);
    }
    /// Two who edit one field without having seen each other.
    void collide(WorldDevice& a, WorldDevice& b, const char* name, const std::string& mark)
    {
        make(a, edit(name, mark + " a"));
        make(b, edit(name, mark + " b"));
        settle();
    }
    void settle()
    {
        for (int round = 0; round < 4; ++round) {
            field.exchange();
            for (auto& each : others)
                each->exchange();
        }
    }
    std::string live() const { return server.path() + "/city.sqlite"; }
    void backUp()
    {
        server.engine.reset();
        server.store.reset();
        std::filesystem::copy_file(live(), copy(), std::filesystem::copy_options::overwrite_existing);
        server.open();
        SqliteCityStore saved(safe.path().toStdString(), SqliteCityStore::Access::Write);
        noteBackup(*server.store, saved);
    }
    std::string copy() const { return safe.filePath("city.sqlite").toStdString(); }
    void restoreServer()
    {
        server.engine.reset();
        server.store.reset();
        for (const char* rest : {"-wal", "-shm"})
            std::filesystem::remove(live() + rest);
        std::filesystem::copy_file(copy(), live(), std::filesystem::copy_options::overwrite_existing);
        server.open();
        keepOut(*server.store, Revocations(server.path()).all());
        server.engine->beginEpoch();
    }
    void revoke(WorldDevice& device)
    {
        const DeviceId id = device.local.replica->device();
        Revocations(server.path()).add(id, clock.ms);
        auto record = *server.store->device(id);
        record.revoked = true;
        server.store->write([&] { server.store->putDevice(record); });
    }
    bool knows(WorldDevice& device) const
    {
        return server.store->device(device.local.replica->device()).has_value();
    }
    void verifyQuiet(WorldDevice& device) const
    {
        QCOMPARE(device.session->status().lastError.code, std::string());
        QCOMPARE(device.session->status().pendingCount, std::size_t(0));
        for (const JournalEntry& entry : device.local.replica->journal())
            QCOMPARE(int(entry.state), int(JournalState::Settled));
    }
};

protocol::Rejoin request(World& world, const SigningKey& key, std::vector<std::string> certificates)
{
    protocol::Rejoin rejoin;
    rejoin.epoch = world.server.store->meta("epoch");
    rejoin.certificates = std::move(certificates);
    rejoin.signature = key.sign(protocol::rejoinText(rejoin));
    return rejoin;
}

std::string certificateOf(const WorldDevice& device)
{
    return Enrolment::load(*device.local.replica).certificate;
}

} // namespace

class RejoinTest : public QObject {
    Q_OBJECT
private slots:
    void whoEnrolledAfterTheBackupComesBackWithAllTheyWrote()
    {
        World w;
        w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
        w.backUp();
        WorldDevice& late = w.comes('l', "ABCD2346");
        w.make(late, newArtisan(rowId(2), "Үлгі: Болат"));
        w.settle();
        w.collide(w.field, late, "story_kk", "бір");
        w.collide(late, w.field, "story_ru", "два");
        const auto before = cityDump(*w.server.store);
        const DeviceId name = late.local.replica->device();

        w.restoreServer();
        QVERIFY(!w.knows(late));
        const Dseq meanwhile = w.make(late, w.edit("story_en", "three")); // before it knows anything
        w.field.exchange();
        w.settle();
        w.verifyQuiet(late);
        w.verifyQuiet(w.field);
        QCOMPARE(late.local.replica->device(), name); // the same name, the same chain
        QCOMPARE(int(late.stateOf(meanwhile)), int(JournalState::Settled));
        auto after = cityDump(*w.server.store);
        const std::string edited = "artisan_draft " + rowId(1);
        QVERIFY(after.at(edited) != before.at(edited));
        after.erase(edited);
        for (const auto& [row, state] : after)
            QCOMPARE(state, before.at(row));
        QCOMPARE(after.size() + 1, before.size());
        QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), "story_en"), std::string("three"));

        // What it came by is used up again.
        const SigningKey thief = SigningKey::generate();
        QCOMPARE(w.server.engine
                     ->enrol({"ABCD2346", thief.publicKey(), thief.sign("qoloner-enrol-1ABCD2346"), "x"})
                     .error()
                     .code,
                 std::string("invite_used"));
    }

    void anInviteFromAfterTheBackupIsEnoughForAFieldWorker()
    {
        World w;
        w.backUp();
        w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
        WorldDevice& late = w.comes('l', "ABCD2346");
        w.collide(w.field, late, "story_kk", "бір");
        const auto before = cityDump(*w.server.store);
        w.restoreServer();
        w.settle();
        w.verifyQuiet(late);
        QCOMPARE(cityDump(*w.server.store), before);
        const auto person = w.server.store->actor(rowId(902));
        QVERIFY(person);
        QCOMPARE(int(person->role), int(Role::Field));
        QCOMPARE(person->regions, std::vector<std::string>{"KZ-62"});
        QVERIFY(!person->name.empty());
    }

    void aForkMadeAfterTheBackupComesBackWithBothBranches()
    {
        for (const bool rootKnown : {false, true}) {
            World w;
            w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
            WorldDevice* root = rootKnown ? &w.comes('l', "ABCD2346") : nullptr;
            w.backUp();
            if (!root)
                root = &w.comes('l', "ABCD2346");
            w.make(*root, w.edit("story_kk", "бір"));
            root->exchange();
            WorldDevice& clone = w.cloneOf(*root);
            w.make(*root, w.edit("story_ru", "рассказ"));
            w.make(clone, w.edit("story_en", "story"));
            w.settle();
            QVERIFY(clone.local.replica->device() != root->local.replica->device());
            WorldDevice& second = w.cloneOf(clone); // a name that has two before it
            w.make(clone, w.edit("story_en", "a story"));
            w.make(second, w.edit("name_ru", "Имя"));
            w.settle();
            const auto before = cityDump(*w.server.store);

            w.restoreServer();
            second.exchange(); // the youngest first
            w.settle();
            w.verifyQuiet(*root);
            w.verifyQuiet(clone);
            w.verifyQuiet(second);
            QCOMPARE(cityDump(*w.server.store), before);
            QCOMPARE(w.server.store->device(second.local.replica->device())->forkOf,
                     clone.local.replica->device());
        }
    }

    void whoWasLockedOutAfterTheBackupStaysOut()
    {
        for (const bool known : {true, false}) {
            World w;
            w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
            WorldDevice* lost = known ? &w.comes('l', "ABCD2346") : nullptr;
            w.backUp();
            if (!lost)
                lost = &w.comes('l', "ABCD2346");
            w.collide(w.field, *lost, "story_kk", "бір");
            const auto before = cityDump(*w.server.store);
            w.revoke(*lost);
            const Dseq stolen = w.make(*lost, w.edit("story_kk", "чужой"));

            w.restoreServer();
            w.settle();
            // What its person wrote while they might is back; what the thief wrote is not.
            QCOMPARE(cityDump(*w.server.store), before);
            QCOMPARE(int(lost->stateOf(stolen)), int(JournalState::Rejected));
            QCOMPARE(lost->entry(stolen)->error.code, std::string("device_revoked"));
            QVERIFY(w.server.store->device(lost->local.replica->device())->revoked);
            QVERIFY(!lost->shows(artisanTable(Facet::Staff), rowId(1)));
            w.verifyQuiet(w.field);
        }
    }

    void whoMayPublishWaitsForAnAdministratorWhenNobodyRemembersThem()
    {
        for (const Role role : {Role::Moderator, Role::Admin, Role::Auditor}) {
            World w;
            w.backUp();
            w.server.invite("ABCD2346", rowId(902), role);
            WorldDevice& late = w.comes('l', "ABCD2346");
            if (role != Role::Auditor)
                w.collide(w.field, late, "story_kk", "бір");
            const auto before = cityDump(*w.server.store);
            w.restoreServer();
            w.settle();
            QVERIFY(!w.knows(late));
            QCOMPARE(late.session->status().lastError.code, std::string("rejoin_unconfirmed"));
            QCOMPARE(late.local.replica->journal().size(), std::size_t(role == Role::Auditor ? 0 : 1));
            const auto waiting = waitingToRejoin(*w.server.store);
            QCOMPARE(waiting.size(), std::size_t(1));
            QVERIFY(waiting[0].starts_with(std::to_string(late.local.replica->device()) + " "));

            confirmRejoin(*w.server.store, late.local.replica->device());
            w.settle();
            w.verifyQuiet(late);
            QCOMPARE(cityDump(*w.server.store), before);
            QCOMPARE(waitingToRejoin(*w.server.store).size(), std::size_t(0));
            QCOMPARE(int(w.server.store->actor(rowId(902))->role), int(role));
        }
    }

    void theCitysBookDecidesWhatAKnownPersonMay()
    {
        World w;
        w.backUp();
        auto person = *w.server.store->actor(rowId(901));
        person.role = Role::Moderator;
        w.server.store->write([&] { w.server.store->putActor(person); });
        w.server.invite("ABCD2346", rowId(901), Role::Moderator);
        WorldDevice& second = w.comes('l', "ABCD2346");
        QCOMPARE(int(second.session->status().role), int(Role::Moderator));
        w.restoreServer();
        w.settle();
        QVERIFY(w.knows(second));
        QCOMPARE(int(second.session->status().role), int(Role::Field));
    }

    void aCertificateIsRenewedLongBeforeItRunsOut()
    {
        World w;
        const auto until = [&] {
            return readCertificate(certificateOf(w.field), loadServerKey(w.server.path()).publicKey())
                ->expiresMs;
        };
        const std::uint64_t first = until();
        w.pass(10 * dayMs);
        w.field.exchange();
        QCOMPARE(until(), first);
        w.pass(25 * dayMs);
        w.field.exchange();
        QCOMPARE(until(), w.clock.ms + certificateLifeMs);
        QCOMPARE(w.field.session->status().lastError.code, std::string());
    }

    void aCertificateThatRanOutWaitsForAnAdministrator()
    {
        World w;
        w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
        w.backUp();
        WorldDevice& late = w.comes('l', "ABCD2346");
        const Dseq dseq = w.make(late, w.edit("story_kk", "бір"));
        w.settle();
        w.pass(91 * dayMs); // switched off for three months
        w.restoreServer();
        w.settle();
        QCOMPARE(late.session->status().lastError.code, std::string("rejoin_unconfirmed"));
        confirmRejoin(*w.server.store, late.local.replica->device());
        w.settle();
        w.verifyQuiet(late);
        QCOMPARE(int(late.stateOf(dseq)), int(JournalState::Settled));
        QVERIFY(readCertificate(certificateOf(late), loadServerKey(w.server.path()).publicKey())->expiresMs >
                w.clock.ms);
    }

    void onlyTheServersOwnWordLetsSomebodyIn()
    {
        World w;
        w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
        w.backUp();
        WorldDevice& late = w.comes('l', "ABCD2346");
        const std::string good = certificateOf(late);
        const SigningKey own = late.local.key, other = SigningKey::generate();
        w.restoreServer();
        SyncEngine& engine = *w.server.engine;
        const auto code = [&](const protocol::Rejoin& asked) {
            const auto result = engine.rejoin(asked);
            return result ? std::string("let in") : result.error().code;
        };
        Certificate forged = *readCertificate(good, engine.publicKey());
        QCOMPARE(code(request(w, own, {issueCertificate(forged, other)})),
                 std::string("certificate_invalid"));
        QCOMPARE(code(request(w, other, {good})), std::string("signature_invalid"));
        protocol::Rejoin changed = request(w, own, {good});
        changed.name = "somebody else";
        QCOMPARE(code(changed), std::string("signature_invalid"));
        protocol::Rejoin stale = request(w, own, {good});
        stale.epoch = "before";
        stale.signature = own.sign(protocol::rejoinText(stale));
        QCOMPARE(code(stale), std::string("rejoin_stale"));
        const SigningKey server = loadServerKey(w.server.path());
        Certificate elsewhere = forged;
        elsewhere.who.city = "shymkent";
        QCOMPARE(code(request(w, own, {issueCertificate(elsewhere, server)})),
                 std::string("certificate_invalid"));
        // A fork whose first name nobody knows, and one that does not follow the name before it.
        Certificate fork = forged;
        fork.publicKey = other.publicKey();
        fork.forkOf = own.device();
        fork.forkFrom = 1;
        QCOMPARE(code(request(w, other, {issueCertificate(fork, server)})),
                 std::string("certificate_invalid"));
        fork.forkOf = 4711;
        QCOMPARE(code(request(w, other, {good, issueCertificate(fork, server)})),
                 std::string("certificate_invalid"));
        QCOMPARE(w.server.store->devices().size(), std::size_t(2)); // the server's own and the first
        QCOMPARE(code(request(w, own, {good})), std::string("let in"));
    }

    void aServerThatGoesOnContradictingItselfIsMetWithPatience()
    {
        World w;
        w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
        w.backUp();
        WorldDevice& late = w.comes('l', "ABCD2346");
        const Dseq dseq = w.make(late, w.edit("story_kk", "бір"));
        w.restoreServer();
        int asked = 0;
        late.exchange([&](const std::string& path) {
            asked += path == "rejoin";
            if (path == "token") // it forgets again whatever it was shown
                w.restoreServer();
            return WorldDevice::Line::Through;
        });
        QVERIFY(asked >= 1);
        QVERIFY2(asked < 5, qPrintable(QString::number(asked)));
        QCOMPARE(int(late.stateOf(dseq)), int(JournalState::Pending));
        late.exchange();
        w.settle();
        w.verifyQuiet(late);
    }

    void comingBackSurvivesAKillAnywhere()
    {
        using Line = WorldDevice::Line;
        for (const Line loss : {Line::Stop, Line::LoseRequest, Line::LoseAnswer})
            for (int when = 0; when < 12; ++when) {
                World w;
                w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
                w.backUp();
                WorldDevice& late = w.comes('l', "ABCD2346");
                w.collide(w.field, late, "story_kk", "бір");
                const auto before = cityDump(*w.server.store);
                w.restoreServer();
                int seen = 0;
                late.exchange([&](const std::string&) {
                    const int now = seen++;
                    return now < when ? Line::Through : now == when ? loss : Line::Stop;
                });
                late.restart();
                w.server.open();
                w.settle();
                w.verifyQuiet(late);
                QCOMPARE(cityDump(*w.server.store), before);
            }
    }

    void aPhoneThatWasJustTakingAnotherNameComesBackFirst()
    {
        World w;
        w.server.invite("ABCD2346", rowId(902), Role::Field, {"KZ-62"});
        w.backUp();
        WorldDevice& late = w.comes('l', "ABCD2346");
        w.make(late, w.edit("story_kk", "бір"));
        late.exchange();
        WorldDevice& clone = w.cloneOf(late);
        w.make(late, w.edit("story_ru", "рассказ"));
        w.make(clone, w.edit("story_en", "story"));
        late.exchange();
        clone.exchange([](const std::string& path) {
            return path == "fork" ? WorldDevice::Line::Stop : WorldDevice::Line::Through;
        });
        w.restoreServer();
        clone.exchange();
        w.settle();
        w.verifyQuiet(late);
        w.verifyQuiet(clone);
        for (const auto& [field, value] :
             {std::pair("story_kk", "бір"), {"story_ru", "рассказ"}, {"story_en", "story"}})
            QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), field), std::string(value));
    }
};

QTEST_GUILESS_MAIN(RejoinTest)
#include "tst_rejoin.moc"
