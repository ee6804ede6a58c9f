// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

/// Reads the sources afresh, so that a string nobody extracted is found too.
class TranslationsTest : public QObject {
    Q_OBJECT

private slots:
    void everyStringIsTranslated_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("kk") << QStringLiteral("kk");
        QTest::newRow("ru") << QStringLiteral("ru");
    }
    void everyStringIsTranslated()
    {
        QFETCH(QString, language);
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("qoloner_%1.ts").arg(language));
        QVERIFY(QFile::copy(QStringLiteral(QOLONER_I18N_DIR "/qoloner_%1.ts").arg(language), file));
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
        const QString root = QStringLiteral(QOLONER_ROOT);
        QProcess lupdate;
        lupdate.start(QStringLiteral(QOLONER_LUPDATE),
                      {QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"),
                       QStringLiteral("-no-obsolete"), root + QStringLiteral("/qml"),
                       root + QStringLiteral("/core/models"), root + QStringLiteral("/platforms"),
                       QStringLiteral("-ts"), file});
        QVERIFY(lupdate.waitForFinished(60000));
        QCOMPARE(lupdate.exitCode(), 0);

        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&in);
        QString source;
        int strings = 0;
        QStringList faults;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == QLatin1String("source")) {
                source = xml.readElementText();
                ++strings;
            } else if (xml.name() == QLatin1String("translation")) {
                const bool unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                if (unfinished || text.isEmpty() || !samePlaces(source, text))
                    faults.append(source);
            }
        }
        QVERIFY(!xml.hasError());
        QVERIFY2(strings > 50, "lupdate found next to nothing");
        QVERIFY2(faults.isEmpty(),
                 qPrintable(QStringLiteral("untranslated: ") + faults.join(QStringLiteral(" | "))));
    }

private:
    /// A translation must use the same %1, %n as its source.
    static bool samePlaces(const QString& source, const QString& text)
    {
        static const QRegularExpression place(QStringLiteral("%L?(\\d|n)"));
        auto i = place.globalMatch(source);
        while (i.hasNext())
            if (!text.contains(i.next().captured()))
                return false;
        return true;
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
