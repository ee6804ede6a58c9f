// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/scopes.h"

#include <algorithm>
#include <array>

namespace qoloner {

namespace {
constexpr std::array<std::string_view, 6> names = {"visitor",   "artisan", "field",
                                                   "moderator", "admin",   "auditor"};
}

std::string_view roleName(Role role)
{
    return names[std::size_t(role)];
}

std::optional<Role> roleOf(std::string_view name)
{
    const auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end())
        return std::nullopt;
    return Role(it - names.begin());
}

std::vector<std::string> scopesOf(TableId table, const Ownership& owner, std::string_view city)
{
    if (table.facet() == Facet::Published)
        return {"public/" + std::string(city)};
    std::vector<std::string> scopes;
    if (!owner.artisan.empty())
        scopes.push_back("own/" + owner.artisan);
    if (!owner.region.empty())
        scopes.push_back("region/" + owner.region);
    scopes.push_back("moderation");
    return scopes;
}

std::vector<std::string> grantedScopes(const Principal& who)
{
    std::vector<std::string> scopes;
    switch (who.role) {
    case Role::Artisan:
        if (!who.artisan.empty())
            scopes.push_back("own/" + who.artisan);
        break;
    case Role::Field:
        for (const std::string& region : who.regions)
            scopes.push_back("region/" + region);
        break;
    case Role::Moderator:
    case Role::Admin:
    case Role::Auditor:
        scopes.push_back("moderation");
        break;
    case Role::Visitor:
        break;
    }
    scopes.push_back("public/" + who.city);
    return scopes;
}

bool permitted(const Principal& who, const Entity& entity, Verb verb, const Ownership& owner)
{
    switch (who.role) {
    case Role::Admin:
    case Role::Moderator:
        return true;
    case Role::Visitor:
    case Role::Auditor:
        return false;
    case Role::Field:
        return entity.owner != Owner::City && verb != Verb::Publish && !owner.region.empty() &&
               std::find(who.regions.begin(), who.regions.end(), owner.region) != who.regions.end();
    case Role::Artisan:
        if (entity.owner == Owner::City || owner.artisan.empty() || owner.artisan != who.artisan)
            return false;
        return verb != Verb::Publish &&
               !(entity.owner == Owner::Self && (verb == Verb::Create || verb == Verb::Remove));
    }
    return false;
}

} // namespace qoloner
