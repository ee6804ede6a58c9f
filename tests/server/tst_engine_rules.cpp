// SPDX-License-Identifier: Apache-2.0
#include "core/geo/blur.h"
#include "tests/server/city_fixture.h"
#include <QtTest>
#include <cmath>
#include <set>

using namespace qoloner;
using namespace qoloner::test;

namespace {

std::optional<RowState> rowOf(City& city, const char* of, Facet facet, const std::string& id)
{
    auto stored = city.store->row({TableId::of(entity(of).id, facet), id});
    return stored ? std::optional(stored->state) : std::nullopt;
}

Value valueOf(const std::optional<RowState>& state, const char* of, const char* field)
{
    if (!state)
        return {};
    const auto it = state->fields.find(fieldId(of, field));
    return it == state->fields.end() ? Value() : it->second;
}

Op simple(OpKind kind, const std::string& id, std::optional<Dot> base = {})
{
    Op op{kind, entity("artisan").id, id, {}, {}};
    if (base)
        op.base[0] = *base;
    return op;
}

Op approveAll(City& city, const std::string& id)
{
    Op op = simple(OpKind::Approve, id);
    const auto draft = rowOf(city, "artisan", Facet::Draft, id);
    for (const auto& group : draft->stamps.groups())
        for (const std::uint16_t field : group.fields)
            op.base[field] = group.stamp.dot;
    return op;
}

/// A published master in Ulytau, made by `field` and approved by `moderator`.
void publish(City& city, Device& field, Device& moderator, Op master)
{
    const std::string id = master.row;
    QCOMPARE(city.push(field, {std::move(master), consent(id)}).outcome, Outcome::Applied);
    QCOMPARE(city.push(moderator, {approveAll(city, id)}).outcome, Outcome::Applied);
}

struct Seen {
    std::map<std::pair<TableId, std::string>, std::uint8_t> rows; ///< with flags
    std::size_t delivered = 0, pages = 0;
};

/// Pulls to the end with pages of `limit` rows, checking that pages end at revisions.
Seen pullAll(City& city, const Session& session, std::uint32_t limit)
{
    Seen seen;
    protocol::Pull wanted;
    wanted.limit = limit;
    std::map<std::string, std::uint64_t> cursor;
    while (true) {
        const auto answer = city.engine->pull(session, wanted).value();
        ++seen.pages;
        std::set<std::uint64_t> revs;
        for (const PulledRow& row : answer.page.rows) {
            seen.rows[{row.table, row.id}] = row.flags;
            ++seen.delivered;
            revs.insert(row.rev);
        }
        // More than was asked for only when one revision alone is larger.
        if (answer.page.rows.size() > limit && revs.size() > 1)
            return {};
        bool moved = false;
        for (const auto& [scope, rev] : answer.page.cursor) {
            moved = moved || cursor[scope] < rev;
            cursor[scope] = rev;
        }
        if (!answer.more)
            return answer.page.complete == city.store->head() ? seen : Seen{};
        if (!moved)
            return {}; // it would never end
        wanted.epoch = answer.page.epoch;
        wanted.cursor = cursor;
        if (seen.pages == 1)
            wanted.begun = answer.page.head;
    }
}

} // namespace

class EngineRulesTest : public QObject {
    Q_OBJECT
private slots:
    void theFirstDecisionStandsWhenTwoModeratorsDecideAtOnce()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device first = city.enrol(Role::Moderator);
        Device second = city.enrol(Role::Moderator);
        city.push(field, {master("m", "KZ-62", "x")});
        city.push(field, {patch("m", "name_ru", std::string("one"))});
        QCOMPARE(city.push(first, {patch("m", "name_ru", std::string("two"))}).outcome, Outcome::Merged);

        std::string conflictId;
        const TableId conflicts = TableId::of(entity("conflict").id, Facet::Staff);
        for (const auto& [key, flags] : pullAll(city, first.session, 100).rows)
            if (key.first == conflicts)
                conflictId = key.second;
        QVERIFY(!conflictId.empty());
        const auto state = rowOf(city, "conflict", Facet::Staff, conflictId);
        const Dot base = state->stamps.of(fieldId("conflict", "state"))->dot;
        const auto decide = [&](Device& by, const char* decision) {
            by.ms = city.clock.ms += 1000; // the later clock must not help
            return city.push(by, {patch(conflictId, "state", std::string(decision), base, "conflict")});
        };
        QCOMPARE(decide(first, "restored").outcome, Outcome::Applied);
        QCOMPARE(decide(second, "dismissed").outcome, Outcome::Merged);
        QCOMPARE(valueOf(rowOf(city, "conflict", Facet::Staff, conflictId), "conflict", "state"),
                 Value(std::string("restored")));
        QCOMPARE(city.store->counts().rows["conflict_staff"], std::uint64_t(2)); // the loser is kept
    }

    void withdrawnIsHiddenUntilApprovedAgain()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        publish(city, field, moderator, master("a", "KZ-62", "canary"));
        QVERIFY(has(city.seenBy(city.engine->visitor()), "canaryname"));

        QCOMPARE(city.push(moderator, {simple(OpKind::Withdraw, "a")}).outcome, Outcome::Applied);
        QVERIFY(!has(city.seenBy(city.engine->visitor()), "canaryname"));
        QCOMPARE(valueOf(rowOf(city, "artisan", Facet::Draft, "a"), "artisan", "status"),
                 Value(std::string("hidden")));
        QVERIFY(has(city.seenBy(moderator.session), "canaryname")); // nothing is lost

        QCOMPARE(city.push(moderator, {approveAll(city, "a")}).outcome, Outcome::Applied);
        QVERIFY(has(city.seenBy(city.engine->visitor()), "canaryname"));
    }

    void aDeletedRowComesBackOnlyByUndelete()
    {
        City city;
        Device moderator = city.enrol(Role::Admin);
        city.push(moderator, {master("a", "KZ-62", "canary")});
        Op remove = simple(OpKind::Delete, "a", moderator.dot());
        for (const auto& [field, value] : master("a", "KZ-62", "canary").fields)
            remove.base[field] = moderator.dot();
        QCOMPARE(city.push(moderator, {remove}).outcome, Outcome::Applied);
        const Dot removal = moderator.dot();
        QVERIFY(!has(city.seenBy(moderator.session), "canaryname"));
        QVERIFY(rowOf(city, "artisan", Facet::Draft, "a")->deleted());

        QCOMPARE(city.push(moderator, {master("a", "KZ-62", "again")}).outcome, Outcome::Rejected);
        QVERIFY(!has(city.seenBy(moderator.session), "again"));
        QCOMPARE(city.push(moderator, {simple(OpKind::Undelete, "a", removal)}).outcome, Outcome::Applied);
        QVERIFY(has(city.seenBy(moderator.session), "canaryname"));
        QVERIFY(!has(city.seenBy(city.engine->visitor()), "canaryname"));
    }

    void whatBuildsOnAnUnseenEditWaitsForIt()
    {
        City city;
        Device author = city.enrol(Role::Field, {"KZ-62"});
        Device reader = city.enrol(Role::Moderator);
        city.push(author, {master("a", "KZ-62", "x")});
        // The reader saw the author's next edit by other means than this server.
        const SignedMutation unsent =
            author.write({patch("a", "name_kk", std::string("second"), author.dot())});
        const SignedMutation third =
            reader.write({patch("a", "name_kk", std::string("third"), author.dot())});
        const Answer waiting = city.push(reader, third);
        QCOMPARE(waiting.outcome, Outcome::Held);
        QCOMPARE(city.store->counts().held, std::uint64_t(1));
        QCOMPARE(valueOf(rowOf(city, "artisan", Facet::Draft, "a"), "artisan", "name_kk"),
                 Value(std::string("xname")));

        QCOMPARE(city.push(author, unsent).outcome, Outcome::Applied);
        QCOMPARE(city.store->counts().held, std::uint64_t(0));
        QCOMPARE(valueOf(rowOf(city, "artisan", Facet::Draft, "a"), "artisan", "name_kk"),
                 Value(std::string("third")));
        QCOMPARE(city.push(reader, third).outcome, Outcome::Duplicate);
        QVERIFY(!city.store->counts().rows["conflict_staff"]); // seen, so no conflict
    }

    void whatWaitedThirtyDaysIsMergedAsConcurrent()
    {
        City city;
        Device author = city.enrol(Role::Field, {"KZ-62"});
        Device reader = city.enrol(Role::Moderator);
        city.push(author, {master("a", "KZ-62", "x")});
        author.write({patch("a", "name_kk", std::string("lost"), author.dot())}); // with the phone
        reader.ms = city.clock.ms += 1000;
        const SignedMutation late = reader.write({patch("a", "name_kk", std::string("late"), author.dot())});
        QCOMPARE(city.push(reader, late).outcome, Outcome::Held);
        city.clock.ms += 31ull * 24 * 3600 * 1000;
        reader.ms = city.clock.ms;
        city.push(reader, {patch("a", "name_ru", std::string("other"))});
        QCOMPARE(city.store->counts().held, std::uint64_t(0));
        QCOMPARE(valueOf(rowOf(city, "artisan", Facet::Draft, "a"), "artisan", "name_kk"),
                 Value(std::string("late")));
    }

    void whatBuildsOnARefusedEditIsRefused()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        city.push(field, {master("a", "KZ-62", "x")});
        QCOMPARE(city.push(field, {patch("a", "region", std::string("KZ-75"), field.dot())}).outcome,
                 Outcome::Rejected);
        QCOMPARE(city.push(moderator, {patch("a", "region", std::string("KZ-71"), field.dot())}).error.code,
                 std::string("base_rejected"));
    }

    void aHomeWorkshopIsPublicOnlyAsTheCentreOfItsCell_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<int>("home"); // -1: nobody said
        QTest::addColumn<double>("side");
        QTest::newRow("home in a village") << "KZ-62" << 1 << kRuralBlurMetres;
        QTest::newRow("nobody said") << "KZ-62" << -1 << kRuralBlurMetres;
        QTest::newRow("home in the city") << "KZ-75" << 1 << kCityBlurMetres;
        QTest::newRow("no home") << "KZ-62" << 0 << 0.0;
    }
    void aHomeWorkshopIsPublicOnlyAsTheCentreOfItsCell()
    {
        QFETCH(QString, region);
        QFETCH(int, home);
        QFETCH(double, side);
        constexpr std::int64_t lat = 432612345, lon = 769512345;
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62", "KZ-75"});
        Device moderator = city.enrol(Role::Moderator);
        Op op = master("a", region.toStdString(), "x");
        op.fields[fieldId("artisan", "lat")] = lat;
        op.fields[fieldId("artisan", "lon")] = lon;
        if (home >= 0)
            op.fields[fieldId("artisan", "home_workshop")] = std::int64_t(home);
        publish(city, field, moderator, op);

        const auto published = rowOf(city, "artisan", Facet::Published, "a");
        const Value shownLat = valueOf(published, "artisan", "pub_lat");
        const Value shownLon = valueOf(published, "artisan", "pub_lon");
        if (side == 0) {
            QCOMPARE(shownLat, Value(lat));
            QCOMPARE(shownLon, Value(lon));
            return;
        }
        const auto centre = blurToGrid(double(lat) / degreesScale, double(lon) / degreesScale, side).centre;
        QCOMPARE(shownLat, Value(std::int64_t(std::llround(centre.lat * degreesScale))));
        QCOMPARE(shownLon, Value(std::int64_t(std::llround(centre.lon * degreesScale))));
        QVERIFY(shownLat != Value(lat) && shownLon != Value(lon));
        QCOMPARE(valueOf(published, "artisan", "blur_m"), Value(std::int64_t(side)));
        QVERIFY(isNull(valueOf(published, "artisan", "lat")));
    }

    void aWorkshopThatBecomesAHomeIsBlurredAtOnce()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        Op op = master("a", "KZ-62", "x");
        op.fields[fieldId("artisan", "home_workshop")] = std::int64_t(0);
        publish(city, field, moderator, op);
        const Value exact = valueOf(rowOf(city, "artisan", Facet::Published, "a"), "artisan", "pub_lat");
        QCOMPARE(exact, Value(std::int64_t(486412345)));
        QCOMPARE(city.push(field, {patch("a", "home_workshop", std::int64_t(1), Dot{field.key.device(), 1})})
                     .outcome,
                 Outcome::Applied); // no moderator in between
        QVERIFY(valueOf(rowOf(city, "artisan", Facet::Published, "a"), "artisan", "pub_lat") != exact);
    }

    void smallPagesDeliverTheSameAsOneLargePage()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        for (int i = 0; i < 12; ++i) {
            const std::string id = std::string("m").append(std::to_string(i));
            publish(city, field, moderator, master(id, "KZ-62", "x"));
        }
        city.push(moderator, {simple(OpKind::Withdraw, "m3")});
        city.push(moderator, {patch("m4", "region", std::string("KZ-75"), Dot{field.key.device(), 5})});
        for (const Session& who : {city.engine->visitor(), field.session, moderator.session}) {
            const Seen whole = pullAll(city, who, protocol::maxPageRows);
            QVERIFY(whole.rows.size() >= 11); // the withdrawn one is nothing to somebody who comes new
            QCOMPARE(whole.pages, std::size_t(1));
            for (const std::uint32_t limit : {1u, 2u, 3u, 7u}) {
                const Seen paged = pullAll(city, who, limit);
                QVERIFY(paged.rows == whole.rows);
                QVERIFY(paged.pages > 1);
                if (who.who.role == Role::Visitor) // one scope: nothing twice
                    QCOMPARE(paged.delivered, paged.rows.size());
            }
        }
    }

    void damagedCertificatesAreRefused()
    {
        const SigningKey server = SigningKey::generate();
        const SigningKey device = SigningKey::generate();
        const Certificate given{
            device.publicKey(), {Role::Field, "actor", "almaty", "", {"KZ-62"}}, 1000, 2000};
        const std::string good = issueCertificate(given, server);
        const auto read = readCertificate(good, server.publicKey());
        QVERIFY(read && read->publicKey == device.publicKey() && read->who.regions == given.who.regions);
        for (std::size_t i = 0; i < good.size(); ++i) {
            for (const int bit : {1, 128}) {
                std::string bad = good;
                bad[i] = char(bad[i] ^ bit);
                QVERIFY(!readCertificate(bad, server.publicKey()));
            }
            QVERIFY(!readCertificate(good.substr(0, i), server.publicKey()));
        }
        QVERIFY(!readCertificate(good + '\0', server.publicKey()));
        QVERIFY(!readCertificate(good, device.publicKey()));
        QVERIFY(!readCertificate(good, "short"));
    }

    void invitesAreReadAsPeopleTypeThem()
    {
        QCOMPARE(*parseInviteCode(" k7qm-3dOi\n"), std::string("K7QM3D01"));
        for (const std::string bad : {"", "K7QM3D0", "K7QM3D0FF", "K7QM3D0U", "K7QM3D0\xff", "К7QM3D0F"})
            QVERIFY(!parseInviteCode(bad));
        QVERIFY(!parseInviteCode(std::string(100'000, ' ') + "K7QM3D0F"));
        for (int i = 0; i < 100; ++i) {
            const std::string code = newInviteCode();
            QCOMPARE(*parseInviteCode(showInviteCode(code)), code);
        }
    }

    void damagedInviteLinksAreRefused()
    {
        const std::string good = invitePayload({"https://craft.example/a b&c", "K7QM3D0F"});
        const std::string plain = invitePayload({"https://craft.example", "K7QM3D0F"});
        const auto read = parseInvitePayload(plain + "\n");
        QVERIFY(read && read->server == "https://craft.example" && read->code == "K7QM3D0F");
        QVERIFY(!parseInvitePayload(good)); // a blank in the address
        for (std::size_t i = 0; i < plain.size(); ++i)
            QVERIFY(!parseInvitePayload(plain.substr(0, i)));
        for (const std::string bad :
             {"https://craft.example", "qoloner://join", "qoloner://join?code=K7QM-3D0F",
              "qoloner://join?server=https%3A%2F%2Fa", "qoloner://join?server=ftp%3A%2F%2Fa&code=K7QM-3D0F",
              "qoloner://join?server=https%3A%2F%2&code=K7QM-3D0F",
              "qoloner://join?server=https%3A%2F%2F%ff&code=K7QM-3D0F",
              "qoloner://join?server&code=K7QM-3D0F"})
            QVERIFY(!parseInvitePayload(bad));
        QVERIFY(!parseInvitePayload(invitePayload({"https://" + std::string(10'000, 'a'), "K7QM3D0F"})));
    }
};

QTEST_GUILESS_MAIN(EngineRulesTest)
#include "tst_engine_rules.moc"
