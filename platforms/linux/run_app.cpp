// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/run_app.h"

#include "platforms/common/app/app_services.h"
#include "platforms/linux/tour.h"
#include "qml/models/media_image_provider.h"
#include "qml/models/services_singleton.h"
#include "qml/style/style_setup.h"
#include "qml/style/theme.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtQml/QQmlExtensionPlugin>
#include <atomic>
#include <cstdio>
#include <memory>
#include <optional>

Q_IMPORT_QML_PLUGIN(Qoloner_AccountPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_AppPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_DiscoverPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_EventsPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_FieldPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_MapPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_ProfilePlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_ReviewPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_RoutesPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_StylePlugin)

namespace qoloner {

namespace {

constexpr int wrongArguments = 2;
constexpr int tryAgain = 100; // of session(): open the data once more

std::atomic<int> warnings = 0;
QtMessageHandler printMessage = nullptr;

// Counts what the self-test must not hear. Where the session keeps its run-time
// files is the machine's business.
void countMessages(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (type != QtDebugMsg && type != QtInfoMsg && !text.contains(QLatin1String("XDG_RUNTIME_DIR")))
        ++warnings;
    printMessage(type, context, text);
}

struct Arguments {
    AppOptions app;
    QString theme, language, size, pictures;
    double textScale = 0; // 0: as it was set
    QSize windowSize;
    bool selfTest = false, leaveAtOnce = false;
};

std::optional<Arguments> readArguments(const QCoreApplication& app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription("Qolöner: craft registry and route guide.");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {"data", "Folder that keeps everything of the app.", "dir"},
        {"server", "Server to sync with.", "url"},
        {"offline", "No network in this run."},
        {"self-test", "Visit every page; fails when anything warns."},
        {"screenshots", "Save a picture of every page and leave.", "dir"},
        {"size", "Window size, as 390x844.", "WxH"},
        {"theme", "system, light, dark or contrast.", "name"},
        {"lang", "kk, ru or en.", "code"},
        {"text-scale", "0.8 to 2.", "factor"},
        {"replay-track", "NMEA file to play instead of the real position.", "file"},
        {"replay-speed", "How many times faster than real.", "n"},
        {"exit-after-first-frame", "Leave as soon as the window was drawn."},
    });
    parser.process(app);

    const auto refuse = [](const char* why) {
        std::fprintf(stderr, "qoloner: %s (see --help)\n", why);
        return std::nullopt;
    };
    Arguments a;
    a.app.dataDir = parser.value("data");
    a.app.serverUrl = parser.value("server");
    a.app.offline = parser.isSet("offline");
    a.app.replayTrack = parser.value("replay-track");
    a.selfTest = parser.isSet("self-test");
    a.leaveAtOnce = parser.isSet("exit-after-first-frame");
    a.pictures = parser.value("screenshots");
    a.theme = parser.value("theme");
    a.language = parser.value("lang");
    if (parser.isSet("replay-speed")) {
        bool number = false;
        const double speed = parser.value("replay-speed").toDouble(&number);
        if (!number || !(speed >= 0.1 && speed <= 1000))
            return refuse("--replay-speed wants a number from 0.1 to 1000");
        a.app.replayIntervalMs = std::max(1, int(1000 / speed));
    }
    if (parser.isSet("text-scale")) {
        a.textScale = parser.value("text-scale").toDouble();
        if (!(a.textScale >= 0.8 && a.textScale <= 2))
            return refuse("--text-scale wants a number from 0.8 to 2");
    }
    if (!a.theme.isEmpty() && !SettingsModel::themes().contains(a.theme))
        return refuse("--theme is system, light, dark or contrast");
    if (!a.language.isEmpty() && !SettingsModel::languages().contains(a.language))
        return refuse("--lang is kk, ru or en");
    if (parser.isSet("size")) {
        static const QRegularExpression pattern("^(\\d{3,4})x(\\d{3,4})$");
        const auto match = pattern.match(parser.value("size"));
        a.windowSize = {match.captured(1).toInt(), match.captured(2).toInt()};
        if (a.windowSize.width() < 320 || a.windowSize.height() < 480 || a.windowSize.width() > 8000 ||
            a.windowSize.height() > 8000)
            return refuse("--size wants WxH, from 320x480");
    }
    if (!parser.positionalArguments().isEmpty())
        return refuse("there is an argument too many");
    return a;
}

// Says that the data cannot be opened; tryAgain when the person asks for it.
int showStartFailed(QQmlApplicationEngine& engine, const QString& code)
{
    engine.setInitialProperties({{"code", code}});
    engine.load(QUrl("qrc:/qt/qml/Qoloner/App/StartFailed.qml"));
    if (engine.rootObjects().isEmpty())
        return 1;
    bool again = true; // unless the window is closed
    QObject::connect(engine.rootObjects().constFirst(), SIGNAL(retried()), qApp, SLOT(quit()));
    QObject::connect(qApp, &QGuiApplication::lastWindowClosed, &engine, [&] { again = false; });
    QGuiApplication::exec();
    return again ? tryAgain : 1;
}

int guidedTour(const Arguments& a, QQuickWindow& window, AppServices& app)
{
    Tour::Options options;
    options.everyRole = a.selfTest;
    options.awaitSync = !a.app.serverUrl.isEmpty() && !a.app.offline;
    if (a.windowSize.isValid())
        options.sizes = {a.windowSize};
    else if (a.selfTest)
        options.sizes = {{390, 844}, {1280, 800}};
    else
        options.sizes = {window.size()};
    if (!a.pictures.isEmpty()) {
        if (!QDir().mkpath(a.pictures)) {
            std::fprintf(stderr, "qoloner: the folder for the pictures cannot be made\n");
            return 1;
        }
        const SettingsModel& settings = *app.services().settings();
        options.pictures = a.pictures;
        options.suffix = QString("-%1x%2-%3-%4")
                             .arg(options.sizes.first().width())
                             .arg(options.sizes.first().height())
                             .arg(settings.theme(), settings.language());
        if (settings.textScale() != 1.0)
            options.suffix += QString("-%1").arg(settings.textScale());
    }
    Tour tour(window, app, options);
    tour.run();
    for (const QString& problem : tour.problems())
        std::fprintf(stderr, "qoloner: %s\n", qPrintable(problem));
    const int heard = warnings;
    std::printf("pages seen: %d, problems: %d, warnings: %d\n", tour.pagesSeen(), int(tour.problems().size()),
                heard);
    return tour.problems().isEmpty() && (heard == 0 || !a.selfTest) ? 0 : 1;
}

// What was to be deleted later is deleted before what it uses.
struct DeleteNow {
    ~DeleteNow() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }
};

int session(const Arguments& a, const std::function<void(QQuickWindow*, AppServices&)>& onWindow)
{
    AppServices app(a.app);
    SettingsModel& settings = *app.services().settings();
    settings.override(a.language, a.theme, a.textScale);

    provideServices(&app.services());
    QQmlApplicationEngine engine;
    addQmlImports(engine);
    setInterfaceLanguage(engine, settings.language());
    if (!app.openError().isEmpty())
        return showStartFailed(engine, app.openError());
    engine.addImageProvider("media", new MediaImageProvider(app.services().media()));
    QObject::connect(&settings, &SettingsModel::languageChanged, &engine,
                     [&] { setInterfaceLanguage(engine, settings.language()); });

    QVariantMap initial;
    if (a.windowSize.isValid())
        initial = {{"width", a.windowSize.width()}, {"height", a.windowSize.height()}};
    engine.setInitialProperties(initial);
    engine.load(QUrl("qrc:/qt/qml/Qoloner/App/Main.qml"));
    if (engine.rootObjects().isEmpty())
        return 1;
    // The pages go while everything they use, the engine too, is still there.
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
    const DeleteNow leftovers;
    const std::unique_ptr<QQuickWindow> closing(window);
    window->show();
    if (onWindow)
        onWindow(window, app);
    if (a.leaveAtOnce) {
        QObject::connect(window, &QQuickWindow::frameSwapped, qApp, &QCoreApplication::quit,
                         Qt::QueuedConnection);
        return QGuiApplication::exec();
    }
    app.start();
    if (a.selfTest || !a.pictures.isEmpty()) {
        theme(engine).setReducedMotion(true);
        return guidedTour(a, *window, app);
    }
    return QGuiApplication::exec();
}

} // namespace

int runApp(int argc, char** argv, const std::function<void(QQuickWindow*, AppServices&)>& onWindow)
{
    printMessage = qInstallMessageHandler(countMessages);
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName("qoloner");
    QGuiApplication::setApplicationDisplayName("Qolöner");
    QGuiApplication::setApplicationVersion(QOLONER_VERSION);
    QGuiApplication::setDesktopFileName("qoloner");
    QGuiApplication::setWindowIcon(QIcon(":/art/appicon.svg"));

    std::optional<Arguments> arguments = readArguments(app);
    if (!arguments)
        return wrongArguments;
    QTemporaryDir scratch;
    if (arguments->app.dataDir.isEmpty())
        arguments->app.dataDir = arguments->selfTest
                                     ? scratch.path()
                                     : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    installFont();
    try {
        int code = tryAgain;
        while (code == tryAgain)
            code = session(*arguments, onWindow);
        return code;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "qoloner: %s\n", error.what());
        return 1;
    }
}

} // namespace qoloner
