// SPDX-License-Identifier: Apache-2.0
#include "core/media/media_store.h"
#include "qml/models/media_image_provider.h"

#include <QColor>
#include <QImage>
#include <QQuickTextureFactory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

using namespace qoloner;

namespace {

struct Fixture {
    QTemporaryDir dir;
    MediaStore store{dir.filePath("media.db").toStdString(), {}};
    MediaImageProvider provider{&store};
    QString sha256;

    Fixture()
    {
        QImage picture(600, 300, QImage::Format_RGB32);
        picture.fill(QColor("#a5342b"));
        picture.save(dir.filePath("picture.png"));
        const auto photo = takeInPhoto(dir.filePath("picture.png"));
        if (!photo)
            qFatal("the picture is refused: %s", photo.error().code.c_str());
        store.put(*photo);
        sha256 = QString::fromStdString(photo->sha256);
    }

    /// Null when the answer was an error.
    QImage ask(const QString& id, const QSize& wanted = {})
    {
        const std::unique_ptr<QQuickImageResponse> response(provider.requestImageResponse(id, wanted));
        QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
        if (!finished.wait() || !response->errorString().isEmpty())
            return {};
        const std::unique_ptr<QQuickTextureFactory> texture(response->textureFactory());
        return texture->image();
    }
};

} // namespace

class ModelsImagesTest : public QObject {
    Q_OBJECT
private slots:
    void aPhotoComesWholeOrSmall();
    void aPhotoComesNoLargerThanAskedFor();
    void whatIsNoAddressOrNotHereIsAnError();
    void anAnswerGivenUpIsNoHarm();
};

void ModelsImagesTest::aPhotoComesWholeOrSmall()
{
    Fixture f;
    QCOMPARE(f.ask(f.sha256).size(), QSize(600, 300));
    QCOMPARE(f.ask(f.sha256 + "?thumb").size(), QSize(320, 160));
    QVERIFY(qAbs(f.ask(f.sha256).pixelColor(300, 150).red() - 0xa5) < 6);
}

void ModelsImagesTest::aPhotoComesNoLargerThanAskedFor()
{
    Fixture f;
    QCOMPARE(f.ask(f.sha256, {100, 100}).size(), QSize(100, 50));
    QCOMPARE(f.ask(f.sha256, {100, 0}).size(), QSize(100, 50));
    QCOMPARE(f.ask(f.sha256, {5000, 5000}).size(), QSize(600, 300));
}

void ModelsImagesTest::whatIsNoAddressOrNotHereIsAnError()
{
    Fixture f;
    QVERIFY(f.ask(QString(64, 'a')).isNull());
    QVERIFY(f.ask({}).isNull());
    QVERIFY(f.ask(f.sha256.toUpper() + "x").isNull());
    QVERIFY(f.ask(f.sha256 + "?other").isNull());
    QVERIFY(f.ask("../" + f.sha256).isNull());
}

void ModelsImagesTest::anAnswerGivenUpIsNoHarm()
{
    Fixture f;
    for (int i = 0; i < 50; ++i) {
        QQuickImageResponse* response = f.provider.requestImageResponse(f.sha256, {});
        response->cancel();
        delete response;
    }
    QCOMPARE(f.ask(f.sha256).size(), QSize(600, 300));
}

QTEST_MAIN(ModelsImagesTest)
#include "tst_models_images.moc"
