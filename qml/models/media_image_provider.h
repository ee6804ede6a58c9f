// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QQuickAsyncImageProvider>
#include <QThreadPool>

namespace qoloner {

class MediaStore;

/// Photos of this device for QML: "image://media/<sha256>" is the whole photo,
/// "image://media/<sha256>?thumb" the small one.
///
/// Read and decoded on threads of its own. Anything else for an id, and a photo
/// that is not here, is an error of the Image. `store` may be null (no photos)
/// and must outlive the provider.
class MediaImageProvider : public QQuickAsyncImageProvider {
    Q_OBJECT
public:
    explicit MediaImageProvider(MediaStore* store);
    ~MediaImageProvider() override;

    QQuickImageResponse* requestImageResponse(const QString& id, const QSize& requestedSize) override;

private:
    MediaStore* m_store;
    QThreadPool m_pool;
};

} // namespace qoloner
