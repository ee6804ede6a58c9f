// SPDX-License-Identifier: Apache-2.0
// Photos on their way out.
#include "tests/server/media_server.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// A master of the city's, with a photo that is published or only proposed.
struct Published : MediaCity {
    std::string photo = pngOf(700, 500);
    QByteArray address = "/v1/media/" + QByteArray::fromStdString(addressOfPhoto(photo));

    explicit Published(bool approved = true, const QStringList& options = {}) : MediaCity(options)
    {
        const auto a = [](const char* name) { return fieldId("artisan", name); };
        const auto c = [](const char* name) { return fieldId("consent", name); };
        const auto m = [](const char* name) { return fieldId("media", name); };
        push({OpKind::Put,
              entity("artisan").id,
              "a",
              {{a("name_kk"), std::string("Sample")},
               {a("craft"), std::string("felt")},
               {a("region"), std::string("KZ-62")},
               {a("settlement"), std::string("Ulytau")},
               {a("lat"), std::int64_t(486412345)},
               {a("lon"), std::int64_t(670123456)}},
              {}});
        const Dot made = last();
        push({OpKind::Put,
              entity("consent").id,
              "a.consent",
              {{c("artisan"), std::string("a")},
               {c("purposes"), std::string("public_profile")},
               {c("text_version"), std::string("1")},
               {c("lang"), std::string("kk")},
               {c("method"), std::string("paper")},
               {c("given_at"), std::int64_t(SystemClock().nowMs())}},
              {}});
        push({OpKind::Put,
              entity("media").id,
              "p",
              {{m("artisan"), std::string("a")},
               {m("sha256"), addressOfPhoto(photo)},
               {m("mime"), std::string("text/html")}},
              {}});
        const Dot pictured = last();
        if (approved) {
            push({OpKind::Approve, entity("artisan").id, "a", {}, {{a("name_kk"), made}}});
            push({OpKind::Approve,
                  entity("media").id,
                  "p",
                  {},
                  {{m("artisan"), pictured}, {m("sha256"), pictured}, {m("mime"), pictured}}});
        }
        if (sent(photo).status != 204)
            broken("the photo was not taken");
    }
    void push(Op op)
    {
        line->send(device->pushing({device->write(std::move(op))}));
        const auto answer = line->must().as<protocol::PushAnswer>().answers.at(0);
        if (answer.outcome != Outcome::Applied)
            broken("refused: " + QString::fromStdString(answer.error.code));
        m_last = answer.dseq;
    }
    Dot last() const { return {device->key.device(), m_last}; }

private:
    Dseq m_last = 0;
};

} // namespace

class MediaDownloadsTest : public QObject {
    Q_OBJECT
private slots:
    void aPublishedPhotoIsForAllAndMayBeKeptForADay()
    {
        Published f;
        const auto answer = f.ask("GET", f.address);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body == f.photo);
        QCOMPARE(valueOf(answer, "content-type"), QByteArray("image/png")); // not what a row says of it
        QCOMPARE(valueOf(answer, "cache-control"), QByteArray("public, max-age=86400, immutable"));
        QCOMPARE(valueOf(answer, "etag"), "\"" + f.address.mid(10) + "\"");
        QCOMPARE(valueOf(answer, "accept-ranges"), QByteArray("bytes"));
        QVERIFY(answer.says("x-content-type-options: nosniff"));
        const auto head = f.ask("HEAD", f.address);
        QCOMPARE(head.status, 200);
        QCOMPARE(valueOf(head, "content-length").toULongLong(), f.photo.size());
    }

    void smallOnesComeByTheirSide()
    {
        Published f;
        for (const int side : {320, 800}) {
            const auto answer = f.ask("GET", f.address + "/" + QByteArray::number(side));
            QCOMPARE(answer.status, 200);
            QCOMPARE(valueOf(answer, "content-type"), QByteArray("image/jpeg"));
            QVERIFY(answer.body.starts_with("\xff\xd8"));
        }
        QCOMPARE(f.ask("GET", f.address + "/321").status, 404);
        QCOMPARE(f.ask("GET", f.address + "/").status, 404);
    }

    void aPartComesByItsRange()
    {
        Published f;
        const auto part = [&](const QByteArray& range, const QByteArray& more = {}) {
            return f.ask("GET", f.address, "Range: " + range + "\r\n" + more);
        };
        const QByteArray size = QByteArray::number(qlonglong(f.photo.size()));
        const auto middle = part("bytes=1000-1999");
        QCOMPARE(middle.status, 206);
        QVERIFY(middle.body == f.photo.substr(1000, 1000));
        QCOMPARE(valueOf(middle, "content-range"), "bytes 1000-1999/" + size);
        QVERIFY(part("bytes=1000-").body == f.photo.substr(1000));
        QVERIFY(part("bytes=-10").body == f.photo.substr(f.photo.size() - 10));
        QVERIFY(part("bytes=0-99999999").body == f.photo);
        const auto beyond = part("bytes=" + size + "-");
        QCOMPARE(beyond.status, 416);
        QCOMPARE(valueOf(beyond, "content-range"), "bytes */" + size);
        for (const char* ignored : {"bytes=5-1", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes="})
            QCOMPARE(part(ignored).status, 200);
        const QByteArray tag = "\"" + f.address.mid(10) + "\"";
        QCOMPARE(part("bytes=0-9", "If-Range: " + tag + "\r\n").status, 206);
        QCOMPARE(part("bytes=0-9", "If-Range: \"another\"\r\n").status, 200);
        QCOMPARE(f.ask("GET", f.address, "If-None-Match: \"x\", " + tag + "\r\n").status, 304);
        QCOMPARE(f.ask("GET", f.address, "If-None-Match: \"x\"\r\n").status, 200);
    }

    void whatIsNotPublishedIsForItsPeopleAndForNoCache()
    {
        Published f(false);
        QCOMPARE(f.ask("GET", f.address).status, 404);
        QCOMPARE(f.ask("GET", f.address + "/320").status, 404);
        const auto own = f.ask("GET", f.address, Line::bearer(f.device->token.token));
        QCOMPARE(own.status, 200);
        QCOMPARE(valueOf(own, "cache-control"), QByteArray("private, no-store"));
        const Device elsewhere(*f.line, f.city.invite("field", {"--region", "KZ-75"}));
        QCOMPARE(f.ask("GET", f.address, Line::bearer(elsewhere.token.token)).status, 404);
        const Device here(*f.line, f.city.invite("field", {"--region", "KZ-62"}));
        QCOMPARE(f.ask("GET", f.address, Line::bearer(here.token.token)).status, 200);
        QCOMPARE(f.ask("GET", f.address, Line::bearer("nonsense")).status, 401);
    }

    void whatIsWithdrawnIsGoneAtOnce()
    {
        Published f;
        QCOMPARE(f.ask("GET", f.address).status, 200);
        f.push({OpKind::Withdraw, entity("media").id, "p", {}, {}});
        QCOMPARE(f.ask("GET", f.address).status, 404);
        QCOMPARE(f.ask("GET", f.address, Line::bearer(f.device->token.token)).status, 200);
    }

    void aPhotoThatNoRowNamesIsNobodys()
    {
        MediaCity f;
        const std::string photo = jpegOf(64, 64);
        QCOMPARE(f.sent(photo).status, 204);
        const QByteArray address = "/v1/media/" + QByteArray::fromStdString(addressOfPhoto(photo));
        QCOMPARE(f.ask("GET", address, Line::bearer(f.device->token.token)).status, 404);
    }

    void aSlowReaderDoesNotHoldWhatItHasNotTaken()
    {
        // Thirty readers of a large photo who take nothing: far less than thirty photos in memory.
        Published f;
        const auto memory = [&] {
            QFile status(QString("/proc/%1/status").arg(f.server.pid()));
            if (!status.open(QIODevice::ReadOnly))
                broken("no such process");
            for (const QByteArray& line : status.readAll().split('\n'))
                if (line.startsWith("VmRSS:"))
                    return line.mid(6).trimmed().split(' ').first().toLongLong() * 1024;
            return 0LL;
        };
        std::string big = pngOf(2600, 1800);
        QVERIFY(big.size() > 3'000'000);
        QCOMPARE(f.sent(big).status, 204);
        const auto m = [](const char* name) { return fieldId("media", name); };
        f.push({OpKind::Put,
                entity("media").id,
                "big",
                {{m("artisan"), std::string("a")},
                 {m("sha256"), addressOfPhoto(big)},
                 {m("mime"), std::string("image/png")}},
                {}});
        const QByteArray address = "/v1/media/" + QByteArray::fromStdString(addressOfPhoto(big));
        const auto before = memory();
        std::vector<std::unique_ptr<Line>> slow;
        for (int i = 0; i < 30; ++i) {
            slow.push_back(std::make_unique<Line>(f.server));
            slow.back()->send(
                Line::request("GET", address.constData(), {}, Line::bearer(f.device->token.token)));
            QVERIFY(!slow.back()->until("\r\n\r\n").isEmpty());
        }
        QVERIFY2(memory() - before < qint64(big.size()) * 10, qPrintable(QString::number(memory() - before)));
        for (int i = 0; i < 2; ++i)
            QVERIFY(
                slow[std::size_t(i)]->until(QByteArray::fromStdString(big.substr(big.size() - 12))).size() >
                1'000'000);
    }

    void theCommandLineCollectsAndErases()
    {
        Published f;
        const std::string orphan = jpegOf(64, 64);
        QCOMPARE(f.sent(orphan).status, 204);
        const QString said = adminDoes({"media", "gc", "--data", f.city.path(), "--dry-run"});
        QVERIFY2(said.contains("photos 2\n") && said.contains("unnamed 1\n") &&
                     said.contains("would_remove 0\n"),
                 qPrintable(said));
        QVERIFY(adminDoes({"media", "gc", "--data", f.city.path()}).contains("removed 0\n")); // young
        QVERIFY(admin({"media", "gc", "--data", f.city.path(), "--grace-days", "1"}).code != 0);
        QVERIFY(
            adminDoes({"media", "erase", "--data", f.city.path(), "--artisan", "a"}).contains("erased 1\n"));
        QCOMPARE(f.ask("GET", f.address).status, 404);
        QCOMPARE(f.ask("GET", f.address + "/320").status, 404);
    }

    void photosInObjectStorageAreServedAlike()
    {
        S3Peer peer;
        qputenv("QOLONER_S3_ENDPOINT", QByteArray::fromStdString(peer.endpoint()));
        qputenv("QOLONER_S3_BUCKET", S3Peer::bucket);
        qputenv("QOLONER_S3_ACCESS_KEY", S3Peer::key);
        qputenv("QOLONER_S3_SECRET_KEY", S3Peer::key);
        Published f;
        for (const char* name :
             {"QOLONER_S3_ENDPOINT", "QOLONER_S3_BUCKET", "QOLONER_S3_ACCESS_KEY", "QOLONER_S3_SECRET_KEY"})
            qunsetenv(name);
        QVERIFY(!QFile::exists(f.city.path() + "/media/blobs"));
        QVERIFY(f.ask("GET", f.address).body == f.photo);
        QVERIFY(f.ask("GET", f.address, "Range: bytes=7-9\r\n").body == f.photo.substr(7, 3));
        QCOMPARE(f.ask("GET", f.address + "/800").status, 200);
        QCOMPARE(f.ask("GET", "/v1/media/" + QByteArray(64, 'a')).status, 404);
    }
};

QTEST_GUILESS_MAIN(MediaDownloadsTest)
#include "tst_media_downloads.moc"
