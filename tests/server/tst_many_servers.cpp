// SPDX-License-Identifier: Apache-2.0
// Several real servers on one city in a real PostgreSQL: which of them is written to, killed
// or left hanging makes no difference to what was promised.
#include "sync/server/store/pg_city_store.h"
#include "tests/server/person.h"
#include "tests/support/postgres_cluster.h"
#include <QtTest>
#include <future>
#include <set>

using namespace qoloner;
using namespace qoloner::test;

namespace {

std::string freshDsn()
{
    static int cities = 0;
    return PostgresCluster::shared().dsn("city" + std::to_string(++cities));
}

const TableId crafts = TableId::of(entity("craft").id, Facet::Published);

/// Follows a scope as a device does, beside the servers: head first, then everything up to it.
class Follower {
public:
    explicit Follower(std::string dsn) : m_done(std::async(std::launch::async, [this, dsn] { run(dsn); })) {}
    ~Follower()
    {
        if (m_done.valid()) {
            m_stop.set_value();
            m_done.wait();
        }
    }
    /// Every revision it saw, after a last look.
    std::set<std::uint64_t> finish()
    {
        m_stop.set_value();
        m_done.get();
        return m_seen;
    }

private:
    void run(const std::string& dsn)
    {
        PgCityStore store(dsn, PgCityStore::Access::Use);
        std::uint64_t cursor = 0;
        const std::future<void> stopped = m_stop.get_future();
        for (bool last = false; !last;) {
            last = stopped.wait_for(std::chrono::milliseconds(2)) == std::future_status::ready;
            store.read([&] {
                const std::uint64_t head = store.head();
                store.feed("public/almaty", cursor, [&](const FeedRow& row) {
                    m_seen.insert(row.entry.rev);
                    return true;
                });
                cursor = head; // what comes later has a higher number, or it is lost
            });
        }
    }
    std::promise<void> m_stop;
    std::set<std::uint64_t> m_seen;
    std::future<void> m_done;
};

/// A connection of the test's own that stands in the way of writers when told to.
class Barrier {
public:
    explicit Barrier(const std::string& dsn) : m_db(dsn), m_look(dsn) {}
    void close() { m_db.exec("BEGIN; LOCK TABLE mutation IN EXCLUSIVE MODE"); }
    void open() { m_db.exec("COMMIT"); }
    /// Writers that have the city's lock and stand at the barrier.
    int waiting()
    {
        return int(m_look.integer("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
                                  "wait_event = 'relation'"));
    }

private:
    PgDatabase m_db, m_look;
};

std::set<std::uint64_t> upTo(std::uint64_t first, std::uint64_t last)
{
    std::set<std::uint64_t> all;
    for (; first <= last; ++first)
        all.insert(first);
    return all;
}

/// Two servers of one new city, a person at each, and somebody who follows what they write.
struct TwoServers {
    std::string dsn = freshDsn();
    CityFolder city{dsn};
    ServerProcess one{city.path()}, two{city.path()};
    std::optional<Person> first, second;
    std::uint64_t before = 0;
    std::optional<Follower> follower;

    TwoServers()
    {
        one.start();
        two.start();
        first.emplace(urlOf(one), city.invite(), impatient());
        second.emplace(urlOf(two), city.invite(), impatient());
        if (!QTest::qWaitFor([this] { return first->settled() && second->settled(); }, patience))
            broken("the two do not settle");
        before = city.counted("rev");
        follower.emplace(dsn);
    }
    /// So many revisions were added, and the follower saw each.
    bool added(std::uint64_t count)
    {
        const auto seen = follower->finish();
        const auto wanted = upTo(before + 1, before + count);
        return city.counted("rev") == before + count &&
               std::includes(seen.begin(), seen.end(), wanted.begin(), wanted.end());
    }
};

} // namespace

class ManyServersTest : public QObject {
    Q_OBJECT
private slots:
    void aCityIsServedByTwoAtOnceWithoutAGap()
    {
        TwoServers w;
        constexpr int each = 60;
        for (int i = 0; i < each; ++i) {
            QVERIFY(w.first->device.replica->commit({craft("one-" + std::to_string(i))}));
            QVERIFY(w.second->device.replica->commit({craft("two-" + std::to_string(i))}));
            if (i % 10 == 0)
                QCoreApplication::processEvents();
        }
        QTRY_VERIFY_WITH_TIMEOUT(w.first->settled() && w.second->settled(), patience);
        // What was written through the one is told to who listens at the other.
        QTRY_VERIFY_WITH_TIMEOUT(w.first->sees("two-" + std::to_string(each - 1)) &&
                                     w.second->sees("one-" + std::to_string(each - 1)),
                                 patience);
        QVERIFY(w.added(2 * each));
    }

    void aServerKilledInTheMiddleOfAWriteLeavesNothingHalf()
    {
        TwoServers w;
        Barrier barrier(w.dsn);
        barrier.close();
        QVERIFY(w.first->device.replica->commit({craft("cut")}));
        QTRY_COMPARE_WITH_TIMEOUT(barrier.waiting(), 1, patience);
        QVERIFY(w.second->device.replica->commit({craft("next")})); // waits for the city's lock
        w.one.kill();
        barrier.open();
        QTRY_VERIFY_WITH_TIMEOUT(w.second->settled(), patience);
        QVERIFY(w.first->client->status().pendingCount > 0);
        w.one.start(); // on the same port
        QTRY_VERIFY_WITH_TIMEOUT(w.first->settled(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(w.first->sees("next") && w.second->sees("cut"), patience);
        QVERIFY(w.added(2));
    }

    void aServerThatHangsInTheMiddleOfAWriteIsDeposedAndNotices()
    {
        TwoServers w;
        Barrier barrier(w.dsn);
        barrier.close();
        QVERIFY(w.first->device.replica->commit({craft("hung")}));
        QTRY_COMPARE_WITH_TIMEOUT(barrier.waiting(), 1, patience);
        w.one.pause();
        barrier.open(); // the hung one has the city's lock and will not let go by itself
        QVERIFY(w.second->device.replica->commit({craft("takes-over")}));
        QTRY_VERIFY_WITH_TIMEOUT(w.second->settled(), patience);
        QCOMPARE(w.city.counted("rev"), w.before + 1); // nothing of the hung one's
        w.one.goOn();
        QTRY_VERIFY_WITH_TIMEOUT(w.first->settled(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(w.first->sees("takes-over") && w.second->sees("hung"), patience);
        QCOMPARE(w.city.counted("mutations"), std::uint64_t(2));
        QVERIFY(w.added(2));
    }

    void aCityMovesWhileItIsServed()
    {
        const std::string dsn = freshDsn();
        CityFolder city; // in SQLite, with the starter data
        ServerProcess server(city.path());
        server.start();
        Person writer(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        QVERIFY(writer.device.replica->commit({craft("before")}));
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        const std::uint64_t rev = city.counted("rev");
        const QString said = adminDoes({"migrate", "--data", city.path(), "--from", "sqlite", "--to",
                                        "postgres", "--postgres", QString::fromStdString(dsn)});
        QVERIFY2(said.startsWith("moved "), qPrintable(said));
        QCOMPARE(city.counted("rev"), rev);
        // The server that does not know yet takes nothing more; the device waits and loses nothing.
        QVERIFY(writer.device.replica->commit({craft("after")}));
        QTRY_COMPARE_WITH_TIMEOUT(writer.client->status().lastError.code, std::string("server_failed"),
                                  patience);
        Person late(urlOf(server), city.invite(), impatient()); // of whom it cannot know
        QTRY_COMPARE_WITH_TIMEOUT(late.client->status().lastError.code, std::string("server_failed"),
                                  patience);
        QVERIFY(!late.client->status().enrolled);
        server.kill();
        server.start();
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(late.settled(), patience);
        QCOMPARE(city.counted("rev"), rev + 1);
        Person reader(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(reader.sees("before") && reader.sees("after"), patience);
        QVERIFY(admin({"migrate", "--data", city.path(), "--from", "sqlite", "--to", "postgres"}).code != 0);
        // And back.
        server.kill();
        adminDoes({"migrate", "--data", city.path(), "--from", "postgres", "--to", "sqlite"});
        server.start();
        QVERIFY(writer.device.replica->commit({craft("home")}));
        QTRY_VERIFY_WITH_TIMEOUT(reader.sees("home"), patience);
        QCOMPARE(city.counted("rev"), rev + 2);
    }

    void aBackupIsRestoredUnderServersThatRun()
    {
        const std::string dsn = freshDsn();
        CityFolder city(dsn);
        const QTemporaryDir backups;
        ServerProcess server(city.path());
        server.start();
        Person writer(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        QVERIFY(writer.device.replica->commit({craft("before")}));
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        const QString said = adminDoes({"backup", "--data", city.path(), backups.path()});
        QVERIFY2(said.startsWith("backed up to rev "), qPrintable(said));
        QVERIFY(writer.device.replica->commit({craft("after")}));
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        const std::uint64_t rev = city.counted("rev");
        adminDoes({"restore", "--data", city.path(), backups.path(), "--wait", "0"});
        Person reader(urlOf(server), city.invite(), impatient());
        QTRY_VERIFY_WITH_TIMEOUT(reader.sees("before") && reader.sees("after"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(writer.settled(), patience);
        QCOMPARE(writer.device.replica->journal().size(), std::size_t(2)); // and nothing twice
        QCOMPARE(city.counted("rev"), rev);
    }
};

QTEST_GUILESS_MAIN(ManyServersTest)
#include "tst_many_servers.moc"
