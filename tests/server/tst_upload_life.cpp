// SPDX-License-Identifier: Apache-2.0
// How long an upload lives, and how many there may be.
#include "core/domain/ids.h"
#include "sync/server/media/uploads.h"
#include <QtTest>

using namespace qoloner;

namespace {

struct FixedClock final : Clock {
    std::uint64_t ms = 1'790'000'000'000;
    std::uint64_t nowMs() const override { return ms; }
};

struct Place {
    QTemporaryDir folder;
    FixedClock clock;
    std::unique_ptr<Uploads> uploads = open();

    std::unique_ptr<Uploads> open(Uploads::Limits limits = {})
    {
        return std::make_unique<Uploads>(folder.path().toStdString(), clock, limits);
    }
    /// Files of uploads in the first server's folder.
    qsizetype files() const { return QDir(folder.path() + "/uploads-0").entryList(QDir::Files).size() - 1; }
    void send(const std::string& id, DeviceId device, const std::string& bytes)
    {
        const auto writer = uploads->write(id, device, uploads->find(id, device)->offset, {});
        if (!writer || !(*writer)->add(bytes) || !(*writer)->end())
            qFatal("not taken");
    }
};

constexpr std::uint64_t hourMs = 3600'000, dayMs = 24 * hourMs;
const std::string address(64, 'a');

} // namespace

class UploadLifeTest : public QObject {
    Q_OBJECT
private slots:
    void anUnfinishedOneExpires()
    {
        Place f;
        const auto upload = f.uploads->create(1, 10, address);
        QVERIFY(upload);
        f.send(upload->id, 1, "12345");
        f.clock.ms += 7 * dayMs - 1;
        QCOMPARE(f.uploads->sweep(), std::size_t(0));
        QCOMPARE(f.uploads->find(upload->id, 1)->offset, std::uint64_t(5));
        f.clock.ms += 1;
        QVERIFY(!f.uploads->find(upload->id, 1));
        QVERIFY(!f.uploads->write(upload->id, 1, 5, {}));
        QCOMPARE(f.files(), qsizetype(2));
        QCOMPARE(f.uploads->sweep(), std::size_t(1));
        QCOMPARE(f.files(), qsizetype(0));
    }

    void aFinishedOneIsRememberedForADayWithoutItsBytes()
    {
        Place f;
        const auto upload = f.uploads->create(1, 5, address);
        f.send(upload->id, 1, "12345");
        f.uploads->finish(upload->id, "receipt");
        QCOMPARE(f.files(), qsizetype(1));
        f.uploads.reset();
        f.uploads = f.open(); // a new server knows it too
        const auto found = f.uploads->find(upload->id, 1);
        QVERIFY(found && found->receipt == "receipt" && found->complete());
        f.clock.ms += dayMs;
        QCOMPARE(f.uploads->sweep(), std::size_t(1));
        QCOMPARE(f.files(), qsizetype(0));
    }

    void theNextServerGoesOnWhereTheLastOneStood()
    {
        Place f;
        const auto upload = f.uploads->create(1, 10, address);
        f.send(upload->id, 1, "123");
        QFile stray(f.folder.path() + "/uploads-0/stray"); // bytes that nothing tells of
        QVERIFY(stray.open(QIODevice::WriteOnly));
        stray.close();
        f.uploads.reset();
        f.uploads = f.open();
        QVERIFY(!stray.exists());
        QCOMPARE(f.uploads->find(upload->id, 1)->offset, std::uint64_t(3));
        QVERIFY(!f.uploads->find(upload->id, 2)); // nobody else's
    }

    void twoServersHaveAFolderEach()
    {
        Place f;
        const auto other = f.open();
        const auto upload = f.uploads->create(1, 10, address);
        QVERIFY(upload && !other->find(upload->id, 1));
        QVERIFY(QDir(f.folder.path() + "/uploads-1").exists());
    }

    void aDeviceIsBoundedAndNoOtherForIt()
    {
        Place f;
        const auto refused = [&](DeviceId device, std::uint64_t bytes) {
            const auto upload = f.uploads->create(device, bytes, address);
            return upload ? std::string() : upload.error().code;
        };
        QCOMPARE(refused(1, (32ull << 20) + 1), std::string("upload_too_large"));
        for (int i = 0; i < 4; ++i)
            QCOMPARE(refused(1, 32ull << 20), std::string());
        QCOMPARE(refused(1, 1), std::string("upload_limit")); // 128 MiB are under way
        QCOMPARE(refused(2, 1), std::string());
        for (int i = 0; i < 15; ++i)
            QCOMPARE(refused(2, 1), std::string());
        QCOMPARE(refused(2, 1), std::string("upload_limit"));
    }

    void anHourHasItsBoundToo()
    {
        Place f;
        Uploads::Limits few;
        few.perHour = 3;
        f.uploads.reset();
        f.uploads = f.open(few);
        const auto begun = [&] {
            const auto upload = f.uploads->create(1, 1, address);
            if (upload)
                f.uploads->drop(upload->id, 1);
            return bool(upload);
        };
        QVERIFY(begun() && begun() && begun());
        QVERIFY(!begun());
        f.clock.ms += hourMs - 1;
        QVERIFY(!begun());
        f.clock.ms += 1;
        QVERIFY(begun());
    }

    void whatWasNotYetCheckedGoesWithItsLine()
    {
        Place f;
        const auto upload = f.uploads->create(1, 10, address);
        f.send(upload->id, 1, "123");
        {
            const auto writer = f.uploads->write(upload->id, 1, 3, UploadChecksum{Digest::Kind::Sha256, "x"});
            QVERIFY(writer && (*writer)->add("456"));
            (*writer)->cut();
        }
        QCOMPARE(f.uploads->find(upload->id, 1)->offset, std::uint64_t(3));
        const auto plain = f.uploads->write(upload->id, 1, 3, {});
        QVERIFY(plain && (*plain)->add("456"));
        (*plain)->cut();
        QCOMPARE(f.uploads->find(upload->id, 1)->offset, std::uint64_t(6));
        QVERIFY(!(*plain)->add("7")); // cut off
    }
};

QTEST_GUILESS_MAIN(UploadLifeTest)
#include "tst_upload_life.moc"
