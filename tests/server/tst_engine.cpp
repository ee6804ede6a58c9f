// SPDX-License-Identifier: Apache-2.0
#include "tests/server/city_fixture.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

class EngineTest : public QObject {
    Q_OBJECT
private slots:
    void aNonceOpensOneTokenOfItsDeviceForAMinute()
    {
        City city;
        const Device device = city.enrol(Role::Field, {"KZ-62"}), other = city.enrol(Role::Field, {"KZ-62"});
        const auto tokenBy = [&](SyncEngine& engine, const Device& who, const std::string& nonce) {
            const auto token =
                engine.token({who.key.device(), nonce, who.key.sign("qoloner-token-1" + nonce)});
            return token ? std::string("token") : token.error().code;
        };
        const std::string nonce = city.engine->challenge({device.key.device()}).nonce;
        QCOMPARE(nonce.size(), std::size_t(32));
        QVERIFY(nonce != city.engine->challenge({device.key.device()}).nonce);
        QCOMPARE(tokenBy(*city.engine, other, nonce), std::string("nonce_invalid"));
        const auto forged =
            city.engine->token({device.key.device(), nonce, other.key.sign("qoloner-token-1" + nonce)});
        QCOMPARE(forged.error().code, std::string("signature_invalid")); // and it is not used up by that
        QCOMPARE(tokenBy(*city.engine, device, nonce), std::string("token"));
        QCOMPARE(tokenBy(*city.engine, device, nonce), std::string("nonce_invalid"));
        const std::string late = city.engine->challenge({device.key.device()}).nonce;
        std::string changed = late;
        changed[20] = char(changed[20] ^ 1);
        QCOMPARE(tokenBy(*city.engine, device, changed), std::string("nonce_invalid"));
        city.clock.ms += 61'000;
        QCOMPARE(tokenBy(*city.engine, device, late), std::string("nonce_invalid"));
        // Asked of one server of the city, answered by another.
        SyncEngine second(*city.store, city.clock, loadServerKey(city.path()));
        QCOMPARE(tokenBy(second, device, city.engine->challenge({device.key.device()}).nonce),
                 std::string("token"));
        const std::string stranger = city.engine->challenge({12345}).nonce;
        QCOMPARE(tokenBy(*city.engine, device, stranger), std::string("nonce_invalid"));
    }

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
        QVERIFY(receiptHolds(city.store->meta("epoch"), one.hash(), answer, city.engine->publicKey()));
        QVERIFY(!receiptHolds(city.store->meta("epoch"), two.hash(), answer, city.engine->publicKey()));
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
    void anInviteForSomebodyKnownBringsNoRightsBack()
    {
        City city;
        const std::string code = newInviteCode();
        const ActorRecord before{newUuid7(city.clock.ms), "Somebody", Role::Field, {}, {"KZ-62", "KZ-75"}};
        ActorRecord now = before;
        now.regions = {"KZ-10"};
        city.store->write([&] {
            city.store->putInvite({blake2b("qoloner-invite-1" + code), before, city.clock.ms + 1000, 0});
            city.store->putActor(now); // with a first device, and given another region since
        });
        const SigningKey key = SigningKey::generate();
        const auto enrolled =
            city.engine->enrol({code, key.publicKey(), key.sign("qoloner-enrol-1" + code), "second phone"});
        QVERIFY(enrolled);
        QCOMPARE(enrolled->who.regions, now.regions);
        QCOMPARE(city.store->actor(before.id)->regions, now.regions);
    }

    void aRowThatMovesRegionLeavesTheOldOne()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        city.push(field, {master("a", "KZ-62", "canary"), consent("a")});
        protocol::Pull pull;
        const auto before = city.engine->pull(field.session, pull).value();
        QVERIFY(!before.page.rows.empty());
        QCOMPARE(city.push(moderator, {patch("a", "region", std::string("KZ-75"), field.dot())}).outcome,
                 Outcome::Applied);
        QVERIFY(city.engine->pull(field.session, pull).value().page.rows.empty()); // nothing to forget
        pull.epoch = before.page.epoch;
        pull.cursor = before.page.cursor;
        const auto page = city.engine->pull(field.session, pull).value();
        QVERIFY(!page.page.rows.empty());
        for (const PulledRow& row : page.page.rows)
            QCOMPARE(row.flags, std::uint8_t(RowLeft));
    }

    void aRowThatMovedAndWentIsTakenFromWhomeverGotItsNewScope()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        city.push(field, {master("a", "KZ-62", "canary")});
        protocol::Pull pull;
        const auto before = city.engine->pull(field.session, pull).value();
        QVERIFY(!before.page.rows.empty());
        pull.epoch = before.page.epoch;
        pull.cursor = before.page.cursor;
        pull.begun = before.page.head;
        const Dot made = field.dot();
        QCOMPARE(city.push(moderator, {patch("a", "region", std::string("KZ-75"), made)}).outcome,
                 Outcome::Applied);
        Op remove{OpKind::Delete, entity("artisan").id, "a", {}, {{0, moderator.dot()}}};
        for (const auto& [id, value] : master("a", "KZ-62", "canary").fields)
            remove.base[id] = made;
        QCOMPARE(city.push(moderator, {remove}).outcome, Outcome::Applied);
        field.session.who.regions = {"KZ-62", "KZ-75"};
        const auto page = city.engine->pull(field.session, pull).value();
        const auto gone = std::count_if(page.page.rows.begin(), page.page.rows.end(),
                                        [](const PulledRow& row) { return row.flags & RowDeleted; });
        QCOMPARE(std::size_t(gone), before.page.rows.size());
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
