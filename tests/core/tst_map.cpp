// SPDX-License-Identifier: Apache-2.0
#include "core/map/gzip.h"
#include "core/map/label.h"
#include "core/map/mvt.h"
#include "core/map/mvt_writer.h"
#include "core/map/pack.h"
#include "core/map/pack_writer.h"
#include "core/map/schematic.h"
#include "core/map/tessellate.h"
#include "core/store/database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <numbers>
#include <protozero/pbf_writer.hpp>
#include <random>

using namespace qoloner;

namespace {

double meshArea(const FillMesh& mesh)
{
    double area = 0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const auto& a = mesh.vertices[mesh.indices[i]];
        const auto& b = mesh.vertices[mesh.indices[i + 1]];
        const auto& c = mesh.vertices[mesh.indices[i + 2]];
        area += std::abs(double(b.x - a.x) * (c.y - a.y) - double(c.x - a.x) * (b.y - a.y)) / 2;
    }
    return area;
}

/// A star-like ring: simple, and as ragged as it gets.
std::vector<TilePoint> star(std::mt19937& random, int corners, double least, double most, TilePoint centre,
                            bool clockwise)
{
    std::uniform_real_distribution<double> radius(least, most);
    std::vector<TilePoint> ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = (clockwise ? 1 : -1) * 2 * std::numbers::pi * i / corners;
        const double r = radius(random);
        const TilePoint p{centre.x + std::int32_t(r * std::cos(angle)),
                          centre.y + std::int32_t(r * std::sin(angle))};
        if (ring.empty() || !(ring.back() == p))
            ring.push_back(p);
    }
    return ring;
}

std::string sampleTile()
{
    MvtLayerWriter parks("park");
    parks.addPolygon(
        {{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}}, {{200, 200}, {200, 400}, {400, 400}, {400, 200}}},
        {{"class", std::string("park")}, {"name:kk", std::string("Саябақ")}});
    MvtLayerWriter roads("transportation");
    roads.addLines({{{0, 0}, {4096, 100}}}, {{"class", std::string("primary")}, {"lanes", std::int64_t(4)}});
    MvtLayerWriter pois("poi");
    pois.addPoint({2048, 2048}, {{"name", std::string("Көк базар")}});
    return encodeMvt({&parks, &roads, &pois});
}

} // namespace

class MapTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::string file(const char* name) const { return m_dir.filePath(QString::fromUtf8(name)).toStdString(); }

    static PackInfo info()
    {
        PackInfo info;
        info.name = "Test";
        info.attribution = "© nobody";
        info.west = 76.9, info.south = 43.2, info.east = 77.0, info.north = 43.3;
        info.centreLatitude = 43.25, info.centreLongitude = 76.95;
        info.minZoom = 14, info.maxZoom = 14;
        return info;
    }
    static TileId home() { return tileAt(worldFromDegrees(43.25, 76.95), 14); }

    void writePack(const std::string& path, const std::string& tile)
    {
        PackWriter writer(path, info(), "[]");
        writer.addTile(home(), tile);
        writer.finish();
    }

    PackError::Kind refusal(const QByteArray& bytes)
    {
        const std::string path = file("hostile.mbtiles");
        QFile out(QString::fromStdString(path));
        if (!out.open(QIODevice::WriteOnly))
            return PackError::None;
        out.write(bytes);
        out.close();
        PackError error;
        const auto pack = Pack::open(path, error);
        return pack ? PackError::None : error.kind;
    }

    static QByteArray bytesOf(const std::string& path)
    {
        QFile in(QString::fromStdString(path));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

private slots:
    void aTileComesBackAsItWasWritten()
    {
        const MvtTile tile = decodeMvt(sampleTile());
        QVERIFY2(tile.ok(), tile.error.c_str());
        const MvtLayer* parks = tile.layer("park");
        QVERIFY(parks);
        QCOMPARE(parks->features.size(), 1);
        QCOMPARE(parks->text(parks->features[0], "name:kk"), std::string_view("Саябақ"));
        const auto rings = parks->partsOf(parks->features[0]);
        QCOMPARE(rings.size(), 2);
        QCOMPARE(doubledArea(parks->pointsOf(rings[0])), 2'000'000);
        QCOMPARE(doubledArea(parks->pointsOf(rings[1])), -80'000);
        QVERIFY(std::get<std::int64_t>(*tile.layer("transportation")
                                            ->find(tile.layer("transportation")->features[0], "lanes")) == 4);
    }

    void damagedTilesAreRefusedNotRead()
    {
        const std::string good = sampleTile();
        std::mt19937 random(7);
        int refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string bad = good;
            for (int i = 0; i < 1 + round % 4; ++i)
                bad[random() % bad.size()] = char(random());
            bad.resize(bad.size() - random() % 8);
            const MvtTile tile = decodeMvt(bad);
            refused += !tile.ok();
            QVERIFY(tile.ok() || tile.layers.empty());
        }
        QVERIFY(refused > 1000);
    }

    void aFieldOfAnotherWireTypeIsRefused()
    {
        // A layer of a name and one number (extent, version), spelt as it must be and as bytes whose
        // length would pass for the number, and which would pass for fields nobody knows.
        const auto tile = [](protozero::pbf_tag_type field, bool asBytes) {
            const std::uint32_t value = field == 15 ? 2 : 4096;
            std::string layer, bytes, unknown;
            while (unknown.size() < value)
                unknown += std::string("\x50\0", 2); // field 10: 0
            protozero::pbf_writer inside(layer);
            inside.add_string(1, "park");
            if (asBytes)
                inside.add_string(field, unknown);
            else
                inside.add_uint32(field, value);
            protozero::pbf_writer(bytes).add_message(3, layer);
            return decodeMvt(bytes);
        };
        for (const protozero::pbf_tag_type field : {5, 15}) {
            QVERIFY2(tile(field, false).ok(), tile(field, false).error.c_str());
            QVERIFY(!tile(field, true).ok());
        }
    }

    void aTileThatClaimsTooMuchIsRefused()
    {
        MvtLayerWriter many("many");
        for (int i = 0; i < 100; ++i)
            many.addPoint({i, i}, {});
        const std::string bytes = encodeMvt({&many});
        MvtLimits limits;
        limits.features = 99;
        QVERIFY(!decodeMvt(bytes, limits).ok());
        limits = {};
        limits.points = 99;
        QVERIFY(!decodeMvt(bytes, limits).ok());
        QVERIFY(decodeMvt(bytes).ok());
    }

    void trianglesCoverExactlyThePolygon()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 300; ++round) {
            const auto outer = star(random, 3 + int(random() % 200), 900, 2000, {2048, 2048}, true);
            const auto hole = star(random, 3 + int(random() % 60), 100, 600, {2048, 2048}, false);
            const std::vector<std::span<const TilePoint>> rings = {outer, hole};
            FillMesh mesh;
            tessellatePolygon(rings, mesh);
            const double expected =
                (std::abs(double(doubledArea(outer))) - std::abs(double(doubledArea(hole)))) / 2;
            QVERIFY2(std::abs(meshArea(mesh) - expected) <= expected * 1e-6,
                     qPrintable(
                         QString("round %1: %2 instead of %3").arg(round).arg(meshArea(mesh)).arg(expected)));
        }
    }

    void anyRingsEndInTriangles()
    {
        std::mt19937 random(13);
        for (int round = 0; round < 2'000; ++round) {
            std::vector<std::vector<TilePoint>> rings(1 + random() % 3);
            for (auto& ring : rings)
                for (std::uint32_t i = random() % 30; i > 0; --i)
                    ring.push_back({std::int32_t(random() % 20), std::int32_t(random() % 20)});
            const std::vector<std::span<const TilePoint>> spans(rings.begin(), rings.end());
            FillMesh mesh;
            tessellatePolygon(spans, mesh);
            for (const std::uint32_t index : mesh.indices)
                QVERIFY(index < mesh.vertices.size());
        }
    }

    void aLineHasTheAreaOfItsStroke()
    {
        const std::vector<TilePoint> line = {{0, 0}, {1000, 0}, {2000, 0}};
        LineMesh mesh;
        tessellateLine(std::span<const TilePoint>(line), false, LineEnd::Butt, mesh);
        double area = 0; // at half width 10
        const auto at = [&](std::uint32_t i) {
            const LineVertex& v = mesh.vertices[i];
            return std::pair(double(v.x + 10 * v.extrudeX), double(v.y + 10 * v.extrudeY));
        };
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            const auto [ax, ay] = at(mesh.indices[i]);
            const auto [bx, by] = at(mesh.indices[i + 1]);
            const auto [cx, cy] = at(mesh.indices[i + 2]);
            area += std::abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
        }
        QVERIFY2(std::abs(area - 40'000) < 100, qPrintable(QString::number(area)));
    }

    void aPackGivesBackItsTiles()
    {
        writePack(file("good.mbtiles"), sampleTile());
        PackError error;
        const auto pack = Pack::open(file("good.mbtiles"), error);
        QVERIFY2(pack, error.detail.c_str());
        QCOMPARE(pack->info().attribution, std::string("© nobody"));
        std::string bytes;
        QVERIFY(pack->tile(home(), bytes) == Pack::TileStatus::Found);
        QCOMPARE(bytes, sampleTile());
        QVERIFY(pack->tile({14, 0, 0}, bytes) == Pack::TileStatus::Absent);
        QVERIFY(pack->tile({3, 9, 9}, bytes) == Pack::TileStatus::Absent);
    }

    void hostileFilesAreRefusedByName()
    {
        QCOMPARE(refusal("<html>Please sign in</html>"), PackError::NotADatabase);
        QVERIFY(refusal({}) != PackError::None);
        writePack(file("good.mbtiles"), sampleTile());
        const QByteArray good = bytesOf(file("good.mbtiles"));
        QVERIFY(refusal(good.left(good.size() / 2)) != PackError::None);
        {
            Database other(file("other.db"));
            other.exec("CREATE TABLE t (x)");
        }
        {
            Database checkpointed(file("other.db"));
            checkpointed.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
        }
        QCOMPARE(refusal(bytesOf(file("other.db"))), PackError::NotAPack);
        PackError error;
        QVERIFY(!Pack::open(file("nothing here"), error));
        QCOMPARE(error.kind, PackError::NotFound);
    }

    void aZipBombInATileStopsAtItsBound()
    {
        std::string out;
        QCOMPARE(inflateBounded(gzipped(std::string(64 << 20, 'x')), 1 << 20, out), InflateStatus::TooLarge);
        writePack(file("bomb.mbtiles"), std::string(16 << 20, '\0'));
        PackError error;
        const auto pack = Pack::open(file("bomb.mbtiles"), error);
        QVERIFY(pack);
        QVERIFY(pack->tile(home(), out) == Pack::TileStatus::TooLarge);
    }

    void theStarterMapIsTheSameEveryTime()
    {
        const SchematicInput input = loadSchematic(QOLONER_STARTER);
        QVERIFY(input.streets.size() >= 30);
        QVERIFY(buildSchematicPack(input, file("one.mbtiles")) > 5);
        buildSchematicPack(input, file("two.mbtiles"));
        PackError error;
        const auto one = Pack::open(file("one.mbtiles"), error);
        const auto two = Pack::open(file("two.mbtiles"), error);
        QVERIFY(one && two);
        QVERIFY(!one->info().attribution.empty());
        int found = 0;
        forEachTile(one->info().bounds(), 14, 1000, [&](TileId id) {
            std::string a, b;
            const auto status = one->tile(id, a);
            QCOMPARE(two->tile(id, b), status);
            QCOMPARE(a, b);
            if (status == Pack::TileStatus::Found) {
                ++found;
                QVERIFY(decodeMvt(a).ok());
            }
        });
        QVERIFY(found > 3);
    }

    void aBoxWithoutAPositionDoesNoHarm()
    {
        CollisionGrid grid(400, 400);
        const double nowhere = std::numeric_limits<double>::quiet_NaN();
        grid.take(boxesFor({nowhere, nowhere}, 80, 20, 0));
        grid.take(
            std::vector<ScreenBox>{{nowhere, nowhere, nowhere, nowhere}, {-1e300, -1e300, 1e300, -1e299}});
        QVERIFY(grid.tryTake(boxesFor({300, 300}, 80, 20, 0)));
    }

    void namesFallBackAndNeverStandOnTheirHead()
    {
        const LabelNames names{"", "Көк базар", "Зелёный базар", ""};
        QCOMPARE(names.in("ru"), std::string("Зелёный базар"));
        QCOMPARE(names.in("en"), std::string("Көк базар"));
        for (double angle = -720; angle <= 720; angle += 7)
            QVERIFY(uprightAngle(angle) > -90 && uprightAngle(angle) <= 90);
        CollisionGrid grid(400, 400);
        const auto box = boxesFor({100, 100}, 80, 20, 0);
        QVERIFY(grid.tryTake(box));
        QVERIFY(!grid.tryTake(boxesFor({120, 105}, 80, 20, 0)));
        QVERIFY(grid.tryTake(boxesFor({300, 300}, 80, 20, 0)));
    }
};

QTEST_GUILESS_MAIN(MapTest)
#include "tst_map.moc"
