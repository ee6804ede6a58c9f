// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#ifndef Q_MOC_RUN // moc 6.4 cannot read the concepts below <variant> and <stop_token>
#include "sync/protocol/live.h"
#include "sync/server/live_updates.h"
#include "tests/server/city_fixture.h"
#endif
#include <atomic>
#include <semaphore>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// Everything one stream says. Waits for it to say something, however long that takes a healthy build.
struct Ear {
    explicit Ear(std::shared_ptr<HttpStream> from) : stream(std::move(from))
    {
        stream->onMore([this] { more.release(); });
    }
    ~Ear() { stream->close(); }
    /// The next news; nothing when the stream ends first.
    std::optional<protocol::News> next()
    {
        while (true) {
            const bool last = stream->ended();
            if (const std::string text = stream->take(); !text.empty())
                return reader.feed(text).value();
            if (last || !more.try_acquire_for(std::chrono::seconds(30)))
                return std::nullopt;
        }
    }
    bool ends() { return !next() && stream->ended(); }

    std::shared_ptr<HttpStream> stream;
    std::counting_semaphore<> more{0};
    protocol::NewsReader reader;
};

/// Read by the thread that looks.
struct SharedClock final : Clock {
    std::atomic<std::uint64_t> ms = start;
    std::uint64_t nowMs() const override { return ms; }
};

struct Fixture {
    City city;
    SharedClock clock;
    Device writer = city.enrol(Role::Field, {"KZ-62", "KZ-75"});
    std::mutex mutex;
    std::map<std::string, Session> people; // guarded by mutex
    LiveUpdates::Limits limits;
    std::unique_ptr<LiveUpdates> live;

    Fixture()
    {
        limits.look = std::chrono::hours(1); // only what is told; one test asks for more
        grant("mod", 1, Role::Moderator);
        grant("ulytau", 2, Role::Field, {"KZ-62"});
    }
    void grant(const std::string& token, DeviceId device, Role role, std::vector<std::string> regions = {})
    {
        const std::lock_guard lock(mutex);
        people[token] = {
            device, false, {role, rowId(int(device)), "almaty", {}, std::move(regions)}, clock.ms + 1000};
    }
    static std::string rowId(int n) { return "person-" + std::to_string(n); }
    LiveUpdates& updates()
    {
        if (!live)
            live = std::make_unique<LiveUpdates>(
                openTestStore(city.path()), clock,
                [this](const std::string& token, CityStore&) -> Result<Session> {
                    const std::lock_guard lock(mutex);
                    const auto it = people.find(token);
                    if (it == people.end())
                        return failure("token_invalid");
                    return it->second;
                },
                limits);
        return *live;
    }
    Result<std::shared_ptr<HttpStream>> listen(const std::string& token)
    {
        return updates().listen(token, *city.store);
    }
    std::uint64_t write(const std::string& region)
    {
        static int n = 0;
        const Answer answer = city.push(writer, {master("m" + std::to_string(++n), region, "")});
        updates().written();
        return answer.rev;
    }
    std::string refusal(const std::string& token)
    {
        const auto stream = listen(token);
        return stream ? "" : stream.error().code;
    }
};

} // namespace

class LiveUpdatesTest : public QObject {
    Q_OBJECT
private slots:
    void aListenerIsToldWhereItsScopesAreAndThenOfEachChange()
    {
        Fixture f;
        const std::uint64_t before = f.write("KZ-62");
        Ear ear(f.listen("ulytau").value());
        const auto hello = ear.next();
        QVERIFY(hello);
        QCOMPARE(hello->rev, before);
        QCOMPARE(hello->epoch, f.city.store->meta("epoch"));
        const std::uint64_t rev = f.write("KZ-62");
        QCOMPARE(ear.next().value().rev, rev);
    }

    void aChangeElsewhereIsNotFelt()
    {
        Fixture f;
        Ear field(f.listen("ulytau").value()); // looked after before the next one
        Ear moderator(f.listen("mod").value());
        QCOMPARE(field.next().value().rev, std::uint64_t(0));
        QVERIFY(moderator.next());
        const std::uint64_t elsewhere = f.write("KZ-75");
        QCOMPARE(moderator.next().value().rev, elsewhere);
        QVERIFY(field.stream->take().empty());
        const std::uint64_t here = f.write("KZ-62");
        QCOMPARE(field.next().value().rev, here);
    }

    void aSlowListenerHearsTheNewestOnly()
    {
        Fixture f;
        Ear slow(f.listen("mod").value());
        Ear quick(f.listen("mod").value());
        QVERIFY(slow.next() && quick.next());
        std::uint64_t last = 0;
        for (int i = 0; i < 20; ++i) {
            last = f.write("KZ-62");
            while (quick.next().value().rev < last) {
            }
        }
        QCOMPARE(slow.stream->take(), protocol::encodeNews({f.city.store->meta("epoch"), last}));
        QVERIFY(slow.stream->take().empty());
    }

    void onlyWhoIsSomebodyListens()
    {
        Fixture f;
        f.grant("visitor", 9, Role::Visitor);
        f.people["visitor"].who.actor.clear();
        f.grant("revoked", 10, Role::Field, {"KZ-62"});
        f.people["revoked"].revoked = true;
        QCOMPARE(f.refusal(""), std::string("token_missing"));
        QCOMPARE(f.refusal("never given"), std::string("token_invalid"));
        QCOMPARE(f.refusal("visitor"), std::string("permission_denied"));
        QCOMPARE(f.refusal("revoked"), std::string("permission_denied"));
        QCOMPARE(f.updates().count(), std::size_t(0));
    }

    void aStreamEndsWithItsToken()
    {
        Fixture f;
        Ear ear(f.listen("mod").value());
        QVERIFY(ear.next());
        f.clock.ms += 1000;
        f.updates().written();
        QVERIFY(ear.ends());
        QCOMPARE(f.updates().count(), std::size_t(0));
    }

    void aStreamEndsWithoutNewsWhenSomethingWasTakenAway_data()
    {
        QTest::addColumn<bool>("revoked");
        QTest::newRow("revoked") << true;
        QTest::newRow("another region") << false;
    }
    void aStreamEndsWithoutNewsWhenSomethingWasTakenAway()
    {
        QFETCH(bool, revoked);
        Fixture f;
        Ear ear(f.listen("ulytau").value());
        QVERIFY(ear.next());
        f.grant("ulytau", 2, Role::Field, {revoked ? "KZ-62" : "KZ-75"});
        {
            const std::lock_guard lock(f.mutex);
            f.people["ulytau"].revoked = revoked;
        }
        f.write("KZ-62");
        QVERIFY(ear.ends());
    }

    void aDeviceHoldsTwoStreamsAndItsOldestGives()
    {
        Fixture f;
        Ear first(f.listen("mod").value());
        Ear second(f.listen("mod").value());
        Ear another(f.listen("ulytau").value());
        QVERIFY(first.next() && second.next() && another.next());
        Ear third(f.listen("mod").value());
        QVERIFY(first.ends());
        QVERIFY(third.next());
        QCOMPARE(f.updates().count(), std::size_t(3));
        f.write("KZ-62");
        QVERIFY(second.next() && third.next() && another.next());
    }

    void aFullHouseSaysSo()
    {
        Fixture f;
        f.limits.all = 1;
        auto ear = std::make_unique<Ear>(f.listen("mod").value());
        QCOMPARE(f.refusal("ulytau"), std::string("too_many_listeners"));
        ear.reset(); // somebody leaves
        QCOMPARE(f.refusal("ulytau"), std::string());
    }

    void whatAnotherProcessWroteIsFoundByLooking()
    {
        Fixture f;
        f.limits.look = std::chrono::milliseconds(1);
        Ear ear(f.listen("mod").value());
        QVERIFY(ear.next());
        const Answer answer = f.city.push(f.writer, {master("by-itself", "KZ-62", "")}); // nobody tells
        QCOMPARE(ear.next().value().rev, answer.rev);
    }
};

QTEST_GUILESS_MAIN(LiveUpdatesTest)
#include "tst_live_updates.moc"
