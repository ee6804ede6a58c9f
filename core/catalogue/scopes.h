// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/catalogue.h"
#include <optional>
#include <string>
#include <vector>

namespace qoloner {

enum class Role : std::uint8_t { Visitor, Artisan, Field, Moderator, Admin, Auditor };

std::string_view roleName(Role role);
std::optional<Role> roleOf(std::string_view name);

/// Whom a device acts for, as the server granted it.
struct Principal {
    Role role = Role::Visitor;
    std::string actor;                ///< row id of the person; empty for a visitor
    std::string city;                 ///< tenant
    std::string artisan;              ///< Artisan: the record that is theirs
    std::vector<std::string> regions; ///< Field: the regions they work in
};

/// Whose a row is: the artisan and the region that artisan lives in. Both
/// empty for the city's own rows.
struct Ownership {
    std::string artisan;
    std::string region;
    auto operator<=>(const Ownership&) const = default;
};

/// The scopes a synced row is in: "public/almaty", or "own/<artisan>",
/// "region/<iso>" and "moderation". Computed when the row is written.
std::vector<std::string> scopesOf(TableId table, const Ownership& owner, std::string_view city);

/// The scopes `who` may pull, most urgent first.
std::vector<std::string> grantedScopes(const Principal& who);

/// What a mutation step wants, for permission.
enum class Verb : std::uint8_t { Create, Change, Remove, Publish, Hide };

/// The permission table: may `who` do `verb` to a row of `entity` owned so?
/// `owner` is that of the row as it stands (Create: as it would be).
bool permitted(const Principal& who, const Entity& entity, Verb verb, const Ownership& owner);

} // namespace qoloner
