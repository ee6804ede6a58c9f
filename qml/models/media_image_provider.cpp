// SPDX-License-Identifier: Apache-2.0
#include "qml/models/media_image_provider.h"

#include "core/media/media_store.h"

#include <QBuffer>
#include <QImageReader>
#include <QQuickTextureFactory>
#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace qoloner {

namespace {

constexpr int longestSide = 4096; // px; what is taken in is never larger than 1600
constexpr int threads = 2;

struct PhotoId {
    std::string sha256;
    bool thumbnail = false;
};

std::optional<PhotoId> photoId(QString id)
{
    const bool thumbnail = id.endsWith(QLatin1String("?thumb"));
    if (thumbnail)
        id.chop(6);
    const auto isHex = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    if (id.size() != 64 || !std::all_of(id.begin(), id.end(), isHex))
        return std::nullopt;
    return PhotoId{id.toStdString(), thumbnail};
}

/// Null when the bytes are no photo of ours. Smaller, never larger, for `wanted`.
QImage decode(const std::string& jpeg, const QSize& wanted)
{
    QByteArray bytes = QByteArray::fromRawData(jpeg.data(), qsizetype(jpeg.size()));
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer, "jpeg");
    const QSize size = reader.size();
    if (!size.isValid() || size.width() > longestSide || size.height() > longestSide)
        return {};
    // One side may be left to the picture (0).
    QSize room = size;
    if (wanted.width() > 0)
        room.setWidth(std::min(room.width(), wanted.width()));
    if (wanted.height() > 0)
        room.setHeight(std::min(room.height(), wanted.height()));
    if (room != size)
        reader.setScaledSize(size.scaled(room, Qt::KeepAspectRatio).expandedTo({1, 1}));
    return reader.read();
}

/// What a response and its job share: either may go first.
struct Link {
    std::mutex mutex;
    QQuickImageResponse* response = nullptr; // guarded; null once it is gone
    std::atomic<bool> cancelled = false;
    QImage image; // written by the job before it says so
    QString error;
};

class Response : public QQuickImageResponse {
public:
    Response() { m_link->response = this; }
    ~Response() override
    {
        const std::lock_guard lock(m_link->mutex);
        m_link->response = nullptr;
    }

    std::shared_ptr<Link> link() const { return m_link; }
    QQuickTextureFactory* textureFactory() const override
    {
        return QQuickTextureFactory::textureFactoryForImage(m_link->image);
    }
    QString errorString() const override { return m_link->error; }
    /// finished() still follows, as Qt Quick expects.
    void cancel() override { m_link->cancelled = true; }

private:
    std::shared_ptr<Link> m_link = std::make_shared<Link>();
};

void load(MediaStore* store, const QString& id, const QSize& wanted, Link& link)
{
    if (link.cancelled)
        return;
    const auto photo = photoId(id);
    if (!photo || !store) {
        link.error = QStringLiteral("no such photo: %1").arg(id.left(80));
        return;
    }
    try {
        const auto bytes = photo->thumbnail ? store->thumbnail(photo->sha256) : store->photo(photo->sha256);
        if (bytes && !link.cancelled)
            link.image = decode(*bytes, wanted);
        if (link.image.isNull())
            link.error = QStringLiteral("the photo is not on this device: %1").arg(id);
    } catch (const std::exception& e) {
        link.error = QString::fromUtf8(e.what());
    }
}

} // namespace

MediaImageProvider::MediaImageProvider(MediaStore* store) : m_store(store)
{
    m_pool.setMaxThreadCount(threads);
}

MediaImageProvider::~MediaImageProvider()
{
    m_pool.waitForDone(); // jobs use the store
}

QQuickImageResponse* MediaImageProvider::requestImageResponse(const QString& id, const QSize& requestedSize)
{
    auto* response = new Response;
    m_pool.start([store = m_store, id, requestedSize, link = response->link()] {
        load(store, id, requestedSize, *link);
        const std::lock_guard lock(link->mutex);
        if (link->response)
            QMetaObject::invokeMethod(link->response, &QQuickImageResponse::finished, Qt::QueuedConnection);
    });
    return response;
}

} // namespace qoloner
