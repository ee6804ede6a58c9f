// SPDX-License-Identifier: Apache-2.0
#include "qml/style/style_setup.h"

#include "qml/style/formatter.h"
#include "qml/style/theme.h"

#include <QFont>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTranslator>

namespace qoloner {

namespace {

constexpr auto kk = "kk";

// One translator for the process: there is one interface language at a time.
QTranslator& translator()
{
    static QTranslator& t = *new QTranslator(QCoreApplication::instance());
    return t;
}

} // namespace

void installFont()
{
    QString family;
    for (const auto* weight : {"Regular", "Bold"}) {
        const int id = QFontDatabase::addApplicationFont(
            QStringLiteral(":/fonts/NotoSans-%1.ttf").arg(QLatin1String(weight)));
        const QStringList families = QFontDatabase::applicationFontFamilies(id);
        if (family.isEmpty() && !families.isEmpty())
            family = families.front();
    }
    if (family.isEmpty())
        qFatal("the embedded font could not be read");
    QFont font(family);
    font.setPixelSize(16);
    QGuiApplication::setFont(font);
}

void addQmlImports(QQmlEngine& engine)
{
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    // A module's types are known after its first import; theme() and
    // setInterfaceLanguage() need them before the first window is loaded.
    QQmlComponent first(&engine);
    first.setData("import QtQml\nimport Qoloner.Style\nQtObject {}", QUrl());
    if (first.isError())
        qFatal("%s", qPrintable(first.errorString()));
}

Theme& theme(QQmlEngine& engine)
{
    auto* found = engine.singletonInstance<Theme*>(qmlTypeId("Qoloner.Style", 1, 0, "Theme"));
    if (!found)
        qFatal("addQmlImports() was not called for this engine");
    return *found;
}

QString setInterfaceLanguage(QQmlEngine& engine, const QString& language)
{
    const bool known =
        language == QLatin1String(kk) || language == QLatin1String("ru") || language == QLatin1String("en");
    QString wanted = known ? language : QLatin1String(kk);
    QCoreApplication::removeTranslator(&translator());
    if (wanted != QLatin1String("en")) { // the source strings are English
        if (!translator().load(QStringLiteral(":/i18n/qoloner_%1.qm").arg(wanted)))
            qWarning("no translation is built in for %s", qPrintable(wanted));
        else
            QCoreApplication::installTranslator(&translator());
    }
    if (auto* formatter = engine.singletonInstance<Formatter*>(qmlTypeId("Qoloner.Style", 1, 0, "Formatter")))
        formatter->setProperty("language", wanted);
    engine.setUiLanguage(wanted);
    engine.retranslate();
    return wanted;
}

} // namespace qoloner
