// SPDX-License-Identifier: Apache-2.0
#include "core/domain/ids.h"
#include "core/domain/keys.h"
#include "core/media/media_store.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>

using namespace qoloner;

namespace {

QByteArray jpegOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "jpeg", 90))
        qFatal("no JPEG writer");
    return bytes;
}

/// A camera's segment: turned by a quarter (orientation 6), and an owner's name.
QByteArray withExif(QByteArray jpeg)
{
    QByteArray tiff("II*\0\x08\0\0\0", 8);
    tiff += QByteArray("\x02\0", 2);                              // two entries
    tiff += QByteArray("\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 12); // orientation
    tiff += QByteArray("\x3b\x01\x02\0\x0c\0\0\0\x26\0\0\0", 12); // artist, 12 bytes at 38
    tiff += QByteArray("\0\0\0\0", 4);
    tiff += QByteArray("Secret Owner", 12);
    const QByteArray body = QByteArray("Exif\0\0", 6) + tiff;
    const int length = int(body.size()) + 2;
    QByteArray segment("\xff\xe1", 2);
    segment += char(length >> 8);
    segment += char(length & 0xff);
    return jpeg.insert(2, segment + body);
}

QImage decoded(const std::string& bytes)
{
    return QImage::fromData(QByteArray::fromStdString(bytes));
}

struct Folder {
    QTemporaryDir dir;
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    QString save(const QString& name, const QImage& image, const char* format) const
    {
        const QString path = dir.filePath(name);
        if (!image.save(path, format))
            qFatal("cannot save %s", qPrintable(name));
        return path;
    }
};

QImage plain(int width, int height, QColor color = Qt::darkGreen)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

std::uint32_t crc32(const QByteArray& bytes)
{
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= std::uint8_t(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
    return ~crc;
}

std::string codeFor(const QString& path)
{
    const auto photo = takeInPhoto(path);
    return photo ? "(taken)" : photo.error().code;
}

} // namespace

class MediaTest : public QObject {
    Q_OBJECT
private slots:
    void nothingOfTheCamerasNotesIsKeptAndThePictureStandsUpright()
    {
        const Folder f;
        QImage image = plain(400, 200, Qt::blue);
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x)
                image.setPixelColor(x, y, Qt::red); // left half
        const QString path = f.write("a.jpg", withExif(jpegOf(image)));
        QCOMPARE(QImageReader(path).transformation(), QImageIOHandler::TransformationRotate90);
        const auto photo = takeInPhoto(path);
        QVERIFY(photo);
        for (const std::string& bytes : {photo->jpeg, photo->thumbnail}) {
            QCOMPARE(bytes.find("Exif"), std::string::npos);
            QCOMPARE(bytes.find("Secret"), std::string::npos);
        }
        QCOMPARE(QSize(photo->width, photo->height), QSize(200, 400));
        const QImage kept = decoded(photo->jpeg);
        QCOMPARE(kept.size(), QSize(200, 400));
        QVERIFY(kept.pixelColor(100, 50).red() > 200); // what was on the left is on top
        QVERIFY(kept.pixelColor(100, 350).blue() > 200);
        QCOMPARE(photo->sha256, toHex(sha256(photo->jpeg)));
    }

    void aLargePictureIsMadeSmallerInItsProportions()
    {
        const Folder f;
        const auto photo = takeInPhoto(f.save("a.png", plain(3200, 1000), "png"));
        QVERIFY(photo);
        QCOMPARE(decoded(photo->jpeg).size(), QSize(1600, 500));
        QCOMPARE(decoded(photo->thumbnail).size(), QSize(320, 100));
        QCOMPARE(photo->placeholder, std::string("#008000"));
        const auto small = takeInPhoto(f.save("b.png", plain(40, 30), "png"));
        QVERIFY(small);
        QCOMPARE(decoded(small->jpeg).size(), QSize(40, 30));
        QCOMPARE(decoded(small->thumbnail).size(), QSize(40, 30));
    }

    void whatIsTransparentBecomesWhite()
    {
        const Folder f;
        QImage image(20, 20, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        const auto photo = takeInPhoto(f.save("a.png", image, "png"));
        QVERIFY(photo);
        QCOMPARE(decoded(photo->jpeg).pixelColor(10, 10), QColor(Qt::white));
    }

    void theContentCountsNotTheName()
    {
        const Folder f;
        QVERIFY(takeInPhoto(f.save("really-a-png.jpg", plain(10, 10), "png")));
    }

    void whatIsNoPictureIsUnreadable()
    {
        const Folder f;
        QCOMPARE(codeFor(f.dir.filePath("missing.jpg")), std::string("photo_unreadable"));
        QCOMPARE(codeFor(f.dir.path()), std::string("photo_unreadable"));
        QCOMPARE(codeFor(f.write("text.jpg", "this is no picture")), std::string("photo_unreadable"));
        QCOMPARE(codeFor(f.write("empty.jpg", {})), std::string("photo_unreadable"));
        const QByteArray png = [] {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            plain(100, 100).save(&buffer, "png");
            return bytes;
        }();
        QCOMPARE(codeFor(f.write("half.png", png.left(40))), std::string("photo_unreadable"));
    }

    void aKindThatIsNotTakenIsNamed()
    {
        const Folder f;
        const auto photo = takeInPhoto(f.save("a.ppm", plain(10, 10), "ppm"));
        QVERIFY(!photo);
        QCOMPARE(photo.error().code, std::string("photo_format"));
        QCOMPARE(photo.error().args, std::vector<std::string>{"ppm"});
    }

    void whatWouldFillTheMemoryIsTooLarge()
    {
        const Folder f;
        // Its header promises 400 megapixels.
        QByteArray png("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\x02\0\0\0", 29);
        const std::uint32_t crc = crc32(png.mid(12, 17));
        for (const int shift : {24, 16, 8, 0})
            png += char(crc >> shift & 0xff);
        // Chunks that the reader walks through before it tells the size.
        png += QByteArray("\0\0\0\0IDAT\x35\xaf\x06\x1e", 12);
        QCOMPARE(codeFor(f.write("bomb.png", png)), std::string("photo_too_large"));
        QFile file(f.dir.filePath("long.jpg"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(100'000'001));
        file.close();
        QCOMPARE(codeFor(file.fileName()), std::string("photo_too_large"));
    }

    void aKeptPhotoIsFoundByItsAddressUntilRemoved()
    {
        const Folder f;
        const auto photo = takeInPhoto(f.save("a.png", plain(500, 400), "png"));
        QVERIFY(photo);
        const std::string path = f.dir.filePath("media.db").toStdString();
        {
            MediaStore store(path, std::string(32, 'k'));
            store.put(*photo);
            store.put(*photo);
        }
        MediaStore store(path, std::string(32, 'k'));
        QVERIFY(store.contains(photo->sha256));
        QCOMPARE(store.photo(photo->sha256), std::optional(photo->jpeg));
        QCOMPARE(store.thumbnail(photo->sha256), std::optional(photo->thumbnail));
        QVERIFY(!store.photo(std::string(64, '0')));
        store.remove(photo->sha256);
        QVERIFY(!store.contains(photo->sha256));
        QVERIFY(!store.photo(photo->sha256));
    }

    void bytesThatNoLongerMatchTheirAddressAreNotShown()
    {
        const Folder f;
        const auto photo = takeInPhoto(f.save("a.png", plain(50, 40), "png"));
        QVERIFY(photo);
        const std::string path = f.dir.filePath("media.db").toStdString();
        MediaStore store(path, {});
        store.put(*photo);
        Database other(path);
        other.exec("UPDATE photo SET jpeg = x'ffd8'");
        QVERIFY(!store.photo(photo->sha256));
    }

    void aFileOfANewerVersionIsRefused()
    {
        const Folder f;
        const std::string path = f.dir.filePath("media.db").toStdString();
        Database(path).exec("PRAGMA user_version = 2");
        QVERIFY_THROWS_EXCEPTION(NewerFile, MediaStore(path, {}));
    }
};

QTEST_GUILESS_MAIN(MediaTest)
#include "tst_media.moc"
