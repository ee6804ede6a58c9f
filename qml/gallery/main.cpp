// SPDX-License-Identifier: Apache-2.0
#include "qml/style/style_setup.h"
#include "qml/style/theme.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QImage>
#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include <cstdio>

int main(int argc, char** argv)
{
    QGuiApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions({{"screenshot", "Save a picture and leave.", "file"},
                        {"size", "Window size.", "WxH", "390x844"},
                        {"theme", "light, dark, contrast or system.", "name", "system"},
                        {"lang", "kk, ru or en.", "code", "en"},
                        {"text-scale", "1.0 is the normal size.", "factor", "1.0"}});
    options.process(app);
    const QStringList size = options.value("size").split('x');
    const int width = size.value(0).toInt();
    const int height = size.value(1).toInt();
    if (width < 200 || height < 200 || width > 8000 || height > 8000) {
        std::fprintf(stderr, "--size wants WxH, each 200 to 8000\n");
        return 2;
    }

    qoloner::installFont();
    QQmlApplicationEngine engine;
    qoloner::addQmlImports(engine);
    bool clean = true;
    QObject::connect(&engine, &QQmlEngine::warnings, &app, [&](const auto&) { clean = false; });
    qoloner::Theme& theme = qoloner::theme(engine);
    theme.setMode(options.value("theme"));
    theme.setTextScale(options.value("text-scale").toDouble());
    engine.setInitialProperties({{"width", width}, {"height", height}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Qoloner/Gallery/GalleryWindow.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;
    qoloner::setInterfaceLanguage(engine, options.value("lang"));
    if (!options.isSet("screenshot"))
        return QGuiApplication::exec();

    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
    theme.setReducedMotion(true);
    // The third frame has the laid-out page with the language in it.
    int frames = 0;
    QObject::connect(
        window, &QQuickWindow::frameSwapped, &app,
        [&] {
            if (++frames < 3) {
                window->update();
                return;
            }
            const bool saved = window->grabWindow().save(options.value("screenshot"));
            QGuiApplication::exit(saved && clean ? 0 : 1);
        },
        Qt::QueuedConnection);
    window->update();
    return QGuiApplication::exec();
}
