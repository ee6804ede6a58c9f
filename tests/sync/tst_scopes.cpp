// SPDX-License-Identifier: Apache-2.0
// Rows come into a device's scopes and leave them; what its person wrote does not.
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct World {
    World() : server(clock), field(server, 'f'), moderator(server, 'm')
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");
    }
    void move(int n, const char* region)
    {
        QVERIFY(moderator.commit({patch(rowId(n), "region", std::string(region))}));
        moderator.exchange();
    }
    Change inRegion(int n, const char* region)
    {
        Change change = newArtisan(rowId(n));
        change.fields[artisanField("region")] = std::string(region);
        change.fields[artisanField("phone")] = std::string("+77010000000");
        return change;
    }
    const TableId draft = artisanTable(Facet::Draft);
    const TableId priv = artisanTable(Facet::Private);
    FakeClock clock;
    WorldServer server;
    WorldDevice field;
    WorldDevice moderator;
};

WorldDevice::Line notPull(const std::string& path)
{
    return path == "pull" ? WorldDevice::Line::LoseRequest : WorldDevice::Line::Through;
}

} // namespace

class ScopesTest : public QObject {
    Q_OBJECT
private slots:
    void aRowThatMovesAwayGoesAndItsEditsAreStillPushed()
    {
        World w;
        QVERIFY(w.field.commit({w.inRegion(1, "KZ-62")}));
        w.field.exchange();
        w.moderator.exchange();
        QVERIFY(w.field.shows(w.priv, rowId(1)));
        w.move(1, "KZ-75");
        const auto edit = w.field.commit({patch(rowId(1), "story_kk", std::string("Менің жазғаным"))});
        // The pull comes first, so the edit is still pending when the row goes.
        w.field.exchange([](const std::string& path) {
            return path == "push" ? WorldDevice::Line::Stop : WorldDevice::Line::Through;
        });
        while (w.field.step("pull"))
            ;
        QVERIFY2(!w.field.shows(w.draft, rowId(1)), "what left must not be rebuilt from pending edits");
        QVERIFY(!w.field.shows(w.priv, rowId(1)));
        QCOMPARE(w.field.stateOf(*edit), JournalState::Pending);
        QCOMPARE(w.field.local.replica->mutation(*edit)->ops[0].fields.at(artisanField("story_kk")),
                 Value(std::string("Менің жазғаным")));
        w.field.exchange();
        QCOMPARE(w.field.entry(*edit)->error.code, std::string("permission_denied")); // pushed, and answered
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        w.field.restart();
        QVERIFY(!w.field.shows(w.draft, rowId(1)));

        w.move(1, "KZ-62");
        w.field.exchange();
        QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), "story_kk"), std::string("Менің жазғаным"));
    }

    void anOwnRecordThatWasTakenAwayIsNotRebuiltFromTheJournal()
    {
        World w;
        const auto mine = w.field.commit({w.inRegion(1, "KZ-62")});
        w.field.exchange([n = 0](const std::string& path) mutable {
            return path == "pull" || ++n > 10 ? WorldDevice::Line::Stop : WorldDevice::Line::Through;
        });
        while (w.field.step("push"))
            ;
        QCOMPARE(w.field.stateOf(*mine), JournalState::Accepted); // taken, not seen back
        w.moderator.exchange();
        w.move(1, "KZ-75");
        w.field.config.pullRows = 1;
        w.field.exchange();
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        QCOMPARE(w.field.stateOf(*mine), JournalState::Settled);
    }

    void aRegionGrantedLaterComesWhole()
    {
        World w;
        for (int i = 1; i <= 3; ++i)
            QVERIFY(w.moderator.commit({w.inRegion(i, "KZ-75")}));
        w.moderator.exchange();
        QVERIFY(w.field.commit({w.inRegion(4, "KZ-62")}));
        w.field.exchange();
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        w.server.setRegions(rowId(901), {"KZ-62", "KZ-75"});
        w.field.exchange();
        for (int i = 1; i <= 4; ++i)
            QVERIFY(w.field.shows(w.priv, rowId(i)));
    }

    void aRegionWithdrawnGoesWholeAndTheJournalStays()
    {
        World w;
        QVERIFY(w.moderator.commit({w.inRegion(1, "KZ-62")}));
        QVERIFY(w.moderator.commit({w.inRegion(2, "KZ-75")}));
        w.moderator.exchange();
        w.server.setRegions(rowId(901), {"KZ-62", "KZ-75"});
        w.field.exchange();
        QVERIFY(w.field.shows(w.draft, rowId(1)) && w.field.shows(w.draft, rowId(2)));
        const auto edit = w.field.commit({patch(rowId(1), "story_kk", std::string("Соңғы сөз"))});
        const auto own = w.field.commit({w.inRegion(3, "KZ-62")});
        w.server.setRegions(rowId(901), {"KZ-75"});
        w.field.exchange(&notPull);
        QCOMPARE(w.field.stateOf(*edit), JournalState::Rejected);
        w.field.exchange();
        QVERIFY(!w.field.shows(w.draft, rowId(1)) && !w.field.shows(w.priv, rowId(1)));
        QVERIFY(w.field.shows(w.draft, rowId(2)));
        QVERIFY2(w.field.shows(w.draft, rowId(3)), "what the server never took is still its author's");
        QVERIFY(w.field.local.replica->mutation(*edit) && w.field.local.replica->mutation(*own));
    }

    void ownValuesStayAndOthersNeverGoBackWhilePagesCome()
    {
        World w;
        w.field.config.pullRows = 1;
        w.field.restart();
        for (int i = 1; i <= 4; ++i)
            QVERIFY(w.field.commit({w.inRegion(i, "KZ-62")}));
        w.field.exchange();
        w.moderator.exchange();
        std::uint64_t seen[5] = {};
        for (int round = 0; round < 3; ++round) {
            for (int i = 1; i <= 4; ++i)
                QVERIFY(w.moderator.commit({patch(rowId(i), "story_ru", std::to_string(round))}));
            w.moderator.exchange();
            const std::string own = "менікі " + std::to_string(round);
            for (int i = 1; i <= 4; ++i)
                QVERIFY(w.field.commit({patch(rowId(i), "story_kk", own)}));
            w.field.exchange([&](const std::string&) {
                for (int i = 1; i <= 4; ++i) {
                    const auto row = w.field.local.replica->row(w.draft, rowId(i));
                    if (w.field.local.text(Facet::Draft, rowId(i), "story_kk") != own)
                        qFatal("an own write was not to be read");
                    if (row->rev < seen[i])
                        qFatal("a row went back");
                    seen[i] = row->rev;
                }
                return WorldDevice::Line::Through;
            });
        }
        QCOMPARE(w.field.session->status().pendingCount, std::size_t(0));
        for (int i = 1; i <= 4; ++i)
            QCOMPARE(w.field.local.text(Facet::Draft, rowId(i), "story_ru"), std::string("2"));
    }
};

QTEST_GUILESS_MAIN(ScopesTest)
#include "tst_scopes.moc"
