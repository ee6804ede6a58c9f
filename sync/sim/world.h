// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/sim/city.h"
#include "sync/sim/history.h"
#include "sync/sim/phone.h"
#include "sync/sim/rng.h"
#include "sync/sim/step.h"
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace qoloner::sim {

class Hostile;

/// One run: a city, some phones, a line between them that cannot be trusted, and time.
///
/// Single-threaded; everything that happens is an event in one queue, so that the same
/// plan gives the same run. Each check that fails throws a Violation.
class World {
public:
    World(const Plan& plan, Counters& counters);
    ~World();

    /// The steps, then quiet, then the final checks.
    void run();
    /// What hit requests, for a trace that lists it.
    const std::vector<Fault>& faultsMet() const { return m_met; }
    /// Steps that did something.
    std::uint64_t deedsDone() const { return m_done; }
    bool crashed() const { return m_crashes > 0; }
    void setLog(std::function<void(const std::string&)> log) { m_log = std::move(log); }

private:
    // world.cpp: time
    void after(std::uint64_t ms, std::function<void()> event);
    bool nextEvent(std::uint64_t until);
    void say(const std::function<std::string()>& line) const;
    void count(const std::string& what) { ++m_counters.other[what]; }
    Person& who(const Phone& phone) { return m_people[phone.person]; }
    bool revoked(const Phone& phone) const { return phone.revoked; }

    // world.cpp: devices
    void start(Phone& phone);
    void crash(Phone& phone, CrashKind kind);
    /// The phone's disk may have died in what was just done.
    void afterPhoneWork(Phone& phone);
    void startServer();
    void crashServer(CrashKind kind);
    void afterServerWork();
    bool onPhone(Phone& phone, const std::function<void()>& work);
    void askIn(Phone& phone);

    // network.cpp
    void take(Phone& phone, SyncActions actions);
    void send(Phone& phone, SendRequest request);
    Fault fateOf(const Phone& phone, std::uint32_t number);
    void arrive(Phone& phone, unsigned incarnation, const std::shared_ptr<const SendRequest>& request,
                Fault fault, bool second);
    void answer(Phone& phone, unsigned incarnation, RequestId id, HttpAnswer answer, std::uint64_t ms);
    void fail(Phone& phone, unsigned incarnation, RequestId id, HttpFailure kind, std::uint64_t ms);
    void checkExchange(Phone& phone, const HttpRequest& request, const HttpResponse& response);

    // deeds_*.cpp: what the steps do; false when there was nothing to do it to
    void perform(const Step& step);
    bool perform(StepKind kind, Phone& phone, Rng& rng);
    bool putMaster(Phone& phone, Rng& rng);
    bool patchMaster(Phone& phone, Rng& rng);
    bool clearField(Phone& phone, Rng& rng);
    bool openForm(Phone& phone, Rng& rng);
    bool saveForm(Phone& phone, Rng& rng);
    bool changeSet(Phone& phone, Rng& rng);
    bool moveRegion(Phone& phone, Rng& rng);
    bool deleteRow(Phone& phone, Rng& rng);
    bool undeleteRow(Phone& phone, Rng& rng);
    bool putWork(Phone& phone, Rng& rng);
    bool patchWork(Phone& phone, Rng& rng);
    bool putConsent(Phone& phone, Rng& rng);
    bool withdrawConsent(Phone& phone, Rng& rng);
    bool approve(Phone& phone, Rng& rng);
    bool withdraw(Phone& phone, Rng& rng);
    bool decideConflict(Phone& phone, Rng& rng, bool restore);
    bool mend(Phone& phone, Rng& rng);
    bool discard(Phone& phone, Rng& rng);
    bool twins(Phone& phone, Rng& rng);
    bool patchPlace(Phone& phone, Rng& rng);
    bool massDelete(Phone& phone, Rng& rng);
    bool environment(StepKind kind, Phone& phone, Rng& rng);
    bool phoneDisk(Phone& phone, Rng& rng);
    bool serverDisk(Rng& rng);
    bool compact(Rng& rng);
    // restoring.cpp
    bool clonePhone(Phone& phone);
    bool backUp();
    bool restoreServer(Rng& rng);
    bool endRefill();
    void putBack(std::uint64_t waitMs);
    std::map<std::string, std::string> everyRow();
    bool revokeSomebody(Phone& phone, Rng& rng);
    bool changeRole(Phone& phone, Rng& rng);
    std::string word() { return "~" + std::to_string(++m_words) + "~"; }
    std::vector<std::string> rows(Phone& phone, std::uint16_t entity, Facet facet);
    std::string hotRow(Phone& phone, Rng& rng, std::uint16_t entity, Facet facet);
    /// Saves one action as the app does; true when the device said it is saved.
    bool save(Phone& phone, StepKind why, std::vector<Change> changes, Dseq mends = 0);
    Action describe(Phone& phone, StepKind why, const std::vector<Change>& changes);
    void confirm(Phone& phone, Action action, Dseq dseq, bool lifted, bool again = false);
    void settleDoubt(Phone& phone);
    void followFork(Phone& phone);
    Seen seenAs(const Phone& phone, const Dot& dot, const Place& place, const std::optional<Value>& value);
    void settleGivingUp(Phone& phone);
    void followReissues(Phone& phone);
    RowDeed deedOn(Phone& phone, OpKind kind, std::uint16_t entity, const std::string& row);

    // check_run.cpp
    void checkPhone(Phone& phone);
    void checkUnsettled(Phone& phone);
    // check_end.cpp, check_fields.cpp
    void quiet();
    void settle(bool waitForAll);
    bool drained(Phone& phone, std::uint64_t head, const std::string& epoch, std::string& why);
    void checkEnd();

    Plan m_plan;
    Counters& m_counters;
    Setting m_setting;
    std::map<std::pair<std::uint8_t, std::uint32_t>, Fault> m_listed;
    std::vector<Fault> m_met;
    std::function<void(const std::string&)> m_log;

    std::uint64_t m_now;
    std::uint64_t m_order = 0;
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::function<void()>> m_events;

    std::vector<Person> m_people;
    City m_city;
    std::vector<std::unique_ptr<Phone>> m_phones;
    std::unique_ptr<Hostile> m_hostile;
    History m_history;
    std::vector<std::pair<std::uint16_t, std::string>> m_deleted;
    std::uint64_t m_words = 0;
    bool m_quiet = false;
    /// The server was put back in the middle of things: what comes back may have another order.
    bool m_disordered = false;
    bool m_serverDiskTrouble = false;
    std::uint64_t m_done = 0;
    std::uint64_t m_crashes = 0;
    std::uint64_t m_arrivals = 0;

    friend class EndCheck;
};

} // namespace qoloner::sim
