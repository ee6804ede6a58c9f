// SPDX-License-Identifier: Apache-2.0
#include "sync/server/artisan_rules.h"

#include "core/geo/blur.h"
#include <cmath>

namespace qoloner {

namespace {

constexpr std::string_view cityRegion = "KZ-75";

struct PublicPosition {
    Value lat, lon, blur;
    bool operator==(const PublicPosition&) const = default;
};

const Entity& artisanEntity()
{
    static const Entity& found = entity("artisan");
    return found;
}

std::uint16_t idOf(std::string_view field)
{
    return artisanEntity().field(field)->id;
}

void assign(RowState& state, std::uint16_t field, const Value& value)
{
    if (isNull(value))
        state.fields.erase(field);
    else
        state.fields[field] = value;
}

Value read(const RowState& state, std::uint16_t field)
{
    const auto it = state.fields.find(field);
    return it == state.fields.end() ? Value() : it->second;
}

PublicPosition positionIn(const RowState& state)
{
    return {read(state, idOf("pub_lat")), read(state, idOf("pub_lon")), read(state, idOf("blur_m"))};
}

void write(RowState& state, const PublicPosition& position, const Stamp& stamp)
{
    const PublicPosition before = positionIn(state);
    const auto one = [&](std::string_view name, const Value& from, const Value& to) {
        if (from == to)
            return;
        assign(state, idOf(name), to);
        state.stamps.set(idOf(name), stamp);
    };
    one("pub_lat", before.lat, position.lat);
    one("pub_lon", before.lon, position.lon);
    one("blur_m", before.blur, position.blur);
}

/// Exact only for a workshop that is expressly no home, and never for a minor.
PublicPosition publicPosition(const RowFacets& artisan)
{
    const Entity& entity = artisanEntity();
    const Value lat = valueOfField(artisan, entity, "lat");
    const Value lon = valueOfField(artisan, entity, "lon");
    if (isNull(lat) || isNull(lon))
        return {};
    if (valueOfField(artisan, entity, "home_workshop") == Value(std::int64_t(0)) && !isMinor(artisan))
        return {lat, lon, std::int64_t(0)};
    const double side =
        textOfField(artisan, entity, "region") == cityRegion ? kCityBlurMetres : kRuralBlurMetres;
    const BlurredPoint cell = blurToGrid(double(std::get<std::int64_t>(lat)) / degreesScale,
                                         double(std::get<std::int64_t>(lon)) / degreesScale, side);
    return {std::int64_t(std::llround(cell.centre.lat * degreesScale)),
            std::int64_t(std::llround(cell.centre.lon * degreesScale)), std::int64_t(side)};
}

bool coarser(const PublicPosition& position, const PublicPosition& than)
{
    const auto* side = std::get_if<std::int64_t>(&position.blur);
    const auto* other = std::get_if<std::int64_t>(&than.blur);
    return other && (!side || *side > *other);
}

bool proposalPending(const RowFacets& artisan)
{
    const auto& draft = artisan[Facet::Draft];
    const auto& published = artisan[Facet::Published];
    for (const auto& group : draft->stamps.groups())
        for (const std::uint16_t field : group.fields) {
            if (field == 0)
                continue;
            const auto approved = published->stamps.of(field);
            if (!approved || approved->dot != group.stamp.dot)
                return true;
        }
    return false;
}

} // namespace

Value valueOfField(const RowFacets& row, const Entity& entity, std::string_view name)
{
    const Field* field = entity.field(name);
    const auto& state = row[editFacet(entity, *field)];
    return state ? read(*state, field->id) : Value();
}

std::string textOfField(const RowFacets& row, const Entity& entity, std::string_view name)
{
    const Value value = valueOfField(row, entity, name);
    const auto* text = std::get_if<std::string>(&value);
    return text ? *text : std::string();
}

bool isMinor(const RowFacets& artisan)
{
    return valueOfField(artisan, artisanEntity(), "minor") == Value(std::int64_t(1));
}

void deriveArtisan(RowFacets& artisan, const Op& op, const Stamp& stamp)
{
    auto& draft = artisan[Facet::Draft];
    auto& published = artisan[Facet::Published];
    if (!draft || draft->deleted())
        return;
    const bool isPublic = published && !published->deleted();
    const std::uint16_t status = idOf("status");

    const PublicPosition position = publicPosition(artisan);
    write(*draft, position, stamp);
    if (isPublic && (op.kind == OpKind::Approve || coarser(position, positionIn(*published)))) {
        assign(*published, idOf("pub_lat"), position.lat);
        assign(*published, idOf("pub_lon"), position.lon);
        assign(*published, idOf("blur_m"), position.blur);
        for (const std::string_view name : {"pub_lat", "pub_lon", "blur_m"})
            if (const auto of = draft->stamps.of(idOf(name)))
                published->stamps.set(idOf(name), *of);
    }
    // Where a record stands is no edit of anybody's, so it carries no stamp:
    // an approval can't be overtaken by it.
    if (isPublic) {
        published->fields[status] = std::string("published");
        draft->fields[status] = std::string(proposalPending(artisan) ? "in_review" : "published");
    } else if (op.kind == OpKind::Withdraw) {
        draft->fields[status] = std::string("hidden");
    } else {
        draft->fields[status] = std::string("in_review");
    }
}

void markHidden(RowFacets& artisan)
{
    if (auto& draft = artisan[Facet::Draft]; draft && !draft->deleted())
        draft->fields[idOf("status")] = std::string("hidden");
}

} // namespace qoloner
