// SPDX-License-Identifier: Apache-2.0
// What people do with records, on what they see at that moment.
#include "core/domain/ids.h"
#include "sync/sim/versions.h"
#include "sync/sim/world.h"

#include <algorithm>

namespace qoloner::sim {

namespace {

std::uint16_t f(const char* of, const char* name)
{
    return fieldId(of, name);
}

const Entity& artisan()
{
    return entity("artisan");
}
const Entity& work()
{
    return entity("work");
}
const Entity& consent()
{
    return entity("consent");
}
const Entity& conflict()
{
    return entity("conflict");
}
const Entity& place()
{
    return entity("place");
}

/// Texts of a record that people edit; hot ones first.
constexpr const char* masterTexts[] = {"story_kk", "name_kk",  "story_ru",      "settlement",
                                       "name_ru",  "story_en", "opening_hours", "field_note",
                                       "phone",    "address",  "name_variants"};
constexpr const char* workTexts[] = {"title_kk", "title_ru", "story_kk", "materials"};

bool writer(Role role)
{
    return role == Role::Moderator || role == Role::Admin || role == Role::Field || role == Role::Artisan;
}

bool mayPublish(Role role)
{
    return role == Role::Moderator || role == Role::Admin;
}

} // namespace

bool World::putMaster(Phone& phone, Rng& rng)
{
    const Person& person = who(phone);
    if (!writer(person.role) || (person.role == Role::Artisan && !rng.chance(10)))
        return false;
    const std::string id = newUuid7(phone.clock.nowMs());
    std::string region = regionIds[rng.below(3)];
    if (person.role == Role::Field && !person.regions.empty() && !rng.chance(10))
        region = rng.pick(person.regions);
    FieldValues fields = {{f("artisan", "craft"), std::string("felt")},
                          {f("artisan", "region"), region},
                          {f("artisan", "settlement"), word()}};
    for (const char* name : masterTexts)
        if (name != std::string_view("settlement") && rng.chance(30))
            fields[f("artisan", name)] = word();
    std::vector<Change> changes{{OpKind::Put, artisan().id, id, std::move(fields)}};
    if (rng.chance(40))
        changes.push_back({OpKind::Put,
                           consent().id,
                           newUuid7(phone.clock.nowMs()),
                           {{f("consent", "artisan"), id},
                            {f("consent", "purposes"), std::string("public_profile")},
                            {f("consent", "text_version"), word()},
                            {f("consent", "lang"), std::string("kk")},
                            {f("consent", "method"), std::string("voice")},
                            {f("consent", "given_at"), std::int64_t(1'790'000'000'000)}}});
    if (rng.chance(30))
        changes.push_back({OpKind::Put,
                           work().id,
                           newUuid7(phone.clock.nowMs()),
                           {{f("work", "artisan"), id}, {f("work", "title_kk"), word()}}});
    return save(phone, StepKind::PutMaster, std::move(changes));
}

bool World::patchMaster(Phone& phone, Rng& rng)
{
    const std::string row = hotRow(phone, rng, artisan().id, Facet::Draft);
    if (row.empty() || !writer(who(phone).role))
        return false;
    Change change{OpKind::Patch, artisan().id, row, {}};
    for (std::uint64_t n = rng.between(1, 3); n > 0; --n) {
        const std::size_t hot = rng.chance(60) ? 2 : std::size(masterTexts);
        change.fields[f("artisan", masterTexts[rng.below(hot)])] = word();
    }
    if (artisan().field(newField) && rng.chance(40))
        change.fields[newField] = word();
    return save(phone, StepKind::PatchMaster, {std::move(change)});
}

bool World::clearField(Phone& phone, Rng& rng)
{
    const std::string row = hotRow(phone, rng, artisan().id, Facet::Draft);
    if (row.empty() || !writer(who(phone).role))
        return false;
    const char* name = masterTexts[rng.chance(60) ? 0 : rng.below(std::size(masterTexts))];
    const Field& field = *artisan().field(std::string_view(name));
    if (field.required)
        return false;
    const auto state = phone.replica->row(TableId::of(artisan().id, editFacet(artisan(), field)), row);
    if (!state || !state->fields.contains(field.id))
        return false;
    return save(phone, StepKind::ClearField, {{OpKind::Patch, artisan().id, row, {{field.id, Value()}}}});
}

bool World::openForm(Phone& phone, Rng& rng)
{
    const std::string row = hotRow(phone, rng, artisan().id, Facet::Draft);
    if (row.empty() || !writer(who(phone).role) || phone.form)
        return false;
    const Field& field = *artisan().field(
        std::string_view(masterTexts[rng.below(rng.chance(70) ? 2 : std::size(masterTexts))]));
    const Facet facet = editFacet(artisan(), field);
    const auto state = phone.replica->row(TableId::of(artisan().id, facet), row);
    if (!state)
        return false;
    const auto stamp = state->stamps.of(field.id);
    const Place place{artisan().id, row, field.id};
    const auto value = state->fields.find(field.id);
    phone.form = OpenForm{
        place, facet,
        stamp ? seenAs(phone, stamp->dot, place, value == state->fields.end() ? Value() : value->second)
              : Seen()};
    return true;
}

bool World::saveForm(Phone& phone, Rng&)
{
    if (!phone.form)
        return false;
    const OpenForm form = *phone.form;
    if (!phone.replica->row(TableId::of(form.place.entity, form.facet), form.place.row)) {
        phone.form.reset();
        return false;
    }
    Change change{OpKind::Patch, form.place.entity, form.place.row, {{form.place.field, word()}}};
    change.seen[form.place.field] = form.saw.dot;
    if (!save(phone, StepKind::SaveForm, {std::move(change)}))
        return false;
    phone.form.reset();
    return true;
}

bool World::changeSet(Phone& phone, Rng& rng)
{
    const std::string row = hotRow(phone, rng, artisan().id, Facet::Draft);
    const auto state =
        row.empty() ? std::nullopt : phone.replica->row(TableId::of(artisan().id, Facet::Draft), row);
    if (!state || !writer(who(phone).role))
        return false;
    const std::uint16_t field = f("artisan", "crafts");
    const auto at = state->fields.find(field);
    const auto* text = at == state->fields.end() ? nullptr : std::get_if<std::string>(&at->second);
    std::vector<std::string> elements = setElements(text ? *text : "");
    if (!elements.empty() && rng.chance(40))
        elements.erase(elements.begin() + std::ptrdiff_t(rng.below(elements.size())));
    if (elements.size() < 40)
        elements.push_back("e" + std::to_string(++m_words));
    return save(phone, StepKind::ChangeSet,
                {{OpKind::Patch, artisan().id, row, {{field, setOf(std::move(elements))}}}});
}

bool World::moveRegion(Phone& phone, Rng& rng)
{
    const std::string row = hotRow(phone, rng, artisan().id, Facet::Draft);
    const auto state =
        row.empty() ? std::nullopt : phone.replica->row(TableId::of(artisan().id, Facet::Draft), row);
    if (!state || !writer(who(phone).role))
        return false;
    const Value region = std::string(regionIds[rng.below(3)]);
    const std::uint16_t field = f("artisan", "region");
    if (const auto at = state->fields.find(field); at != state->fields.end() && at->second == region)
        return false;
    return save(phone, StepKind::MoveRegion, {{OpKind::Patch, artisan().id, row, {{field, region}}}});
}

bool World::deleteRow(Phone& phone, Rng& rng)
{
    if (!writer(who(phone).role))
        return false;
    const Entity& of = rng.chance(60) ? work() : artisan();
    const std::string row = hotRow(phone, rng, of.id, Facet::Draft);
    if (row.empty() || (row == masterRows[0] && !rng.chance(30)) ||
        !save(phone, StepKind::DeleteRow, {{OpKind::Delete, of.id, row, {}}}))
        return false;
    m_deleted.emplace_back(of.id, row);
    return true;
}

bool World::undeleteRow(Phone& phone, Rng& rng)
{
    if (m_deleted.empty() || !writer(who(phone).role) || !mayPublish(who(phone).role))
        return false;
    const auto [of, row] = rng.pick(m_deleted);
    return save(phone, StepKind::UndeleteRow, {{OpKind::Undelete, of, row, {}}});
}

bool World::putWork(Phone& phone, Rng& rng)
{
    const std::string master = hotRow(phone, rng, artisan().id, Facet::Draft);
    if (master.empty() || !writer(who(phone).role))
        return false;
    return save(phone, StepKind::PutWork,
                {{OpKind::Put,
                  work().id,
                  newUuid7(phone.clock.nowMs()),
                  {{f("work", "artisan"), master}, {f("work", "title_kk"), word()}}}});
}

bool World::patchWork(Phone& phone, Rng& rng)
{
    const std::string row = hotRow(phone, rng, work().id, Facet::Draft);
    if (row.empty() || !writer(who(phone).role))
        return false;
    return save(phone, StepKind::PatchWork,
                {{OpKind::Patch, work().id, row, {{f("work", rng.pick(workTexts)), word()}}}});
}

bool World::putConsent(Phone& phone, Rng& rng)
{
    const std::string master = hotRow(phone, rng, artisan().id, Facet::Draft);
    if (master.empty() || !writer(who(phone).role))
        return false;
    return save(phone, StepKind::PutConsent,
                {{OpKind::Put,
                  consent().id,
                  newUuid7(phone.clock.nowMs()),
                  {{f("consent", "artisan"), master},
                   {f("consent", "purposes"), std::string("public_profile")},
                   {f("consent", "text_version"), word()},
                   {f("consent", "lang"), std::string("ru")},
                   {f("consent", "method"), std::string("paper")},
                   {f("consent", "given_at"), std::int64_t(1'790'000'000'000)}}}});
}

bool World::withdrawConsent(Phone& phone, Rng& rng)
{
    const std::string row = hotRow(phone, rng, consent().id, Facet::Staff);
    const auto state =
        row.empty() ? std::nullopt : phone.replica->row(TableId::of(consent().id, Facet::Staff), row);
    if (!state || !writer(who(phone).role) || state->fields.contains(f("consent", "withdrawn_at")))
        return false;
    return save(
        phone, StepKind::WithdrawConsent,
        {{OpKind::Patch,
          consent().id,
          row,
          {{f("consent", "withdrawn_at"), std::int64_t(1'790'000'000'000 + std::int64_t(++m_words))}}}});
}

bool World::approve(Phone& phone, Rng& rng)
{
    const Entity& of = rng.chance(70) ? artisan() : work();
    const std::string row = hotRow(phone, rng, of.id, Facet::Draft);
    if (row.empty() || !mayPublish(who(phone).role))
        return false;
    return save(phone, StepKind::Approve, {{OpKind::Approve, of.id, row, {}}});
}

bool World::withdraw(Phone& phone, Rng& rng)
{
    const Entity& of = rng.chance(70) ? artisan() : work();
    const std::string row = hotRow(phone, rng, of.id, Facet::Published);
    if (row.empty() || !writer(who(phone).role))
        return false;
    // Only somebody who has the record, not everybody who sees the page.
    if (!phone.replica->row(TableId::of(of.id, Facet::Draft), row))
        return false;
    return save(phone, StepKind::Withdraw, {{OpKind::Withdraw, of.id, row, {}}});
}

bool World::decideConflict(Phone& phone, Rng& rng, bool restore)
{
    if (!mayPublish(who(phone).role))
        return false;
    std::vector<std::string> open;
    {
        Statement query = phone.db->prepare(
            "SELECT id FROM conflict_staff WHERE state = 'open' AND row NOT LIKE 'twin-%' ORDER BY id");
        while (query.step())
            open.push_back(query.string(0));
    }
    if (open.empty())
        return false;
    const std::string id = rng.pick(open);
    const auto state = phone.replica->row(TableId::of(conflict().id, Facet::Staff), id);
    const auto read = [&](const char* name) {
        const auto at = state->fields.find(f("conflict", name));
        return at == state->fields.end() ? Value() : at->second;
    };
    Change decision{OpKind::Patch,
                    conflict().id,
                    id,
                    {{f("conflict", "state"), std::string(restore ? "restored" : "dismissed")}}};
    if (!restore)
        return save(phone, StepKind::DismissConflict, {std::move(decision)});
    const Value entityId = read("entity"), row = read("row"), field = read("field"), lost = read("value");
    if (!std::holds_alternative<std::int64_t>(entityId) || !std::holds_alternative<std::int64_t>(field) ||
        !std::holds_alternative<std::string>(row))
        throw Violation(7, "a conflict row does not say what it is about: " + id);
    // Of a whole row it is a deletion that lost, and is meant all the same.
    Change change{
        OpKind::Delete, std::uint16_t(std::get<std::int64_t>(entityId)), std::get<std::string>(row), {}};
    if (std::get<std::int64_t>(field) != 0) {
        const Entity* of = findEntity(change.entity);
        if (!of || !of->field(std::uint16_t(std::get<std::int64_t>(field))))
            return false; // of a newer version: somebody with a newer app decides
        const auto* bytes = std::get_if<Bytes>(&lost);
        CborReader reader(bytes ? std::string_view(bytes->data) : std::string_view());
        change.kind = OpKind::Patch;
        change.fields[std::uint16_t(std::get<std::int64_t>(field))] = bytes ? readValue(reader) : Value();
    }
    return save(phone, StepKind::RestoreConflict, {std::move(change), std::move(decision)});
}

bool World::mend(Phone& phone, Rng& rng)
{
    for (const JournalEntry& entry : phone.replica->journal()) {
        if (entry.state != JournalState::Rejected)
            continue;
        const std::string row = hotRow(phone, rng, artisan().id, Facet::Draft);
        if (row.empty())
            return false;
        return save(phone, StepKind::Mend,
                    {{OpKind::Patch, artisan().id, row, {{f("artisan", "story_kk"), word()}}}}, entry.dseq);
    }
    return false;
}

bool World::discard(Phone& phone, Rng& rng)
{
    std::vector<Dseq> refused;
    for (const JournalEntry& entry : phone.replica->journal())
        if (entry.state == JournalState::Rejected)
            refused.push_back(entry.dseq);
    if (refused.empty())
        return false;
    const Dseq dseq = rng.pick(refused);
    bool done = false;
    phone.givingUp = dseq;
    if (!onPhone(phone, [&] { done = phone.replica->discard(dseq); }))
        return false; // settled when the app is open again
    settleGivingUp(phone);
    return done;
}

bool World::twins(Phone& phone, Rng& rng)
{
    if (!mayPublish(who(phone).role) ||
        !phone.replica->row(TableId::of(place().id, Facet::Published), twinRows[0]))
        return false;
    const std::uint16_t field = rng.chance(50) ? f("place", "status") : f("place", "source");
    const std::string both = word();
    std::vector<Change> changes;
    for (const char* row : twinRows)
        changes.push_back({OpKind::Patch, place().id, row, {{field, both}}});
    return save(phone, StepKind::Twins, std::move(changes));
}

bool World::patchPlace(Phone& phone, Rng& rng)
{
    if (!phone.replica->row(TableId::of(place().id, Facet::Published), placeRow) ||
        (!mayPublish(who(phone).role) && !rng.chance(10)) || phone.code.empty())
        return false;
    static constexpr const char* fields[] = {"name_kk", "name_ru", "story_kk", "status"};
    return save(phone, StepKind::PatchPlace,
                {{OpKind::Patch, place().id, placeRow, {{f("place", rng.pick(fields)), word()}}}});
}

bool World::massDelete(Phone& phone, Rng&)
{
    if (!mayPublish(who(phone).role))
        return false;
    std::vector<Change> changes;
    for (const std::string& row : rows(phone, work().id, Facet::Draft)) {
        if (changes.size() >= 30)
            break;
        changes.push_back({OpKind::Delete, work().id, row, {}});
    }
    if (changes.size() < 3 || !save(phone, StepKind::MassDelete, changes))
        return false;
    for (const Change& change : changes)
        m_deleted.emplace_back(change.entity, change.row);
    return true;
}

} // namespace qoloner::sim
