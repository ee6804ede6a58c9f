// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/scopes.h"
#include "sync/merge/merge.h"
#include "sync/server/store/city_store.h"
#include <map>
#include <string>

namespace qoloner {

/// What came of one mutation.
struct Verdict {
    Outcome outcome = Outcome::Applied;
    Hlc effective;
    Dot missing;        ///< Held: what it waits for
    Error error;        ///< Rejected: why
    bool blind = false; ///< accepted without a base that never came
};

/// On what terms a mutation is applied.
enum class Terms : std::uint8_t {
    Usual,
    Blind,        ///< it has waited long enough: missing bases count as concurrent
    Receipt,      ///< the server had accepted it before, so its author's rights are not asked again
    BlindReceipt, ///< both
};

/// Applies one mutation to the rows of a city: permission, rules, merge, what
/// follows from it, and the feed of every scope concerned.
///
/// Nothing is written before the whole mutation stands; `apply` runs inside
/// the caller's transaction and a rejected or held mutation leaves no trace.
class Applier {
public:
    /// `self`: the server's own device.
    Applier(CityStore& store, std::string city, DeviceId self)
        : m_store(store), m_city(std::move(city)), m_self(self)
    {}

    /// `proposed`: effective time, raised here above whatever the mutation
    /// knowingly overwrites. `rev`: the number its rows get when it is accepted.
    Verdict apply(const Mutation& mutation, const Principal& who, Hlc proposed, std::uint64_t rev,
                  Terms terms);

private:
    struct Id {
        std::uint16_t entity;
        std::string row;
        auto operator<=>(const Id&) const = default;
    };
    struct Row {
        RowFacets before, now;
        Ownership ownerBefore, owner;
    };

    Row& load(std::uint16_t entity, const std::string& row);
    Ownership ownershipOf(const Entity& entity, const Id& id, const Row& row);
    Result<void> check(const Entity& entity, const Op& op, const Mutation& mutation);
    Result<void> mayPublish(const Entity& entity, const Id& id, const Row& row);
    bool consents(const std::string& artisan);
    std::optional<Verdict> step(const Mutation& mutation, const Op& op, const Principal& who, Stamp stamp,
                                Terms terms);
    DotState stateOf(const Dot& dot, Terms terms);
    void follow(const Entity& entity, const Op& op, const Stamp& stamp);
    void hide(const Entity& entity, const std::string& row, const Stamp& stamp);
    void hideArtisan(const std::string& artisan, const Stamp& stamp);
    void hideChildren(const std::string& artisan, const Stamp& stamp);
    void recordLoser(const Mutation& mutation, const Entity& entity, const Op& op, const Loser& loser,
                     const Stamp& stamp);
    void settleReview(const std::string& conflict);
    void moveChildren();
    void flush(std::uint64_t rev);

    CityStore& m_store;
    std::string m_city;
    DeviceId m_self;
    std::map<Id, Row> m_rows; // the mutation's working set; std::map keeps references
    bool m_merged = false;
    bool m_blind = false;
};

} // namespace qoloner
