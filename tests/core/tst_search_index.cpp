// SPDX-License-Identifier: Apache-2.0
#include "core/search/index.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace qoloner;

namespace {

constexpr std::int64_t kPlace = 5;
constexpr std::int64_t kCraft = 3;

struct Fixture {
    Database db{":memory:"};
    SearchIndex index{db};

    Fixture()
    {
        SearchIndex::create(db);
        index.put(
            {kCraft, "patchwork", {"Құрақ құрау", "Лоскутное шитьё (курак)", "Patchwork (kurak)"}, {}, {}});
        index.put({kPlace,
                   "kyzyl-tan",
                   {"Қызыл таң маталар үйі", "Дом тканей «Кызыл-Тан»", "Kyzyl-Tan House of Fabrics"},
                   {"Құрақ көрпе осында басталады"},
                   GeoPoint{43.2627, 76.9503}});
        index.put(
            {kPlace, "kok-tobe", {"Көк-Төбе", "Кок-Тобе", "Kok-Tobe hill"}, {}, GeoPoint{43.2331, 76.9758}});
        index.put({kPlace,
                   "kasteyev",
                   {"Ә. Қастеев атындағы музей", "Музей имени А. Кастеева", "Kasteyev Museum"},
                   {},
                   GeoPoint{43.2356, 76.9193}});
        index.put({kPlace,
                   "ykhlas",
                   {"Ықылас музейі", "Музей имени Ыхласа", "Ykhlas Museum"},
                   {},
                   GeoPoint{43.2595, 76.9569}});
    }

    std::vector<std::string> ids(std::string_view query, std::optional<GeoPoint> origin = {})
    {
        std::vector<std::string> out;
        for (const SearchHit& hit : index.search(query, 10, origin))
            out.push_back(hit.id);
        return out;
    }
};

using Ids = std::vector<std::string>;

} // namespace

class SearchIndexTest : public QObject {
    Q_OBJECT

private slots:
    void threeSpellingsFindTheSame();
    void titleComesBeforeOtherText();
    void wholeTitleBeginningComesFirst();
    void nearerComesFirstAmongEquals();
    void oneLetterIsEnough();
    void everyWordMustFit();
    void nonsenseFindsNothing();
    void oneWrongLetterStillFinds();
    void anIndexOfAnEarlierVersionIsUpgraded();
    void hyphenatedNamesAreFoundJoinedAndParted();
    void queryTextIsNeverSyntax_data();
    void queryTextIsNeverSyntax();
    void kindNarrowsTheSearch();
    void limitHolds();
    void puttingAgainReplaces();
    void removedDocumentsAreNotFound();
    void removedTextLeavesNoTraceInTheFile();
    void readOnlyDatabasesCanBeSearched();
};

void SearchIndexTest::threeSpellingsFindTheSame()
{
    Fixture f;
    const Ids expected{"patchwork", "kyzyl-tan"};
    for (const char* query : {"құрақ", "курак", "kurak", "quraq", "КУРАК"})
        QCOMPARE(f.ids(query), expected);
}

void SearchIndexTest::titleComesBeforeOtherText()
{
    Fixture f;
    const auto hits = f.index.search("курак", 10);
    QCOMPARE(hits.size(), std::size_t(2));
    QCOMPARE(hits[0].kind, kCraft);
    QCOMPARE(hits[0].tier, 0);
    QCOMPARE(hits[1].tier, 3);
}

void SearchIndexTest::wholeTitleBeginningComesFirst()
{
    Fixture f;
    f.index.put({kPlace, "z-begins", {"Sample fair"}, {}, {}});
    f.index.put({kPlace, "a-inside", {"Big sample"}, {}, {}});
    f.index.put({kPlace, "a-prefix", {"Old samples"}, {}, {}});
    QCOMPARE(f.ids("sample"), (Ids{"z-begins", "a-inside", "a-prefix"}));
}

void SearchIndexTest::nearerComesFirstAmongEquals()
{
    Fixture f;
    QCOMPARE(f.ids("museum", GeoPoint{43.2590, 76.9560}), (Ids{"ykhlas", "kasteyev"}));
    QCOMPARE(f.ids("museum", GeoPoint{43.2350, 76.9200}), (Ids{"kasteyev", "ykhlas"}));
    const auto hits = f.index.search("museum", 1, GeoPoint{43.2595, 76.9569});
    QCOMPARE(hits[0].distanceMetres, 0.0);
    QVERIFY(std::isnan(f.index.search("kurak", 1, GeoPoint{43.2, 76.9})[0].distanceMetres));
}

void SearchIndexTest::oneLetterIsEnough()
{
    Fixture f;
    QCOMPARE(f.ids("ы"), (Ids{"ykhlas", "kasteyev"})); // Ыхлас begins so; "имени" only has such a word
    QCOMPARE(f.ids("мұ"), f.ids("му"));
    QCOMPARE(f.ids("му").size(), std::size_t(2));
}

void SearchIndexTest::everyWordMustFit()
{
    Fixture f;
    QCOMPARE(f.ids("музей кастеев"), Ids{"kasteyev"});
    QCOMPARE(f.ids("кастеев kurak"), Ids{});
    QCOMPARE(f.ids("қызыл құрақ"), Ids{"kyzyl-tan"}); // one word in the title, one in the text
}

void SearchIndexTest::nonsenseFindsNothing()
{
    Fixture f;
    f.index.put({kPlace, "zoo", {"Зообақ", "Зоопарк", "Zoo"}, {"Зал III"}, {}});
    for (const char* query :
         {"zzzz", "ZZZ", "зззз", "аааааа", "kkkkkk", "zzzzoooo", "kurak zzzz", "qwrtp", "xzqj"})
        QVERIFY2(f.ids(query).empty(), query);
    QCOMPARE(f.ids("z"), Ids{"zoo"});
    QCOMPARE(f.ids("зооп"), Ids{"zoo"});
    QCOMPARE(f.ids("зал III"), Ids{"zoo"});
}

void SearchIndexTest::oneWrongLetterStillFinds()
{
    Fixture f;
    const Ids expected{"patchwork", "kyzyl-tan"};
    for (const char* query : {"курок", "курек", "kurrak", "kurakk", "курк", "куарк", "kurbak"})
        QCOMPARE(f.ids(query), expected);
    QCOMPARE(f.ids("музей кастев"), Ids{"kasteyev"});
    QCOMPARE(f.ids("дом ткоп"), Ids{}); // two wrong letters
    QCOMPARE(f.ids("тон"), Ids{});      // too short to guess
    QCOMPARE(f.ids("музе").size(), std::size_t(2));
}

void SearchIndexTest::anIndexOfAnEarlierVersionIsUpgraded()
{
    Fixture f;
    f.db.exec("DROP TABLE search_words");
    SearchIndex::upgrade(f.db);
    SearchIndex::upgrade(f.db);
    QCOMPARE(f.ids("курок").size(), std::size_t(2));
}

void SearchIndexTest::hyphenatedNamesAreFoundJoinedAndParted()
{
    Fixture f;
    for (const char* query : {"көк-төбе", "kok tobe", "koktobe", "Көктөбе"})
        QCOMPARE(f.ids(query), Ids{"kok-tobe"});
}

void SearchIndexTest::queryTextIsNeverSyntax_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const char* q : {"\"", "kurak\" OR \"museum", "NEAR(kurak museum)",
                          "folded_title:kurak OR folded_body:museum", "kurak NOT patchwork zzz",
                          "kurak*museum^", "';--", "{folded_title}", "(((", "-kurak +zzz", "AND", "* *"})
        QTest::newRow(q) << QByteArray(q);
    QTest::newRow("zero byte") << QByteArray("zzz\0\"", 5);
    QTest::newRow("broken utf-8") << QByteArray("\xD2zzz");
    QTest::newRow("very long") << QByteArray(100'000, '"');
    QTest::newRow("many words") << QByteArray("zz ").repeated(5000);
}

void SearchIndexTest::queryTextIsNeverSyntax()
{
    QFETCH(QByteArray, query);
    Fixture f;
    // As words none of these fits any document; as syntax many would fit or fail.
    QCOMPARE(f.ids(std::string_view(query.constData(), static_cast<std::size_t>(query.size()))), Ids{});
}

void SearchIndexTest::kindNarrowsTheSearch()
{
    Fixture f;
    QCOMPARE(f.index.search("kurak", 10, std::nullopt, kPlace).size(), std::size_t(1));
    QCOMPARE(f.index.search("kurak", 10, std::nullopt, kPlace)[0].id, std::string("kyzyl-tan"));
}

void SearchIndexTest::limitHolds()
{
    Fixture f;
    QCOMPARE(f.index.search("k", 2).size(), std::size_t(2));
    QCOMPARE(f.index.search("k", 0).size(), std::size_t(0));
}

void SearchIndexTest::puttingAgainReplaces()
{
    Fixture f;
    const std::int64_t before = f.index.size();
    f.index.put({kPlace, "ykhlas", {"Renamed"}, {}, {}});
    QCOMPARE(f.index.size(), before);
    QCOMPARE(f.ids("ыхлас"), Ids{});
    QCOMPARE(f.ids("renamed"), Ids{"ykhlas"});
}

void SearchIndexTest::removedDocumentsAreNotFound()
{
    Fixture f;
    f.index.remove(kPlace, "ykhlas");
    f.index.remove(kPlace, "never-was-here");
    QCOMPARE(f.ids("ыхлас"), Ids{});
    QCOMPARE(f.ids("кастеев"), Ids{"kasteyev"});
    f.index.clear();
    QCOMPARE(f.index.size(), std::int64_t(0));
    QCOMPARE(f.ids("k"), Ids{});
}

void SearchIndexTest::removedTextLeavesNoTraceInTheFile()
{
    QTemporaryDir folder;
    const QString file = folder.filePath("index.db");
    const auto occurrences = [&](const QByteArray& what) {
        QFile f(file);
        return f.open(QIODevice::ReadOnly) ? f.readAll().count(what) : -1;
    };
    {
        Database db(file.toStdString());
        SearchIndex index(db);
        {
            Transaction t(db);
            SearchIndex::create(db);
            for (int i = 0; i < 500; ++i)
                index.put({kPlace,
                           "doc" + std::to_string(i),
                           {"common title " + std::to_string(i)},
                           {"some text"},
                           {}});
            index.put({kPlace, "withdrawn", {"zebrakanari"}, {"zebrastori"}, {}});
            t.commit();
        }
        db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        QVERIFY(occurrences("zebrakanari") > 0); // the scan can see it: the proof below means something
        QVERIFY(occurrences("zebrastori") > 0);
        {
            Transaction t(db);
            index.remove(kPlace, "withdrawn");
            t.commit();
        }
        db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        QCOMPARE(index.search("common", 1000).size(), std::size_t(500));
    }
    QVERIFY(occurrences("komon title") > 0); // what stays is still there, folded
    for (const char* trace : {"zebrakanari", "zebrastori", "zebra", "kanari", "brastori", "withdrawn"})
        QCOMPARE(occurrences(trace), 0);
}

void SearchIndexTest::readOnlyDatabasesCanBeSearched()
{
    QTemporaryDir folder;
    const std::string file = folder.filePath("index.db").toStdString();
    {
        Database db(file);
        SearchIndex::create(db);
        SearchIndex(db).put({kPlace, "one", {"Құрақ"}, {}, {}});
    }
    Database::Options options;
    options.mode = Database::Mode::ReadOnly;
    Database db(file, options);
    QCOMPARE(SearchIndex(db).search("kurak", 5).size(), std::size_t(1));
}

QTEST_APPLESS_MAIN(SearchIndexTest)
#include "tst_search_index.moc"
