// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/media/media_store.h"
#include "core/models/services.h"
#include "tests/support/replica_fixture.h"

#include <QImage>
#include <QTest>
#include <QUrl>

namespace qoloner::test {

using Named = std::map<std::string, Value>;

inline QString id(int n)
{
    return QString::fromStdString(rowId(n));
}

inline Value text(const char* value)
{
    return std::string(value);
}

/// One device: others' rows come by pulled pages, its own by the forms.
struct FormsFixture {
    QTemporaryDir dir;
    FakeClock clock;
    MediaStore media{dir.filePath("media.db").toStdString(), {}};
    ReplicaHub hub{{dir.filePath("replica.db"), {}, 2}};
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{nullptr};
    Services services{{&hub, nullptr, &settings, &position, &media, &clock, {}}};
    std::uint64_t rev = 0;

    explicit FormsFixture(bool enrolled = true)
    {
        if (!hub.waitUntilOpen())
            qFatal("the replica does not open");
        if (enrolled)
            hub.writeAndWait([](Replica& replica) {
                replica.setIdentity(SigningKey::fromSeed(std::string(32, 'm')), rowId(900));
            });
        settings.setLanguage("kk");
    }

    /// The server's row, all of it written by mutation `dseq` of device 7.
    void pull(std::string_view entityName, Facet facet, const std::string& row, const Named& values,
              Dseq dseq)
    {
        RowState state;
        state.rev = ++rev;
        for (const auto& [name, value] : values) {
            const std::uint16_t field = fieldId(entityName, name);
            state.fields[field] = value;
            if (name != "status")
                state.stamps.set(field, {Hlc::of(1'000'000 + dseq), {7, dseq}});
        }
        CborWriter out;
        writeFields(out, state.fields);
        const std::string stamps = state.stamps.encode();
        PulledPage page;
        page.epoch = "e";
        page.rows.push_back({TableId::of(entity(entityName).id, facet), row, rev, 0, stamps, out.out()});
        page.cursor["moderation"] = rev;
        page.complete = rev;
        hub.writeAndWait([&](Replica& replica) {
            if (const auto ok = replica.applyPage(page); !ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
    }
    static Named master(const char* story = "Ескі", const char* town = "Жезді")
    {
        return {{"name_kk", text("Айша")},    {"craft", text("felt")},   {"region", text("KZ-62")},
                {"settlement", text(town)},   {"story_kk", text(story)}, {"story_ru", text("Старый")},
                {"status", text("in_review")}};
    }
    void draft(int n, Dseq dseq, const Named& values = master())
    {
        pull("artisan", Facet::Draft, rowId(n), values, dseq);
    }
    void consent(int n, const char* purposes)
    {
        pull("consent", Facet::Staff, rowId(n + 100), {{"artisan", rowId(n)}, {"purposes", text(purposes)}},
             1);
    }
    void conflict(int n, int of, std::string_view field, const Value& losing)
    {
        CborWriter out;
        writeValue(out, losing);
        pull("conflict", Facet::Staff, rowId(n),
             {{"artisan", rowId(of)},
              {"entity", std::int64_t(entity("artisan").id)},
              {"row", rowId(of)},
              {"field", std::int64_t(fieldId("artisan", field))},
              {"value", Bytes{out.out()}},
              {"written_at", std::int64_t(1'000'001)},
              {"reason", text("concurrent")},
              {"state", text("open")}},
             1);
    }
    /// A deletion of the whole record that met an edit it had not seen.
    void lostDeletion(int n, int of)
    {
        pull("conflict", Facet::Staff, rowId(n),
             {{"artisan", rowId(of)},
              {"entity", std::int64_t(entity("artisan").id)},
              {"row", rowId(of)},
              {"field", std::int64_t(0)},
              {"written_at", std::int64_t(1'000'001)},
              {"reason", text("edit_of_deleted")},
              {"state", text("open")}},
             1);
    }
    std::vector<Mutation> sent()
    {
        std::vector<Mutation> out;
        hub.writeAndWait([&](Replica& replica) {
            for (const SignedMutation& sealed : replica.pending(100, 1'000'000))
                out.push_back(*decodeMutation(sealed.body));
        });
        return out;
    }
    std::string meta(const char* key)
    {
        std::string out;
        hub.writeAndWait([&](Replica& replica) { out = replica.meta(key); });
        return out;
    }
    std::optional<RowState> row(std::string_view entityName, Facet facet, const std::string& row)
    {
        std::optional<RowState> out;
        hub.writeAndWait(
            [&](Replica& replica) { out = replica.row(TableId::of(entity(entityName).id, facet), row); });
        return out;
    }
    QUrl picture(const QString& name, QColor color = Qt::red) const
    {
        QImage image(60, 40, QImage::Format_RGB32);
        image.fill(color);
        const QString path = dir.filePath(name);
        if (!image.save(path))
            qFatal("cannot save %s", qPrintable(name));
        return QUrl::fromLocalFile(path);
    }
};

inline std::string textIn(const FieldValues& fields, std::string_view entityName, std::string_view name)
{
    const auto at = fields.find(fieldId(entityName, name));
    return at == fields.end() ? "(nothing)" : std::get<std::string>(at->second);
}

} // namespace qoloner::test
