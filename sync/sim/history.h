// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/scopes.h"
#include "core/domain/mutation.h"
#include "sync/sim/step.h"
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace qoloner::sim {

/// The product broke a promise: DESIGN.md's invariant `number`, and what was seen.
class Violation : public std::runtime_error {
public:
    Violation(int number, const std::string& what) : std::runtime_error(what), m_number(number) {}
    int number() const { return m_number; }

private:
    int m_number;
};

/// One place that holds one value.
struct Place {
    std::uint16_t entity = 0;
    std::string row;
    std::uint16_t field = 0;
    auto operator<=>(const Place&) const = default;
};

/// What stood on a screen: under which name it came, and which of the actions that had this
/// name it was. Two phones with one key give one name twice.
struct Seen {
    Dot dot; ///< Dot{}: nothing was ever there
    std::optional<std::size_t> action;
};

/// A person typed `value` at `place`, where they saw what `saw` had written.
struct Write {
    Place place;
    Value value;
    Seen saw;
};

/// A person put elements into a set and took some out.
struct SetEdit {
    Place place;
    std::vector<std::string> added, removed;
};

/// A person did something to a row as a whole; `saw`: who had written what was on their screen.
struct RowDeed {
    OpKind kind = OpKind::Put;
    std::uint16_t entity = 0;
    std::string row;
    std::map<std::uint16_t, Seen> saw;
};

/// Under which name an action was signed: a phone whose chain went two ways takes another one.
struct Name {
    Dot dot;
    std::string hash;
};

/// One action of one person, as they saw it happen: what the device said was saved.
struct Action {
    std::size_t phone = 0;
    StepKind why = StepKind::PutMaster;
    Dot dot; ///< the latest name; in the end the one under which it was merged
    std::vector<Name> names;
    std::string actor;
    Hlc hlc;
    Dseq mends = 0;
    std::vector<Write> writes;
    std::vector<SetEdit> sets;
    std::vector<RowDeed> deeds;
};

/// What every person wrote and what they saw when they did: a plain list, which knows
/// nothing of merging. Each text is written once in a run, so a value tells where it
/// comes from.
class History {
public:
    /// Which one it is from now on.
    std::size_t add(Action action)
    {
        m_actions.push_back(std::move(action));
        return m_actions.size() - 1;
    }
    void name(std::size_t action, Name name)
    {
        m_named[name.dot].push_back(action);
        m_actions[action].dot = name.dot;
        m_actions[action].names.push_back(std::move(name));
    }
    /// All that were ever called so, the first one first.
    const std::vector<std::size_t>& named(const Dot& dot) const
    {
        static const std::vector<std::size_t> nobody;
        const auto it = m_named.find(dot);
        return it == m_named.end() ? nobody : it->second;
    }
    Action& operator[](std::size_t action) { return m_actions[action]; }
    std::vector<Action>& actions() { return m_actions; }

private:
    std::vector<Action> m_actions;
    std::map<Dot, std::vector<std::size_t>> m_named;
};

/// What a person may see and do, by the city's own book: kept here apart from the server's.
struct Person {
    std::string actor;
    std::string name;
    Role role = Role::Visitor;
    std::string artisan;
    std::vector<std::string> regions;
    bool changed = false; ///< it was not always so
};

/// May somebody with these rights hold a row of `table` that belongs to `artisan` in
/// `region`? Written down from DESIGN.md, not from the code that filters.
inline bool mayHold(const Person& person, bool revoked, TableId table, const std::string& artisan,
                    const std::string& region)
{
    if (table.facet() == Facet::Published)
        return true;
    if (revoked)
        return false;
    switch (person.role) {
    case Role::Moderator:
    case Role::Admin:
    case Role::Auditor:
        return true;
    case Role::Artisan:
        return !artisan.empty() && artisan == person.artisan;
    case Role::Field:
        for (const std::string& each : person.regions)
            if (!region.empty() && each == region)
                return true;
        return false;
    case Role::Visitor:
        return false;
    }
    return false;
}

/// What was done and met over all runs; none may stay zero.
struct Counters {
    std::array<std::uint64_t, stepKindCount> steps{};
    std::array<std::uint64_t, faultKindCount> faults{};
    std::map<std::string, std::uint64_t> other; ///< crashes, disk faults, outcomes, refusals by code
    std::uint64_t seeds = 0, seedsThatCount = 0;

    void add(const Counters& more)
    {
        for (std::size_t i = 0; i < stepKindCount; ++i)
            steps[i] += more.steps[i];
        for (std::size_t i = 0; i < faultKindCount; ++i)
            faults[i] += more.faults[i];
        for (const auto& [name, count] : more.other)
            other[name] += count;
        seeds += more.seeds;
        seedsThatCount += more.seedsThatCount;
    }
};

} // namespace qoloner::sim
