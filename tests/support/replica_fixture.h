// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/replica.h"
#include <QTemporaryDir>

namespace qoloner::test {

/// A clock that stands where it is put.
struct FakeClock final : Clock {
    std::uint64_t ms = 1'780'000'000'000; // 2026-05-28
    std::uint64_t nowMs() const override { return ms; }
};

inline std::string rowId(int n)
{
    char text[37];
    std::snprintf(text, sizeof text, "01900000-0000-7000-8000-%012d", n);
    return text;
}

inline std::uint16_t artisanField(std::string_view name)
{
    return fieldId("artisan", name);
}
inline TableId artisanTable(Facet facet)
{
    return TableId::of(entity("artisan").id, facet);
}

/// The least a new master needs.
inline Change newArtisan(const std::string& id, const std::string& name = "Үлгі: Айша")
{
    return {OpKind::Put,
            entity("artisan").id,
            id,
            {{artisanField("name_kk"), name},
             {artisanField("craft"), std::string("felt")},
             {artisanField("region"), std::string("KZ-62")},
             {artisanField("settlement"), std::string("Ұлытау")}}};
}

inline Change patch(const std::string& id, std::string_view field, Value value)
{
    return {OpKind::Patch, entity("artisan").id, id, {{artisanField(field), std::move(value)}}};
}

/// One device's replica on a real file.
struct ReplicaFixture {
    explicit ReplicaFixture(const std::string& seed = std::string(32, 'a')) : key(SigningKey::fromSeed(seed))
    {
        reopen();
    }
    /// As after a kill: nothing but the file is left.
    void reopen()
    {
        replica.reset();
        db.reset();
        db = std::make_unique<Database>(dir.filePath("replica.db").toStdString());
        replica = std::make_unique<Replica>(*db, clock);
        replica->setIdentity(key, rowId(900));
    }
    std::string text(Facet facet, const std::string& id, std::string_view field) const
    {
        const auto row = replica->row(artisanTable(facet), id);
        if (!row)
            return "(no row)";
        const auto value = row->fields.find(artisanField(field));
        if (value == row->fields.end())
            return "(nothing)";
        return std::get<std::string>(value->second);
    }
    /// The server's whole state of one row, as a page of its own.
    Result<void> pull(TableId table, const std::string& id, RowState state, std::uint64_t complete = 0)
    {
        CborWriter fields;
        writeFields(fields, state.fields);
        const std::string stamps = state.stamps.encode();
        PulledPage page;
        page.epoch = "e1";
        page.rows.push_back({table, id, state.rev, state.flags, stamps, fields.out()});
        page.cursor["moderation"] = state.rev;
        page.complete = complete;
        return replica->applyPage(page);
    }
    void answer(Dseq dseq, Outcome outcome, std::uint64_t rev, const std::string& code = {})
    {
        Answer a;
        a.dseq = dseq;
        a.outcome = outcome;
        a.rev = rev;
        a.error.code = code;
        replica->applyAnswers({a});
    }
    JournalState stateOf(Dseq dseq) const
    {
        for (const JournalEntry& entry : replica->journal())
            if (entry.dseq == dseq)
                return entry.state;
        return JournalState::Closed;
    }

    QTemporaryDir dir;
    FakeClock clock;
    SigningKey key;
    std::unique_ptr<Database> db;
    std::unique_ptr<Replica> replica;
};

/// A row the server holds, every field written by one mutation of `device`.
inline RowState serverRow(std::uint64_t rev, FieldValues fields, DeviceId device = 7, Dseq dseq = 1)
{
    RowState state;
    state.rev = rev;
    for (const auto& [id, value] : fields)
        state.stamps.set(id, {Hlc::of(1'700'000'000'000), {device, dseq}});
    state.fields = std::move(fields);
    return state;
}

} // namespace qoloner::test
