// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/public_row.h"

#include "core/geo/blur.h"
#include "core/store/database.h"
#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace qoloner::web {

namespace {

constexpr std::size_t mostFields = 256;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t from = text.find_first_not_of(blank);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

} // namespace

StoredFields::StoredFields(const Entity& entity, std::string encoded) : m_encoded(std::move(encoded))
{
    CborReader in(m_encoded);
    std::int64_t previous = -1;
    for (std::size_t n = in.map(mostFields); in.ok() && n > 0; --n) {
        previous = in.key(previous);
        const std::size_t at = in.position();
        in.skip();
        const Field* field =
            in.ok() && previous <= UINT16_MAX ? entity.field(std::uint16_t(previous)) : nullptr;
        if (field && field->group == Group::Public)
            m_places.push_back({field->id, std::uint32_t(at)});
    }
    if (!in.finished())
        throw StorageError(11, "damaged row of " + std::string(entity.name));
}

Value StoredFields::value(std::uint16_t field) const
{
    const auto place =
        std::lower_bound(m_places.begin(), m_places.end(), field,
                         [](const Place& each, std::uint16_t wanted) { return each.field < wanted; });
    if (place == m_places.end() || place->field != field)
        return {};
    CborReader in(std::string_view(m_encoded).substr(place->offset));
    return readValue(in);
}

PublicRow::PublicRow(const Entity& entity, std::string id, const FieldValues& fields, std::uint64_t changedMs)
    : m_entity(&entity), m_id(std::move(id)), m_changedMs(changedMs)
{
    CborWriter out;
    writeFields(out, fields);
    m_fields = std::make_shared<const StoredFields>(entity, out.take());
}

Value PublicRow::find(std::string_view name) const
{
    const Field* field = m_entity->field(name);
    if (!field || field->group != Group::Public)
        throw std::logic_error("not a public field: " + std::string(m_entity->name) + "." +
                               std::string(name));
    return m_fields->value(field->id);
}

std::string PublicRow::text(std::string_view field) const
{
    const Value value = find(field);
    const auto* text = std::get_if<std::string>(&value);
    return text ? std::string(trimmed(*text)) : std::string();
}

std::optional<std::int64_t> PublicRow::number(std::string_view field) const
{
    const Value value = find(field);
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? std::optional(*number) : std::nullopt;
}

std::vector<std::string> PublicRow::set(std::string_view field) const
{
    return setElements(text(field));
}

Said PublicRow::said(std::string_view base, Lang wanted) const
{
    const auto in = [&](Lang lang) {
        return Said{text(std::string(base) + "_" + std::string(codeOf(lang))), lang};
    };
    Said found = in(wanted);
    for (const Lang lang : languages)
        if (found.empty() && lang != wanted)
            found = in(lang);
    if (found.empty())
        found.lang = wanted;
    return found;
}

std::optional<GeoPoint> PublicRow::point(std::string_view lat, std::string_view lon) const
{
    const auto north = number(lat);
    const auto east = number(lon);
    if (!north || !east)
        return std::nullopt;
    const GeoPoint point{double(*north) / degreesScale, double(*east) / degreesScale};
    return isValid(point) ? std::optional(point) : std::nullopt;
}

std::optional<PublicPosition> positionOf(const PublicRow& row)
{
    if (row.entity().name == "artisan") {
        const auto point = row.point("pub_lat", "pub_lon");
        if (!point)
            return std::nullopt;
        return PublicPosition{*point, int(row.number("blur_m").value_or(0))};
    }
    const auto point = row.point("lat", "lon");
    if (!point)
        return std::nullopt;
    if (row.text("kind") != "home_workshop")
        return PublicPosition{*point, 0};
    // A centre stays where it is, so this does no harm to one that was blurred before.
    return PublicPosition{blurToGrid(point->lat, point->lon, kCityBlurMetres).centre, int(kCityBlurMetres)};
}

} // namespace qoloner::web
