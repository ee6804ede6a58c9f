// SPDX-License-Identifier: Apache-2.0
#include "qml/style/formatter.h"
#include "qml/style/style_setup.h"

#include <QDirIterator>
#include <QFile>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QRegularExpression>
#include <QTest>
#include <map>

namespace {

/// Every error code that the sources write, and a file in which it is written.
///
/// Read at test time: whoever invents a code finds here that it has no words.
std::map<QString, QString> codesInTheSources()
{
    // failure("..."), Error{"..."}, reject({"..."}), refuse(..., "..."), failed(QStringLiteral("...")), ...
    static const QRegularExpression written(QStringLiteral(
        "(?:\\b(?:failure|Error|reject\\w*|refuse\\w*|problem|quarantine|fail|failed|\\w*Failed)\\b"
        "|\\b(?:code|error)\\b|\\bstop\\(|\\.code\\b)[^\";]{0,60}"
        "\"([a-z]+(?:_[a-z]+)+|offline|timeout|superseded)\""));
    std::map<QString, QString> codes;
    for (const char* folder :
         {"core", "sync/client", "sync/merge", "sync/protocol", "sync/server", "platforms/common/app"}) {
        QDirIterator files(QStringLiteral(QOLONER_SOURCE_DIR "/") + QLatin1String(folder), {"*.cpp", "*.h"},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            auto found = written.globalMatch(QString::fromUtf8(file.readAll()));
            while (found.hasNext())
                codes.emplace(found.next().captured(1), file.fileName());
        }
    }
    // Those that are written in another form, by the list that the app keeps of them.
    QFile list(QStringLiteral(QOLONER_SOURCE_DIR "/core/models/error_codes.cpp"));
    if (!list.open(QIODevice::ReadOnly))
        qFatal("cannot read the list of codes");
    static const QRegularExpression word(QStringLiteral("\"([a-z_]+)\","));
    auto listed = word.globalMatch(QString::fromUtf8(list.readAll()));
    while (listed.hasNext())
        codes.emplace(listed.next().captured(1), list.fileName());
    return codes;
}

} // namespace

class ErrorWordsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qoloner::installFont();
        qoloner::addQmlImports(m_engine);
        qoloner::setInterfaceLanguage(m_engine, QStringLiteral("en"));
        QQmlComponent component(&m_engine);
        component.setData("import QtQml\nimport Qoloner.Account\nQtObject {\n"
                          "function known(code) { return ErrorText.known(code); }\n"
                          "function what(code) { return ErrorText.what(code, '', ['7', '9']); }\n}",
                          {});
        m_words.reset(component.create());
        QVERIFY2(m_words, qPrintable(component.errorString()));
    }

    void everyCodeHasWordsInEveryLanguage()
    {
        const auto codes = codesInTheSources();
        QVERIFY2(codes.size() > 80, "the pattern no longer fits how the sources are written");
        QStringList silent, untranslated;
        for (const auto& [code, file] : codes) {
            std::map<QString, QString> said;
            for (const char* language : {"en", "ru", "kk"}) {
                qoloner::setInterfaceLanguage(m_engine, QLatin1String(language));
                if (!ask("known", code).toBool())
                    silent << code + QStringLiteral(" (") + file + QLatin1Char(')');
                said[QLatin1String(language)] = ask("what", code).toString();
            }
            if (said["ru"] == said["en"] || said["kk"] == said["en"] || said["ru"] == said["kk"])
                untranslated << code;
        }
        silent.removeDuplicates();
        QVERIFY2(silent.isEmpty(),
                 qPrintable("no words in qml/account/ErrorText.qml for " + silent.join(", ")));
        QVERIFY2(untranslated.isEmpty(), qPrintable("not in all languages: " + untranslated.join(", ")));
    }

    void aCodeNobodyHasWordsForIsStillSaid()
    {
        QVERIFY(!ask("known", QStringLiteral("no_such_code")).toBool());
        QVERIFY(ask("what", QStringLiteral("no_such_code")).toString().contains("no_such_code"));
    }

private:
    QVariant ask(const char* method, const QString& code)
    {
        QVariant answer;
        QMetaObject::invokeMethod(m_words.get(), method, Q_RETURN_ARG(QVariant, answer),
                                  Q_ARG(QVariant, QVariant(code)));
        return answer;
    }

    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_words;
};

QTEST_MAIN(ErrorWordsTest)
#include "tst_error_words.moc"
