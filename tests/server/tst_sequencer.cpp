// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"
#include "sync/server/sequencer.h"
#include "tests/server/city_fixture.h"
#include <QtTest>
#include <future>
#include <set>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// A city with a sequencer that stands still until `go`.
struct Held {
    City city;
    std::promise<void> gate;
    std::unique_ptr<Sequencer> sequencer;
    std::mutex mutex;
    std::vector<std::pair<std::string, MergedPush>> answered; // in the order of the answers

    /// Whoever enrols does so before the engine has a thread of its own.
    void start()
    {
        sequencer = std::make_unique<Sequencer>(*city.engine);
        sequencer->run(
            [open = std::make_shared<std::future<void>>(gate.get_future())](SyncEngine&) { open->wait(); });
    }
    void push(const std::string& name, const Device& device, std::vector<SignedMutation> mutations)
    {
        const std::string key = device.key.publicKey();
        const auto keyOf = [&](DeviceId id) { return id == device.key.device() ? key : std::string(); };
        sequencer->push(
            checkPush(device.key.device(), {device.ms, std::move(mutations)}, city.clock.ms, keyOf),
            [this, name](MergedPush merged) {
                const std::lock_guard lock(mutex);
                answered.emplace_back(name, std::move(merged));
            });
    }
    void go()
    {
        gate.set_value();
        sequencer->stop();
    }
    const MergedPush& answerTo(const std::string& name) const
    {
        for (const auto& [who, merged] : answered)
            if (who == name)
                return merged;
        throw std::runtime_error("no answer to " + name);
    }
    Outcome outcome(const std::string& name) const { return answerTo(name).answer.answers.at(0).outcome; }
};

/// Makes what the store holds of a master unreadable, behind the engine's back.
void damage(const City& city, const std::string& id)
{
    Database db(city.path() + "/city.sqlite");
    Statement spoil = db.prepare("UPDATE synced_row SET state = x'00' WHERE id = ?");
    spoil.bind(1, id);
    spoil.run();
}

} // namespace

class SequencerTest : public QObject {
    Q_OBJECT
private slots:
    void whatWaitsSharesOneCommit()
    {
        Held f;
        std::vector<Device> people;
        for (int i = 0; i < 12; ++i)
            people.push_back(f.city.enrol(Role::Field, {"KZ-62"}));
        const std::uint64_t before = f.city.store->head();
        f.start();
        for (std::size_t i = 0; i < people.size(); ++i)
            f.push(std::to_string(i), people[i],
                   {people[i].write({master("m" + std::to_string(i), "KZ-62", "x")})});
        f.go();
        QCOMPARE(f.sequencer->counts().groups, std::uint64_t(1));
        QCOMPARE(f.sequencer->counts().batches, std::uint64_t(people.size()));
        std::set<std::uint64_t> revs;
        for (const auto& [name, merged] : f.answered) {
            QCOMPARE(merged.answer.answers.at(0).outcome, Outcome::Applied);
            QCOMPARE(merged.answer.highest, Dseq(1));
            revs.insert(merged.answer.answers.at(0).rev);
        }
        QCOMPARE(revs.size(), people.size());
        QCOMPARE(*revs.begin(), before + 1);
        QCOMPARE(*revs.rbegin(), before + people.size());
        QCOMPARE(f.city.store->head(), before + people.size());
    }

    void aMalformedBatchHarmsNobodyElse()
    {
        Held f;
        Device good = f.city.enrol(Role::Field, {"KZ-62"});
        Device bad = f.city.enrol(Role::Field, {"KZ-62"});
        Device forger = f.city.enrol(Role::Field, {"KZ-62"});
        f.start();
        f.push("garbage", bad, {{"\x01\x02", std::string(64, 's')}});
        SignedMutation forged = forger.write({master("b", "KZ-62", "x")});
        forged.signature[5] ^= 1;
        f.push("forged", forger, {forged});
        f.push("good", good, {good.write({master("a", "KZ-62", "x")})});
        f.go();
        QCOMPARE(f.answerTo("garbage").answer.answers.at(0).error.code, std::string("mutation_invalid"));
        QCOMPARE(f.answerTo("forged").answer.answers.at(0).error.code, std::string("signature_invalid"));
        QCOMPARE(f.outcome("good"), Outcome::Applied);
        QCOMPARE(f.sequencer->counts().groups, std::uint64_t(1));
    }

    void aBatchTheStoreFailsOnFailsAlone()
    {
        Held f;
        Device first = f.city.enrol(Role::Field, {"KZ-62"});
        Device unlucky = f.city.enrol(Role::Field, {"KZ-62"});
        Device last = f.city.enrol(Role::Field, {"KZ-62"});
        QCOMPARE(f.city.push(unlucky, {master("spoilt", "KZ-62", "x")}).outcome, Outcome::Applied);
        damage(f.city, "spoilt");
        const std::uint64_t before = f.city.store->head();
        f.start();
        f.push("first", first, {first.write({master("a", "KZ-62", "x")})});
        f.push("unlucky", unlucky,
               {unlucky.write({master("c", "KZ-62", "x")}),
                unlucky.write({patch("spoilt", "name_ru", std::string("y"), unlucky.dot())})});
        f.push("last", last, {last.write({master("b", "KZ-62", "x")})});
        f.go();
        QVERIFY(f.answerTo("unlucky").failure);
        QVERIFY(f.answerTo("unlucky").answer.answers.empty());
        QCOMPARE(f.answerTo("first").answer.answers.at(0).rev, before + 1);
        QCOMPARE(f.answerTo("last").answer.answers.at(0).rev, before + 2);
        QCOMPARE(f.city.store->head(), before + 2);
        QCOMPARE(f.city.store->device(unlucky.key.device())->highest, Dseq(1)); // nothing of it is kept
    }

    void aTapIsAnsweredBeforeAWeekOfWork()
    {
        Held f;
        Device busy = f.city.enrol(Role::Field, {"KZ-62"});
        Device quick = f.city.enrol(Role::Field, {"KZ-62"});
        std::vector<SignedMutation> week;
        for (int i = 0; i < 999; ++i)
            week.push_back(busy.write({master("w" + std::to_string(i), "KZ-62", "x")}));
        std::vector<SignedMutation> tap{quick.write({master("a", "KZ-62", "x")}),
                                        quick.write({master("b", "KZ-62", "x")})};
        f.start();
        f.push("week", busy, std::move(week)); // together they exceed a group
        f.push("tap", quick, std::move(tap));
        f.go();
        QCOMPARE(f.answered.at(0).first, std::string("tap"));
        QCOMPARE(f.answered.at(1).first, std::string("week"));
        QCOMPARE(f.sequencer->counts().groups, std::uint64_t(2));
    }

    void manyThreadsPushAndRevsHaveNoGap()
    {
        constexpr int devices = 6, rounds = 30;
        Held f;
        std::vector<Device> people;
        for (int i = 0; i < devices; ++i)
            people.push_back(f.city.enrol(Role::Field, {"KZ-62"}));
        const std::uint64_t before = f.city.store->head();
        f.start();
        f.gate.set_value();
        std::vector<std::thread> threads;
        std::mutex mutex;
        std::set<std::uint64_t> revs;
        for (int i = 0; i < devices; ++i)
            threads.emplace_back([&, i] {
                Device& device = people[std::size_t(i)];
                const auto keyOf = [&](DeviceId) { return device.key.publicKey(); };
                for (int round = 0; round < rounds; ++round) {
                    const std::string id = std::to_string(i) + "-" + std::to_string(round);
                    std::promise<MergedPush> answer;
                    f.sequencer->push(checkPush(device.key.device(),
                                                {device.ms, {device.write({master(id, "KZ-62", "x")})}},
                                                f.city.clock.ms, keyOf),
                                      [&](MergedPush merged) { answer.set_value(std::move(merged)); });
                    MergedPush merged = answer.get_future().get();
                    f.city.engine->signReceipts(merged); // beside the sequencer's own work
                    const Answer& given = merged.answer.answers.at(0);
                    const std::lock_guard lock(mutex);
                    if (receiptHolds(merged.answer.epoch, merged.hashes.at(0), given,
                                     f.city.engine->publicKey()))
                        revs.insert(given.rev);
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        f.sequencer->stop();
        QCOMPARE(revs.size(), std::size_t(devices * rounds));
        QCOMPARE(*revs.begin(), before + 1);
        QCOMPARE(*revs.rbegin(), before + devices * rounds);
    }

    void whatWasHandedInIsDoneBeforeTheEnd()
    {
        Held f;
        Device device = f.city.enrol(Role::Field, {"KZ-62"});
        f.start();
        for (int i = 0; i < 5; ++i)
            f.push(std::to_string(i), device,
                   {device.write({master("m" + std::to_string(i), "KZ-62", "x")})});
        f.gate.set_value();
        f.sequencer.reset();
        QCOMPARE(f.answered.size(), std::size_t(5));
        QCOMPARE(f.city.store->device(device.key.device())->highest, Dseq(5));
    }
};

QTEST_GUILESS_MAIN(SequencerTest)
#include "tst_sequencer.moc"
