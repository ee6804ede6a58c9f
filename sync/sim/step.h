// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qoloner::sim {

/// One thing that somebody or something does. To add one: here, its name and weight
/// in step.cpp, its doing in a deeds_*.cpp.
enum class StepKind : std::uint8_t {
    // people and their records
    PutMaster,   ///< a new record, sometimes with a consent and a work in the same action
    PatchMaster, ///< a few fields of a record, each with a value nobody else writes
    ClearField,  ///< a field is emptied
    OpenForm,    ///< somebody starts to edit a field ...
    SaveForm,    ///< ... and saves it later, on top of what was there when they started
    ChangeSet,   ///< something is added to a set, something taken out
    MoveRegion,  ///< the master moves: the record changes scopes
    DeleteRow,
    UndeleteRow,
    PutWork,
    PatchWork,
    PutConsent,
    WithdrawConsent,
    Approve,
    Withdraw,
    RestoreConflict,
    DismissConflict,
    Mend,       ///< a refused action is replaced by another
    Discard,    ///< ... or given up
    Twins,      ///< two rows in one action, always alike
    PatchPlace, ///< a hot row of the city's
    MassDelete, ///< many rows in one action
    // devices
    SyncNow,
    GoOffline,
    GoOnline,
    Interactive,
    Restart,      ///< the app is closed and opened
    UpdateApp,    ///< ... and is of the next version from then on
    CrashPhone,   ///< the process dies between two events
    CrashWriting, ///< ... or at a coming change of its disk, or the power goes
    PhoneDisk,    ///< the phone's disk is full or fails for a while
    PhoneClock,   ///< the phone's clock jumps: 1970, 2099, hours
    ClonePhone,   ///< its disk and its keys are copied to a second phone, and both go on
    // the city's side
    CrashServer,
    CrashServerWriting,
    ServerDisk,
    ServerClock,
    UpdateServer,  ///< the server is of the next version from then on
    TimePasses,    ///< hours or days without anything
    Revoke,        ///< a device is revoked
    ChangeRole,    ///< a person gets other regions, or another role
    Compact,       ///< old deletions are folded
    BackUp,        ///< the city is copied to somewhere safe
    RestoreServer, ///< it is put back to that copy, and its devices fill it again
    EndRefill,     ///< the administrator waits no longer for what does not come back
    Hostile,       ///< a device with a valid key that keeps to no rule
};
constexpr std::size_t stepKindCount = std::size_t(StepKind::Hostile) + 1;

std::string_view stepName(StepKind kind);

/// `roll` is all the chance a step has: dropping others does not change what it means.
struct Step {
    std::uint64_t afterMs = 0; ///< since the step before
    StepKind kind = StepKind::SyncNow;
    std::uint8_t phone = 0; ///< modulo the number of phones
    std::uint64_t roll = 0;
};

/// What happens to one request. To add one: here, its name and weight in step.cpp, its doing in network.cpp.
enum class FaultKind : std::uint8_t {
    None,
    DropRequest,
    DropAnswer, ///< one-way cut: the server acted, the device never hears
    Cut,        ///< the line breaks before the request arrives
    Duplicate,  ///< it arrives twice
    Slow,       ///< seconds on the way
    Late,       ///< it arrives after the device gave up and asked again: reordering
    TruncateRequest,
    TruncateAnswer,
    CorruptRequest,
    CorruptAnswer,
    Portal,  ///< 200 and HTML from somebody else
    Gateway, ///< 502 and HTML from in front of the server
    Hotspot, ///< no network at all
};
constexpr std::size_t faultKindCount = std::size_t(FaultKind::Hotspot) + 1;

std::string_view faultName(FaultKind kind);

/// The `number`th request of phone `phone`; `roll`: all further chance of it.
struct Fault {
    std::uint8_t phone = 0;
    std::uint32_t number = 0;
    FaultKind kind = FaultKind::None;
    std::uint64_t roll = 0;
};

/// Everything that decides a run.
struct Plan {
    std::uint64_t seed = 1;
    std::vector<Step> steps;
    /// Given: only these requests are hit. Not given: each is decided by the seed.
    bool faultsListed = false;
    std::vector<Fault> faults;
};

/// What the world of `seed` is like, apart from its steps.
struct Setting {
    std::uint8_t phones = 3;       ///< enrolled and visiting
    unsigned faultPercent = 5;     ///< of requests
    std::vector<FaultKind> faults; ///< those that occur
    bool skewedClocks = false;
    bool restores = false; ///< the server may be put back to a backup
    bool clones = false;   ///< phones may be copied
};
Setting settingOf(std::uint64_t seed);
Plan makePlan(std::uint64_t seed, std::size_t steps);
/// What a plan without listed faults decides for a request.
Fault faultFor(const Setting& setting, std::uint64_t seed, std::uint8_t phone, std::uint32_t number);

/// A plan as text, to be kept and replayed.
std::string writeTrace(const Plan& plan);
/// Fails with "trace_invalid" and the line.
Result<Plan> readTrace(std::string_view text);

} // namespace qoloner::sim
