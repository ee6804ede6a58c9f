// SPDX-License-Identifier: Apache-2.0
#include "qml/style/formatter.h"
#include "qml/style/style_setup.h"

#include <QQmlContext>
#include <QQmlEngine>
#include <QtQuickTest>

/// Gives every test file the product's fonts, imports and a way to change the language.
class Setup : public QObject {
    Q_OBJECT

public slots:
    void applicationAvailable() { qoloner::installFont(); }
    void qmlEngineAvailable(QQmlEngine* engine)
    {
        m_engine = engine;
        qoloner::addQmlImports(*engine);
        qoloner::setInterfaceLanguage(*engine, QStringLiteral("en"));
        engine->rootContext()->setContextProperty(QStringLiteral("setup"), this);
    }

public:
    Q_INVOKABLE QString speak(const QString& language)
    {
        return qoloner::setInterfaceLanguage(*m_engine, language);
    }

private:
    QQmlEngine* m_engine = nullptr;
};

QUICK_TEST_MAIN_WITH_SETUP(components, Setup)

#include "main.moc"
