// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/world.h"

#include "sync/sim/hostile.h"
#include "sync/sim/seeded_random.h"
#include "sync/sim/versions.h"

namespace qoloner::sim {

namespace {
constexpr const char* serverUrl = "https://sync.example";
constexpr std::uint64_t dawnMs = 1'790'000'100'000;
constexpr std::uint64_t yearMs = 365ull * 24 * 3600 * 1000;
constexpr std::uint64_t kindClock = 20, kindPhone = 21, kindCity = 22, kindVersion = 23;
} // namespace

World::World(const Plan& plan, Counters& counters)
    : m_plan(plan),
      m_counters(counters),
      m_setting(settingOf(plan.seed)),
      m_now(dawnMs),
      m_people(people()),
      m_city(m_now, seedOf(plan.seed, kindCity, 0))
{
    seedRandomness(plan.seed);
    for (const Fault& fault : plan.faults)
        m_listed[{fault.phone, fault.number}] = fault;
    Rng rng(seedOf(plan.seed, kindClock, 0));
    Rng versions(seedOf(plan.seed, kindVersion, 0));
    m_city.version = versions.chance(60) ? 0 : 1;
    m_city.open();
    m_city.latestMs = m_city.clock.nowMs();
    std::vector<Guest> all = guests();
    std::vector<Guest> come(all.begin(), all.begin() + 2);
    all.erase(all.begin(), all.begin() + 2);
    while (come.size() < m_setting.phones) {
        const auto which = std::ptrdiff_t(rng.below(all.size()));
        come.push_back(all[std::size_t(which)]);
        all.erase(all.begin() + which);
    }
    for (const Guest& guest : come) {
        const auto index = std::uint8_t(m_phones.size());
        const auto version = std::uint8_t(versions.below(oldestVersion + 1));
        auto phone = std::make_unique<Phone>(index, guest.person, guest.code, blankPhoneDisk(version), m_now,
                                             seedOf(plan.seed, kindPhone, index));
        phone->version = version;
        if (m_setting.skewedClocks && rng.chance(50)) {
            static constexpr std::int64_t skews[] = {-std::int64_t(56 * yearMs),
                                                     std::int64_t(73 * yearMs),
                                                     -3'600'000,
                                                     7'200'000,
                                                     90'000,
                                                     -400'000};
            phone->clock.jump(skews[rng.below(std::size(skews))]);
            if (rng.chance(30))
                phone->clock.set(phone->clock.nowMs(), std::int64_t(rng.below(2000)) - 1000);
        }
        m_phones.push_back(std::move(phone));
    }
    m_hostile = std::make_unique<Hostile>(m_people[hostilePerson()], seedOf(plan.seed, kindPhone, 99));
    for (auto& phone : m_phones)
        start(*phone);
}

World::~World()
{
    for (auto& phone : m_phones)
        phone->close();
    m_city.close();
}

void World::after(std::uint64_t ms, std::function<void()> event)
{
    m_events.emplace(std::pair(m_now + ms, ++m_order), std::move(event));
}

/// Lets the next thing happen that is due by `until`; false when there is none.
bool World::nextEvent(std::uint64_t until)
{
    const auto next = m_events.begin();
    if (next == m_events.end() || next->first.first > until)
        return false;
    m_now = std::max(m_now, next->first.first);
    const auto event = std::move(next->second);
    m_events.erase(next);
    event();
    return true;
}

void World::say(const std::function<std::string()>& line) const
{
    if (m_log)
        m_log("+" + std::to_string(m_now - dawnMs) + " " + line());
}

void World::run()
{
    for (const Step& step : m_plan.steps) {
        const std::uint64_t due = m_now + step.afterMs;
        while (nextEvent(due)) {
        }
        m_now = due;
        perform(step);
    }
    quiet();
    checkEnd();
}

// ---- devices

/// Does what the app does on its disk. False when the app could not: the error is the
/// person's to see, and the disk may be gone.
bool World::onPhone(Phone& phone, const std::function<void()>& work)
{
    const CatalogueScope declarations(declarationsOf(phone.version));
    bool good = true;
    try {
        work();
    } catch (const StorageError& error) {
        good = false;
        if (!phone.diskTrouble && !phone.disk.disk().isDead())
            throw Violation(5, "phone " + std::to_string(phone.index) +
                                   ": a disk without trouble refused: " + error.what());
    }
    afterPhoneWork(phone);
    return good && phone.running();
}

void World::start(Phone& phone)
{
    if (phone.disk.disk().isDead())
        return afterPhoneWork(phone); // it died while the app was closing
    if (phone.running())
        return;
    const bool open = onPhone(phone, [&] {
        phone.open();
        settleDoubt(phone);
        SyncActions actions = phone.session->start();
        if (!phone.online)
            take(phone, phone.session->networkConditions({.online = false}));
        if (phone.code.empty() && phone.session->status().serverUrl.empty()) {
            if (auto more = phone.session->setServer(serverUrl))
                actions.insert(actions.end(), more->begin(), more->end());
        }
        take(phone, std::move(actions));
        if (!phone.code.empty() && !phone.session->status().enrolled)
            askIn(phone);
    });
    if (!open) {
        phone.close();
        after(5'000, [this, &phone] { start(phone); });
        return;
    }
    checkPhone(phone);
}

/// The person types the code of their invite.
void World::askIn(Phone& phone)
{
    phone.started = true;
    onPhone(phone, [&] {
        if (auto actions = phone.session->enrol(serverUrl, phone.code, "phone"))
            take(phone, std::move(*actions));
    });
}

void World::crash(Phone& phone, CrashKind kind)
{
    if (!phone.disk.disk().isDead())
        phone.disk.disk().crashNow(kind);
    afterPhoneWork(phone);
}

void World::afterPhoneWork(Phone& phone)
{
    if (!phone.disk.disk().isDead())
        return;
    ++m_crashes;
    count("phone crashes");
    say([&] { return "phone " + std::to_string(phone.index) + " died"; });
    phone.close();
    ++phone.incarnation;
    phone.disk.restart();
    phone.disk.disk().calmDown();
    phone.form.reset();
    after(m_quiet ? 0 : 500 + phone.seed % 7'000, [this, &phone] { start(phone); });
}

void World::startServer()
{
    if (m_city.running())
        return;
    if (m_city.disk.disk().isDead())
        return afterServerWork();
    try {
        m_city.open();
    } catch (const std::exception& error) {
        if (!m_serverDiskTrouble && !m_city.disk.disk().isDead())
            throw Violation(5, std::string("the server cannot start: ") + error.what());
        m_city.close();
        if (m_city.disk.disk().isDead()) {
            m_city.disk.restart();
            m_city.disk.disk().calmDown();
        }
        after(3'000, [this] { startServer(); });
    }
}

void World::crashServer(CrashKind kind)
{
    if (!m_city.disk.disk().isDead())
        m_city.disk.disk().crashNow(kind);
    afterServerWork();
}

void World::afterServerWork()
{
    if (!m_city.disk.disk().isDead())
        return;
    ++m_crashes;
    count("server crashes");
    say([] { return std::string("the server died"); });
    m_city.close();
    m_city.disk.restart();
    m_city.disk.disk().calmDown();
    after(m_quiet ? 0 : 4'000, [this] { startServer(); });
}

// ---- quiet

namespace {
std::uint64_t headOf(Database& db)
{
    Statement query = db.prepare("SELECT value FROM meta WHERE key = 'rev'");
    return query.step() ? std::stoull(std::string(query.blob(0))) : 0;
}
} // namespace

/// Has the phone sent all it wrote and fetched all there is? By what lies in its file.
bool World::drained(Phone& phone, std::uint64_t head, const std::string& epoch, std::string& why)
{
    if (!phone.running()) {
        why = "it does not run";
        return false;
    }
    if (!phone.code.empty() && !phone.session->status().enrolled) {
        why = "it is not enrolled: " + phone.session->status().lastError.code;
        return false;
    }
    if (phone.replica->pendingCount() > 0) {
        why = std::to_string(phone.replica->pendingCount()) + " actions wait, last error " +
              phone.session->status().lastError.code;
        return false;
    }
    if (phone.replica->epoch() != epoch) {
        why = "it knows nothing of the server's epoch, last error " + phone.session->status().lastError.code;
        return false;
    }
    const auto cursor = phone.replica->cursor();
    // Not before it has asked as who it is, with the rights that person has by now.
    const Person& person = who(phone);
    if (!phone.code.empty() && !phone.revoked)
        for (const std::string& scope :
             grantedScopes({person.role, person.actor, "almaty", person.artisan, person.regions}))
            if (!cursor.contains(scope)) {
                why = "it has not asked for " + scope;
                return false;
            }
    std::uint64_t lowest = cursor.empty() ? 0 : ~std::uint64_t(0);
    for (const auto& [scope, rev] : cursor)
        lowest = std::min(lowest, rev);
    if (lowest < head) {
        why = "it has seen " + std::to_string(lowest) + " of " + std::to_string(head) + ", last error " +
              phone.session->status().lastError.code;
        return false;
    }
    return true;
}

void World::quiet()
{
    settle(false);
    // One more round for everybody: what the last ones sent has reached the others by now.
    for (auto& phone : m_phones)
        checkPhone(*phone);
}

/// Invariant 12: the faults stop, nobody writes, and all queues drain. `waitForAll`: what a
/// restored server waits for must all come by itself; otherwise the administrator ends the wait.
void World::settle(bool waitForAll)
{
    m_quiet = true;
    say([] { return std::string("quiet"); });
    m_serverDiskTrouble = false;
    m_city.disk.disk().clearFaults();
    m_city.disk.disk().setCapacity(SimulatedDisk::unlimited);
    m_city.disk.disk().calmDown();
    startServer();
    for (auto& phone : m_phones) {
        phone->diskTrouble = false;
        phone->disk.disk().clearFaults();
        phone->disk.disk().setCapacity(SimulatedDisk::unlimited);
        phone->disk.disk().calmDown();
        start(*phone);
        phone->online = true;
        if (phone->running())
            take(*phone, phone->session->networkConditions({}));
    }
    constexpr std::uint64_t patienceMs = 2 * 3600 * 1000;
    constexpr std::uint64_t eventsPerPhone = 4'000;
    constexpr std::uint64_t monthMs = 31ull * 24 * 3600 * 1000;
    std::uint64_t until = m_now + patienceMs;
    std::uint64_t events = 0;
    std::string why;
    for (std::uint64_t look = m_now, looks = 0;; ++looks) {
        if (looks == 40 && !waitForAll)
            m_city.endRefill();
        // What builds on something that nobody may bring back any more is merged without it.
        if (looks == 80 && m_disordered && !waitForAll) {
            m_now += monthMs;
            look += monthMs;
            until += monthMs;
        }
        const std::uint64_t head = headOf(m_city.inspect());
        const std::string epoch = m_city.epoch();
        bool all = true;
        for (auto& phone : m_phones)
            if (std::string reason; !drained(*phone, head, epoch, reason)) {
                all = false;
                why = "phone " + std::to_string(phone->index) + ": " + reason;
                break;
            }
        if (all)
            break;
        look += 20'000;
        while (nextEvent(std::min(look, until)))
            if (++events > eventsPerPhone * m_phones.size())
                throw Violation(12, "no rest: " + std::to_string(events) + " events, " + why);
        if (m_now < look)
            m_now = look;
        if (look > until || m_events.empty())
            throw Violation(12, "it never drains: " + why);
    }
}

} // namespace qoloner::sim
