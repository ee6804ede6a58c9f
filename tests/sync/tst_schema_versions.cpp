// SPDX-License-Identifier: Apache-2.0
// Apps and servers of three schema versions in one city.
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

constexpr std::uint32_t oldest = schemaVersion, middle = schemaVersion + 1, newest = schemaVersion + 2;
constexpr std::uint16_t website = 900, languages = 901, email = 902;

/// What the next two versions may bring: fields, a facet the entity never had, an entity.
const Catalogue& version(std::uint32_t wanted)
{
    static const Catalogue latest = [] {
        Catalogue all{newest, builtInCatalogue().entities};
        Entity& artisan = all.entities[entity("artisan").id - 1u];
        artisan.fields.push_back({.id = website, .name = "website", .doc = "", .max = 200, .since = middle});
        artisan.fields.push_back(
            {.id = languages, .name = "languages", .doc = "", .required = true, .max = 200, .since = newest});
        artisan.fields.push_back({.id = email,
                                  .name = "email",
                                  .group = Group::Registered,
                                  .doc = "",
                                  .max = 200,
                                  .since = middle});
        Entity visit;
        visit.id = std::uint16_t(all.entities.size() + 1);
        visit.name = "visit";
        visit.owner = Owner::Artisan;
        visit.fields = {{.id = 1,
                         .name = "artisan",
                         .type = FieldType::Id,
                         .group = Group::Staff,
                         .doc = "",
                         .required = true,
                         .max = 200,
                         .refers = "artisan"},
                        {.id = 2, .name = "note", .group = Group::Staff, .doc = "", .max = 500}};
        visit.since = newest;
        all.entities.push_back(visit);
        return all;
    }();
    static const Catalogue first = catalogueAsOf(latest, oldest);
    static const Catalogue second = catalogueAsOf(latest, middle);
    return wanted == oldest ? first : wanted == middle ? second : latest;
}

struct World {
    explicit World(std::uint32_t serverVersion) : server(clock)
    {
        server.speaks = &version(serverVersion);
        server.open();
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        server.invite("ABCD2346", rowId(902), Role::Moderator);
        server.invite("ABCD2347", rowId(903), Role::Moderator);
    }
    std::unique_ptr<WorldDevice> app(std::uint32_t of, char seed, const std::string& code)
    {
        auto device = std::make_unique<WorldDevice>(server, seed);
        update(*device, of);
        device->enrol(code);
        return device;
    }
    /// The app is replaced by that of another version, on the same file.
    static void update(WorldDevice& device, std::uint32_t to)
    {
        device.speaks = &version(to);
        device.restart();
    }
    Value onServer(Facet facet, int n, std::uint16_t field)
    {
        const auto row = server.row(artisanTable(facet), rowId(n));
        const auto at = row ? row->fields.find(field) : FieldValues::const_iterator();
        return row && at != row->fields.end() ? at->second : Value();
    }
    FakeClock clock;
    WorldServer server;
};

Change full(int n)
{
    Change change = newArtisan(rowId(n));
    change.fields[website] = std::string("https://example.kz");
    change.fields[languages] = std::string("kk ru");
    change.fields[email] = std::string("usta@example.kz");
    return change;
}

Change visitOf(int n, int artisan)
{
    return {OpKind::Put,
            std::uint16_t(version(newest).entities.size()),
            rowId(n),
            {{1, rowId(artisan)}, {2, std::string("Қонақта")}}};
}

Change change(int n, std::uint16_t field, const char* text)
{
    return {OpKind::Patch, entity("artisan").id, rowId(n), {{field, std::string(text)}}};
}

} // namespace

class SchemaVersionsTest : public QObject {
    Q_OBJECT
private slots:
    void anOlderAppKeepsSyncingAndHarmsNothingItDoesNotKnow_data()
    {
        QTest::addColumn<unsigned>("of");
        QTest::newRow("one version old") << unsigned(middle);
        QTest::newRow("two versions old") << unsigned(oldest);
    }
    void anOlderAppKeepsSyncingAndHarmsNothingItDoesNotKnow()
    {
        QFETCH(unsigned, of);
        World w(newest);
        const auto fresh = w.app(newest, 'n', "ABCD2346");
        const auto old = w.app(of, 'o', "ABCD2345");
        QVERIFY(fresh->commit({full(1), visitOf(60, 1)}));
        fresh->exchange();
        old->exchange();
        QVERIFY(old->shows(artisanTable(Facet::Draft), rowId(1)));
        QVERIFY(old->commit({patch(rowId(1), "settlement", std::string("Жезді"))}));
        const auto made = old->commit({newArtisan(rowId(2))}); // of its time: without what is required today
        QVERIFY(made);
        old->exchange();
        QCOMPARE(old->stateOf(*made), JournalState::Settled);
        fresh->exchange();
        QCOMPARE(fresh->local.text(Facet::Draft, rowId(1), "settlement"), std::string("Жезді"));
        QCOMPARE(w.onServer(Facet::Draft, 1, website), Value(std::string("https://example.kz")));
        QCOMPARE(w.onServer(Facet::Draft, 1, languages), Value(std::string("kk ru")));
        QCOMPARE(w.onServer(Facet::Registered, 1, email), Value(std::string("usta@example.kz")));
        QVERIFY(fresh->shows(artisanTable(Facet::Draft), rowId(2)));
    }

    void whatCameTooEarlyIsThereWhenTheAppIsUpdated()
    {
        World w(newest);
        const auto fresh = w.app(newest, 'n', "ABCD2346");
        const auto old = w.app(oldest, 'o', "ABCD2347");
        QVERIFY(fresh->commit({full(1), visitOf(60, 1)}));
        fresh->exchange();
        old->exchange();
        const auto pending = old->commit({patch(rowId(1), "story_kk", std::string("Әңгіме"))});
        for (const std::uint32_t to : {middle, newest}) {
            World::update(*old, to); // without a network
            const CatalogueScope scope(version(to));
            const auto row = old->local.replica->row(artisanTable(Facet::Draft), rowId(1));
            QCOMPARE(row->fields.at(website), Value(std::string("https://example.kz")));
            QCOMPARE(row->fields.at(languages), Value(std::string("kk ru")));
            QCOMPARE(row->fields.at(artisanField("story_kk")), Value(std::string("Әңгіме")));
            QCOMPARE(old->local.replica->row(artisanTable(Facet::Registered), rowId(1))->fields.at(email),
                     Value(std::string("usta@example.kz")));
            Statement column = old->local.db->prepare("SELECT website FROM artisan_draft WHERE id = ?");
            const std::string id = rowId(1);
            column.bind(1, id);
            QVERIFY(column.step());
            QCOMPARE(column.string(0), std::string("https://example.kz"));
        }
        {
            const CatalogueScope scope(version(newest));
            const TableId visits = TableId::of(entity("visit").id, Facet::Staff);
            QCOMPARE(old->local.replica->row(visits, rowId(60))->fields.at(2), Value(std::string("Қонақта")));
        }
        old->exchange();
        QCOMPARE(old->stateOf(*pending), JournalState::Settled);
    }

    void aFileOfANewerSchemaIsLeftAlone()
    {
        World w(newest);
        const auto device = w.app(newest, 'n', "ABCD2346");
        device->speaks = &version(oldest);
        QVERIFY_THROWS_EXCEPTION(NotADatabase, device->restart());
    }

    void whatAnOlderServerCannotPlaceGoesAgainWhenItCan()
    {
        World w(oldest);
        const auto app = w.app(newest, 'n', "ABCD2346");
        const auto reader = w.app(newest, 'r', "ABCD2347");
        QVERIFY(app->commit({full(1)}));
        const auto known = app->commit({patch(rowId(1), "settlement", std::string("Жезді"))});
        app->exchange();
        // The record itself, and what builds on it: refused, visible, kept.
        QCOMPARE(app->entry(1)->error.code, std::string("server_too_old"));
        QCOMPARE(app->entry(1)->error.args,
                 (std::vector<std::string>{std::to_string(newest), std::to_string(oldest)}));
        QCOMPARE(app->stateOf(*known), JournalState::Rejected);
        {
            const CatalogueScope scope(version(newest));
            QCOMPARE(app->local.text(Facet::Draft, rowId(1), "settlement"), std::string("Жезді"));
        }
        app->exchange();
        QCOMPARE(app->stateOf(1), JournalState::Rejected); // and not asked in a circle
        QCOMPARE(app->local.replica->journal().size(), std::size_t(2));

        w.server.speaks = &version(newest);
        w.server.open();
        w.clock.ms += 3'600'000; // the token runs out, so the server is greeted again
        app->local.clock.ms = reader->local.clock.ms = w.clock.ms;
        app->exchange();
        QCOMPARE(app->session->status().pendingCount, std::size_t(0));
        QCOMPARE(app->stateOf(1), JournalState::Closed);
        QCOMPARE(app->stateOf(3), JournalState::Settled);
        QCOMPARE(app->local.replica->mutation(3)->mends, Dseq(1));
        QCOMPARE(app->stateOf(4), JournalState::Settled);
        reader->exchange();
        const CatalogueScope scope(version(newest));
        QCOMPARE(reader->local.text(Facet::Draft, rowId(1), "settlement"), std::string("Жезді"));
        QCOMPARE(w.onServer(Facet::Draft, 1, website), Value(std::string("https://example.kz")));
    }

    void anOlderServerTakesWhatItKnowsFromANewerApp()
    {
        World w(oldest);
        const auto old = w.app(oldest, 'o', "ABCD2347");
        const auto app = w.app(newest, 'n', "ABCD2346");
        QVERIFY(old->commit({newArtisan(rowId(1))}));
        old->exchange();
        app->exchange();
        const auto known = app->commit({patch(rowId(1), "settlement", std::string("Жезді"))});
        const auto unknown = app->commit({change(1, website, "https://example.kz")});
        const auto after = app->commit({patch(rowId(1), "story_kk", std::string("Әңгіме"))});
        app->exchange();
        QCOMPARE(app->stateOf(*known), JournalState::Settled);
        QCOMPARE(app->entry(*unknown)->error.code, std::string("server_too_old"));
        QCOMPARE(app->stateOf(*after), JournalState::Settled); // blocks nothing else
    }

    void nobodyApprovesWhatTheirAppDoesNotShow()
    {
        World w(newest);
        const auto fresh = w.app(newest, 'n', "ABCD2346");
        const auto old = w.app(oldest, 'o', "ABCD2347");
        const auto c = [](const char* name) { return fieldId("consent", name); };
        QVERIFY(fresh->commit({full(1),
                               {OpKind::Put,
                                entity("consent").id,
                                rowId(70),
                                {{c("artisan"), rowId(1)},
                                 {c("purposes"), std::string("public_profile")},
                                 {c("text_version"), std::string("1")},
                                 {c("lang"), std::string("kk")},
                                 {c("method"), std::string("paper")},
                                 {c("given_at"), std::int64_t(1'700'000'000'000)}}}}));
        fresh->exchange();
        old->exchange();
        const auto approved = old->commit({{OpKind::Approve, entity("artisan").id, rowId(1), {}}});
        QVERIFY(approved);
        old->exchange();
        QCOMPARE(old->stateOf(*approved), JournalState::Settled);
        QCOMPARE(w.onServer(Facet::Published, 1, artisanField("settlement")), Value(std::string("Ұлытау")));
        QVERIFY(isNull(w.onServer(Facet::Published, 1, website)));
    }
};

QTEST_GUILESS_MAIN(SchemaVersionsTest)
#include "tst_schema_versions.moc"
