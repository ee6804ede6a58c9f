// SPDX-License-Identifier: Apache-2.0
// What users of other systems lost or could not understand, by the issue in which they
// reported it. Those that need a disk that fails are in tst_reported_losses_crash.cpp.
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

using Line = WorldDevice::Line;

struct World {
    World() : server(clock), field(server, 'f'), moderator(server, 'm')
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        field.enrol("ABCD2345");
        moderator.enrol("ABCD2346");
    }
    void pass(std::uint64_t ms)
    {
        clock.ms += ms;
        field.local.clock.ms += ms;
        moderator.local.clock.ms += ms;
    }
    std::string name() { return moderator.local.text(Facet::Draft, rowId(1), "name_ru"); }
    std::size_t conflicts()
    {
        std::size_t count = 0;
        server.store->eachRow(TableId::of(entity("conflict").id, Facet::Staff),
                              [&](const StoredRow&) { ++count; });
        return count;
    }
    protocol::PushAnswer push(WorldDevice& device, std::vector<SignedMutation> mutations)
    {
        Session session;
        session.device = device.local.key.device();
        return server.engine->push(session, {device.local.clock.ms, std::move(mutations)});
    }
    const TableId draft = artisanTable(Facet::Draft);
    FakeClock clock;
    WorldServer server;
    WorldDevice field;
    WorldDevice moderator;
};

} // namespace

class ReportedLossesTest : public QObject {
    Q_OBJECT
private slots:
    /// QFieldCloud#551: a change the server refused was erased by the next sync.
    void aRefusedChangeSurvivesEverySyncAfterIt()
    {
        World w;
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        w.field.exchange();
        const auto refused = w.field.commit({patch(rowId(1), "region", std::string("KZ-75"))});
        for (int i = 0; i < 3; ++i) {
            w.field.exchange();
            w.moderator.exchange();
            QVERIFY(w.moderator.commit({patch(rowId(1), "name_ru", std::to_string(i))}));
            w.moderator.exchange();
            w.field.restart();
        }
        w.field.exchange();
        QCOMPARE(w.field.stateOf(*refused), JournalState::Rejected);
        QCOMPARE(w.field.entry(*refused)->error.code, std::string("permission_denied"));
        QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), "region"), std::string("KZ-75"));
        QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), "name_ru"), std::string("2"));
    }

    /// powersync-swift#179, powersync-native#15: after a failed upload nothing went before
    /// somebody wrote again.
    void aFailedPushIsTriedAgainWithoutAnotherWrite()
    {
        SessionFixture f;
        f.write(1);
        QVERIFY(f.connect());
        for (int i = 0; i < 5; ++i) {
            QVERIFY(f.break_("push", HttpFailure::Cut));
            QVERIFY2(f.timers.contains(SyncLane::Push), "work waits and nothing would start it");
            f.fire(SyncLane::Push);
        }
        f.settle();
        QCOMPARE(f.session->status().pendingCount, std::size_t(0));
    }

    /// powersync.dart#326: "could not apply checkpoint due to local data".
    void downloadsGoOnWhileUploadsFail()
    {
        World w;
        QVERIFY(w.moderator.commit({newArtisan(rowId(1))}));
        w.moderator.exchange();
        const auto mine = w.field.commit({newArtisan(rowId(2))});
        int lost = 0;
        w.field.exchange([&](const std::string& path) {
            return path != "push" ? Line::Through : ++lost < 20 ? Line::LoseRequest : Line::Stop;
        });
        QVERIFY(w.field.shows(w.draft, rowId(1)));
        QVERIFY(w.field.shows(w.draft, rowId(2)));
        QCOMPARE(w.field.stateOf(*mine), JournalState::Pending);
    }

    /// The same with a long queue: one more small edit shows at once, what others did comes
    /// in between, pieces stay small while somebody looks, and the chain keeps its order.
    void aLongQueueHidesNeitherTheNewestEditNorTheOthers()
    {
        World w;
        QVERIFY(w.moderator.commit({newArtisan(rowId(1))}));
        w.moderator.exchange();
        w.field.exchange();
        constexpr int waiting = 600;
        for (int i = 0; i < waiting; ++i)
            QVERIFY(w.field.local.replica->commit({patch(rowId(1), "story_kk", std::to_string(i))}));
        w.field.restart();
        w.field.take(w.field.session->setInteractive(true));
        const auto last = w.field.commit({patch(rowId(1), "name_ru", std::string("Соңғы"))});
        QCOMPARE(w.field.local.text(Facet::Draft, rowId(1), "name_ru"), std::string("Соңғы"));
        QVERIFY(w.moderator.commit({patch(rowId(1), "story_ru", std::string("Тем временем"))}));
        w.moderator.exchange();
        int pushes = 0, seenAfter = 0;
        std::size_t largest = 0;
        Dseq next = 1;
        w.field.exchange([&](const std::string& path) {
            if (path == "push") {
                ++pushes;
                const auto sent =
                    protocol::decode<protocol::Push>(ScriptedServer::bodyOf(w.field.requests.front()));
                largest = std::max(largest, sent->mutations.size());
                for (const SignedMutation& mutation : sent->mutations)
                    if (decodeMutation(mutation.body)->dseq != next++)
                        qFatal("the chain was broken");
                w.field.local.clock.ms += 3'000; // a slow line
                w.clock.ms += 3'000;
            }
            if (seenAfter == 0 && w.field.local.text(Facet::Draft, rowId(1), "story_ru") == "Тем временем")
                seenAfter = pushes;
            return Line::Through;
        });
        QCOMPARE(w.field.stateOf(*last), JournalState::Settled);
        QVERIFY(largest <= 50);
        QVERIFY2(seenAfter >= 1 && seenAfter < pushes / 2, "the others' edit had to wait for ours");
    }

    /// MerginMaps/mobile#2927, #4207: a phone that went to sleep while it synced left the
    /// project locked.
    void aPhoneThatVanishesWhileItSyncsLocksNobodyOut()
    {
        World w;
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        w.field.exchange([](const std::string& path) { return path == "pull" ? Line::Stop : Line::Through; });
        w.field.requests.clear(); // gone, with requests and a pull half done
        QVERIFY(w.moderator.commit({newArtisan(rowId(2))}));
        w.moderator.exchange();
        QCOMPARE(w.moderator.session->status().lastError.code, std::string());
        QCOMPARE(w.moderator.session->status().pendingCount, std::size_t(0));
        w.field.restart();
        w.field.exchange();
        QCOMPARE(w.field.session->status().pendingCount, std::size_t(0));
    }

    /// ODK central#669: updates that arrived out of order were applied so, or failed.
    void updatesThatArriveInAnyOrderEndTheSame()
    {
        std::vector<int> order{0, 1, 2, 3};
        do {
            World w;
            QVERIFY(w.field.commit({newArtisan(rowId(1))}));
            for (const char* text : {"бір", "екі", "үш"})
                QVERIFY(w.field.commit({patch(rowId(1), "story_kk", std::string(text))}));
            const auto written = w.field.local.replica->pending(10, 1 << 20);
            for (const int at : order)
                w.push(w.field, {written[std::size_t(at)]});
            const auto row = w.server.row(w.draft, rowId(1));
            QVERIFY(row);
            QCOMPARE(row->fields.at(artisanField("story_kk")), Value(std::string("үш")));
            QCOMPARE(w.conflicts(), std::size_t(0));
            w.field.exchange();
            QCOMPARE(w.field.session->status().pendingCount, std::size_t(0));
        } while (std::next_permutation(order.begin(), order.end()));
    }

    /// MerginMaps/mobile#4335, pouchdb#8427: what was deleted came back from a phone that had
    /// been away.
    void whatWasDeletedDoesNotComeBackFromAnOldPhone()
    {
        World w;
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        const auto written = w.field.local.replica->pending(10, 1 << 20);
        w.field.exchange();
        w.moderator.exchange();
        QVERIFY(w.moderator.commit({{OpKind::Delete, entity("artisan").id, rowId(1), {}}}));
        w.moderator.exchange();
        const auto answer = w.push(w.field, written); // a courier, a backup, a lost answer
        QCOMPARE(answer.answers[0].outcome, Outcome::Duplicate);
        w.field.restart();
        w.field.exchange();
        QVERIFY(!w.field.shows(w.draft, rowId(1)));
        QVERIFY(w.server.row(w.draft, rowId(1))->deleted());
    }

    /// turso#6617: an update after a deletion elsewhere was lost.
    void anEditOfWhatSomebodyDeletedIsNotLost()
    {
        World w;
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        w.field.exchange();
        w.moderator.exchange();
        QVERIFY(w.moderator.commit({{OpKind::Delete, entity("artisan").id, rowId(1), {}}}));
        w.moderator.exchange();
        QVERIFY(w.field.commit({patch(rowId(1), "name_ru", std::string("Правка"))}));
        w.field.exchange();
        w.moderator.exchange();
        QCOMPARE(w.name(), std::string("Правка"));
        QVERIFY(w.moderator.local.replica->row(w.draft, rowId(1))->flags & RowNeedsReview);
        QCOMPARE(w.conflicts(), std::size_t(1));
    }

    /// pouchdb#2950: three documents and 152 deleted ones took 40 seconds.
    void deletedRecordsWeighNothingInAFirstSync()
    {
        World w;
        for (int i = 1; i <= 155; ++i)
            QVERIFY(w.moderator.commit({newArtisan(rowId(i))}));
        w.moderator.exchange();
        for (int i = 4; i <= 155; ++i)
            QVERIFY(w.moderator.commit({{OpKind::Delete, entity("artisan").id, rowId(i), {}}}));
        w.moderator.exchange();
        w.server.invite("ABCD2347", rowId(903), Role::Moderator);
        WorldDevice fresh(w.server, 'x');
        std::size_t rows = 0;
        fresh.take(fresh.session->enrol("https://sync.example", "ABCD2347", "phone").value());
        fresh.exchange([&](const std::string& path) {
            if (path == "pull") {
                const auto body = ScriptedServer::bodyOf(fresh.requests.front());
                const auto asked = protocol::decode<protocol::Pull>(body).value();
                Session session;
                session.who = {Role::Moderator, rowId(903), "almaty", {}, {}};
                rows += w.server.engine->pull(session, asked).value().page.rows.size();
            }
            return Line::Through;
        });
        QVERIFY(fresh.shows(w.draft, rowId(3)) && !fresh.shows(w.draft, rowId(4)));
        QVERIFY2(rows <= 3 * std::size_t(facetCount), qPrintable(QString::number(rows)));
    }

    /// actual#3786, #5010: a clock that was off stopped all syncing.
    void aWrongClockIsNoReasonToRefuse_data()
    {
        QTest::addColumn<qulonglong>("ms");
        QTest::newRow("1970") << qulonglong(0);
        QTest::newRow("2099") << qulonglong(4'070'908'800'000);
    }
    void aWrongClockIsNoReasonToRefuse()
    {
        QFETCH(qulonglong, ms);
        World w;
        w.field.local.clock.ms = ms;
        w.field.restart();
        const auto done = w.field.commit({newArtisan(rowId(1))});
        w.field.exchange();
        QCOMPARE(w.field.stateOf(*done), JournalState::Settled);
        QCOMPARE(w.field.session->status().lastError.code, std::string());
        const auto row = w.server.row(w.draft, rowId(1));
        QVERIFY(row->stamps.latest()->hlc.ms() <= w.clock.ms);
    }

    /// actual PR#8904: a batch that failed left the clock advanced.
    void whatFailsLeavesTheClockWhereItWas()
    {
        World w;
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        const std::string before = w.field.local.replica->meta("hlc");
        w.pass(60'000);
        QVERIFY(!w.field.commit({patch(rowId(1), "settlement", std::string())})); // required
        QVERIFY(!w.field.commit({patch(rowId(9), "settlement", std::string("x"))}));
        QCOMPARE(w.field.local.replica->meta("hlc"), before);
        PulledPage page;
        page.epoch = w.field.local.replica->epoch();
        page.rows.push_back({w.draft, rowId(5), 1, 0, {}, std::string_view("\xff", 1)});
        QVERIFY(!w.field.local.replica->applyPage(page));
        QCOMPARE(w.field.local.replica->meta("hlc"), before);
        w.field.exchange();
        const DeviceId device = w.field.local.key.device();
        const Hlc effective = w.server.store->device(device)->lastEffective;
        w.field.commit({patch(rowId(1), "region", std::string("KZ-75"))}); // refused by the server
        w.field.exchange();
        QCOMPARE(w.server.store->device(device)->lastEffective, effective);
    }

    /// sillsdev/harmony#7: one clock in 2030 made everybody's stamps lie in the future.
    void aClockInTheFuturePoisonsNobody()
    {
        World w;
        w.field.local.clock.ms = 4'070'908'800'000;
        w.field.restart();
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        QVERIFY(w.field.commit({patch(rowId(1), "name_ru", std::string("Из будущего"))}));
        w.field.exchange();
        w.moderator.exchange();
        const auto mine = w.moderator.commit({patch(rowId(1), "name_ru", std::string("Сегодня"))});
        QVERIFY(w.moderator.local.replica->mutation(*mine)->hlc.ms() <= w.clock.ms);
        w.moderator.exchange();
        QCOMPARE(w.name(), std::string("Сегодня"));
        QCOMPARE(w.conflicts(), std::size_t(0));
        // Neither does it win against one made at the same time by a right clock, later.
        QVERIFY(w.field.commit({patch(rowId(1), "story_ru", std::string("Из будущего"))}));
        w.field.exchange(
            [](const std::string& path) { return path == "pull" ? Line::LoseRequest : Line::Through; });
        w.pass(1000);
        QVERIFY(w.moderator.commit({patch(rowId(1), "story_ru", std::string("Позже"))}));
        w.moderator.exchange();
        QCOMPARE(w.moderator.local.text(Facet::Draft, rowId(1), "story_ru"), std::string("Позже"));
        QCOMPARE(w.conflicts(), std::size_t(1));
    }

    /// calimero core#2635: what was received did not move the clock on, so an answer could seem
    /// older than what it answered.
    void anAnswerIsNeverOlderThanWhatItAnswers()
    {
        World w;
        w.moderator.local.clock.ms -= 86'400'000; // a day slow
        w.moderator.restart();
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        for (int i = 0; i < 4; ++i) {
            const std::string text = std::to_string(i);
            WorldDevice& writer = i % 2 == 0 ? w.field : w.moderator;
            writer.exchange();
            QVERIFY(writer.commit({patch(rowId(1), "name_ru", text)}));
            writer.exchange();
            const auto row = w.server.row(w.draft, rowId(1));
            QCOMPARE(row->fields.at(artisanField("name_ru")), Value(text));
            QCOMPARE(row->stamps.of(artisanField("name_ru"))->dot.device, writer.local.key.device());
        }
        QCOMPARE(w.conflicts(), std::size_t(0));
    }

    /// QField#7652: a token that had run out was shown as a wrong password.
    void anExpiredTokenIsRenewedAndHidesNothing()
    {
        World w;
        QVERIFY(w.field.commit({newArtisan(rowId(1))}));
        w.field.exchange();
        const auto edit = w.field.commit({patch(rowId(1), "name_ru", std::string("Через месяц"))});
        w.field.requests.clear();
        w.pass(30ull * 86'400'000);
        w.field.restart();
        QVERIFY(w.field.shows(w.draft, rowId(1)));
        w.field.exchange();
        QCOMPARE(w.field.stateOf(*edit), JournalState::Settled);
        QCOMPARE(w.field.session->status().lastError.code, std::string());
    }

    /// QField#6590: a second person on the phone sent the first one's rows as their own, without
    /// the photos.
    void aSecondPersonOnThePhoneSendsNothingOfTheFirst()
    {
        World w;
        const auto mine = w.field.commit({newArtisan(rowId(1))});
        w.field.requests.clear();
        WorldDevice second(w.server, 's'); // their own file, journal and key
        w.server.invite("ABCD2347", rowId(903), Role::Field, {"KZ-62"});
        second.enrol("ABCD2347");
        QVERIFY(second.commit({newArtisan(rowId(2))}));
        second.exchange();
        QVERIFY(!w.server.row(w.draft, rowId(1)));
        QCOMPARE(w.field.stateOf(*mine), JournalState::Pending);
        w.field.restart();
        w.field.exchange();
        for (const auto& [device, row, actor] :
             {std::tuple(&w.field, 1, rowId(901)), std::tuple(&second, 2, rowId(903))}) {
            const Dot dot = w.server.row(w.draft, rowId(row))->stamps.latest()->dot;
            QCOMPARE(dot.device, device->local.key.device());
            const auto logged = w.server.store->logged(dot.device, dot.dseq);
            QCOMPARE(decodeMutation(logged->mutation.body)->actor, actor);
        }
    }
};

QTEST_GUILESS_MAIN(ReportedLossesTest)
#include "tst_reported_losses.moc"
