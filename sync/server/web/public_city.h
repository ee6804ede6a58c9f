// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"
#include "sync/server/web/public_row.h"
#include <array>
#include <map>
#include <mutex>
#include <set>

namespace qoloner::web {

/// What has a page of its own.
enum class Kind : std::uint8_t { Master, Place, Work, Event, Route };
constexpr std::array<Kind, 5> kinds = {Kind::Master, Kind::Place, Kind::Work, Kind::Event, Kind::Route};

std::string_view entityOf(Kind kind);
/// "masters", "places", ...: as addresses say it.
std::string_view pluralOf(Kind kind);
std::optional<Kind> kindOfPlural(std::string_view plural);

/// The rows that a visitor's device would get in scope public/<city>, kept in memory and led on
/// by the changes alone. They lie as they are stored; a field is decoded when somebody looks.
///
/// Not for several threads: the caller lets readers in together and `follow` alone.
class PublicCity {
public:
    explicit PublicCity(std::string city) : m_city(std::move(city)) {}

    const std::string& city() const { return m_city; }
    /// Whether `store` holds what this does not know yet.
    bool isBehind(CityStore& store) const;
    /// Takes over what changed in `store`; all of it when this is another epoch.
    void follow(CityStore& store);
    /// When the latest of the changes was made, UTC milliseconds; 0: there is nothing.
    std::uint64_t changedMs() const { return m_changedMs; }

    std::optional<PublicRow> row(std::string_view entity, const std::string& id) const;
    std::optional<PublicRow> row(Kind kind, const std::string& id) const { return row(entityOf(kind), id); }
    bool has(Kind kind, const std::string& id) const;
    /// It was public once and was taken back.
    bool isGone(Kind kind, const std::string& id) const;
    std::size_t count(Kind kind) const;
    /// All rows of `entity` by id, from the first after `after`.
    std::vector<std::string> ids(std::string_view entity) const;
    /// Rows of `entity` whose reference `field` names `parent`, by id.
    std::vector<PublicRow> rowsOf(std::string_view entity, std::string_view field,
                                  const std::string& parent) const;
    /// The stops of a route in their order.
    std::vector<PublicRow> stopsOf(const std::string& route) const;
    /// Ids of all rows of `kind` as a list shows them: by name as `lang` sorts it, walks by their number.
    const std::vector<std::string>& listed(Kind kind, Lang lang) const;

private:
    struct Held {
        std::shared_ptr<const StoredFields> fields;
        std::uint64_t changedMs = 0;
        std::vector<std::string> parents; ///< keys of m_children
    };
    using Rows = std::map<std::string, Held, std::less<>>;

    void take(const FeedRow& change);
    void drop(std::uint16_t entity, const std::string& id);
    const Rows* rowsIn(std::string_view entity) const;

    std::string m_city;
    std::string m_epoch;
    std::uint64_t m_rev = 0;
    std::uint64_t m_changedMs = 0;
    std::map<std::uint16_t, Rows> m_rows;
    std::map<std::uint16_t, std::set<std::string, std::less<>>> m_gone;
    std::map<std::string, std::set<std::string>> m_children; ///< "work.artisan ID" -> ids
    mutable std::map<std::pair<Kind, Lang>, std::vector<std::string>>
        m_listed; ///< guarded by the mutex below
    mutable std::mutex m_listing;
};

} // namespace qoloner::web
