// SPDX-License-Identifier: Apache-2.0
// A city that is whole is called whole; of one that is not, each fault is named.
#include "sync/server/store/city_tables.h"
#include "sync/server/verify.h"
#include "tests/server/city_fixture.h"
#include <QProcess>
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

std::size_t columnOf(const StoredTable& table, std::string_view name)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].name == name)
            return i;
    throw std::runtime_error("no column " + std::string(name));
}

/// A city in which people have been at work.
struct Town {
    City city;
    Device device;

    Town() : device(city.enrol(Role::Field, {"KZ-62", "KZ-47"}))
    {
        city.push(device, {master("one", "KZ-62", "m")});
        city.push(device, {master("two", "KZ-62", "n")});
        city.push(device, {{OpKind::Patch,
                            entity("artisan").id,
                            "one",
                            {{fieldId("artisan", "region"), std::string("KZ-47")}},
                            {}}}); // leaves a scope and comes into another
        city.push(device, {{OpKind::Delete, entity("artisan").id, "two", {}, {}}});
    }
    /// As somebody does who has the store's password and no conscience.
    void rewrite(std::string_view name, const std::function<void(const StoredTable&, StoredTuple&)>& change)
    {
        for (const StoredTable& table : storedTables())
            if (table.name == name)
                city.store->write([&] {
                    std::vector<StoredTuple> all = city.store->tuples(table, {}); // fewer than a part
                    city.store->clear(table);
                    for (StoredTuple& tuple : all) {
                        change(table, tuple);
                        city.store->putTuple(table, tuple);
                    }
                });
    }
    std::vector<std::string> faults() { return verifyCity(*city.store).faults; }
    RowKey key(const std::string& id) const { return {TableId::of(entity("artisan").id, Facet::Draft), id}; }
};

bool names(const std::vector<std::string>& faults, const std::string& words)
{
    return std::any_of(faults.begin(), faults.end(),
                       [&](const std::string& fault) { return fault.find(words) != std::string::npos; });
}

} // namespace

class VerifyTest : public QObject {
    Q_OBJECT
private slots:
    void aCityAtWorkIsWhole()
    {
        Town town;
        const CityReport report = verifyCity(*town.city.store);
        for (const std::string& fault : report.faults)
            qWarning("%s", fault.c_str());
        QVERIFY(report.faults.empty());
        QVERIFY(report.rows > 4);
        QVERIFY(report.mutations >= 4);
    }

    void aMutationThatNobodySignedIsNamed()
    {
        Town town;
        town.rewrite("mutation", [&](const StoredTable& table, StoredTuple& tuple) {
            if (std::get<std::int64_t>(tuple[columnOf(table, "device")]) !=
                    std::int64_t(town.device.key.device()) ||
                std::get<std::int64_t>(tuple[columnOf(table, "dseq")]) != 2)
                return;
            SignedMutation mutation{std::get<std::string>(tuple[columnOf(table, "body")]),
                                    std::get<std::string>(tuple[columnOf(table, "signature")])};
            mutation.signature[5] = char(mutation.signature[5] ^ 1);
            tuple[columnOf(table, "signature")] = mutation.signature;
            tuple[columnOf(table, "hash")] = mutation.hash();
        });
        const auto faults = town.faults();
        QVERIFY(names(faults, "mutation 2 of device"));
        QVERIFY(names(faults, "is not what its device signed"));
        QVERIFY(names(faults, "mutation 3 of device"));
        QVERIFY(names(faults, "does not follow the one before"));
    }

    void aDeviceThatEndsElsewhereIsNamed()
    {
        Town town;
        town.city.store->write([&] {
            auto record = *town.city.store->device(town.device.key.device());
            record.lastHash[0] = char(record.lastHash[0] ^ 1);
            town.city.store->putDevice(record);
        });
        QVERIFY(names(town.faults(), "is said to have ended with another mutation"));
    }

    void aRowBeyondTheHeadIsNamed()
    {
        Town town;
        town.city.store->write([&] {
            auto row = *town.city.store->row(town.key("one"));
            row.state.rev = 1'000'000;
            town.city.store->putRow(row);
        });
        const auto faults = town.faults();
        QVERIFY(names(faults, "artisan_draft one lies beyond the head"));
        QVERIFY(names(faults, "has changed since the feed"));
    }

    void aValueThatNobodyCouldHaveGivenIsNamed()
    {
        Town town;
        town.city.store->write([&] {
            auto row = *town.city.store->row(town.key("one"));
            row.state.fields[fieldId("artisan", "level")] = std::string("emperor");
            town.city.store->putRow(row);
        });
        QVERIFY(names(town.faults(), "artisan_draft one: level: field_not_a_choice"));
    }

    void aLineInTheWrongFeedIsNamed()
    {
        Town town;
        town.city.store->write([&] {
            town.city.store->putFeed("region/KZ-62", {town.key("one"), 3, false});
        });
        QVERIFY(
            names(town.faults(), "artisan_draft one is in the feed region/KZ-62, where it does not belong"));
    }

    void aRowThatNoFeedTellsOfIsNamed()
    {
        Town town;
        town.city.store->write([&] {
            auto row = *town.city.store->row(town.key("one"));
            row.key.id = "three";
            town.city.store->putRow(row);
        });
        QVERIFY(names(town.faults(), "artisan_draft three of revision"));
        QVERIFY(names(town.faults(), "is missing in the feed moderation"));
    }

    void aTornFileIsNamedAndTheCommandSaysNo()
    {
        QTemporaryDir folder;
        const auto run = [&](const QStringList& arguments) {
            QProcess admin;
            admin.start(QStringLiteral(QOLONER_BIN_DIR "/qoloner-admin"), arguments);
            if (!admin.waitForFinished(30'000))
                qFatal("qoloner-admin does not end");
            return std::pair(admin.exitCode(), admin.readAllStandardOutput() + admin.readAllStandardError());
        };
        QCOMPARE(run({"init", "--data", folder.path()}).first, 0);
        QCOMPARE(run({"import", "--data", folder.path()}).first, 0);
        const auto whole = run({"verify", "--data", folder.path()});
        QVERIFY2(whole.first == 0 && whole.second.contains("nothing is wrong"), whole.second);
        QFile file(folder.filePath("city.sqlite"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 8 * 4096; at < file.size(); at += 5 * 4096) {
            QVERIFY(file.seek(at));
            file.write(QByteArray(200, '\x5a'));
        }
        file.close();
        const auto torn = run({"verify", "--data", folder.path()});
        QVERIFY2(torn.first != 0, torn.second);
    }
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "tst_verify.moc"
