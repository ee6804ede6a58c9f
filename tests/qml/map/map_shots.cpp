// SPDX-License-Identifier: Apache-2.0
//
// map_shots DIR [PACK LAT LON]: pictures of a pack (without one, the starter
// pack built on the spot) to be looked at by a person.
#include "core/map/schematic.h"
#include <QDir>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QImage>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QTest>
#include <QtQml/QQmlExtensionPlugin>
#include <cstdio>

Q_IMPORT_QML_PLUGIN(Qoloner_MapPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_StylePlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_ComponentsPlugin)

namespace {

constexpr const char* kScene = R"(
import QtQuick
import Qoloner.Style
import Qoloner.Map
Rectangle {
    id: scene
    property alias map: map
    property string mode
    property bool markers
    onModeChanged: Theme.mode = mode
    color: Theme.surface
    ListModel {
        id: places
        ListElement { rowId: "a"; name: "Көк базар"; kind: "market"; lat: 43.2637; lon: 76.9549 }
        ListElement { rowId: "b"; name: "Ықылас музейі"; kind: "museum"; lat: 43.2595; lon: 76.9569 }
        ListElement { rowId: "c"; name: "Вознесенск кафедралды соборы"; kind: "landmark"; lat: 43.2588; lon: 76.9531 }
        ListElement { rowId: "d"; name: "Қызыл таң"; kind: "workshop"; lat: 43.2627; lon: 76.9503 }
        ListElement { rowId: "e"; name: "Опера театры"; kind: "theatre"; lat: 43.2487; lon: 76.9459 }
    }
    CraftMap {
        id: map
        anchors.fill: parent
        model: scene.markers ? places : null
        selectedId: "c"
        routePath: scene.markers ? [[43.2637,76.9549],[43.2627,76.9503],[43.2613,76.9524],[43.2588,76.9531],[43.2595,76.9569]] : []
        positionValid: scene.markers
        positionLat: 43.2605; positionLon: 76.9480; accuracyMetres: 60
    }
}
)";

struct Shot {
    const char* name;
    int width, height;
    const char* mode;
    const char* language;
    double zoom;
    bool markers;
};

} // namespace

void qml_register_types_Qoloner_Map();

int main(int argc, char** argv)
{
    QGuiApplication app(argc, argv);
    qml_register_types_Qoloner_Map();
    const QDir out(argc > 1 ? argv[1] : ".");
    out.mkpath(".");
    QString pack;
    double lat = 43.2573, lon = 76.9475;
    if (argc > 4) {
        pack = argv[2];
        lat = QByteArray(argv[3]).toDouble();
        lon = QByteArray(argv[4]).toDouble();
    } else {
        pack = out.filePath("starter.mbtiles");
        const int tiles =
            qoloner::buildSchematicPack(qoloner::loadSchematic(QOLONER_STARTER_DIR), pack.toStdString());
        std::printf("built %d tiles\n", tiles);
    }
    QQuickView view;
    view.engine()->addImportPath("qrc:/qt/qml");
    QQmlComponent component(view.engine());
    component.setData(kScene, QUrl("qrc:/shots.qml"));
    auto* root = qobject_cast<QQuickItem*>(component.create());
    if (!root) {
        std::printf("%s\n", qPrintable(component.errorString()));
        return 1;
    }
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.setContent(QUrl(), &component, root);
    view.show();
    auto* craftMap = root->property("map").value<QObject*>();
    auto* map = craftMap->property("view").value<QObject*>();
    craftMap->setProperty("packPath", pack);
    static constexpr Shot shots[] = {
        {"phone-light-15", 390, 844, "light", "kk", 15, false},
        {"phone-dark-15", 390, 844, "dark", "kk", 15, false},
        {"phone-light-13.6", 390, 844, "light", "kk", 13.6, false},
        {"phone-light-17", 390, 844, "light", "kk", 17, false},
        {"desk-light-14.4", 1280, 800, "light", "kk", 14.4, false},
        {"desk-dark-14.4", 1280, 800, "dark", "ru", 14.4, false},
        {"desk-light-16", 1280, 800, "light", "en", 16, false},
        {"phone-markers", 390, 844, "light", "kk", 15.2, true},
        {"desk-markers-dark", 1280, 800, "dark", "kk", 15, true},
    };
    for (const Shot& s : shots) {
        view.resize(s.width, s.height);
        root->setProperty("mode", s.mode);
        root->setProperty("markers", s.markers);
        craftMap->setProperty("language", s.language);
        if (!QTest::qWaitFor([&] { return map->property("status").toInt() >= 2; }))
            return 1;
        if (!QTest::qWaitFor([&] { return int(root->width()) == s.width; }))
            return 1;
        QMetaObject::invokeMethod(map, "setView", Q_ARG(double, lat), Q_ARG(double, lon),
                                  Q_ARG(double, s.zoom));
        QElapsedTimer timer;
        timer.start();
        const bool settled = QTest::qWaitFor([&] { return map->property("settled").toBool(); }, 8000);
        const auto ms = timer.elapsed();
        QTest::qWait(300); // labels fade in
        view.grabWindow().save(out.filePath(QString("%1.png").arg(s.name)));
        std::printf("%s: %s after %lld ms, status %d %s\n", s.name, settled ? "settled" : "NOT settled", ms,
                    map->property("status").toInt(), qPrintable(map->property("errorString").toString()));
    }
    return 0;
}
