// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/session_fixture.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

using Paths = std::vector<std::string>;

} // namespace

class SessionRolesTest : public QObject {
    Q_OBJECT
private slots:
    void lostRoleTakesItsRowsAlong()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        CborWriter fields;
        writeFields(fields, {{artisanField("name_kk"), std::string("Айша")}});
        const std::string stamps =
            serverRow(1, {{artisanField("name_kk"), std::string("Айша")}}).stamps.encode();
        PulledRow row{artisanTable(Facet::Draft), rowId(10), 100, 0, stamps, fields.out()};
        QVERIFY(f.answer("pull", f.server.page({row})));
        f.write(1);
        QVERIFY(f.device.replica->row(artisanTable(Facet::Draft), rowId(10)));
        f.server.scopes = {"public/almaty"};
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.page()));
        QVERIFY(!f.device.replica->row(artisanTable(Facet::Draft), rowId(10)));
        QCOMPARE(f.session->status().pendingCount, std::size_t(1)); // the journal stays
        const auto again = f.pop("pull");
        QVERIFY(again);
        const auto asked = protocol::decode<protocol::Pull>(f.server.bodyOf(*again));
        QVERIFY(!asked->cursor.contains("moderation"));
        QVERIFY2(asked->cursor.contains("public/almaty"), "what everybody sees need not come again");
    }

    void aTokenForFewerScopesTakesTheirRowsAlong()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        CborWriter fields;
        writeFields(fields, {{artisanField("name_kk"), std::string("Айша")}});
        const std::string stamps =
            serverRow(1, {{artisanField("name_kk"), std::string("Айша")}}).stamps.encode();
        PulledRow row{artisanTable(Facet::Draft), rowId(10), 100, 0, stamps, fields.out()};
        QVERIFY(f.answer("pull", f.server.page({row})));
        f.server.scopes = {"public/almaty"};
        f.server.role = Role::Artisan;
        f.device.clock.ms += 3'600'000;
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("challenge", f.server.nonce()));
        QVERIFY(f.answer("token", f.server.token()));
        QVERIFY(!f.device.replica->row(artisanTable(Facet::Draft), rowId(10)));
        QCOMPARE(f.session->status().role, Role::Artisan);
        QCOMPARE(f.inFlight(), Paths{"pull"});
    }

    void aRevokedDeviceKeepsWhatItsPersonWrote()
    {
        SessionFixture f;
        f.write(1);
        f.take(f.session->start());
        QVERIFY(f.answer("hello", f.server.hello()));
        QVERIFY(f.answer("challenge", f.server.nonce()));
        f.server.scopes = {"public/almaty"};
        QVERIFY(f.answer("token", ScriptedServer::ok(protocol::Token{
                                      "t", 900, {Role::Visitor, {}, "almaty", {}, {}}, f.server.scopes, 1})));
        QVERIFY(f.session->status().role == Role::Visitor);
        QCOMPARE(f.session->status().actor, rowId(900));
        QVERIFY(f.answerPush(Outcome::Rejected));
        QCOMPARE(f.device.stateOf(1), JournalState::Rejected);
        QVERIFY(f.device.replica->mutation(1));
    }

    void aForgottenCursorStartsFromZero()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        QVERIFY(f.answer("pull", f.server.page()));
        f.fire(SyncLane::Pull);
        QVERIFY(f.answer("pull", f.server.problem(410, "cursor_gone")));
        QCOMPARE(f.inFlight(), Paths{"pull"});
        QVERIFY(protocol::decode<protocol::Pull>(f.server.bodyOf(f.requests.front()))->cursor.empty());
    }

    void aRestoredServerIsGreetedAgain()
    {
        SessionFixture f;
        QVERIFY(f.connect());
        f.server.epoch = "e2";
        QVERIFY(f.answer("pull", f.server.page()));
        QCOMPARE(f.inFlight(), Paths{"hello"});
        f.settle();
        QCOMPARE(f.device.replica->epoch(), std::string("e2"));
    }
};

QTEST_GUILESS_MAIN(SessionRolesTest)
#include "tst_session_roles.moc"
