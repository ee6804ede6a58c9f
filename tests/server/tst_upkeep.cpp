// SPDX-License-Identifier: Apache-2.0
// The housekeeping of a server: when it is done, and that nobody has to wait for it.
#include <QTest>
#ifndef Q_MOC_RUN // moc 6.4 cannot read the concepts below <semaphore>
#include "sync/server/http_api.h"
#include "sync/server/upkeep.h"
#include "tests/server/city_fixture.h"
#include <atomic>
#include <future>
#include <semaphore>
#endif

using namespace qoloner;
using namespace qoloner::test;

namespace {

constexpr std::uint64_t dayMs = 24ull * 3600 * 1000;
constexpr std::chrono::hours never(1000);
constexpr std::chrono::milliseconds atOnce(0);
constexpr std::chrono::minutes patience(2); // of a healthy build under load, only to end a broken one

/// Read by all threads of the server.
struct SharedClock final : Clock {
    std::atomic<std::uint64_t> ms = start;
    std::uint64_t nowMs() const override { return ms; }
};

/// A city's routes without sockets, and a device that asks them.
struct Site {
    City city; // its engine founds the city and is not used again
    SharedClock clock;
    std::unique_ptr<HttpApi> api;
    SigningKey key = SigningKey::generate();
    std::string actor, token, last = std::string(32, '\0');
    Dseq dseq = 0;

    Site()
    {
        const std::string code = "ABCD2345";
        city.store->write([&] {
            city.store->putInvite({blake2b("qoloner-invite-1" + code),
                                   {newUuid7(start), "Үлгі", Role::Moderator, {}, {}},
                                   ~std::uint64_t(0) >> 16,
                                   0});
        });
        api = std::make_unique<HttpApi>(city.path(), clock);
        const HttpResponse enrolled =
            ask("/v1/enrol", protocol::encode(protocol::Enrol{code, key.publicKey(),
                                                              key.sign("qoloner-enrol-1" + code), "x"}));
        actor = protocol::decode<protocol::Enrolled>(enrolled.body).value().who.actor;
        signIn();
    }
    HttpResponse ask(const std::string& path, std::string body)
    {
        HttpRequest request;
        request.method = "POST";
        request.path = path;
        request.token = token;
        request.body = std::move(body);
        std::promise<HttpResponse> answer;
        api->handle(std::move(request),
                    [&](HttpResponse response) { answer.set_value(std::move(response)); });
        return answer.get_future().get();
    }
    void signIn()
    {
        const auto nonce = protocol::decode<protocol::Nonce>(
            ask("/v1/challenge", protocol::encode(protocol::Challenge{key.device()})).body);
        const auto signedIn = protocol::decode<protocol::Token>(
            ask("/v1/token",
                protocol::encode(protocol::TokenRequest{key.device(), nonce.value().nonce,
                                                        key.sign("qoloner-token-1" + nonce->nonce)}))
                .body);
        token = signedIn.value().token;
    }
    Answer write(std::vector<Op> ops)
    {
        Mutation m{
            key.device(), ++dseq,        newUuid7(clock.ms), actor, schemaVersion, Hlc::of(clock.ms), 0,
            last,         std::move(ops)};
        const SignedMutation sealed = signMutation(m, key);
        last = sealed.hash();
        const HttpResponse response =
            ask("/v1/push", protocol::encode(protocol::Push{clock.ms, {sealed}, {}}));
        return protocol::decode<protocol::PushAnswer>(response.body).value().answers.at(0);
    }
    void remove(const std::string& id)
    {
        const auto row = city.store->row({TableId::of(entity("artisan").id, Facet::Draft), id});
        Op op{OpKind::Delete, entity("artisan").id, id, {}, {}};
        for (const auto& group : row->state.stamps.groups())
            op.base[0] = group.stamp.dot;
        QCOMPARE(int(write({op}).outcome), int(Outcome::Applied));
    }
    HttpResponse pull(const std::map<std::string, std::uint64_t>& cursor)
    {
        protocol::Pull message;
        message.epoch = city.store->meta("epoch");
        message.cursor = cursor;
        return ask("/v1/pull", protocol::encode(message));
    }
    /// As the server's thread does it, until there is nothing more to do.
    int upkeep()
    {
        int steps = 1;
        while (api->upkeep())
            ++steps;
        return steps;
    }
};

} // namespace

class UpkeepTest : public QObject {
    Q_OBJECT
private slots:
    void whileThereIsMoreToDoItGoesOn()
    {
        std::atomic<int> steps = 0;
        std::promise<void> done;
        {
            const Upkeep upkeep(
                [&] {
                    const int now = ++steps;
                    if (now == 4)
                        done.set_value();
                    return now < 4;
                },
                atOnce, never, std::chrono::milliseconds(1));
            QCOMPARE(int(done.get_future().wait_for(patience)), int(std::future_status::ready));
        }
        QCOMPARE(steps.load(), 4);
    }

    void whenThereIsNoMoreItComesAgainInItsTime()
    {
        std::counting_semaphore<> steps(0);
        const Upkeep upkeep(
            [&] {
                steps.release();
                return false;
            },
            atOnce, std::chrono::milliseconds(1), never);
        for (int i = 0; i < 3; ++i)
            QVERIFY(steps.try_acquire_for(patience));
    }

    void aServerThatStopsDoesNotWaitForItsTurn()
    {
        std::atomic<int> steps = 0;
        {
            const Upkeep upkeep([&] { return ++steps > 0; }, never, never);
        }
        QCOMPARE(steps.load(), 0);
    }

    void aStepUnderWayIsFinishedFirst()
    {
        std::promise<void> begun, go;
        std::atomic<bool> finished = false;
        auto upkeep = std::make_unique<Upkeep>(
            [&] {
                begun.set_value();
                go.get_future().wait();
                finished = true;
                return false;
            },
            atOnce, never);
        begun.get_future().wait();
        auto gone = std::async(std::launch::async, [&] { upkeep.reset(); });
        QVERIFY(!finished);
        go.set_value();
        gone.wait();
        QVERIFY(finished);
    }

    void oldDeletionsAreFoldedOnceADayWhileTheCityIsServed()
    {
        Site site;
        for (const char* id : {"m1", "m2"})
            QCOMPARE(int(site.write({master(id, "KZ-62", id)}).outcome), int(Outcome::Applied));
        site.remove("m1");
        QVERIFY(site.upkeep() >= 1); // notes where the feed stands today
        QCOMPARE(site.city.store->counts().graves, std::uint64_t(0));
        site.clock.ms += 181 * dayMs;
        site.signIn();
        QVERIFY(site.upkeep() > 1);
        QCOMPARE(site.city.store->counts().graves, std::uint64_t(1));
        QVERIFY(site.city.store->grave(entity("artisan").id, "m1"));
        QVERIFY(!site.city.store->row({TableId::of(entity("artisan").id, Facet::Draft), "m1"}));

        // Once a day is enough.
        site.remove("m2");
        QCOMPARE(site.upkeep(), 1);
        site.clock.ms += dayMs;
        site.upkeep(); // notes where the feed stands by then
        site.clock.ms += 181 * dayMs;
        site.signIn();
        QVERIFY(site.upkeep() > 1);
        QCOMPARE(site.city.store->counts().graves, std::uint64_t(2));
        QCOMPARE(int(site.write({master("m3", "KZ-62", "m3")}).outcome), int(Outcome::Applied));
    }

    void aStepLetsWhoeverPushesInBetween()
    {
        Site site;
        std::vector<std::string> ids;
        for (int i = 0; i < 120; ++i) {
            ids.push_back("m" + std::to_string(i));
            site.write({master(ids.back(), "KZ-62", "x")});
        }
        for (const std::string& id : ids)
            site.remove(id);
        site.upkeep();
        site.clock.ms += 181 * dayMs;
        site.signIn();
        int steps = 0;
        for (bool more = true; more; ++steps) {
            more = site.api->upkeep();
            const Answer answer = site.write({master("new" + std::to_string(steps), "KZ-62", "x")});
            QCOMPARE(int(answer.outcome), int(Outcome::Applied));
        }
        QVERIFY(steps > 2); // 120 rows in several tables each do not go in one step
        QCOMPARE(site.city.store->counts().graves, std::uint64_t(ids.size()));
    }

    void aCursorThatLostItsPlaceIsToldOverHttpAndFindsEverythingAgain()
    {
        Site site;
        site.write({master("m1", "KZ-62", "one")});
        site.write({master("m2", "KZ-62", "two")});
        const auto before = protocol::decode<protocol::Page>(site.pull({}).body).value();
        site.remove("m1");
        site.upkeep();
        QCOMPARE(site.pull(before.page.cursor).status, 200); // it hears of the deletion
        site.clock.ms += 181 * dayMs;
        site.signIn();
        site.upkeep();
        const HttpResponse lost = site.pull(before.page.cursor);
        QCOMPARE(lost.status, 410);
        QCOMPARE(protocol::decode<protocol::Problem>(lost.body).value().error.code,
                 std::string("cursor_too_old"));
        const HttpResponse anew = site.pull({});
        QCOMPARE(anew.status, 200);
        const auto page = protocol::decode<protocol::Page>(anew.body).value();
        const auto brings = [&](const std::string& id) {
            return std::any_of(page.page.rows.begin(), page.page.rows.end(),
                               [&](const PulledRow& row) { return row.id == id; });
        };
        QVERIFY(brings("m2"));
        QVERIFY(!brings("m1"));
        QCOMPARE(site.pull(page.page.cursor).status, 200);
    }
};

QTEST_GUILESS_MAIN(UpkeepTest)
#include "tst_upkeep.moc"
