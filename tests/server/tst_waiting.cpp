// SPDX-License-Identifier: Apache-2.0
// What the server makes wait, what it keeps out, and whose clock it believes.
#include "tests/server/city_fixture.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

constexpr std::uint64_t day = 24ull * 3600 * 1000;
constexpr std::uint64_t year = 365 * day;

std::optional<RowState> draftOf(City& city, const std::string& id)
{
    auto stored = city.store->row({TableId::of(entity("artisan").id, Facet::Draft), id});
    return stored ? std::optional(stored->state) : std::nullopt;
}
std::string text(City& city, const std::string& id, const char* field)
{
    const auto state = draftOf(city, id);
    const auto at = state ? state->fields.find(fieldId("artisan", field)) : FieldValues::const_iterator{};
    return state && at != state->fields.end() ? std::get<std::string>(at->second) : std::string("(nothing)");
}
std::vector<RowState> conflicts(City& city)
{
    std::vector<RowState> rows;
    city.store->feed("moderation", 0, [&](const FeedRow& row) {
        if (row.entry.key.table == TableId::of(entity("conflict").id, Facet::Staff))
            rows.push_back(city.store->row(row.entry.key)->state);
        return true;
    });
    return rows;
}
std::string reason(const RowState& conflict)
{
    return std::get<std::string>(conflict.fields.at(fieldId("conflict", "reason")));
}
/// Something else happens in the city, so that it looks at what waits.
void nextDay(City& city, Device& somebody, std::uint64_t ms)
{
    somebody.ms = city.clock.ms += ms;
    city.push(somebody, {master("row" + std::to_string(city.clock.ms), "KZ-62", "x")});
}

} // namespace

class WaitingTest : public QObject {
    Q_OBJECT
private slots:
    void whatWaitedThirtyDaysIsMergedAndMarked()
    {
        City city;
        Device author = city.enrol(Role::Field, {"KZ-62"});
        Device reader = city.enrol(Role::Moderator);
        Device other = city.enrol(Role::Moderator);
        city.push(author, {master("a", "KZ-62", "x")});
        author.write({patch("a", "name_kk", std::string("lost"), author.dot())}); // with the phone
        reader.ms = city.clock.ms += 1000;
        const SignedMutation late = reader.write({patch("a", "name_kk", std::string("late"), author.dot())});
        QCOMPARE(city.push(reader, late).outcome, Outcome::Held);
        nextDay(city, other, 29 * day);
        QCOMPARE(city.store->counts().held, std::uint64_t(1));
        nextDay(city, other, 2 * day);
        QCOMPARE(city.store->counts().held, std::uint64_t(0));

        QCOMPARE(text(city, "a", "name_kk"), std::string("late"));
        QVERIFY(draftOf(city, "a")->flags & RowNeedsReview);
        const auto kept = conflicts(city);
        QCOMPARE(kept.size(), std::size_t(1));
        QCOMPARE(reason(kept[0]), std::string("base_missing"));
        const Answer told = city.push(reader, late);
        QCOMPARE(told.outcome, Outcome::Duplicate);
        QCOMPARE(told.error.code, std::string("base_missing"));
        QVERIFY(receiptHolds(city.store->meta("epoch"), late.hash(), told, city.engine->publicKey()));
    }

    void theTimeOfAHeldMutationIsThatOfItsReceipt()
    {
        City city;
        Device author = city.enrol(Role::Field, {"KZ-62"});
        Device reader = city.enrol(Role::Moderator);
        city.push(author, {master("a", "KZ-62", "x")});
        const SignedMutation unsent =
            author.write({patch("a", "name_kk", std::string("second"), author.dot())});
        const std::uint64_t received = reader.ms = city.clock.ms += 1000;
        const SignedMutation third =
            reader.write({patch("a", "name_kk", std::string("third"), author.dot())});
        QCOMPARE(city.push(reader, third).outcome, Outcome::Held);
        city.clock.ms += day;
        author.ms = start; // it wrote long ago
        const Answer answer = city.engine->push(author.session, {city.clock.ms, {unsent}}).answers.at(0);
        QCOMPARE(answer.outcome, Outcome::Applied);
        const Answer told = city.push(reader, third);
        QCOMPARE(told.outcome, Outcome::Duplicate);
        QVERIFY(told.effective.ms() >= received && told.effective.ms() < received + 1000);
    }

    void aGapIsSkippedAfterThirtyDaysAndFilledWhenItComesAfterAll()
    {
        City city;
        Device a = city.enrol(Role::Moderator);
        Device other = city.enrol(Role::Moderator);
        city.push(a, {master("a", "KZ-62", "x")});
        const SignedMutation missing = a.write({patch("a", "name_ru", std::string("missing"))});
        const SignedMutation after = a.write({patch("a", "story_ru", std::string("after"))});
        QCOMPARE(city.push(a, after).outcome, Outcome::Held);
        nextDay(city, other, 31 * day);
        QCOMPARE(text(city, "a", "story_ru"), std::string("after"));
        QCOMPARE(city.push(a, {patch("a", "name_kk", std::string("next"), Dot{a.key.device(), 1})}).outcome,
                 Outcome::Applied);

        QCOMPARE(city.push(a, missing).outcome, Outcome::Applied);
        QCOMPARE(text(city, "a", "name_ru"), std::string("missing"));
        QCOMPARE(city.push(a, missing).outcome, Outcome::Duplicate);
        // Another branch does not fit there.
        Device b = city.enrol(Role::Moderator);
        city.push(b, {master("b", "KZ-62", "x")});
        Device clone = b;
        b.write({patch("b", "name_ru", std::string("missing"))});
        const SignedMutation afterB = b.write({patch("b", "story_ru", std::string("after"))});
        QCOMPARE(city.push(b, afterB).outcome, Outcome::Held);
        nextDay(city, other, 31 * day);
        QCOMPARE(city.push(clone, {patch("b", "name_ru", std::string("clone"))}).error.code,
                 std::string("device_forked"));
    }

    void aBranchThatRunsAheadDoesNotTakeThePlaceOfTheOther()
    {
        City city;
        Device good = city.enrol(Role::Moderator);
        city.push(good, {master("a", "KZ-62", "x")});
        Device clone = good;
        const SignedMutation second = good.write({patch("a", "name_ru", std::string("good"))});
        const SignedMutation third = good.write({patch("a", "story_ru", std::string("good"))});
        clone.write({patch("a", "name_ru", std::string("clone"))});
        const SignedMutation ahead = clone.write({patch("a", "story_ru", std::string("clone"))});
        QCOMPARE(city.push(clone, ahead).outcome, Outcome::Held);
        QCOMPARE(city.push(good, third).outcome, Outcome::Held);
        QCOMPARE(city.push(good, second).outcome, Outcome::Applied);
        QCOMPARE(city.push(good, third).outcome, Outcome::Duplicate);
        QCOMPARE(text(city, "a", "story_ru"), std::string("good"));
        QCOMPARE(city.store->counts().held, std::uint64_t(0));
        QCOMPARE(city.store->quarantined(10).at(0).reason, std::string("device_forked"));
    }

    void whatFollowsAForkedMutationIsForkedToo()
    {
        City city;
        Device good = city.enrol(Role::Moderator);
        Device clone = good;
        city.push(good, {master("a", "KZ-62", "x")});
        const SignedMutation one = clone.write({master("b", "KZ-62", "x")});
        const SignedMutation two = clone.write({master("c", "KZ-62", "x")});
        const SignedMutation three = clone.write({master("d", "KZ-62", "x")});
        for (const Answer& answer : city.engine->push(clone.session, {clone.ms, {one, two, three}}).answers)
            QCOMPARE(answer.error.code, std::string("device_forked"));
        QCOMPARE(city.store->counts().held, std::uint64_t(0));
    }

    void theQuarantineOfOneDeviceIsBounded()
    {
        City city;
        Device a = city.enrol(Role::Moderator);
        auto record = *city.store->device(a.key.device());
        record.revoked = true;
        city.store->write([&] { city.store->putDevice(record); });
        protocol::Push push{a.ms, {}, {}};
        for (int i = 0; i < 1200; ++i) {
            push.mutations.push_back(a.write({master("r" + std::to_string(i), "KZ-62", "x")}));
            if (push.mutations.size() == 600) {
                for (const Answer& answer : city.engine->push(a.session, push).answers)
                    QCOMPARE(answer.error.code, std::string("device_revoked"));
                push.mutations.clear();
            }
        }
        QCOMPARE(city.store->counts().quarantined, std::uint64_t(1000));
        QCOMPARE(city.store->quarantined(5).size(), std::size_t(5));
    }

    void aRefusalGoesDownTheLineAndAMendStandsByItself()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        city.push(field, {master("a", "KZ-62", "x")});
        QCOMPARE(city.push(field, {patch("a", "region", std::string("KZ-75"), field.dot())}).error.code,
                 std::string("permission_denied"));
        QCOMPARE(city.push(field, {patch("a", "region", std::string("KZ-71"), field.dot())}).error.code,
                 std::string("base_rejected"));
        QCOMPARE(city.push(field, {patch("a", "region", std::string("KZ-62"), field.dot())}).error.code,
                 std::string("base_rejected"));
        QCOMPARE(
            city.push(field, {patch("a", "settlement", std::string("Ұлытау"), Dot{field.key.device(), 1})})
                .outcome,
            Outcome::Applied);
    }

    // --- clocks -------------------------------------------------------------------

    void aWrongClockNeitherWinsNorIsRefused_data()
    {
        QTest::addColumn<qulonglong>("clock");
        QTest::newRow("1970") << qulonglong(5000);
        QTest::newRow("50 years slow") << qulonglong(start - 50 * year);
        QTest::newRow("50 years fast") << qulonglong(start + 50 * year);
        QTest::newRow("2099") << qulonglong(4'070'908'800'000);
    }
    void aWrongClockNeitherWinsNorIsRefused()
    {
        QFETCH(qulonglong, clock);
        City city;
        Device wrong = city.enrol(Role::Moderator);
        Device right = city.enrol(Role::Moderator);
        city.push(right, {master("a", "KZ-62", "x")});
        const Dot made = right.dot();

        // Causal, both ways.
        wrong.ms = clock;
        const Answer first = city.push(wrong, {patch("a", "name_kk", std::string("wrong"), made)});
        QCOMPARE(first.outcome, Outcome::Applied);
        QVERIFY(first.effective.ms() <= city.clock.ms);
        right.ms = city.clock.ms += 10;
        QCOMPARE(city.push(right, {patch("a", "name_kk", std::string("right"), wrong.dot())}).outcome,
                 Outcome::Applied);
        QCOMPARE(text(city, "a", "name_kk"), std::string("right"));

        // Concurrent: the one written later wins, by the server's time.
        right.ms = city.clock.ms += 60'000;
        QCOMPARE(city.push(right, {patch("a", "name_ru", std::string("earlier"))}).outcome, Outcome::Applied);
        city.clock.ms += 60'000;
        wrong.ms = clock + 120'000;
        QCOMPARE(city.push(wrong, {patch("a", "name_ru", std::string("later"))}).outcome, Outcome::Merged);
        QCOMPARE(text(city, "a", "name_ru"), std::string("later"));

        // And its own time is kept for people to read.
        right.ms = city.clock.ms += 60'000;
        QCOMPARE(city.push(right, {patch("a", "name_ru", std::string("last"))}).outcome, Outcome::Merged);
        bool found = false;
        for (const RowState& conflict : conflicts(city))
            found = found || std::get<std::int64_t>(conflict.fields.at(fieldId("conflict", "written_at"))) ==
                                 std::int64_t(clock + 120'000);
        QVERIFY(found);
    }

    void aClockThatJumpsKeepsTheOrderOfItsDevice()
    {
        City city;
        Device a = city.enrol(Role::Moderator);
        city.push(a, {master("a", "KZ-62", "x")});
        Dot base = a.dot();
        Hlc last;
        int n = 0;
        for (const std::uint64_t clock :
             {start, start + 70 * year, start - 50 * year, std::uint64_t(1), start + 1000, start - 5}) {
            city.clock.ms += 1000;
            // Written by one clock, sent by another.
            a.ms = clock;
            const SignedMutation sealed = a.write({patch("a", "name_kk", std::to_string(n), base)});
            base = a.dot();
            a.ms = n % 2 ? clock : city.clock.ms;
            const Answer answer = city.push(a, sealed);
            QCOMPARE(answer.outcome, Outcome::Applied);
            QVERIFY(answer.effective > last);
            QVERIFY(answer.effective.ms() <= city.clock.ms);
            last = answer.effective;
            QCOMPARE(text(city, "a", "name_kk"), std::to_string(n++));
        }
        QVERIFY(conflicts(city).empty());
    }

    // --- permission and review ------------------------------------------------------

    void oneFieldThatIsNotTheirsRefusesTheWholeAction()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        city.push(field, {master("a", "KZ-62", "x")});
        Op op = patch("a", "name_ru", std::string("fine"));
        op.fields[fieldId("artisan", "status")] = std::string("published");
        const Answer answer = city.push(field, {patch("a", "story_ru", std::string("fine")), op});
        QCOMPARE(answer.error.code, std::string("field_read_only"));
        QCOMPARE(answer.error.field, std::string("status"));
        QCOMPARE(text(city, "a", "name_ru"), std::string("(nothing)"));
        QCOMPARE(text(city, "a", "story_ru"), std::string("(nothing)"));
    }

    void theAuthorSeesThePendingValueAndThePublicTheApprovedOne()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        city.push(field, {master("a", "KZ-62", "first"), consent("a")});
        const Dot made = field.dot();
        city.push(moderator, {approve("a", "name_kk", made)});
        city.push(field, {patch("a", "name_kk", std::string("proposal"), made)});
        const Dot proposed = field.dot();
        QVERIFY(has(city.seenBy(field.session), "proposal"));
        QVERIFY(has(city.seenBy(city.engine->visitor()), "firstname"));
        QVERIFY(!has(city.seenBy(city.engine->visitor()), "proposal"));

        // Approved is what was looked at, not what stands there by now.
        city.push(field, {patch("a", "name_kk", std::string("second thought"), proposed)});
        const Answer late = city.push(moderator, {approve("a", "name_kk", proposed)});
        QCOMPARE(late.error.code, std::string("superseded"));
        QCOMPARE(late.error.field, std::string("name_kk"));
        QVERIFY(has(city.seenBy(city.engine->visitor()), "firstname"));
        QCOMPARE(city.push(moderator, {approve("a", "name_kk", field.dot())}).outcome, Outcome::Applied);
        QVERIFY(has(city.seenBy(city.engine->visitor()), "second thought"));
    }

    void aLosingValueIsRestoredByAMutationLikeAnyOther()
    {
        City city;
        Device field = city.enrol(Role::Field, {"KZ-62"});
        Device moderator = city.enrol(Role::Moderator);
        city.push(field, {master("a", "KZ-62", "x")});
        city.push(field, {patch("a", "name_ru", std::string("losing"))});
        moderator.ms = city.clock.ms += 1000;
        QCOMPARE(city.push(moderator, {patch("a", "name_ru", std::string("winning"))}).outcome,
                 Outcome::Merged);
        const Dot winner = moderator.dot();
        std::string id;
        std::optional<Dot> decision;
        city.store->feed("moderation", 0, [&](const FeedRow& row) {
            if (row.entry.key.table == TableId::of(entity("conflict").id, Facet::Staff)) {
                id = row.entry.key.id;
                decision = city.store->row(row.entry.key)->state.stamps.of(fieldId("conflict", "state"))->dot;
            }
            return true;
        });
        QVERIFY(decision);
        const std::vector<Op> restore = {patch("a", "name_ru", std::string("losing"), winner),
                                         patch(id, "state", std::string("restored"), decision, "conflict")};
        QCOMPARE(city.push(moderator, restore).outcome, Outcome::Applied);
        QCOMPARE(text(city, "a", "name_ru"), std::string("losing"));
        const auto all = conflicts(city);
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(std::get<std::string>(all[0].fields.at(fieldId("conflict", "state"))),
                 std::string("restored"));

        // Who restores without having seen the newest value makes a conflict of it.
        Device other = city.enrol(Role::Moderator);
        other.ms = city.clock.ms += 1000;
        QCOMPARE(city.push(other, {patch("a", "name_ru", std::string("unseen"), winner)}).outcome,
                 Outcome::Merged);
    }
};

QTEST_GUILESS_MAIN(WaitingTest)
#include "tst_waiting.moc"
