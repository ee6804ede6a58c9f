// SPDX-License-Identifier: Apache-2.0
#include "core/domain/ids.h"
#include "sync/protocol/certificate.h"
#include "sync/protocol/invite.h"
#include "sync/protocol/receipt.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include <QTemporaryDir>
#include <QtTest>

using namespace qoloner;

namespace {
constexpr std::uint64_t start = 1'790'000'000'000;
struct FixedClock final : Clock {
    std::uint64_t ms = start;
    std::uint64_t nowMs() const override { return ms; }
};

struct Device {
    SigningKey key = SigningKey::generate();
    std::string actor;
    Session session;
    Dseq dseq = 0;
    std::string last = std::string(32, '\0');
    std::uint64_t ms = start;

    SignedMutation write(std::vector<Op> ops)
    {
        Mutation m{key.device(), ++dseq, newUuid7(ms), actor,         schemaVersion,
                   Hlc::of(ms),  0,      last,         std::move(ops)};
        auto sealed = signMutation(m, key);
        last = sealed.hash();
        return sealed;
    }
    Dot dot() const { return {key.device(), dseq}; }
};

struct City {
    QTemporaryDir folder;
    FixedClock clock;
    std::unique_ptr<SqliteCityStore> store;
    std::unique_ptr<SyncEngine> engine;

    City()
    {
        createCity(path(), "almaty", clock);
        store = std::make_unique<SqliteCityStore>(path(), SqliteCityStore::Access::Write);
        engine = std::make_unique<SyncEngine>(*store, clock, loadServerKey(path()));
    }
    std::string path() const { return folder.path().toStdString(); }

    Device enrol(Role role, std::vector<std::string> regions = {}, std::string artisan = {})
    {
        const std::string code = newInviteCode();
        store->write([&] {
            store->putInvite({blake2b("qoloner-invite-1" + code),
                              {newUuid7(clock.ms), "Somebody", role, artisan, regions},
                              clock.ms + 1000,
                              0});
        });
        Device device;
        auto enrolled =
            engine->enrol({code, device.key.publicKey(), device.key.sign("qoloner-enrol-1" + code), "phone"});
        Q_ASSERT(enrolled);
        device.actor = enrolled->who.actor;
        const std::string nonce = engine->challenge({device.key.device()}).nonce;
        auto token = engine->token({device.key.device(), nonce, device.key.sign("qoloner-token-1" + nonce)});
        Q_ASSERT(token);
        device.session = *engine->session(token->token);
        return device;
    }
    Answer push(Device& device, const SignedMutation& mutation)
    {
        return engine->push(device.session, {device.ms, {mutation}}).answers.at(0);
    }
    Answer push(Device& device, std::vector<Op> ops) { return push(device, device.write(std::move(ops))); }
    std::string seenBy(const Session& session, std::map<std::string, std::uint64_t> cursor = {})
    {
        protocol::Pull pull;
        pull.epoch = store->meta("epoch");
        pull.cursor = std::move(cursor);
        return protocol::encode(engine->pull(session, pull));
    }
};

Op master(const std::string& id, const std::string& region, const std::string& mark)
{
    const auto f = [](const char* name) { return fieldId("artisan", name); };
    return {OpKind::Put,
            entity("artisan").id,
            id,
            {{f("name_kk"), mark + "name"},
             {f("craft"), std::string("felt")},
             {f("region"), region},
             {f("settlement"), std::string("Ulytau")},
             {f("lat"), std::int64_t(486412345)},
             {f("lon"), std::int64_t(670123456)},
             {f("field_note"), mark + "staff"},
             {f("phone"), mark + "private"}},
            {}};
}

Op consent(const std::string& artisan)
{
    const auto f = [](const char* name) { return fieldId("consent", name); };
    return {OpKind::Put,
            entity("consent").id,
            artisan + ".consent",
            {{f("artisan"), artisan},
             {f("purposes"), std::string("public_profile")},
             {f("text_version"), std::string("1")},
             {f("lang"), std::string("kk")},
             {f("method"), std::string("paper")},
             {f("given_at"), std::int64_t(start)}},
            {}};
}

Op patch(const std::string& id, const char* field, Value value, std::optional<Dot> base = {},
         const char* of = "artisan")
{
    Op op{OpKind::Patch, entity(of).id, id, {{fieldId(of, field), std::move(value)}}, {}};
    if (base)
        op.base[fieldId(of, field)] = *base;
    return op;
}

Op approve(const std::string& id, const char* field, Dot dot)
{
    return {OpKind::Approve, entity("artisan").id, id, {}, {{fieldId("artisan", field), dot}}};
}

bool has(const std::string& where, const std::string& what)
{
    return where.find(what) != std::string::npos;
}
} // namespace

class EngineTest : public QObject {
    Q_OBJECT
private slots:
    void publishedNamesReachVisitorsAndNothingElse()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        QCOMPARE(city.push(field, {master("a", "KZ-62", "canary"), consent("a")}).outcome, Outcome::Applied);
        QVERIFY(!has(city.seenBy(city.engine->visitor()), "canary"));
        QCOMPARE(city.push(moderator, {approve("a", "name_kk", field.dot())}).outcome, Outcome::Applied);
        const std::string page = city.seenBy(city.engine->visitor());
        QVERIFY(has(page, "canaryname"));
        QVERIFY(!has(page, "canarystaff"));
        QVERIFY(!has(page, "canaryprivate"));
        QVERIFY(has(city.seenBy(field.session), "canaryprivate"));
        Device elsewhere = city.enrol(Role::Field, {"KZ-75"});
        QVERIFY(!has(city.seenBy(elsewhere.session), "canarystaff"));
    }
    void noConsentNoPublicationAndWithdrawalHides()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        city.push(field, {master("a", "KZ-62", "canary")});
        const Dot made = field.dot();
        QCOMPARE(city.push(moderator, {approve("a", "name_kk", made)}).error.code,
                 std::string("consent_missing"));
        city.push(field, {consent("a")});
        QCOMPARE(city.push(moderator, {approve("a", "name_kk", made)}).outcome, Outcome::Applied);
        QVERIFY(has(city.seenBy(city.engine->visitor()), "canaryname"));
        QCOMPARE(city.push(field, {patch("a.consent", "withdrawn_at", std::int64_t(start), {}, "consent")})
                     .outcome,
                 Outcome::Applied);
        QVERIFY(!has(city.seenBy(city.engine->visitor()), "canaryname"));
    }
    void aConcurrentLoserIsRecordedOnceAndSeenByTheModerator()
    {
        City city;
        Device a = city.enrol(Role::Field, {"KZ-62"});
        Device b = city.enrol(Role::Moderator);
        city.push(a, {master("m", "KZ-62", "x")});
        const Dot base = a.dot();
        city.clock.ms += 1000;
        a.ms = b.ms = city.clock.ms;
        QCOMPARE(city.push(a, {patch("m", "name_ru", std::string("losingvalue"))}).outcome, Outcome::Applied);
        city.clock.ms += 1000;
        b.ms = city.clock.ms;
        const SignedMutation sealed = b.write({patch("m", "name_ru", std::string("winning"))});
        QCOMPARE(city.push(b, sealed).outcome, Outcome::Merged);
        QCOMPARE(city.push(b, sealed).outcome, Outcome::Duplicate);
        QCOMPARE(city.store->counts().rows["conflict_staff"], std::uint64_t(1));
        QVERIFY(has(city.seenBy(b.session), "losingvalue"));
        QCOMPARE(city.push(b, {patch("m", "name_kk", std::string("next"), base)}).outcome, Outcome::Applied);
    }
    void receiptsAreSignedAndForksAndGapsAreSeen()
    {
        City city;
        Device a = city.enrol(Role::Moderator);
        Device clone = a;
        const SignedMutation one = a.write({master("a", "KZ-62", "x")});
        const SignedMutation two = a.write({master("b", "KZ-62", "x")});
        const Answer early = city.push(a, two);
        QCOMPARE(early.outcome, Outcome::Held);
        const Answer answer = city.push(a, one);
        QCOMPARE(answer.outcome, Outcome::Applied);
        QVERIFY(receiptHolds(one.hash(), answer, city.engine->publicKey()));
        QVERIFY(!receiptHolds(two.hash(), answer, city.engine->publicKey()));
        QCOMPARE(city.push(a, two).outcome, Outcome::Duplicate);
        QCOMPARE(city.push(clone, {master("c", "KZ-62", "x")}).error.code, std::string("device_forked"));
    }
    void aRevokedDeviceIsQuarantined()
    {
        City city;
        Device a = city.enrol(Role::Moderator);
        auto record = *city.store->device(a.key.device());
        record.revoked = true;
        city.store->write([&] { city.store->putDevice(record); });
        QCOMPARE(city.push(a, {master("a", "KZ-62", "x")}).error.code, std::string("device_revoked"));
        QCOMPARE(city.store->counts().quarantined, std::uint64_t(1));
    }
    void rolesAreRefusedWhatIsNotTheirs()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        QCOMPARE(city.push(field, {master("a", "KZ-75", "x")}).error.code, std::string("permission_denied"));
        QCOMPARE(city.push(field, {master("b", "KZ-62", "x")}).outcome, Outcome::Applied);
        QCOMPARE(city.push(field, {patch("b", "region", std::string("KZ-75"), field.dot())}).error.code,
                 std::string("permission_denied"));
        Device artisan = city.enrol(Role::Artisan, {}, "other");
        QCOMPARE(city.push(artisan, {patch("b", "name_ru", std::string("y"))}).error.code,
                 std::string("permission_denied"));
    }
    void aRowThatMovesRegionLeavesTheOldOne()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        city.push(field, {master("a", "KZ-62", "canary"), consent("a")});
        QCOMPARE(city.push(moderator, {patch("a", "region", std::string("KZ-75"), field.dot())}).outcome,
                 Outcome::Applied);
        protocol::Pull pull;
        const auto page = city.engine->pull(field.session, pull);
        QVERIFY(!page.page.rows.empty());
        for (const PulledRow& row : page.page.rows)
            QCOMPARE(row.flags, std::uint8_t(RowLeft));
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
