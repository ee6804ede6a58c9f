// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"
#include "tests/support/replica_fixture.h"

#include <QTest>

namespace qoloner::test {

using Named = std::map<std::string, Value>;

/// Answers a join as it is told to.
class SyncDouble final : public SyncPort {
public:
    QString phase() const override { return QStringLiteral("idle"); }
    int pendingCount() const override { return 0; }
    QDateTime lastSuccess() const override { return {}; }
    qint64 rowsPulled() const override { return 0; }
    QString lastErrorCode() const override { return {}; }
    QStringList lastErrorArgs() const override { return {}; }
    bool waitsForUnmetered() const override { return false; }
    bool enrolled() const override { return member; }
    QString role() const override { return member ? QStringLiteral("field") : QStringLiteral("visitor"); }
    QString personName() const override { return {}; }
    QString actor() const override { return {}; }
    QString artisan() const override { return {}; }
    QStringList regions() const override { return {}; }
    QString serverUrl() const override { return {}; }
    bool offline() const override { return false; }
    void syncNow() override {}
    void join(const QString& inviteOrServer, const QString& code) override
    {
        asked << inviteOrServer + QLatin1Char('|') + code;
    }
    void cancelJoin() override { ++cancelled; }
    void setOffline(bool) override {}

    bool member = false;
    QStringList asked;
    int cancelled = 0;
};

/// A moderator's device: rows come by pulled pages, the person's own by commit.
struct StaffFixture {
    QTemporaryDir dir;
    FakeClock clock;
    ReplicaHub hub{{dir.filePath("replica.db"), {}, 2}};
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{nullptr};
    SyncDouble sync;
    Services services{{&hub, &sync, &settings, &position, nullptr, &clock, {}}};
    std::uint64_t rev = 0;

    StaffFixture()
    {
        if (!hub.waitUntilOpen())
            qFatal("the replica does not open");
        hub.writeAndWait([](Replica& replica) {
            replica.setIdentity(SigningKey::fromSeed(std::string(32, 'm')), rowId(900));
        });
        settings.setLanguage("kk");
        pull("craft", Facet::Published, "felt", {{"name_kk", std::string("Киіз")}}, 1);
        pull("region", Facet::Published, "KZ-62", {{"name_kk", std::string("Ұлытау")}}, 1);
    }

    /// The server's row, all of it written by mutation `dseq` of another device, at 1000 s + dseq.
    void pull(std::string_view entityName, Facet facet, const std::string& id, const Named& values, Dseq dseq)
    {
        pullParts(entityName, facet, id, {{values, dseq}});
    }
    void pullParts(std::string_view entityName, Facet facet, const std::string& id,
                   const std::vector<std::pair<Named, Dseq>>& parts)
    {
        RowState state;
        state.rev = ++rev;
        for (const auto& [values, dseq] : parts)
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
        page.rows.push_back({TableId::of(entity(entityName).id, facet), id, state.rev, 0, stamps, out.out()});
        page.cursor["moderation"] = rev;
        page.complete = rev;
        hub.writeAndWait([&](Replica& replica) {
            if (const auto ok = replica.applyPage(page); !ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
    }
    void draft(const std::string& id, const std::string& name, Dseq dseq)
    {
        pull("artisan", Facet::Draft, id, values(name), dseq);
    }
    void published(const std::string& id, const std::string& name, Dseq dseq)
    {
        Named all = values(name);
        all["status"] = std::string("published");
        pull("artisan", Facet::Published, id, all, dseq);
    }
    static Named values(const std::string& name, const std::string& status = "in_review")
    {
        return {{"name_kk", name},
                {"craft", std::string("felt")},
                {"region", std::string("KZ-62")},
                {"settlement", std::string("Жезді")},
                {"status", status}};
    }
    void conflict(const std::string& id, const std::string& master, std::string_view field,
                  const Value& losing, Dseq dseq)
    {
        CborWriter out;
        writeValue(out, losing);
        pull("conflict", Facet::Staff, id,
             {{"artisan", master},
              {"entity", std::int64_t(entity("artisan").id)},
              {"row", master},
              {"field", std::int64_t(fieldId("artisan", field))},
              {"value", Bytes{out.out()}},
              {"author_name", std::string("Болат")},
              {"written_at", std::int64_t(1'000'000 + dseq)},
              {"reason", std::string("concurrent")},
              {"state", std::string("open")}},
             dseq);
    }
    Dseq commit(const std::vector<Change>& changes)
    {
        Dseq dseq = 0;
        hub.writeAndWait([&](Replica& replica) {
            const auto done = replica.commit(changes);
            if (!done)
                qFatal("commit refused: %s", done.error().code.c_str());
            dseq = *done;
        });
        return dseq;
    }
    /// What waits to be sent.
    std::vector<Mutation> sent()
    {
        std::vector<Mutation> out;
        hub.writeAndWait([&](Replica& replica) {
            for (const SignedMutation& sealed : replica.pending(100, 1'000'000))
                out.push_back(*decodeMutation(sealed.body));
        });
        return out;
    }
    void answer(Dseq dseq, Outcome outcome, const Error& error = {})
    {
        Answer answer;
        answer.dseq = dseq;
        answer.outcome = outcome;
        answer.rev = error.code.empty() ? rev + 100 : 0;
        answer.error = error;
        hub.writeAndWait([&](Replica& replica) { replica.applyAnswers({answer}); });
    }
};

inline QStringList column(const RowListModel& model, const QString& role)
{
    QStringList out;
    for (int i = 0; i < model.count(); ++i)
        out << model.get(i, role).toString();
    return out;
}

inline QString id(int n)
{
    return QString::fromStdString(rowId(n));
}

} // namespace qoloner::test
