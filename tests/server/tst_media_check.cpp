// SPDX-License-Identifier: Apache-2.0
// What the process that looks at photos takes, what it refuses, and what it cannot do.
#include "sync/server/media/image_check.h"
#include "sync/server/media/thumbnail_sides.h"
#include "tests/support/sample_images.h"
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

using namespace qoloner;
using namespace qoloner::test;

namespace {

const QString program = QStringLiteral(QOLONER_BIN_DIR "/qoloner-media-check");

/// The verdict on `bytes`: "" when they are taken.
std::string verdict(const std::string& bytes, ImageCheck::Limits limits = {}, CheckedImage* taken = nullptr)
{
    QTemporaryDir folder;
    QFile file(folder.filePath("photo"));
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
        return "no file";
    file.close();
    auto image = ImageCheck(program.toStdString(), limits).check(file.fileName().toStdString());
    if (!image)
        return image.error().code;
    if (taken)
        *taken = std::move(*image);
    return {};
}

const std::string& widePhoto()
{
    static const std::string photo = pngOf(5000, 5000, true);
    return photo;
}

/// Width and height of a JPEG.
std::pair<int, int> sizeOf(const std::string& jpeg)
{
    const ImageShape shape = shapeOf(jpeg);
    return {int(shape.width), int(shape.height)};
}

/// Which signal ended the program when it tried `what`; 0: none did.
int signalOf(const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::CrashExit)
        return 0;
    return process.exitCode();
}

} // namespace

class MediaCheckTest : public QObject {
    Q_OBJECT
private slots:
    void takesAPhotoOfEachKindAndMakesSmallOnes()
    {
        for (const auto& [bytes, mime] :
             {std::pair(jpegOf(1600, 1200), "image/jpeg"),
              std::pair(jpegOf(1600, 1200, TJFLAG_PROGRESSIVE), "image/jpeg"),
              std::pair(pngOf(1600, 1200), "image/png"), std::pair(webpOf(1600, 1200), "image/webp")}) {
            CheckedImage image;
            QCOMPARE(verdict(bytes, {}, &image), std::string());
            QCOMPARE(image.mime, std::string(mime));
            QCOMPARE(image.width, 1600U);
            QCOMPARE(image.height, 1200U);
            QCOMPARE(image.thumbnails.size(), std::size(thumbnailSides));
            QCOMPARE(sizeOf(image.thumbnails[0]), std::pair(320, 240));
            QCOMPARE(sizeOf(image.thumbnails[1]), std::pair(800, 600));
            QCOMPARE(shapeOf(image.thumbnails[0]).refusal, std::string_view());
        }
    }

    void aSmallPhotoLooksLikeItself()
    {
        CheckedImage image;
        QCOMPARE(verdict(pngOf(640, 480), {}, &image), std::string());
        QCOMPARE(sizeOf(image.thumbnails[1]), std::pair(640, 480)); // never larger than it is
        const auto& jpeg = image.thumbnails[0];
        std::vector<std::uint8_t> small(320 * 240 * 3);
        tjhandle decoder = tjInitDecompress();
        QCOMPARE(tjDecompress2(decoder, reinterpret_cast<const unsigned char*>(jpeg.data()), jpeg.size(),
                               small.data(), 320, 0, 240, TJPF_RGB, 0),
                 0);
        tjDestroy(decoder);
        const auto large = waves(640, 480);
        double difference = 0;
        for (std::size_t y = 0; y < 240; ++y)
            for (std::size_t x = 0; x < 320; ++x)
                for (std::size_t c = 0; c < 3; ++c)
                    difference +=
                        std::abs(double(small[(y * 320 + x) * 3 + c]) - large[(y * 2 * 640 + x * 2) * 3 + c]);
        QVERIFY2(difference / double(small.size()) < 8,
                 qPrintable(QString::number(difference / double(small.size()))));
    }

    void aThinPhotoKeepsAtLeastOnePixel()
    {
        CheckedImage image;
        QCOMPARE(verdict(pngOf(3000, 2), {}, &image), std::string());
        QCOMPARE(sizeOf(image.thumbnails[0]), std::pair(320, 1));
    }

    void otherKindsOfFilesAreRefused()
    {
        for (const char* file : {"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                                 "<?xml version='1.0'?><svg/>", "GIF89a\x01", "%PDF-1.7", "PK\x03\x04",
                                 "<html>", "", "BM", "II*\x00", "\xff\xd8"})
            QCOMPARE(verdict(file), std::string("media_type"));
    }

    void moreThanWeLookAtIsRefusedUndecoded()
    {
        QCOMPARE(verdict(pngOf(60'000, 2, true)), std::string("media_size"));
        QCOMPARE(verdict(pngOf(2, 60'000, true)), std::string("media_size"));
        QCOMPARE(verdict(jpegOf(60'000, 8)), std::string("media_size"));
        // A bomb: 64 megapixels in next to nothing, and one that only says so.
        const std::string bomb = pngOf(8000, 8000, true);
        QVERIFY(bomb.size() < 1'000'000);
        QCOMPARE(verdict(bomb), std::string("media_size"));
        std::string liar = jpegOf(100, 100);
        const std::size_t frame = liar.find("\xff\xc0");
        QVERIFY(frame != std::string::npos);
        liar.replace(frame + 5, 4, "\xff\xff\xff\xff");
        QCOMPARE(verdict(liar), std::string("media_size"));
    }

    void whatTakesTooMuchMemoryIsRefused()
    {
        ImageCheck::Limits tight;
        tight.memoryMib = 60;
        const std::string& wide = widePhoto(); // 75 MB of pixels
        QCOMPARE(verdict(wide, tight), std::string("media_costly"));
        QCOMPARE(verdict(wide), std::string());
    }

    void whatTakesTooLongIsRefused()
    {
        ImageCheck::Limits hasty;
        hasty.wall = std::chrono::milliseconds(1);
        QCOMPARE(verdict(widePhoto(), hasty), std::string("media_costly"));
    }

    void aPolyglotIsRefused()
    {
        const std::string zip("PK\x03\x04 and so on"), page = "<script>alert(1)</script>";
        for (const std::string& extra : {zip, page, std::string(1, '\0')})
            for (const std::string& photo : {jpegOf(64, 64), pngOf(64, 64), webpOf(64, 64)})
                QCOMPARE(verdict(photo + extra), std::string("media_trailing"));
        QCOMPARE(verdict(jpegWith(jpegOf(64, 64), 0xfe, page)), std::string("media_metadata"));
        QCOMPARE(verdict(pngWith(pngOf(64, 64), "haTX", page)), std::string("media_trailing"));
        QCOMPARE(verdict(webpWith(webpOf(64, 64), "HTML", page + " ")), std::string("media_trailing"));
        QCOMPARE(verdict(jpegOf(64, 64) + jpegOf(32, 32)), std::string("media_trailing"));
    }

    void whatStillTellsWhereItWasTakenIsRefused()
    {
        const std::string exif("Exif\0\0MM\0*", 10);
        QCOMPARE(verdict(jpegWith(jpegOf(64, 64), 0xe1, exif)), std::string("media_metadata"));
        QCOMPARE(verdict(jpegWith(jpegOf(64, 64), 0xe1, "http://ns.adobe.com/xap/1.0/")),
                 std::string("media_metadata"));
        QCOMPARE(verdict(jpegWith(jpegOf(64, 64), 0xed, "Photoshop 3.0")), std::string("media_metadata"));
        QCOMPARE(verdict(pngWith(pngOf(64, 64), "eXIf", exif)), std::string("media_metadata"));
        QCOMPARE(verdict(pngWith(pngOf(64, 64), "tEXt", std::string("Author\0me", 9))),
                 std::string("media_metadata"));
        QCOMPARE(verdict(webpWith(webpOf(64, 64), "EXIF", exif)), std::string("media_metadata"));
    }

    void aPhotoThatEndsEarlyIsRefused()
    {
        for (const std::string& photo :
             {jpegOf(300, 200), jpegOf(300, 200, TJFLAG_PROGRESSIVE), pngOf(300, 200), webpOf(300, 200)})
            for (std::size_t cut = 1; cut < 12; ++cut) {
                const std::string early =
                    photo.substr(0, photo.size() - 1 - (photo.size() - 20) * (cut - 1) / 12);
                QCOMPARE(verdict(early), std::string("media_damaged"));
            }
        // The end is there, but not what stands before it.
        std::string hollow = jpegOf(300, 200);
        hollow = hollow.substr(0, hollow.size() / 2) + "\xff\xd9";
        QCOMPARE(verdict(hollow), std::string("media_damaged"));
    }

    void spoiltBytesNeverMakeMoreThanARefusal()
    {
        unsigned seed = 1;
        const auto next = [&] { return seed = seed * 1664525 + 1013904223; };
        for (const std::string& photo : {jpegOf(120, 80), pngOf(120, 80), webpOf(120, 80)})
            for (int i = 0; i < 25; ++i) {
                std::string spoilt = photo;
                for (int n = 0; n < 4; ++n)
                    spoilt[next() % spoilt.size()] = char(next() >> 16);
                const std::string said = verdict(spoilt); // an exception would be a failure
                QVERIFY(said.empty() || said.starts_with("media_"));
            }
    }

    void theProcessCannotReachAnything()
    {
        QCOMPARE(signalOf({"--try", "open"}), SIGSYS);
        QCOMPARE(signalOf({"--try", "socket"}), SIGSYS);
        QCOMPARE(signalOf({"--try", "fork"}), SIGSYS);
        QCOMPARE(signalOf({"--cpu-seconds", "1", "--try", "spin"}), SIGKILL);
    }

    void withoutTheProgramNothingIsTaken()
    {
        const ImageCheck none("/nonexistent/qoloner-media-check", {});
        QTemporaryDir folder;
        QFile file(folder.filePath("photo"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY_EXCEPTION_THROWN(none.check(file.fileName().toStdString()), std::runtime_error);
    }
};

QTEST_GUILESS_MAIN(MediaCheckTest)
#include "tst_media_check.moc"
