// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/catalogue.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace qoloner {

namespace {

constexpr std::int64_t shortText = 200;
constexpr std::int64_t longText = 8000;
constexpr std::int64_t maxTime = 253402300799999; // 9999-12-31

using enum FieldType;
using enum Group;

Field text(int id, std::string_view name, std::string_view doc, Group group = Public,
           std::int64_t max = shortText)
{
    return {.id = std::uint16_t(id), .name = name, .type = Text, .group = group, .doc = doc, .max = max};
}
Field number(int id, std::string_view name, std::string_view doc, std::int64_t min, std::int64_t max,
             std::string_view unit = {}, Group group = Public)
{
    return {.id = std::uint16_t(id),
            .name = name,
            .type = Integer,
            .group = group,
            .doc = doc,
            .min = min,
            .max = max,
            .unit = unit};
}
Field flag(int id, std::string_view name, std::string_view doc, Group group = Public)
{
    return {.id = std::uint16_t(id), .name = name, .type = Boolean, .group = group, .doc = doc, .max = 1};
}
Field choice(int id, std::string_view name, std::string_view doc, std::string_view words,
             Group group = Public)
{
    return {
        .id = std::uint16_t(id), .name = name, .type = Enum, .group = group, .doc = doc, .choices = words};
}
Field reference(int id, std::string_view name, std::string_view target, std::string_view doc,
                Group group = Public)
{
    return {.id = std::uint16_t(id), .name = name, .type = Id, .group = group, .doc = doc, .refers = target};
}
Field setOf(int id, std::string_view name, std::string_view target, std::string_view doc,
            Group group = Public)
{
    return {.id = std::uint16_t(id),
            .name = name,
            .type = FieldType::Set,
            .group = group,
            .doc = doc,
            .merge = Merge::Set,
            .max = 4000,
            .refers = target};
}
Field moment(int id, std::string_view name, std::string_view doc, Group group = Public)
{
    return {.id = std::uint16_t(id), .name = name, .type = Time, .group = group, .doc = doc, .max = maxTime};
}
Field degrees(int id, std::string_view name, std::string_view doc, std::int64_t limit, Group group = Public)
{
    return {.id = std::uint16_t(id),
            .name = name,
            .type = Degrees,
            .group = group,
            .doc = doc,
            .min = -limit * 10'000'000,
            .max = limit * 10'000'000,
            .unit = "1e-7 degree"};
}
Field required(Field field)
{
    field.required = true;
    return field;
}
Field serverOnly(Field field)
{
    field.merge = Merge::ServerOnly;
    return field;
}
Field manual(Field field)
{
    field.merge = Merge::Manual;
    return field;
}

struct EntityBuilder {
    Entity entity;
    EntityBuilder& add(Field field)
    {
        entity.fields.push_back(field);
        return *this;
    }
    /// One field per language, ids first, first+1, first+2.
    EntityBuilder& localised(int first, const std::array<std::string_view, 3>& names, std::string_view doc,
                             std::int64_t max = shortText, std::uint32_t since = 1)
    {
        static constexpr Language languages[] = {Language::Kk, Language::Ru, Language::En};
        for (int i = 0; i < 3; ++i) {
            Field field = text(first + i, names[std::size_t(i)], doc, Public, max);
            field.language = languages[i];
            field.since = since;
            entity.fields.push_back(field);
        }
        return *this;
    }
    Entity done()
    {
        std::sort(entity.fields.begin(), entity.fields.end(),
                  [](const Field& a, const Field& b) { return a.id < b.id; });
        return std::move(entity);
    }
};

EntityBuilder begin(int id, std::string_view name, std::string_view doc, Owner owner = Owner::City,
                    Moderation moderation = Moderation::Direct, bool fixedIds = false)
{
    return {{std::uint16_t(id), name, doc, moderation, owner, fixedIds, {}}};
}

constexpr std::array<std::string_view, 3> name3 = {"name_kk", "name_ru", "name_en"};
constexpr std::array<std::string_view, 3> story3 = {"story_kk", "story_ru", "story_en"};

std::vector<Entity> declare()
{
    std::vector<Entity> all;

    all.push_back(begin(1, "city", "A craft city: the tenant all other rows belong to.", Owner::City,
                        Moderation::Direct, true)
                      .localised(1, name3, "Name")
                      .add(degrees(4, "lat", "Latitude of the centre", 90))
                      .add(degrees(5, "lon", "Longitude of the centre", 180))
                      .add(moment(6, "designated_at", "Day of the World Craft City designation"))
                      .add(text(7, "source", "Where this was read"))
                      .done());

    all.push_back(begin(2, "region", "One of the 20 regions, by its ISO 3166-2 code.", Owner::City,
                        Moderation::Direct, true)
                      .localised(1, name3, "Name")
                      .add(degrees(4, "lat", "Latitude of the administrative centre", 90))
                      .add(degrees(5, "lon", "Longitude of the administrative centre", 180))
                      .done());

    all.push_back(
        begin(3, "craft", "A craft or technique in the craft tree.", Owner::City, Moderation::Direct, true)
            .localised(1, name3, "Name")
            .add(reference(4, "parent", "craft", "The wider craft"))
            .add(text(5, "note", "Codes and remarks (OSM tag, AAT id, UNESCO element)", Public, 1000))
            .add(choice(6, "viability", "How alive the craft is",
                        "viable endangered critical dormant data_deficient"))
            .done());

    all.push_back(
        begin(4, "artisan", "A master: a person who practises a craft.", Owner::Self, Moderation::Reviewed)
            .localised(1, name3, "Name as the master wants it shown")
            .add(required(reference(4, "craft", "craft", "Main craft")))
            .add(setOf(5, "crafts", "craft", "Other crafts"))
            .add(required(reference(6, "region", "region", "Region")))
            .add(required(text(7, "settlement", "Town or village, as people call it")))
            .localised(8, story3, "Story", longText)
            .add(number(11, "since_year", "Practises since", 1900, 2100, "year"))
            .add(choice(12, "level", "Level, self-declared", "apprentice artisan master honoured"))
            .add(choice(13, "working_status", "Whether the master works",
                        "active part_time seasonal retired deceased unknown"))
            .add(choice(14, "visit_mode", "How one can visit", "walk_in by_appointment events_only closed"))
            .add(flag(15, "takes_orders", "Takes orders"))
            .add(flag(16, "takes_apprentices", "Takes apprentices"))
            .add(text(17, "opening_hours", "Hours in OSM opening_hours syntax"))
            .add(flag(18, "is_demo", "A sample, not a real person"))
            .add(serverOnly(degrees(19, "pub_lat", "Public latitude: centre of the blurring grid cell", 90)))
            .add(
                serverOnly(degrees(20, "pub_lon", "Public longitude: centre of the blurring grid cell", 180)))
            .add(serverOnly(number(21, "blur_m", "Side of the blurring cell, 0: exact", 0, 10000, "m")))
            .add(serverOnly(
                choice(22, "status", "Where the record stands", "in_review published hidden changes_asked")))
            .add(choice(23, "learned_how", "How the craft was learnt",
                        "family apprenticeship college course self_taught revived"))
            // Staff: needed to work with the record, never public.
            .add(degrees(40, "lat", "Latitude of the workshop", 90, Staff))
            .add(degrees(41, "lon", "Longitude of the workshop", 180, Staff))
            .add(number(42, "accuracy_m", "Accuracy of the position", 0, 100000, "m", Staff))
            .add(moment(43, "position_at", "When the position was taken", Staff))
            .add(flag(44, "home_workshop", "Works at home: the public sees only a grid cell", Staff))
            .add(number(45, "birth_year", "Year of birth", 1900, 2100, "year", Staff))
            .add(text(46, "name_variants", "Other spellings, one a line", Staff, 1000))
            .add(text(47, "field_note", "Note of the field worker", Staff, longText))
            .add(flag(48, "minor", "Under 18: never public", Staff))
            // Private: the master, the author's region staff and moderators.
            .add(text(60, "phone", "Telephone, E.164", Private, 20))
            .add(text(61, "address", "Home address", Private, 500))
            .done());

    all.push_back(
        begin(5, "place", "A museum, market, workshop or landmark of the craft city.", Owner::City,
              Moderation::Direct, true)
            .localised(1, name3, "Name")
            .add(required(choice(
                4, "kind", "What it is",
                "workshop home_workshop cluster gallery shop market museum school events_venue theatre "
                "library park landmark square street transport organization village government")))
            .add(degrees(5, "lat", "Latitude", 90))
            .add(degrees(6, "lon", "Longitude", 180))
            .localised(7, {"address_kk", "address_ru", "address_en"}, "Address")
            .localised(10, story3, "Story", longText)
            .add(text(13, "opening_hours", "Hours in OSM opening_hours syntax"))
            .add(text(14, "status", "State worth knowing, with its date"))
            .add(moment(15, "checked_at", "When the entry was last checked"))
            .add(choice(16, "wheelchair", "Wheelchair access", "yes limited no unknown"))
            .add(choice(17, "confidence", "How sure the position is", "high medium low none"))
            .add(text(18, "source", "Where this was read", Public, 1000))
            .add(setOf(19, "crafts", "craft", "Crafts one meets here"))
            .done());

    all.push_back(
        begin(6, "event", "A fair, festival, exhibition or class.", Owner::City, Moderation::Direct, true)
            .localised(1, name3, "Name")
            .add(choice(
                4, "kind", "What it is",
                "fair festival exhibition competition class demonstration course residency open_studio "
                "conference holiday"))
            .add(moment(5, "starts_at", "Start, when it is fixed"))
            .add(moment(6, "ends_at", "End"))
            .add(text(7, "tz", "IANA time zone of the event"))
            .add(text(8, "rule", "When it recurs, in the form of core/guide/event_rule.h"))
            .add(text(9, "when_text", "When, in words of the source"))
            .add(reference(10, "place", "place", "Where"))
            .localised(11, story3, "Story", longText)
            .add(text(14, "source", "Where this was read", Public, 1000))
            .add(choice(15, "confidence", "How sure the date is", "high medium low none"))
            .localised(16, {"when_kk", "when_ru", "when_en"}, "When, in words, where no rule says it",
                       shortText, 2)
            .done());

    all.push_back(begin(7, "route", "A themed walk.", Owner::City, Moderation::Direct, true)
                      .localised(1, {"title_kk", "title_ru", "title_en"}, "Title")
                      .localised(4, story3, "What the walk is about", longText)
                      .add(number(9, "length_m", "Length on foot", 0, 100000, "m"))
                      .add(number(10, "walk_min", "Walking time", 0, 1440, "min"))
                      .add(number(11, "total_min", "Time with stops", 0, 2880, "min"))
                      .add(setOf(12, "crafts", "craft", "Crafts on the way"))
                      .add(number(13, "ord", "Position in the list", 0, 10000))
                      .localised(14, {"access_kk", "access_ru", "access_en"}, "Access on the way", 1000)
                      .localised(17, {"season_kk", "season_ru", "season_en"}, "When to walk it")
                      .add(text(20, "path", "The line walked: \"lat,lon\" in degrees, separated by blanks",
                                Public, longText))
                      .done());

    all.push_back(begin(8, "route_stop", "A stop of a route.", Owner::City, Moderation::Direct, true)
                      .add(required(reference(1, "route", "route", "The route")))
                      .add(required(reference(2, "place", "place", "Where one stops")))
                      .add(required(number(3, "ord", "Position on the route, from 1", 1, 1000)))
                      .add(number(4, "stay_min", "Time to stay", 0, 600, "min"))
                      .localised(5, story3, "Story told on arrival", longText)
                      .add(number(8, "leg_m", "Walking distance from the stop before", 0, 100000, "m"))
                      .add(number(9, "trigger_m", "How near counts as arrived", 5, 500, "m"))
                      .done());

    all.push_back(
        begin(9, "work", "A work of a master.", Owner::Artisan, Moderation::Reviewed)
            .add(required(reference(1, "artisan", "artisan", "Maker")))
            .localised(2, {"title_kk", "title_ru", "title_en"}, "Title")
            .add(reference(5, "craft", "craft", "Craft"))
            .add(number(6, "year", "Year made", 1000, 2100, "year"))
            .add(text(7, "materials", "Materials"))
            .localised(8, story3, "Story", longText)
            .add(choice(11, "state", "Availability", "for_sale sold museum not_for_sale"))
            .add(choice(12, "price_kind", "Kind of price", "fixed from range on_request free donation"))
            .add(number(13, "price_minor", "Price", 0, 100'000'000'000, "minor unit"))
            .add(text(14, "currency", "ISO 4217 code", Public, 3))
            .add(moment(15, "price_as_of", "Day of the price"))
            .done());

    all.push_back(
        begin(10, "media", "A photo or sound: what it shows and where its bytes are.", Owner::Artisan,
              Moderation::Reviewed)
            .add(required(reference(1, "artisan", "artisan", "Whose it is")))
            .add(reference(2, "work", "work", "The work it shows"))
            .add(required(text(3, "sha256", "Address of the bytes, 64 hex digits", Public, 64)))
            .add(required(text(4, "mime", "Media type", Public, 40)))
            .add(number(5, "width", "Width", 1, 65535, "px"))
            .add(number(6, "height", "Height", 1, 65535, "px"))
            .add(number(7, "bytes", "Size", 1, 100'000'000, "byte"))
            .localised(8, {"alt_kk", "alt_ru", "alt_en"}, "What one sees, for those who cannot", 500)
            .add(text(11, "credit", "Who took it"))
            .add(text(12, "licence", "Licence"))
            .add(choice(13, "kind", "What it shows", "portrait work workshop process consent"))
            .add(text(14, "placeholder", "Average colour, #rrggbb", Public, 7))
            .done());

    all.push_back(
        begin(11, "consent", "What a master agreed to; never changed, only withdrawn.", Owner::Artisan)
            .add(required(reference(1, "artisan", "artisan", "Who agreed", Staff)))
            .add(required(text(2, "purposes",
                               "Purposes, one a line: registry public_profile statistics "
                               "research events",
                               Staff, 200)))
            .add(required(text(3, "text_version", "Version of the text that was read out", Staff, 40)))
            .add(required(choice(4, "lang", "Language of the text", "kk ru en", Staff)))
            .add(required(choice(5, "method", "How it was proved", "signature voice paper sms", Staff)))
            .add(text(6, "proof_sha256", "Address of the proof", Staff, 64))
            .add(text(7, "witness", "Field worker who was present", Staff, 64))
            .add(required(moment(8, "given_at", "When it was given", Staff)))
            .add(moment(9, "withdrawn_at", "When it was withdrawn", Staff))
            .add(text(10, "guardian", "Who agreed for a minor", Staff))
            .add(text(11, "signature_svg", "Signature drawn on the screen, as path data", Staff, 60000))
            .done());

    all.push_back(
        begin(12, "relation", "A tie between masters: teacher, parent, member.", Owner::Artisan,
              Moderation::Reviewed)
            .add(required(reference(1, "artisan", "artisan", "From whom")))
            .add(reference(2, "other", "artisan", "To whom, when registered"))
            .add(text(3, "other_name", "To whom, when not registered"))
            .add(required(choice(
                4, "kind", "The tie",
                "master_of apprentice_of parent_of child_of sibling_of spouse_of member_of co_maker_with "
                "successor_of")))
            .add(reference(5, "craft", "craft", "In which craft"))
            .add(number(6, "from_year", "Since", 1800, 2100, "year"))
            .add(number(7, "to_year", "Until", 1800, 2100, "year"))
            .add(text(8, "evidence", "How it is known", Public, 1000))
            .done());

    all.push_back(
        begin(13, "conflict", "A value that lost against a concurrent one, kept until somebody decides.",
              Owner::Artisan)
            .add(serverOnly(reference(1, "artisan", "artisan", "Whose record; absent for the city's", Staff)))
            .add(serverOnly(number(2, "entity", "Catalogue id of the row's entity", 1, 65535, {}, Staff)))
            .add(serverOnly(text(3, "row", "The row", Staff, 64)))
            .add(serverOnly(
                number(4, "field", "Catalogue id of the field; 0: the whole row", 0, 65535, {}, Staff)))
            .add(serverOnly(Field{.id = 5,
                                  .name = "value",
                                  .type = Raw,
                                  .group = Staff,
                                  .doc = "The losing value, one CBOR item",
                                  .max = 100000}))
            .add(serverOnly(text(6, "author", "Who wrote it", Staff, 64)))
            .add(serverOnly(moment(7, "written_at", "When, by the author's own clock", Staff)))
            .add(serverOnly(number(8, "dot_device", "Device that wrote it", 0, INT64_MAX, {}, Staff)))
            .add(serverOnly(number(9, "dot_dseq", "Its number there", 0, INT64_MAX, {}, Staff)))
            .add(serverOnly(choice(10, "reason", "Why it is here",
                                   "concurrent edit_of_deleted deleted_while_edited base_missing", Staff)))
            .add(manual(choice(11, "state", "Decision", "open restored dismissed", Staff)))
            .add(serverOnly(text(12, "author_name", "Name of the author, for the screen", Staff)))
            .done());

    return all;
}

// Null: the built-in one.
thread_local constinit const Catalogue* inForce = nullptr;

const std::vector<Entity>& entities()
{
    return currentCatalogue().entities;
}

constexpr std::string_view suffixes[] = {"", "_draft", "_registered", "_staff", "_private"};

} // namespace

const Field* Entity::field(std::uint16_t wanted) const
{
    const auto it = std::lower_bound(fields.begin(), fields.end(), wanted,
                                     [](const Field& f, std::uint16_t v) { return f.id < v; });
    return it != fields.end() && it->id == wanted ? &*it : nullptr;
}

const Field* Entity::field(std::string_view wanted) const
{
    const auto it =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == wanted; });
    return it == fields.end() ? nullptr : &*it;
}

bool Entity::has(Facet facet) const
{
    const auto any = [this](Group group) {
        return std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.group == group; });
    };
    switch (facet) {
    case Facet::Published:
        return any(Public);
    case Facet::Draft:
        return reviewed() && any(Public);
    case Facet::Registered:
        return any(Registered);
    case Facet::Staff:
        return any(Staff);
    case Facet::Private:
        return any(Private);
    }
    return false;
}

std::vector<Facet> Entity::facets() const
{
    std::vector<Facet> result;
    for (int i = 0; i < facetCount; ++i)
        if (has(Facet(i)))
            result.push_back(Facet(i));
    return result;
}

const Catalogue& builtInCatalogue()
{
    static const Catalogue all{schemaVersion, declare()};
    return all;
}

Catalogue catalogueAsOf(const Catalogue& newest, std::uint32_t version)
{
    Catalogue old{version, newest.entities};
    std::erase_if(old.entities, [&](const Entity& e) { return e.since > version; });
    for (Entity& entity : old.entities)
        std::erase_if(entity.fields, [&](const Field& f) { return f.since > version; });
    return old;
}

CatalogueScope::CatalogueScope(const Catalogue& declarations) : m_before(inForce)
{
    inForce = &declarations;
}

CatalogueScope::~CatalogueScope()
{
    inForce = m_before;
}

const Catalogue& currentCatalogue()
{
    return inForce ? *inForce : builtInCatalogue();
}

std::uint32_t currentSchema()
{
    return currentCatalogue().version;
}

std::span<const Entity> catalogue()
{
    return entities();
}

const Entity* findEntity(std::uint16_t id)
{
    const auto& all = entities();
    return id >= 1 && id <= all.size() ? &all[std::size_t(id - 1)] : nullptr;
}

const Entity* findEntity(std::string_view name)
{
    const auto& all = entities();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Entity& e) { return e.name == name; });
    return it == all.end() ? nullptr : &*it;
}

const Entity& entity(std::string_view name)
{
    const Entity* found = findEntity(name);
    if (!found)
        throw std::out_of_range("no such entity: " + std::string(name));
    return *found;
}

std::uint16_t fieldId(std::string_view entityName, std::string_view fieldName)
{
    const Field* field = entity(entityName).field(fieldName);
    if (!field)
        throw std::out_of_range("no such field: " + std::string(entityName) + "." + std::string(fieldName));
    return field->id;
}

Facet editFacet(const Entity& entity, const Field& field)
{
    switch (field.group) {
    case Public:
        return entity.reviewed() ? Facet::Draft : Facet::Published;
    case Registered:
        return Facet::Registered;
    case Staff:
        return Facet::Staff;
    case Private:
        return Facet::Private;
    }
    return Facet::Private;
}

std::vector<const Field*> fieldsOf(const Entity& entity, Facet facet)
{
    const Group group = facet == Facet::Published || facet == Facet::Draft ? Public
                        : facet == Facet::Registered                       ? Registered
                        : facet == Facet::Staff                            ? Staff
                                                                           : Private;
    std::vector<const Field*> result;
    for (const Field& field : entity.fields)
        if (field.group == group)
            result.push_back(&field);
    return result;
}

bool exists(TableId table)
{
    const Entity* found = findEntity(table.entity());
    return found && table.number % 8 < facetCount && found->has(table.facet());
}

std::string tableName(TableId table)
{
    if (!exists(table))
        throw std::out_of_range("no such table: " + std::to_string(table.number));
    return std::string(findEntity(table.entity())->name) + std::string(suffixes[table.number % 8]);
}

std::vector<TableId> allTables()
{
    std::vector<TableId> result;
    for (const Entity& entity : entities())
        for (const Facet facet : entity.facets())
            result.push_back(TableId::of(entity.id, facet));
    return result;
}

} // namespace qoloner
