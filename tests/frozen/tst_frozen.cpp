// SPDX-License-Identifier: Apache-2.0
// Files of every released version: opened, brought up to date, synced.
#include "tests/frozen/frozen.h"

#include "sync/server/store/sqlite_migrations.h"
#include "tests/support/sync_world.h"
#include <QDir>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

std::string frozenSql(const QString& name)
{
    QFile file(QStringLiteral(QOLONER_SOURCE_DIR "/tests/data/frozen/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(name));
    return file.readAll().toStdString();
}

/// The city as it was kept, in a folder of its own.
struct OldCity {
    explicit OldCity(const QString& sql)
        : server(clock, [&](const std::string& folder) {
              frozen::prepareKey(folder);
              Database(folder + "/city.sqlite").exec(frozenSql(sql));
          })
    {}
    FakeClock clock;
    WorldServer server;
};

void thaw(WorldDevice& device, const QString& sql)
{
    device.requests.clear();
    device.session.reset();
    device.local.replica.reset();
    device.local.db.reset();
    const std::string file = device.local.dir.filePath("replica.db").toStdString();
    for (const char* part : {"", "-wal", "-shm"})
        QFile::remove(QString::fromStdString(file) + QLatin1String(part));
    Database(file).exec(frozenSql(sql));
    device.restart();
}

} // namespace

class FrozenTest : public QObject {
    Q_OBJECT
private slots:
    void aReplicaOfEachVersionIsOpenedAndSynced_data()
    {
        QTest::addColumn<QString>("replica");
        QTest::addColumn<QString>("city");
        const QDir folder(QStringLiteral(QOLONER_SOURCE_DIR "/tests/data/frozen"));
        const QStringList replicas = folder.entryList({"replica-*.sql"});
        const QStringList cities = folder.entryList({"city-*.sql"});
        // Of the first version and of today's: a new one is frozen with qoloner-freeze.
        QVERIFY(replicas.contains("replica-1.sql") && cities.contains("city-1.sql"));
        QVERIFY(replicas.contains(QStringLiteral("replica-%1.sql").arg(replicaVersion)));
        QVERIFY(cities.contains(QStringLiteral("city-%1.sql").arg(cityVersion)));
        // Each with the city it was frozen with: they have one past. Both come up to today's version.
        for (const QString& replica : replicas) {
            const QString city = QString(replica).replace("replica", "city");
            QVERIFY(cities.contains(city));
            QTest::newRow(qPrintable(replica)) << replica << city;
        }
    }
    void aReplicaOfEachVersionIsOpenedAndSynced()
    {
        QFETCH(QString, replica);
        QFETCH(QString, city);
        OldCity old(city);
        WorldDevice device(old.server, frozen::deviceSeed);
        thaw(device, replica);

        QCOMPARE(device.local.db->integer("PRAGMA user_version"), std::int64_t(replicaVersion));
        QCOMPARE(device.local.text(Facet::Draft, rowId(1), "story_ru"), std::string("Рассказ"));
        QCOMPARE(device.local.text(Facet::Draft, rowId(1), "story_kk"),
                 std::string("Әңгіме")); // not sent yet
        QCOMPARE(
            device.local.replica->row(artisanTable(Facet::Draft), rowId(50))->fields.at(frozen::laterField),
            Value(std::string(frozen::laterText)));
        QCOMPARE(device.stateOf(1), JournalState::Settled);
        QCOMPARE(device.entry(2)->error.code, std::string("permission_denied"));
        QCOMPARE(device.stateOf(3), JournalState::Accepted);
        QCOMPARE(device.stateOf(4), JournalState::Pending);

        device.exchange();
        QCOMPARE(device.session->status().lastError.code, std::string());
        QCOMPARE(device.session->status().pendingCount, std::size_t(0));
        for (const Dseq dseq : {3, 4, 5})
            QCOMPARE(device.stateOf(dseq), JournalState::Settled);
        QCOMPARE(device.stateOf(2), JournalState::Rejected);
        for (const int n : {1, 2, 3})
            QVERIFY(old.server.row(artisanTable(Facet::Draft), rowId(n)));
        const auto story = old.server.row(artisanTable(Facet::Draft), rowId(1));
        QCOMPARE(story->fields.at(artisanField("story_kk")), Value(std::string("Әңгіме")));

        // The chain goes on where it was.
        const auto next = device.commit({patch(rowId(3), "story_kk", std::string("Жаңа"))});
        QVERIFY(next);
        device.exchange();
        QCOMPARE(device.stateOf(*next), JournalState::Settled);
    }
};

QTEST_GUILESS_MAIN(FrozenTest)
#include "tst_frozen.moc"
