// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/row_state.h"
#include "sync/sim/world.h"
#include <map>
#include <set>

namespace qoloner::sim {

/// After quiet: what everybody wrote, held against what the files say.
///
/// Knows what people saw and wrote and what the server promised (outcome, rev, effective
/// time), and asks of the final state only what those promise. It never merges anything.
class EndCheck {
public:
    explicit EndCheck(World& world);
    void run();

private:
    struct ServerRow {
        std::string artisan, region;
        RowState state;
    };
    struct Promise {
        JournalState state = JournalState::Pending;
        std::uint64_t rev = 0;
        Hlc effective;
        std::string code;
        std::string hash;
        std::string epoch; ///< in which the device was told so
        bool twin = false; ///< it had come in under another name
    };
    /// A write the server took.
    struct Fact {
        const Action* action = nullptr;
        const Write* write = nullptr;
        Dot saw;
        std::uint64_t rev = 0;
        Hlc effective;
    };
    struct Conflict {
        Dot dot;
        Value value;
        std::string reason, author;
        int count = 0;
    };
    using Row = std::pair<std::uint16_t, std::string>; // entity, id

    void load();
    void nameActions();
    Dot nameOfSeen(const Seen& seen) const;
    const Action* merged(const Dot& dot) const;
    // end_check.cpp
    void accounting(); // 1
    void account(const Phone& phone, Dseq dseq);
    void refusals();    // 1
    void revisions();   // 4
    void convergence(); // 3, 6
    void compare(const Phone& phone, const std::map<std::pair<TableId, std::string>, RowState>& held);
    void resending(); // 2
    std::string digest();
    // end_check_fields.cpp
    void collect();
    void fields(); // 7
    void field(const Place& place, const std::vector<Fact>& facts);
    void sets();           // 7
    void deletions();      // 7, 10
    void publication();    // 6
    void effectiveTimes(); // 7
    bool past(const Place& place, const Dot& of, const Dot& wanted) const;
    const RowState* editState(const Place& place) const;
    const Conflict* conflict(const Place& place, const Dot& dot) const;
    bool accepted(const Action& action) const { return m_accepted.contains(action.dot); }

    World& m_world;
    std::map<std::pair<TableId, std::string>, ServerRow> m_rows;
    std::map<Dot, Promise> m_log;                               // the server's
    std::map<std::pair<std::size_t, Dseq>, Promise> m_promises; // what each phone was told of its numbers
    std::set<std::string> m_quarantined;
    std::set<Row> m_buried;
    std::map<Dot, std::uint64_t> m_accepted;    // -> rev
    std::map<Dot, std::size_t> m_merged;        // -> which action
    std::map<Place, std::vector<Fact>> m_facts; // by rev
    std::map<Place, std::map<Dot, Dot>> m_saw;  // who had seen whose value
    std::map<std::pair<Place, Dot>, Conflict> m_conflicts;
};

} // namespace qoloner::sim
