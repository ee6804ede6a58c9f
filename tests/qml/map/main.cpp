// SPDX-License-Identifier: Apache-2.0
#include "core/map/schematic.h"
#include "qml/style/formatter.h"
#include "qml/style/style_setup.h"

#include <QQmlContext>
#include <QQmlEngine>
#include <QTemporaryDir>
#include <QtQml/QQmlExtensionPlugin>
#include <QtQuickTest>

Q_IMPORT_QML_PLUGIN(Qoloner_MapPlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_StylePlugin)
Q_IMPORT_QML_PLUGIN(Qoloner_ComponentsPlugin)

/// Gives the test files the product's fonts and imports, and the starter pack
/// built from the starter data.
class Setup : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString pack MEMBER m_pack CONSTANT)

public slots:
    void applicationAvailable()
    {
        qoloner::installFont();
        m_pack = m_folder.filePath(QStringLiteral("starter.mbtiles"));
        qoloner::buildSchematicPack(qoloner::loadSchematic(QOLONER_STARTER_DIR), m_pack.toStdString());
    }
    void qmlEngineAvailable(QQmlEngine* engine)
    {
        qoloner::addQmlImports(*engine);
        qoloner::setInterfaceLanguage(*engine, QStringLiteral("en"));
        engine->rootContext()->setContextProperty(QStringLiteral("setup"), this);
    }

private:
    QTemporaryDir m_folder;
    QString m_pack;
};

QUICK_TEST_MAIN_WITH_SETUP(map, Setup)

#include "main.moc"
