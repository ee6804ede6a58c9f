// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include "core/geo/distance.h"
#include "sync/server/web/language.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace qoloner::web {

/// The fields of a row as they are stored, with where each public one of them lies: found without decoding
/// the rest.
class StoredFields {
public:
    /// `encoded`: a map of field id -> value. Fields that the catalogue does not call public are passed over.
    /// Throws StorageError when it is damaged.
    StoredFields(const Entity& entity, std::string encoded);
    /// Null: it is not there.
    Value value(std::uint16_t field) const;

private:
    struct Place {
        std::uint16_t field;
        std::uint32_t offset;
    };
    std::string m_encoded;
    std::vector<Place> m_places; ///< ascending by field
};

/// One row as anybody may see it: the published fields of the public group, and nothing else.
class PublicRow {
public:
    PublicRow(const Entity& entity, std::string id, std::shared_ptr<const StoredFields> fields,
              std::uint64_t changedMs)
        : m_entity(&entity), m_id(std::move(id)), m_fields(std::move(fields)), m_changedMs(changedMs)
    {}
    PublicRow(const Entity& entity, std::string id, const FieldValues& fields, std::uint64_t changedMs);

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
    Value find(std::string_view field) const;

    const Entity* m_entity;
    std::string m_id;
    std::shared_ptr<const StoredFields> m_fields;
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
