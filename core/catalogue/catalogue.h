// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"
#include "core/domain/value.h"
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qoloner {

/// Version of the declarations in this folder; grows with every change to them.
/// Code asks `currentSchema()`, which tests can turn back or forward.
constexpr std::uint32_t schemaVersion = 2;

/// How a field's value is kept. All but Text, Id, Set and Raw are integers.
enum class FieldType : std::uint8_t {
    Text,    ///< UTF-8; in NFC as typed
    Id,      ///< row id of the entity in `refers`
    Enum,    ///< one of `choices`, as text
    Set,     ///< row ids, one a line, ascending; in a mutation: lines of '+' or '-' and an id
    Integer, ///< in `unit`
    Boolean, ///< 0 or 1
    Time,    ///< UTC milliseconds
    Degrees, ///< 1e-7 degrees, WGS 84
    Raw      ///< bytes
};

/// Who may ever see a field; each group of an entity is a synced row of its own.
enum class Group : std::uint8_t { Public, Registered, Staff, Private };

/// What happens when two people changed a field without seeing each other's change.
enum class Merge : std::uint8_t {
    Lww,       ///< the later effective stamp wins, the other is kept as a conflict
    Set,       ///< both additions and removals hold
    Manual,    ///< the earlier arrival stays until a moderator decides; the other is kept as a conflict
    ServerOnly ///< no client may write it
};

/// Reviewed: changes are proposals until a moderator approves them.
enum class Moderation : std::uint8_t { Direct, Reviewed };

enum class Language : std::uint8_t { None, Kk, Ru, En };

struct Field {
    std::uint16_t id = 0; ///< unique within its entity, for ever
    std::string_view name;
    FieldType type = FieldType::Text;
    Group group = Group::Public;
    std::string_view doc;
    Language language = Language::None;
    Merge merge = Merge::Lww;
    bool required = false;         ///< must hold a value when the row is made
    std::int64_t min = 0, max = 0; ///< Integer/Time/Degrees range; Text: max = most bytes
    std::string_view unit = {};
    std::string_view choices = {}; ///< Enum: words separated by a blank
    std::string_view refers = {};  ///< Id and Set: entity name
    std::uint32_t since = 1;
};

/// One synced row of an entity: the fields of a group, and for the public
/// group of a reviewed entity once as proposed and once as approved.
enum class Facet : std::uint8_t { Published = 0, Draft = 1, Registered = 2, Staff = 3, Private = 4 };
constexpr int facetCount = 5;

/// Where the rows of an entity belong (see scopes.h).
enum class Owner : std::uint8_t {
    City,    ///< everybody's: public/<city>
    Self,    ///< the row is an artisan
    Artisan, ///< the row belongs to the artisan in its field `artisan`
};

struct Entity {
    std::uint16_t id = 0;
    std::string_view name; ///< also the table of what the public may see
    std::string_view doc;
    Moderation moderation = Moderation::Direct;
    Owner owner = Owner::City;
    bool fixedIds = false; ///< readable ids of a vocabulary instead of UUIDs
    std::vector<Field> fields;
    std::uint32_t since = 1;

    const Field* field(std::uint16_t id) const;
    const Field* field(std::string_view name) const;
    bool reviewed() const { return moderation == Moderation::Reviewed; }
    /// The facets this entity has rows in, ascending.
    std::vector<Facet> facets() const;
    bool has(Facet facet) const;
};

/// Identity of one synced table: entity and facet in one number (entity * 8 + facet).
struct TableId {
    std::uint32_t number = 0;
    static TableId of(std::uint16_t entity, Facet facet)
    {
        return {std::uint32_t(entity) * 8 + std::uint32_t(facet)};
    }
    std::uint16_t entity() const { return std::uint16_t(number / 8); }
    Facet facet() const { return Facet(number % 8); }
    auto operator<=>(const TableId&) const = default;
};

/// Declarations of one version; entities by ascending id, from 1 without gaps.
struct Catalogue {
    std::uint32_t version = 0;
    std::vector<Entity> entities;
};
/// The one place where the domain is declared.
const Catalogue& builtInCatalogue();
/// `newest` as it stood at `version`: without what came after. What a release
/// declared never changes, so this is what an app of that time knows.
Catalogue catalogueAsOf(const Catalogue& newest, std::uint32_t version);

/// Puts other declarations in force on this thread while it lives, so that
/// programs of several versions can meet in one process. `declarations` must
/// live until the process ends: statements made from them are kept.
class CatalogueScope {
public:
    explicit CatalogueScope(const Catalogue& declarations);
    CatalogueScope(const CatalogueScope&) = delete;
    CatalogueScope& operator=(const CatalogueScope&) = delete;
    ~CatalogueScope();

private:
    const Catalogue* m_before;
};

/// What is in force here: the built-in one unless a CatalogueScope says otherwise.
const Catalogue& currentCatalogue();
std::uint32_t currentSchema();
/// All entities in force, by ascending id.
std::span<const Entity> catalogue();
const Entity* findEntity(std::uint16_t id);
const Entity* findEntity(std::string_view name);
/// As above for names known to be there; throws std::out_of_range otherwise.
const Entity& entity(std::string_view name);
std::uint16_t fieldId(std::string_view entityName, std::string_view fieldName);

/// The facet in which a field's edits land: Draft for the public fields of a
/// reviewed entity, otherwise its group's.
Facet editFacet(const Entity& entity, const Field& field);
/// Fields stored in `facet`, ascending by id.
std::vector<const Field*> fieldsOf(const Entity& entity, Facet facet);
bool exists(TableId table);
/// "artisan", "artisan_draft", "artisan_staff", ... Throws std::out_of_range when !exists.
std::string tableName(TableId table);
std::vector<TableId> allTables();

/// One value against its declaration: type, range, length, choice, id form.
Result<void> validateValue(const Field& field, const Value& value);
/// Values of a new row (`creating`) or a change: known writable fields only,
/// each valid, required ones present and not emptied. What was required only
/// after schema `writtenWith` (0: the current one) may be missing.
Result<void> validateFields(const Entity& entity, const FieldValues& fields, bool creating,
                            std::uint32_t writtenWith = 0);

/// CREATE statements of the replica, from the declarations: of one table, of all.
std::string tableDdl(TableId table);
std::string replicaDdl();
/// "name TYPE", and the index a reference gets (empty for other fields).
std::string columnDdl(const Field& field);
bool isIndexed(const Field& field);
std::string indexDdl(TableId table, const Field& field);
/// The catalogue as Markdown, for people.
std::string catalogueDocument();

/// Set values: "a\nb" <-> {"a","b"}, and a delta applied ('+a\n-b').
std::vector<std::string> setElements(std::string_view value);
std::string setOf(std::vector<std::string> elements);
std::string setDelta(std::string_view before, std::string_view after);
std::string applySetDelta(std::string_view value, std::string_view delta);

constexpr double degreesScale = 1e7;

} // namespace qoloner
