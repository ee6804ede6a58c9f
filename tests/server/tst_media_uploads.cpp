// SPDX-License-Identifier: Apache-2.0
// Photos on their way in: our own bytes on a line, and a client of others.
#include "tests/server/media_server.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// What tus-js-client says of sending `photo` to `endpoint`.
QJsonObject sentByOthers(const MediaCity& f, const std::string& photo, quint16 port, QJsonObject options = {})
{
    QTemporaryDir folder;
    QFile file(folder.filePath("photo.jpg"));
    if (!file.open(QIODevice::WriteOnly) || file.write(photo.data(), qint64(photo.size())) < 0)
        broken("no file");
    file.close();
    options["modules"] = peers();
    options["file"] = file.fileName();
    options["sha256"] = QString::fromStdString(addressOfPhoto(photo));
    options["endpoint"] = QString("http://127.0.0.1:%1/v1/media").arg(port);
    options["token"] = QString::fromStdString(f.device->token.token);
    QProcess node;
    QEventLoop loop; // a proxy may be at work in this process
    QObject::connect(&node, &QProcess::finished, &loop, &QEventLoop::quit);
    node.start("node", {QStringLiteral(QOLONER_SOURCE_DIR "/tests/server/npm/upload.cjs"),
                        QJsonDocument(options).toJson(QJsonDocument::Compact)});
    if (!node.waitForStarted(patience))
        broken("node does not start");
    if (node.state() != QProcess::NotRunning)
        loop.exec();
    const QByteArray said = node.readAllStandardOutput();
    const QJsonObject answer = QJsonDocument::fromJson(said).object();
    if (answer.isEmpty())
        broken("tus-js-client says: " + said + node.readAllStandardError());
    return answer;
}

/// A photo of some hundred kilobytes.
const std::string& largePhoto()
{
    static const std::string photo = pngOf(700, 500);
    return photo;
}

} // namespace

class MediaUploadsTest : public QObject {
    Q_OBJECT
private slots:
    void theServerSaysWhatItCan()
    {
        MediaCity f;
        const auto answer = f.ask("OPTIONS", "/v1/media");
        QCOMPARE(answer.status, 204);
        QCOMPARE(valueOf(answer, "tus-version"), QByteArray("1.0.0"));
        for (const char* extension :
             {"creation", "creation-with-upload", "checksum", "expiration", "termination"})
            QVERIFY(valueOf(answer, "tus-extension").split(',').contains(extension));
        QCOMPARE(valueOf(answer, "tus-max-size").toLongLong(), 32LL << 20);
        QVERIFY(!answer.says("content-length"));
    }

    void aPhotoInTwoPiecesIsKeptAndReceipted()
    {
        MediaCity f;
        const std::string photo = jpegOf(400, 300);
        const QByteArray path = f.created(photo);
        const std::size_t half = photo.size() / 2;
        const auto first = f.patch(path, 0, photo.substr(0, half));
        QCOMPARE(first.status, 204);
        QCOMPARE(valueOf(first, "upload-offset").toULongLong(), half);
        QVERIFY(first.says("upload-expires: "));
        QVERIFY(!first.says("qoloner-receipt"));
        QCOMPARE(f.offsetOf(path), half);
        const auto last = f.patch(path, half, photo.substr(half));
        QCOMPARE(last.status, 204);
        QVERIFY(last.says("qoloner-receipt: "));
        const auto later = f.ask("HEAD", path, f.tus()); // the answer got lost
        QCOMPARE(later.status, 200);
        QCOMPARE(valueOf(later, "upload-offset"), valueOf(later, "upload-length"));
        QCOMPARE(valueOf(later, "qoloner-receipt"), valueOf(last, "qoloner-receipt"));
    }

    void aClientOfOthersSendsAPhotoOverALineThatIsCutTwice()
    {
        MediaCity f;
        const std::string& photo = largePhoto();
        CuttingProxy proxy(f.server.port(), 2, qint64(photo.size()) / 3);
        const QJsonObject said = sentByOthers(f, photo, proxy.port());
        QVERIFY2(!said.contains("error"), qPrintable(said["error"].toString()));
        QCOMPARE(proxy.cuts(), 2);
        const auto receipt = receiptIn(said["receipt"].toString().toLatin1());
        QVERIFY(receipt);
        const auto hello = f.line->get("/v1/hello").as<protocol::Hello>();
        QVERIFY(receipt->holds(hello.publicKey));
        QCOMPARE(receipt->epoch, hello.epoch);
        QCOMPARE(toHex(receipt->sha256), addressOfPhoto(photo));
        QCOMPARE(receipt->bytes, photo.size());
        // It went on where it was cut: after each cut it asked, and was told.
        const auto requests = said["requests"].toVariant().toStringList();
        QCOMPARE(requests.count("POST 201"), 1);
        QVERIFY(requests.count("HEAD 200") >= 2);
        MediaReceipt forged = *receipt;
        forged.bytes += 1;
        QVERIFY(!forged.holds(hello.publicKey));
    }

    void aClientOfOthersDoesEverythingElseItCan()
    {
        MediaCity f;
        const std::string photo = jpegOf(900, 700);
        const auto inPieces = sentByOthers(f, photo, f.server.port(), {{"chunkSize", 10'000}});
        QVERIFY2(inPieces["receipt"].isString(), qPrintable(inPieces["error"].toString()));
        QVERIFY(inPieces["requests"].toVariant().toStringList().count("PATCH 204") > 5);
        const auto atOnce = sentByOthers(f, jpegOf(901, 700), f.server.port(), {{"duringCreation", true}});
        QCOMPARE(atOnce["requests"].toVariant().toStringList(), QStringList{"POST 201"});
        QVERIFY(atOnce["receipt"].isString());
        const auto hidden = sentByOthers(f, jpegOf(902, 700), f.server.port(), {{"override", true}});
        QVERIFY(hidden["receipt"].isString());
        QCOMPARE(hidden["requests"].toVariant().toStringList(), (QStringList{"POST 201", "POST 204"}));
        const auto stopped =
            sentByOthers(f, jpegOf(903, 700), f.server.port(), {{"terminate", true}, {"chunkSize", 10'000}});
        QVERIFY(stopped["terminated"].toBool());
        QVERIFY(stopped["requests"].toVariant().toStringList().contains("DELETE 204"));
        const auto refused = sentByOthers(f, "<svg xmlns='http://www.w3.org/2000/svg'/>", f.server.port());
        QCOMPARE(refused["status"].toInt(), 422);
    }

    void whatCameBeforeACutStays()
    {
        MediaCity f;
        const std::string& photo = largePhoto();
        const QByteArray path = f.created(photo);
        const QByteArray whole =
            Line::request("PATCH", path.constData(), photo, f.tus() + MediaCity::patching(0));
        Line cut(f.server);
        cut.send(whole.chopped(qsizetype(photo.size()) / 2));
        const QString file = f.city.path() + "/media/uploads-0/" + path.mid(path.lastIndexOf('/') + 1);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(file).size() > 0, patience);
        const std::size_t arrived = f.offsetOf(path); // to ask cuts off the other
        QVERIFY(arrived > 0);
        QVERIFY(arrived <= photo.size() / 2 + 1);
        cut.send(whole.right(qsizetype(photo.size()) / 2)); // too late: the other one is told so
        QCOMPARE(cut.must().status, 409);
        QCOMPARE(f.offsetOf(path), arrived);
        QCOMPARE(f.patch(path, arrived + 1, "x").status, 409);
        QCOMPARE(f.patch(path, arrived, photo.substr(arrived)).status, 204);
    }

    void whatCameBeforeAKillStays()
    {
        MediaCity f;
        const std::string& photo = largePhoto();
        const QByteArray path = f.created(photo);
        const std::size_t third = photo.size() / 3;
        QCOMPARE(f.patch(path, 0, photo.substr(0, third)).status, 204);
        Line open(f.server);
        open.send(Line::request("PATCH", path.constData(), photo.substr(third),
                                f.tus() + MediaCity::patching(third))
                      .chopped(qsizetype(third)));
        f.server.kill();
        f.server.start();
        f.again();
        const std::size_t offset = f.offsetOf(path); // the token still holds
        QVERIFY(offset >= third && offset <= 2 * third + 2);
        const auto last = f.patch(path, offset, photo.substr(offset));
        QCOMPARE(last.status, 204);
        QVERIFY(last.says("qoloner-receipt: "));
    }

    void anotherPieceThanAnnouncedIsThrownAway()
    {
        MediaCity f;
        const std::string photo = jpegOf(400, 300);
        const QByteArray path = f.created(photo);
        const std::string piece = photo.substr(0, 1000), other(1000, 'x');
        const auto checked = [&](const char* kind, const std::string& hash) {
            return QByteArray("Upload-Checksum: ") + kind + " " + base64(hash) + "\r\n";
        };
        const auto wrong = f.patch(path, 0, other, checked("sha256", sha256(piece)));
        QCOMPARE(wrong.status, 460);
        QCOMPARE(wrong.problem(), std::string("upload_checksum"));
        QCOMPARE(f.offsetOf(path), std::size_t(0));
        QCOMPARE(f.patch(path, 0, piece, checked("sha256", sha256(piece))).status, 204);
        const std::string next = photo.substr(1000, 1000);
        const QByteArray sha1 =
            QCryptographicHash::hash(QByteArray::fromStdString(next), QCryptographicHash::Sha1);
        QCOMPARE(f.patch(path, 1000, other, checked("sha1", sha1.toStdString())).status, 460);
        QCOMPARE(f.patch(path, 1000, next, checked("sha1", sha1.toStdString())).status, 204);
        QCOMPARE(f.patch(path, 2000, next, checked("md5", "x")).status, 400);
        QCOMPARE(f.patch(path, 2000, next, checked("sha256", "short")).status, 400);
        QCOMPARE(f.offsetOf(path), std::size_t(2000));
    }

    void whatDoesNotMatchItsAddressIsRefused()
    {
        MediaCity f;
        const std::string photo = jpegOf(200, 100);
        std::string other = photo;
        other[other.size() / 2] = char(other[other.size() / 2] + 1);
        const QByteArray path = f.created(photo);
        const auto answer = f.patch(path, 0, other);
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.problem(), std::string("media_hash"));
        QCOMPARE(f.ask("HEAD", path, f.tus()).status, 404); // it is gone, to be sent anew
    }

    void whatIsNoCleanPhotoIsRefusedByName()
    {
        MediaCity f;
        for (const auto& [bytes, code] :
             {std::pair(std::string("<svg/>"), "media_type"),
              std::pair(jpegOf(64, 64) + "PK", "media_trailing"),
              std::pair(jpegWith(jpegOf(64, 64), 0xe1, std::string("Exif\0\0", 6)), "media_metadata"),
              std::pair(pngOf(60'000, 1, true), "media_size"),
              std::pair(pngOf(64, 64).substr(0, 200), "media_damaged")}) {
            const auto answer = f.sent(bytes);
            QCOMPARE(answer.status, 422);
            QCOMPARE(answer.problem(), std::string(code));
        }
    }

    void onlyWhoIsSignedInMaySend()
    {
        MediaCity f;
        const std::string photo = jpegOf(64, 64);
        const QByteArray about = "Tus-Resumable: 1.0.0\r\nUpload-Length: 10\r\nUpload-Metadata: sha256 " +
                                 base64(addressOfPhoto(photo)) + "\r\n";
        QCOMPARE(f.ask("POST", "/v1/media", about).status, 401);
        QCOMPARE(f.ask("POST", "/v1/media", about + Line::bearer("nonsense")).status, 401);
        const Device auditor(*f.line, f.city.invite("auditor"));
        QCOMPARE(f.ask("POST", "/v1/media", about + Line::bearer(auditor.token.token)).status, 403);
        const Device other(*f.line, f.city.invite("moderator"));
        const QByteArray path = f.created(photo);
        QCOMPARE(f.ask("HEAD", path, f.tus(other)).status, 404);
        QCOMPARE(f.ask("DELETE", path, f.tus(other)).status, 404);
        QCOMPARE(f.ask("PATCH", path, f.tus(other) + MediaCity::patching(0), photo).status, 404);
        QCOMPARE(f.offsetOf(path), std::size_t(0));
        adminDoes({"revoke", "--data", f.city.path(), QString::number(f.device->key.device())});
        QCOMPARE(f.ask("HEAD", path, f.tus()).status, 403);
    }

    void everyBoundHolds()
    {
        MediaCity f({"--media-file-mib", "1"});
        const auto creating = [&](const QByteArray& length, const QByteArray& metadata) {
            return f.ask("POST", "/v1/media",
                         f.tus() + "Upload-Length: " + length + "\r\nUpload-Metadata: " + metadata + "\r\n");
        };
        const QByteArray good = "sha256 " + base64(std::string(64, 'a'));
        QCOMPARE(creating("1048577", good).status, 413);
        for (const char* length : {"0", "-1", "1e3", "", "99999999999999999999", "1, 1"})
            QCOMPARE(creating(length, good).status, 400);
        for (const QByteArray& metadata :
             {QByteArray(), QByteArray("sha256"), QByteArray("sha256 !!"), "sha256 " + base64("short"),
              "sha256 " + base64(std::string(64, 'A')), good + "," + good})
            QCOMPARE(creating("10", metadata).status, 400);
        QCOMPARE(f.ask("POST", "/v1/media", Line::bearer(f.device->token.token)).status, 412);
        for (int i = 0; i < 16; ++i)
            QCOMPARE(creating("10", good).status, 201);
        const auto full = creating("10", good);
        QCOMPARE(full.status, 429);
        QVERIFY(full.says("retry-after: "));
        const QByteArray path = "/v1/media/uploads/" + QByteArray(32, '0');
        QCOMPARE(f.patch(path, 0, "x").status, 404);
        QCOMPARE(f.ask("PATCH", path, f.tus() + "Upload-Offset: 0\r\n", "x").status, 415);
        QCOMPARE(f.ask("GET", path, f.tus()).status, 405);
        QCOMPARE(f.ask("PATCH", "/v1/media/../x", f.tus(), "x").status, 404);
    }

    void moreThanAnnouncedIsNotTaken()
    {
        MediaCity f;
        const std::string photo = jpegOf(64, 64);
        const QByteArray path = f.created(photo);
        QCOMPARE(f.patch(path, 0, photo + "x").status, 413);
        QCOMPARE(f.offsetOf(path), std::size_t(0));
        // Nor when nobody says how much will come.
        f.line->send("PATCH " + path + " HTTP/1.1\r\nHost: city\r\nTransfer-Encoding: chunked\r\n" + f.tus() +
                     MediaCity::patching(0) + "\r\n" + QByteArray::number(qlonglong(photo.size() + 1), 16) +
                     "\r\n" + QByteArray::fromStdString(photo) + "x\r\n0\r\n\r\n");
        QCOMPARE(f.line->must().status, 413);
    }

    void manySendAtOnce()
    {
        MediaCity f;
        std::vector<std::unique_ptr<Line>> lines;
        std::vector<std::string> photos;
        for (int i = 0; i < 8; ++i) {
            photos.push_back(jpegOf(200 + i, 200));
            lines.push_back(std::make_unique<Line>(f.server));
            lines.back()->send(Line::request("PATCH", f.created(photos.back()).constData(), photos.back(),
                                             f.tus() + MediaCity::patching(0)));
        }
        for (const auto& line : lines) {
            const auto answer = line->must();
            QCOMPARE(answer.status, 204);
            QVERIFY(answer.says("qoloner-receipt: "));
        }
    }
};

QTEST_GUILESS_MAIN(MediaUploadsTest)
#include "tst_media_uploads.moc"
