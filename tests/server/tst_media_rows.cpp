// SPDX-License-Identifier: Apache-2.0
// Which photos somebody may see, and which nobody names any more.
#include "sync/server/media/directory_blobs.h"
#include "sync/server/media/media_gc.h"
#include "tests/server/city_fixture.h"
#include <QtTest>
#include <fstream>
#include <utime.h>

using namespace qoloner;
using namespace qoloner::test;
using Sight = BlobReferences::Sight;

namespace {

constexpr std::uint64_t dayMs = 24ull * 3600'000;

std::string addressOfWord(const std::string& word)
{
    return toHex(sha256(word));
}

Op photo(const std::string& id, const std::string& artisan, const std::string& sha256)
{
    const auto f = [](const char* name) { return fieldId("media", name); };
    return {OpKind::Put,
            entity("media").id,
            id,
            {{f("artisan"), artisan}, {f("sha256"), sha256}, {f("mime"), std::string("image/jpeg")}},
            {}};
}

Op approvePhoto(const std::string& id, Dot dot)
{
    Op op{OpKind::Approve, entity("media").id, id, {}, {}};
    for (const char* field : {"artisan", "sha256", "mime"})
        op.base[fieldId("media", field)] = dot;
    return op;
}

/// A city with a master in one region, and people around.
struct MediaCity : City {
    Device field = enrol(Role::Field, {"KZ-62"});
    Device elsewhere = enrol(Role::Field, {"KZ-75"});
    Device moderator = enrol(Role::Moderator);
    Device master = enrol(Role::Artisan, {}, "a");
    Device neighbour = enrol(Role::Artisan, {}, "b");
    BlobReferences references;
    std::unique_ptr<CityStore> reader = openTestStore(path());

    MediaCity()
    {
        must(field, {test::master("a", "KZ-62", "x"), consent("a")});
        must(moderator, {approve("a", "name_kk", field.dot())});
    }
    void must(Device& device, std::vector<Op> ops)
    {
        device.ms = clock.ms;
        const Answer answer = push(device, std::move(ops));
        if (answer.outcome != Outcome::Applied && answer.outcome != Outcome::Merged)
            qFatal("refused: %s", answer.error.code.c_str());
    }
    Sight sight(const Session& session, const std::string& word)
    {
        return references.sightOf(addressOfWord(word), session.who, *reader);
    }
};

struct Collected : MediaCity {
    QTemporaryDir place;
    DirectoryBlobs blobs{place.path().toStdString() + "/blobs", 1'000'000};
    MediaGc gc{blobs, references, clock, {place.path().toStdString() + "/marks", 40 * dayMs, 2}};
    std::function<void()> meanwhile = [] {}; ///< after the list and before a transaction of removals

    Collected() { clock.ms = std::uint64_t(QDateTime::currentMSecsSinceEpoch()); }
    void keep(const std::string& word)
    {
        for (const int side : {0, 320, 800}) {
            MemoryBytes bytes(word);
            blobs.put({addressOfWord(word), side}, bytes);
        }
    }
    bool has(const std::string& word) { return blobs.find({addressOfWord(word), 0}).has_value(); }
    bool hasSmall(const std::string& word) { return blobs.find({addressOfWord(word), 320}).has_value(); }
    MediaGc::Counts collect(bool dry = false)
    {
        return gc.collect(
            *reader,
            [&](const std::function<void(CityStore&)>& work) {
                meanwhile();
                store->write([&] { work(*store); });
            },
            dry);
    }
    void later(std::uint64_t days) { clock.ms += days * dayMs; }
};

} // namespace

class MediaRowsTest : public QObject {
    Q_OBJECT
private slots:
    void aProposedPhotoIsSeenByThoseWhoseRowItIs()
    {
        MediaCity city;
        city.must(city.master, {photo("p", "a", addressOfWord("p"))});
        QVERIFY(city.sight(city.master.session, "p") == Sight::Some);
        QVERIFY(city.sight(city.field.session, "p") == Sight::Some);
        QVERIFY(city.sight(city.moderator.session, "p") == Sight::Some);
        QVERIFY(city.sight(city.elsewhere.session, "p") == Sight::Nobody);
        QVERIFY(city.sight(city.neighbour.session, "p") == Sight::Nobody);
        QVERIFY(city.sight(city.engine->visitor(), "p") == Sight::Nobody);
        QVERIFY(city.sight(city.moderator.session, "another") == Sight::Nobody);
    }

    void aPublishedPhotoIsSeenByAllUntilItIsWithdrawn()
    {
        MediaCity city;
        city.must(city.master, {photo("p", "a", addressOfWord("p"))});
        city.must(city.moderator, {approvePhoto("p", city.master.dot())});
        QVERIFY(city.sight(city.engine->visitor(), "p") == Sight::All);
        city.must(city.field, {patch("a.consent", "withdrawn_at", std::int64_t(start), {}, "consent")});
        QVERIFY(city.sight(city.engine->visitor(), "p") == Sight::Nobody);
        QVERIFY(city.sight(city.neighbour.session, "p") == Sight::Nobody);
        QVERIFY(city.sight(city.master.session, "p") == Sight::Some);
    }

    void anotherPhotoInItsPlaceTakesTheOldOneFromSight()
    {
        MediaCity city;
        city.must(city.master, {photo("p", "a", addressOfWord("old"))});
        const Dot made = city.master.dot();
        QVERIFY(city.sight(city.field.session, "old") == Sight::Some);
        city.must(city.master, {patch("p", "sha256", addressOfWord("new"), made, "media")});
        QVERIFY(city.sight(city.field.session, "old") == Sight::Nobody);
        QVERIFY(city.sight(city.field.session, "new") == Sight::Some);
    }

    void aDeletedRowShowsNothing()
    {
        MediaCity city;
        city.must(city.master, {photo("p", "a", addressOfWord("p"))});
        Op gone{OpKind::Delete, entity("media").id, "p", {}, {{0, city.master.dot()}}};
        city.must(city.master, {gone});
        QVERIFY(city.sight(city.moderator.session, "p") == Sight::Nobody);
        QVERIFY(!city.references.named(addressOfWord("p"), *city.reader));
    }

    void theProofOfAConsentIsForStaffOnly()
    {
        MediaCity city;
        Op proven = consent("a");
        proven.row = "a.consent2";
        proven.fields[fieldId("consent", "proof_sha256")] = addressOfWord("proof");
        city.must(city.field, {proven});
        QVERIFY(city.sight(city.field.session, "proof") == Sight::Some);
        QVERIFY(city.sight(city.moderator.session, "proof") == Sight::Some);
        QVERIFY(city.sight(city.elsewhere.session, "proof") == Sight::Nobody);
        QVERIFY(city.sight(city.engine->visitor(), "proof") == Sight::Nobody);
    }

    void aLosingPhotoIsStillNamed()
    {
        MediaCity city;
        city.must(city.master, {photo("p", "a", addressOfWord("first"))});
        const Dot made = city.master.dot();
        city.clock.ms += 1000;
        city.must(city.master, {patch("p", "sha256", addressOfWord("mine"), made, "media")});
        city.clock.ms += 1000;
        city.must(city.field, {patch("p", "sha256", addressOfWord("theirs"), made, "media")});
        QVERIFY(city.references.named(addressOfWord("mine"), *city.reader));
        QVERIFY(city.references.named(addressOfWord("theirs"), *city.reader));
        QVERIFY(!city.references.named(addressOfWord("first"), *city.reader)); // overwritten by who saw it
    }

    void aRestoredCityIsReadAnew()
    {
        MediaCity city;
        city.must(city.master, {photo("p", "a", addressOfWord("p"))});
        QVERIFY(city.references.named(addressOfWord("p"), *city.reader));
        city.engine->beginEpoch();
        QVERIFY(city.references.named(addressOfWord("p"), *city.reader));
    }

    void whatNothingNamesGoesAfterItsGrace()
    {
        Collected city;
        city.must(city.master, {photo("p", "a", addressOfWord("named"))});
        city.keep("named");
        city.keep("orphan");
        city.collect();
        QVERIFY(city.has("orphan"));
        city.later(39);
        const auto waits = city.collect();
        QCOMPARE(waits.photos, std::size_t(2));
        QCOMPARE(waits.unnamed, std::size_t(1));
        QCOMPARE(waits.removed, std::size_t(0));
        city.later(2);
        const auto dry = city.collect(true);
        QCOMPARE(dry.removed, std::size_t(1));
        QVERIFY(city.has("orphan"));
        const auto done = city.collect();
        QCOMPARE(done.removed, std::size_t(1));
        QCOMPARE(done.bytes, std::uint64_t(3 * 6));
        QVERIFY(!city.has("orphan"));
        QVERIFY(!city.hasSmall("orphan"));
        QVERIFY(city.has("named"));
        QVERIFY(city.hasSmall("named"));
    }

    void theGraceBeginsWhenTheLastRowGoes()
    {
        Collected city;
        city.keep("p");
        city.must(city.master, {photo("p", "a", addressOfWord("p"))});
        city.collect();
        city.later(400);
        city.must(city.master, {Op{OpKind::Delete, entity("media").id, "p", {}, {{0, city.master.dot()}}}});
        city.collect();
        QVERIFY(city.has("p"));
        city.later(39);
        city.collect();
        QVERIFY(city.has("p"));
        city.later(2);
        city.collect();
        QVERIFY(!city.has("p"));
    }

    void aRowThatComesBackInTimeBeginsTheGraceAnew()
    {
        Collected city;
        city.keep("p");
        city.collect();
        city.later(30);
        city.must(city.master, {photo("p", "a", addressOfWord("p"))});
        city.collect();
        city.must(city.master, {Op{OpKind::Delete, entity("media").id, "p", {}, {{0, city.master.dot()}}}});
        city.later(20);
        city.collect();
        city.later(20);
        city.collect();
        QVERIFY(city.has("p"));
    }

    void aRowWrittenBetweenListingAndRemovalKeepsItsPhoto()
    {
        Collected city;
        for (const char* word : {"one", "two", "three"})
            city.keep(word);
        city.collect();
        city.later(41);
        bool written = false;
        city.meanwhile = [&] {
            if (!written)
                for (const char* word : {"one", "two", "three"})
                    city.must(city.master, {photo(word, "a", addressOfWord(word))});
            written = true;
        };
        QCOMPARE(city.collect().removed, std::size_t(0));
        QVERIFY(written);
        for (const char* word : {"one", "two", "three"})
            QVERIFY(city.has(word));
    }

    void aPhotoSentAnewBetweenListingAndRemovalStays()
    {
        Collected city;
        city.keep("p");
        city.collect();
        // The file's age is the system's: so the marks are made old, not the clock young.
        std::ofstream(city.place.path().toStdString() + "/marks") << addressOfWord("p") << " 1\n";
        const utimbuf longAgo{1'000'000, 1'000'000};
        const std::string address = addressOfWord("p");
        for (const char* ending : {"", ".320", ".800"})
            QCOMPARE(::utime((city.place.path().toStdString() + "/blobs/" + address.substr(0, 2) + "/" +
                              address.substr(2, 2) + "/" + address + ending)
                                 .c_str(),
                             &longAgo),
                     0);
        QCOMPARE(city.collect(true).removed, std::size_t(1)); // it would go
        city.meanwhile = [&] { city.keep("p"); };
        QCOMPARE(city.collect().removed, std::size_t(0));
        QVERIFY(city.has("p"));
    }

    void withoutItsMarksItOnlyWaitsLonger()
    {
        Collected city;
        city.keep("p");
        city.collect();
        city.later(41);
        QVERIFY(QFile::remove(city.place.filePath("marks")));
        QCOMPARE(city.collect().removed, std::size_t(0));
        city.later(41);
        QCOMPARE(city.collect().removed, std::size_t(1));
    }

    void anErasedPersonsPhotosGoAtOnceAndNobodyElses()
    {
        Collected city;
        city.must(city.field, {test::master("b", "KZ-62", "y"), consent("b")});
        city.must(city.field,
                  {photo("p1", "a", addressOfWord("own")), photo("p2", "a", addressOfWord("shared")),
                   photo("p3", "b", addressOfWord("shared")), photo("p4", "b", addressOfWord("other"))});
        for (const char* word : {"own", "shared", "other"})
            city.keep(word);
        const auto own = city.references.onlyOf("a", *city.reader);
        QCOMPARE(own, std::vector<std::string>{addressOfWord("own")});
        QCOMPARE(city.gc.erase(own), std::size_t(1));
        QVERIFY(!city.has("own"));
        QVERIFY(!city.hasSmall("own"));
        QVERIFY(city.has("shared"));
        QVERIFY(city.has("other"));
        QCOMPARE(city.gc.erase(own), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(MediaRowsTest)
#include "tst_media_rows.moc"
