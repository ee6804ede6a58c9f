// SPDX-License-Identifier: Apache-2.0
#include "core/media/photo_intake.h"

#include "core/domain/ids.h"
#include "core/domain/keys.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>

namespace qoloner {

namespace {

constexpr int longestSide = 1600;
constexpr int thumbnailSide = 320;
constexpr qint64 mostBytes = 100'000'000;
constexpr qint64 mostPixels = 200'000'000;
constexpr std::size_t targetBytes = 300'000;

std::string encodeJpeg(const QImage& image, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(quality);
    writer.setOptimizedWrite(true);
    if (!writer.write(image))
        return {};
    return bytes.toStdString();
}

QSize fitting(QSize size, int side)
{
    return size.width() <= side && size.height() <= side ? size
                                                         : size.scaled(side, side, Qt::KeepAspectRatio);
}

} // namespace

Result<Photo> takeInPhoto(const QString& file)
{
    const QFileInfo info(file);
    if (!info.isFile())
        return failure("photo_unreadable");
    if (info.size() > mostBytes)
        return failure("photo_too_large");
    QImageReader reader(file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    static const QList<QByteArray> taken = {"jpeg", "jpg", "png", "webp", "bmp", "tiff"};
    if (format.isEmpty())
        return failure("photo_unreadable");
    if (!taken.contains(format)) // no SVG: a drawing can hold scripts and references
        return failure("photo_format", {}, {format.toStdString()});
    const QSize size = reader.size();
    if (size.isValid() && qint64(size.width()) * size.height() > mostPixels)
        return failure("photo_too_large");
    if (size.isValid()) // JPEG then decodes straight to a smaller size
        reader.setScaledSize(fitting(size, longestSide));
    QImage image = reader.read();
    if (image.isNull())
        return failure("photo_unreadable");
    if (image.width() > longestSide || image.height() > longestSide)
        image =
            image.scaled(fitting(image.size(), longestSide), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (image.hasAlphaChannel()) {
        QImage opaque(image.size(), QImage::Format_RGB32);
        opaque.fill(Qt::white);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QRgb pixel = image.pixel(x, y);
                const int alpha = qAlpha(pixel);
                const auto over = [&](int channel) { return (channel * alpha + 255 * (255 - alpha)) / 255; };
                opaque.setPixel(x, y, qRgb(over(qRed(pixel)), over(qGreen(pixel)), over(qBlue(pixel))));
            }
        image = opaque;
    } else {
        image = image.convertToFormat(QImage::Format_RGB32);
    }

    Photo photo;
    photo.width = image.width();
    photo.height = image.height();
    for (const int quality : {82, 72, 60, 45}) {
        photo.jpeg = encodeJpeg(image, quality);
        if (photo.jpeg.size() <= targetBytes)
            break;
    }
    const QImage small =
        image.scaled(fitting(image.size(), thumbnailSide), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    photo.thumbnail = encodeJpeg(small, 75);
    if (photo.jpeg.empty() || photo.thumbnail.empty())
        return failure("photo_unreadable");
    photo.placeholder = small.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                            .pixelColor(0, 0)
                            .name(QColor::HexRgb)
                            .toStdString();
    photo.sha256 = toHex(sha256(photo.jpeg));
    return photo;
}

} // namespace qoloner
