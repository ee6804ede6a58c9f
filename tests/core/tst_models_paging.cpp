// SPDX-License-Identifier: Apache-2.0
// Long lists: what a page costs, and what the view is told.
#include "core/models/conflicts_model.h"
#include "core/models/list_order.h"
#include "core/models/my_records_model.h"
#include "core/models/outbox_model.h"
#include "core/models/places_model.h"
#include "core/models/queue_model.h"
#include "tests/support/replica_fixture.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <list>
#include <set>
#include <sqlite3.h>

using namespace qoloner;
using test::rowId;

namespace {

using Named = std::map<std::string, Value>;
using Rows = std::map<std::string, Named>;

/// A replica that fills by pulled pages of many rows.
struct Fixture {
    QTemporaryDir dir;
    test::FakeClock clock;
    std::unique_ptr<ReplicaHub> hub;
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{nullptr};
    std::unique_ptr<Services> services;
    std::uint64_t rev = 0;

    Fixture()
    {
        settings.setLanguage("kk");
        open();
    }
    QString path() const { return dir.filePath("replica.db"); }
    void open()
    {
        services.reset();
        hub = std::make_unique<ReplicaHub>(ReplicaHub::Options{path(), {}, 2});
        if (!hub->waitUntilOpen())
            qFatal("the replica does not open");
        hub->writeAndWait([](Replica& replica) {
            replica.setIdentity(SigningKey::fromSeed(std::string(32, 'm')), rowId(900));
        });
        services = std::make_unique<Services>(
            Services::Parts{hub.get(), nullptr, &settings, &position, nullptr, &clock, {}});
    }
    /// Rows of the server; one without values has left.
    void pull(std::string_view entityName, Facet facet, const Rows& rows)
    {
        std::list<std::string> kept;
        PulledPage page;
        page.epoch = "e";
        ++rev;
        for (const auto& [id, values] : rows) {
            RowState state;
            for (const auto& [name, value] : values) {
                const std::uint16_t field = fieldId(entityName, name);
                state.fields[field] = value;
                if (name != "status")
                    state.stamps.set(field, {Hlc::of(1'000'000 + rev), {7, rev}});
            }
            CborWriter out;
            writeFields(out, state.fields);
            const std::string& fields = kept.emplace_back(out.take());
            const std::string& stamps = kept.emplace_back(state.stamps.encode());
            page.rows.push_back({TableId::of(entity(entityName).id, facet), id, rev,
                                 values.empty() ? std::uint8_t(RowLeft) : std::uint8_t(0), stamps, fields});
        }
        page.cursor["moderation"] = rev;
        page.complete = rev;
        hub->writeAndWait([&](Replica& replica) {
            if (const auto ok = replica.applyPage(page); !ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
    }
    static Named place(const std::string& name, int n = 0)
    {
        return {{"kind", std::string("museum")},
                {"name_kk", name},
                {"lat", std::int64_t(432'500'000 + (n * 7919) % 100'000)},
                {"lon", std::int64_t(769'500'000)}};
    }
    static Named master(const std::string& name)
    {
        return {{"name_kk", name},
                {"craft", std::string("felt")},
                {"region", std::string("KZ-62")},
                {"settlement", std::string("Ұлытау")}};
    }
    static std::string numbered(int n) { return QString("p%1").arg(n, 6, 10, QChar('0')).toStdString(); }
    void places(int count)
    {
        Rows rows;
        for (int i = 0; i < count; ++i)
            rows[numbered(i)] = place(numbered(i), i);
        pull("place", Facet::Published, rows);
    }
};

struct Places : PlacesModel {
    using PlacesModel::fetch;
};
struct Masters : MastersModel {
    using MastersModel::fetch;
};
struct Records : MyRecordsModel {
    using MyRecordsModel::fetch;
};
struct Queue : QueueModel {
    using QueueModel::fetch;
};
struct Conflicts : ConflictsModel {
    using ConflictsModel::fetch;
};
struct Outbox : OutboxModel {
    using OutboxModel::fetch;
};

/// What reading pages of a list cost, in steps of SQLite's machine.
struct Cost {
    int first = 0, last = 0;
    std::size_t rows = 0;
};

int stepsSince(Database& db)
{
    int steps = 0;
    for (sqlite3_stmt* s = sqlite3_next_stmt(db.handle(), nullptr); s; s = sqlite3_next_stmt(db.handle(), s))
        steps += sqlite3_stmt_status(s, SQLITE_STMTSTATUS_VM_STEP, 1);
    return steps;
}

/// Reads the list to its end by pages of 50, on a connection of its own.
template <class Model> Cost costOf(const QString& path, QStringList* keys = nullptr)
{
    Model model;
    model.setLanguage("kk");
    Database::Options readOnly;
    readOnly.mode = Database::Mode::ReadOnly;
    Database db(path.toStdString(), readOnly);
    registerListSql(db);
    RowListModel::Page page{50, {}};
    Cost cost;
    while (true) {
        stepsSince(db);
        const std::vector<ListRow> rows = model.fetch()(db, page);
        const int steps = stepsSince(db);
        if (rows.size() == page.limit)
            (page.after ? cost.last : cost.first) = steps;
        cost.rows += rows.size();
        for (const ListRow& row : rows)
            if (keys)
                keys->append(row.key);
        if (rows.size() < page.limit)
            return cost;
        page.after = rows.back();
    }
}

QStringList keysOf(const RowListModel& model)
{
    QStringList out;
    for (int i = 0; i < model.count(); ++i)
        out << model.get(i, "rowId").toString();
    return out;
}

} // namespace

class ModelsPagingTest : public QObject {
    Q_OBJECT
private slots:
    void aPageCostsItsOwnRowsHoweverLongTheList_data();
    void aPageCostsItsOwnRowsHoweverLongTheList();
    void pagesByDistanceAddUpToAllPlacesOnce();
    void aSyncLeavesWhatIsOnScreenWhereItIs();
    void whatMovesIntoAndOutOfTheWindowIsTold();
    void aFileWithoutOrdersGetsThem();
    void aPartThatGoesTakesItsMasterOutOfTheQueue();
};

void ModelsPagingTest::aPageCostsItsOwnRowsHoweverLongTheList_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("places") << 0;
    QTest::newRow("masters") << 1;
    QTest::newRow("own records") << 2;
    QTest::newRow("queue") << 3;
    QTest::newRow("conflicts") << 4;
    QTest::newRow("outbox") << 5;
}

void ModelsPagingTest::aPageCostsItsOwnRowsHoweverLongTheList()
{
    QFETCH(int, which);
    const auto measure = [which](int count) {
        Fixture f;
        Rows rows;
        for (int i = 0; i < count; ++i) {
            const std::string name = Fixture::numbered(i);
            switch (which) {
            case 0:
                rows[rowId(i)] = Fixture::place(name, i);
                break;
            case 4:
                rows[rowId(i)] = {{"entity", std::int64_t(entity("artisan").id)},
                                  {"row", rowId(1)},
                                  {"field", std::int64_t(fieldId("artisan", "name_kk"))},
                                  {"written_at", std::int64_t(1'000'000 + i)}};
                break;
            case 5:
                break;
            default:
                rows[rowId(i)] = Fixture::master(name);
            }
        }
        switch (which) {
        case 0:
            f.pull("place", Facet::Published, rows);
            return costOf<Places>(f.path());
        case 1:
            f.pull("artisan", Facet::Published, rows);
            return costOf<Masters>(f.path());
        case 2:
            f.pull("artisan", Facet::Draft, rows);
            return costOf<Records>(f.path());
        case 3:
            f.pull("artisan", Facet::Draft, rows);
            return costOf<Queue>(f.path());
        case 4:
            f.pull("conflict", Facet::Staff, rows);
            return costOf<Conflicts>(f.path());
        default:
            f.hub->writeAndWait([&](Replica& replica) {
                (void)replica.commit({test::newArtisan(rowId(1))});
                // As many lines as wanted, without signing each.
                replica.database().exec(
                    "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                    std::to_string(count) +
                    ") INSERT INTO journal (dseq, state, created_ms, entity, row, kind, hash, signature, "
                    "body) SELECT i, i % 6, 1, entity, row, kind, hash, signature, body FROM n JOIN journal "
                    "WHERE dseq = 1");
            });
            return costOf<Outbox>(f.path());
        }
    };
    const Cost small = measure(300);
    const Cost large = measure(4000);
    QCOMPARE(small.rows, std::size_t(300));
    QCOMPARE(large.rows, std::size_t(4000));
    qInfo("steps a page of 50: first %d and %d, last %d and %d (300 and 4000 rows)", small.first, large.first,
          small.last, large.last);
    QVERIFY2(large.first * 10 < small.first * 13, "the first page costs more in a longer list");
    QVERIFY2(large.last * 10 < small.last * 13, "the last page costs more in a longer list");
}

void ModelsPagingTest::pagesByDistanceAddUpToAllPlacesOnce()
{
    Fixture f;
    f.places(500);
    f.pull("place", Facet::Published,
           {{"nowhere", {{"kind", std::string("museum")}, {"name_kk", std::string("?")}}}});
    PlacesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setNear(QGeoCoordinate(43.25, 76.95));
    model.setServices(f.services.get());
    QTRY_VERIFY(!model.loading());
    while (model.canFetchMore({})) {
        const int before = model.count();
        model.fetchMore({});
        QTRY_VERIFY(model.count() > before || !model.canFetchMore({}));
    }
    QCOMPARE(model.count(), 501);
    const QStringList keys = keysOf(model);
    QCOMPARE(std::set<QString>(keys.begin(), keys.end()).size(), std::size_t(501));
    for (int i = 2; i < 500; ++i)
        QVERIFY(model.get(i - 1, "distance").toDouble() <= model.get(i, "distance").toDouble());
    QCOMPARE(keys.last(), QString("nowhere"));
}

void ModelsPagingTest::aSyncLeavesWhatIsOnScreenWhereItIs()
{
    Fixture f;
    f.places(3000);
    PlacesModel model;
    model.setServices(f.services.get());
    QTRY_COMPARE(model.count(), 60);
    for (int page = 2; page <= 4; ++page) {
        model.fetchMore({});
        QTRY_COMPARE(model.count(), page * 60);
    }
    const QPersistentModelIndex onScreen = model.index(150);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    Rows rows;
    for (int i = 0; i < 40; ++i)
        rows["q" + Fixture::numbered(i)] = Fixture::place(Fixture::numbered(i) + " жаңа", i);
    rows[Fixture::numbered(10)] = {}; // gone
    f.pull("place", Facet::Published, rows);
    QTRY_COMPARE(model.indexOf(QString::fromStdString(Fixture::numbered(10))), -1);
    QCOMPARE(onScreen.row(), 150 + 40 - 1);
    QCOMPARE(model.get(onScreen.row(), "name").toString(), QString::fromStdString(Fixture::numbered(150)));
    QCOMPARE(model.count(), 240 + 40 - 1); // the window ends with the row that was last
    QCOMPARE(model.get(model.count() - 1, "name").toString(), QString::fromStdString(Fixture::numbered(239)));
    QCOMPARE(reset.count() + moved.count() + changed.count(), 0);
    QCOMPARE(removed.count(), 1);
    int added = 0;
    for (const auto& signal : inserted)
        added += signal[2].toInt() - signal[1].toInt() + 1;
    QCOMPARE(added, 40);
}

void ModelsPagingTest::whatMovesIntoAndOutOfTheWindowIsTold()
{
    Fixture f;
    f.places(2000);
    PlacesModel model;
    model.setServices(f.services.get());
    QTRY_COMPARE(model.count(), 60);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    const auto name = [](int n) { return QString::fromStdString(Fixture::numbered(n)); };
    f.pull("place", Facet::Published,
           {{Fixture::numbered(1500), Fixture::place(Fixture::numbered(20) + "a")}});
    QTRY_COMPARE(model.indexOf(name(1500)), 21);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count() + moved.count(), 0);
    f.pull("place", Facet::Published, {{Fixture::numbered(5), Fixture::place(Fixture::numbered(40) + "a")}});
    QTRY_COMPARE(model.indexOf(name(5)), 41);
    QCOMPARE(moved.count(), 1);
    f.pull("place", Facet::Published, {{Fixture::numbered(30), Fixture::place("яяя")}});
    QTRY_COMPARE(model.indexOf(name(30)), -1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(moved.count() + inserted.count(), 2);
}

void ModelsPagingTest::aFileWithoutOrdersGetsThem()
{
    Fixture f;
    f.places(100);
    QStringList before;
    QCOMPARE(costOf<Places>(f.path(), &before).rows, std::size_t(100));
    f.services.reset();
    f.hub.reset();
    Database(f.path().toStdString())
        .exec("DROP TABLE row_order; DELETE FROM meta WHERE key = 'list_order_version'");
    f.open();
    QStringList after;
    QCOMPARE(costOf<Places>(f.path(), &after).rows, std::size_t(100));
    QCOMPARE(after, before);
}

void ModelsPagingTest::aPartThatGoesTakesItsMasterOutOfTheQueue()
{
    Fixture f;
    f.pull("artisan", Facet::Draft,
           {{rowId(1), Fixture::master("Айша")}, {rowId(2), Fixture::master("Болат")}});
    --f.rev; // the same mutation wrote what is published
    f.pull("artisan", Facet::Published, {{rowId(1), Fixture::master("Айша")}});
    f.rev += 10;
    const Named photo = {
        {"artisan", rowId(1)}, {"sha256", std::string(64, 'a')}, {"mime", std::string("image/jpeg")}};
    f.pull("media", Facet::Draft, {{rowId(50), photo}});
    QueueModel model;
    model.setServices(f.services.get());
    QTRY_COMPARE(model.count(), 2);
    f.pull("media", Facet::Draft, {{rowId(50), {}}});
    QTRY_COMPARE(keysOf(model), QStringList{QString::fromStdString(rowId(2))});
    f.pull("media", Facet::Draft, {{rowId(50), photo}});
    QTRY_COMPARE(model.count(), 2);
}

QTEST_GUILESS_MAIN(ModelsPagingTest)
#include "tst_models_paging.moc"
