// SPDX-License-Identifier: Apache-2.0
// One list of promises for every place where photos may lie.
#include "core/domain/ids.h"
#include "core/domain/keys.h"
#include "core/store/database.h"
#include "sync/server/media/directory_blobs.h"
#include "sync/server/media/s3_blobs.h"
#include "sync/server/media/s3_client.h"
#include "tests/support/peer_program.h"
#include <QtTest>
#include <sys/stat.h>
#include <thread>
#include <utime.h>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct Sample {
    std::string bytes;
    BlobName name;
    explicit Sample(std::string text, int side = 0) : bytes(std::move(text)), name{toHex(sha256(bytes)), side}
    {}
    void putInto(BlobStore& store) const
    {
        MemoryBytes memory(bytes);
        store.put(name, memory);
    }
};

std::string wholeOf(BlobStore& store, const BlobName& name)
{
    const auto open = store.open(name);
    return open ? open->read(0, open->size() + 1) : "nothing";
}

std::vector<std::string> namesIn(BlobStore& store)
{
    std::vector<std::string> names;
    store.list([&](const BlobInfo& blob) {
        names.push_back(blob.name.text());
        return true;
    });
    return names;
}

/// Breaks off in the middle.
class BrokenBytes final : public BlobBytes {
public:
    std::uint64_t size() const override { return 600'000; }
    std::string read(std::uint64_t at, std::size_t most) override
    {
        if (at >= 200'000)
            throw StorageError(EIO, "the disk fails");
        return std::string(std::min<std::size_t>(most, 200'000 - at), 'x');
    }
};

} // namespace

class BlobStoreTest : public QObject {
    Q_OBJECT
    std::unique_ptr<S3Peer> m_peer;
    std::unique_ptr<QTemporaryDir> m_folder;

    S3Settings settings()
    {
        if (!m_peer)
            m_peer = std::make_unique<S3Peer>();
        return {.endpoint = m_peer->endpoint(),
                .bucket = S3Peer::bucket,
                .accessKey = S3Peer::key,
                .secretKey = S3Peer::key,
                .listed = 3};
    }
    /// An empty one of the kind that the row of data names.
    std::unique_ptr<BlobStore> fresh()
    {
        QFETCH(QString, kind);
        if (kind == "directory") {
            m_folder = std::make_unique<QTemporaryDir>();
            return std::make_unique<DirectoryBlobs>(m_folder->path().toStdString(), 10'000'000);
        }
        auto store = std::make_unique<S3Blobs>(settings());
        for (const std::string& name : namesIn(*store))
            store->remove(*BlobName::parse(name));
        return store;
    }
    static void kinds()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("directory") << "directory";
        QTest::newRow("s3") << "s3";
    }

private slots:
    void givesBackWhatWasPut_data() { kinds(); }
    void givesBackWhatWasPut()
    {
        const auto store = fresh();
        const Sample small("a photo"), large(std::string(700'001, 'q')), empty(""), other("another", 320);
        for (const Sample* each : {&small, &large, &empty, &other})
            each->putInto(*store);
        for (const Sample* each : {&small, &large, &empty, &other}) {
            QCOMPARE(wholeOf(*store, each->name), each->bytes);
            const auto found = store->find(each->name);
            QVERIFY(found);
            QCOMPARE(found->bytes, each->bytes.size());
            QVERIFY(found->name == each->name);
        }
    }

    void readsAnyPart_data() { kinds(); }
    void readsAnyPart()
    {
        const auto store = fresh();
        std::string bytes;
        for (int i = 0; i < 100'000; ++i)
            bytes += std::to_string(i);
        const Sample sample(bytes);
        sample.putInto(*store);
        const auto open = store->open(sample.name);
        QCOMPARE(open->size(), bytes.size());
        QCOMPARE(open->read(0, 2), bytes.substr(0, 2));
        QCOMPARE(open->read(123'456, 7), bytes.substr(123'456, 7));
        QCOMPARE(open->read(bytes.size() - 3, 100), bytes.substr(bytes.size() - 3));
        QCOMPARE(open->read(bytes.size(), 100), std::string());
        QCOMPARE(open->read(bytes.size() + 100, 100), std::string());
    }

    void whatIsNotThereIsNotThere_data() { kinds(); }
    void whatIsNotThereIsNotThere()
    {
        const auto store = fresh();
        const Sample sample("never put");
        QVERIFY(!store->open(sample.name));
        QVERIFY(!store->find(sample.name));
        QVERIFY(!store->remove(sample.name));
        QVERIFY(namesIn(*store).empty());
        sample.putInto(*store);
        QVERIFY(!store->find({sample.name.sha256, 320}));
    }

    void removesOneAndNoOther_data() { kinds(); }
    void removesOneAndNoOther()
    {
        const auto store = fresh();
        const Sample gone("gone"), stays("stays");
        const BlobName small{gone.name.sha256, 320};
        gone.putInto(*store);
        stays.putInto(*store);
        MemoryBytes thumbnail("small");
        store->put(small, thumbnail);
        QVERIFY(store->remove(gone.name));
        QVERIFY(!store->open(gone.name));
        QVERIFY(!store->remove(gone.name));
        QCOMPARE(wholeOf(*store, small), std::string("small"));
        QCOMPARE(wholeOf(*store, stays.name), stays.bytes);
    }

    void listsAllByNameWithAgeAndSize_data() { kinds(); }
    void listsAllByNameWithAgeAndSize()
    {
        const auto store = fresh();
        std::vector<std::string> put;
        const auto before = std::uint64_t(QDateTime::currentMSecsSinceEpoch());
        for (int i = 0; i < 10; ++i) {
            const Sample sample("photo " + std::to_string(i), i % 2 ? 800 : 0);
            sample.putInto(*store);
            put.push_back(sample.name.text());
        }
        std::sort(put.begin(), put.end());
        QCOMPARE(namesIn(*store), put);
        std::size_t told = 0;
        store->list([&](const BlobInfo& blob) {
            ++told;
            // Whole seconds are all that some places tell.
            if (blob.bytes != 7 || blob.storedMs + 2000 < before || blob.storedMs > before + 60'000)
                QTest::qFail("wrong age or size", __FILE__, __LINE__);
            return told < 4;
        });
        QCOMPARE(told, std::size_t(4));
    }

    void putAgainCountsAsNew_data() { kinds(); }
    void putAgainCountsAsNew()
    {
        const auto store = fresh();
        const Sample sample("twice");
        sample.putInto(*store);
        const std::uint64_t first = store->find(sample.name)->storedMs;
        const auto next = [&] {
            sample.putInto(*store);
            return store->find(sample.name)->storedMs;
        };
        QTRY_VERIFY_WITH_TIMEOUT(next() > first, 30'000);
        QCOMPARE(namesIn(*store).size(), std::size_t(1));
        QCOMPARE(wholeOf(*store, sample.name), sample.bytes);
    }

    void aPutThatBreaksLeavesNothing_data() { kinds(); }
    void aPutThatBreaksLeavesNothing()
    {
        const auto store = fresh();
        const Sample sample("whole");
        BrokenBytes broken;
        QVERIFY_EXCEPTION_THROWN(store->put(sample.name, broken), StorageError);
        QVERIFY(!store->find(sample.name));
        QVERIFY(namesIn(*store).empty());
        sample.putInto(*store);
        QVERIFY_EXCEPTION_THROWN(store->put(sample.name, broken), StorageError);
        QCOMPARE(wholeOf(*store, sample.name), sample.bytes);
    }

    void manyThreadsPutAndReadSideBySide_data() { kinds(); }
    void manyThreadsPutAndReadSideBySide()
    {
        const auto store = fresh();
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 6; ++t)
                threads.emplace_back([&, t] {
                    for (int i = 0; i < 8; ++i) {
                        const Sample sample("by " + std::to_string(t) + " " + std::to_string(i));
                        sample.putInto(*store);
                        const Sample shared("the same by all");
                        shared.putInto(*store);
                        good += wholeOf(*store, sample.name) == sample.bytes &&
                                wholeOf(*store, shared.name) == shared.bytes;
                    }
                });
        }
        QCOMPARE(good.load(), 48);
        QCOMPARE(namesIn(*store).size(), std::size_t(49));
    }

    // What only one of them can show.

    void aDirectoryRemembersAfterItsServer()
    {
        const QTemporaryDir folder;
        const Sample sample("kept");
        sample.putInto(*std::make_unique<DirectoryBlobs>(folder.path().toStdString(), 1000));
        DirectoryBlobs again(folder.path().toStdString(), 1000);
        QCOMPARE(wholeOf(again, sample.name), sample.bytes);
    }

    void aDirectoryIsBounded()
    {
        const QTemporaryDir folder;
        DirectoryBlobs store(folder.path().toStdString(), 1000);
        const Sample first(std::string(600, 'a')), second(std::string(600, 'b'));
        first.putInto(store);
        QVERIFY_EXCEPTION_THROWN(second.putInto(store), StorageFull);
        DirectoryBlobs again(folder.path().toStdString(), 1000);
        QVERIFY_EXCEPTION_THROWN(second.putInto(again), StorageFull);
        QVERIFY(again.remove(first.name));
        second.putInto(again);
        QCOMPARE(wholeOf(again, second.name), second.bytes);
    }

    void aDirectoryClearsUpWhatADeadServerLeft()
    {
        const QTemporaryDir folder;
        DirectoryBlobs store(folder.path().toStdString(), 1000);
        const Sample sample("kept");
        sample.putInto(store);
        const QString inner = folder.path() + "/" + QString::fromStdString(sample.name.sha256.substr(0, 2)) +
                              "/" + QString::fromStdString(sample.name.sha256.substr(2, 2));
        for (const char* name : {"/.part-old", "/.part-new", "/strange"}) {
            QFile file(inner + name);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("half") == 4);
        }
        const utimbuf twoDaysAgo{::time(nullptr) - 2 * 86'400, ::time(nullptr) - 2 * 86'400};
        QCOMPARE(::utime(qPrintable(inner + "/.part-old"), &twoDaysAgo), 0);
        QCOMPARE(namesIn(store).size(), std::size_t(1));
        QVERIFY(!QFile::exists(inner + "/.part-old"));
        QVERIFY(QFile::exists(inner + "/.part-new")); // somebody's at work
        QVERIFY(QFile::exists(inner + "/strange"));   // not ours
    }

    void photosAreNobodyElsesToRead()
    {
        const QTemporaryDir folder;
        DirectoryBlobs store(folder.path().toStdString() + "/media", 1000);
        const Sample sample("private");
        sample.putInto(store);
        struct stat state {};
        QCOMPARE(::stat((folder.path().toStdString() + "/media").c_str(), &state), 0);
        QCOMPARE(int(state.st_mode & 0777), 0700);
    }

    void anotherKeyIsRefusedByTheObjectStorage()
    {
        S3Settings wrong = settings();
        wrong.secretKey = "another";
        S3Blobs store(wrong);
        const Sample sample("x");
        try {
            sample.putInto(store);
            QFAIL("it was taken");
        } catch (const StorageError& error) {
            QVERIFY2(QByteArray(error.what()).contains("SignatureDoesNotMatch"), error.what());
        }
        QVERIFY_EXCEPTION_THROWN(store.open(sample.name), StorageError);
        QVERIFY_EXCEPTION_THROWN(namesIn(store), StorageError);
    }

    void anObjectStorageThatIsNotThereIsAnError()
    {
        S3Settings nowhere = settings();
        nowhere.endpoint = "http://127.0.0.1:9"; // discard
        S3Blobs store(nowhere);
        QVERIFY_EXCEPTION_THROWN(store.find(Sample("x").name), StorageError);
    }

    void settingsSayWhatIsWrong()
    {
        const auto with = [](const char* endpoint, const char* bucket, const char* key) {
            qputenv("QOLONER_S3_ENDPOINT", endpoint);
            qputenv("QOLONER_S3_BUCKET", bucket);
            qputenv("QOLONER_S3_ACCESS_KEY", key);
            qputenv("QOLONER_S3_SECRET_KEY", key);
            return S3Settings::fromEnvironment();
        };
        QVERIFY(!with("", "", ""));
        QVERIFY(with("https://storage.example/", "photos", "k")->endpoint == "https://storage.example");
        QVERIFY_EXCEPTION_THROWN(with("http://storage.example", "photos", "k"), std::runtime_error);
        QVERIFY_EXCEPTION_THROWN(with("https://storage.example", "../x", "k"), std::runtime_error);
        QVERIFY_EXCEPTION_THROWN(with("https://storage.example", "photos", ""), std::runtime_error);
    }

    void aListingOfNonsenseIsNone()
    {
        QVERIFY(!readS3Listing("<html>captive</html>"));
        QVERIFY(!readS3Listing("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"));
        const auto listing = readS3Listing("<ListBucketResult><Contents><Key>stranger</Key></Contents>"
                                           "<Contents><Key>" +
                                           std::string(64, 'a') + "</Key><Size>5</Size></Contents>");
        QVERIFY(listing && listing->blobs.empty()); // one without an age is not collected
        QCOMPARE(listing->lastKey, std::string(64, 'a'));
    }
};

QTEST_GUILESS_MAIN(BlobStoreTest)
#include "tst_blob_store.moc"
