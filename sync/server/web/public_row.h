// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include "core/geo/distance.h"
#include "sync/server/web/language.h"
#include <optional>
#include <string>
#include <vector>

namespace qoloner::web {

/// One row as anybody may see it: the published fields of the public group, and nothing else.
class PublicRow {
public:
    /// Of `fields` only those are kept that the catalogue calls public.
    PublicRow(const Entity& entity, std::string id, FieldValues fields, std::uint64_t changedMs);

    const Entity& entity() const { return *m_entity; }
    const std::string& id() const { return m_id; }
    /// The latest edit of any of its fields, UTC milliseconds.
    std::uint64_t changedMs() const { return m_changedMs; }

    // By the field's name. They throw std::logic_error for one that is not in the public group.
    std::string text(std::string_view field) const; ///< empty: none
    std::optional<std::int64_t> number(std::string_view field) const;
    bool flag(std::string_view field) const { return number(field) == 1; }
    std::vector<std::string> set(std::string_view field) const;
    /// Of a localised field ("name"): in `wanted`, else in Kazakh, Russian, English, the first that is there.
    Said said(std::string_view base, Lang wanted) const;
    /// Of two Degrees fields; nothing unless both are there.
    std::optional<GeoPoint> point(std::string_view lat, std::string_view lon) const;

private:
    const Value* find(std::string_view field) const;

    const Entity* m_entity;
    std::string m_id;
    FieldValues m_fields;
    std::uint64_t m_changedMs;
};

/// Where anybody may know it to be, and how many metres across the area is; 0: a point.
struct PublicPosition {
    GeoPoint point;
    int blurMetres = 0;
};

/// Of a master, or of a place; of a home only the cell of the grid it is in.
std::optional<PublicPosition> positionOf(const PublicRow& row);

} // namespace qoloner::web
