// SPDX-License-Identifier: Apache-2.0
#include "qml/style/formatter.h"
#include "qml/style/palette.h"
#include "qml/style/style_setup.h"
#include "qml/style/theme.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPalette>
#include <QRawFont>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;

class StyleTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installFont(); }

    void everyTextIsLegibleOnItsGround_data()
    {
        QTest::addColumn<const Palette*>("palette");
        QTest::addColumn<double>("least");
        QTest::newRow("light") << &Palette::light() << 4.5;
        QTest::newRow("dark") << &Palette::dark() << 4.5;
        QTest::newRow("contrast") << &Palette::contrast() << 7.0;
    }
    void everyTextIsLegibleOnItsGround()
    {
        QFETCH(const Palette*, palette);
        QFETCH(double, least);
        struct Pair {
            const char* name;
            QColor ink, ground;
        };
        const Palette& p = *palette;
        QList<Pair> pairs{
            {"onPrimary", p.onPrimary, p.primary}, {"onPrimarySoft", p.onPrimarySoft, p.primarySoft},
            {"onDanger", p.onDanger, p.danger},    {"onInverse", p.onInverse, p.inverse},
            {"success", p.success, p.successSoft}, {"warning", p.warning, p.warningSoft},
            {"danger", p.danger, p.dangerSoft},    {"info", p.info, p.infoSoft},
            {"selection", p.infoSoft, p.info},     {"textMuted in wells", p.textMuted, p.surfaceSunken}};
        for (const QColor& soft : {p.successSoft, p.warningSoft, p.dangerSoft, p.infoSoft})
            pairs.append({"banner text", p.text, soft});
        for (const QColor& ground : {p.surface, p.surfaceRaised}) {
            pairs.append({{"text", p.text, ground},
                          {"textMuted", p.textMuted, ground},
                          {"primary", p.primary, ground},
                          {"success", p.success, ground},
                          {"warning", p.warning, ground},
                          {"danger", p.danger, ground},
                          {"info", p.info, ground},
                          {"pending", p.pending, ground},
                          {"offline", p.offline, ground}});
        }
        for (const Pair& pair : pairs) {
            const double ratio = contrastRatio(pair.ink, pair.ground);
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 on %2: %3")
                                                    .arg(QLatin1String(pair.name), pair.ground.name(),
                                                         QString::number(ratio))));
        }
        for (const QColor& ground : {p.surface, p.surfaceRaised}) { // borders and rings, WCAG 1.4.11
            QVERIFY(contrastRatio(p.outlineStrong, ground) >= 3);
            QVERIFY(contrastRatio(p.focus, ground) >= 3);
        }
    }

    void contrastIsMeasuredAsInTheStandard()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void fontHasEveryKazakhLetter()
    {
        const QRawFont font = QRawFont::fromFont(QGuiApplication::font());
        for (const QChar c : QStringLiteral("ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё₸№«»–…·"))
            QVERIFY2(font.supportsCharacter(c), qPrintable(QString(c)));
        const QFontMetrics metrics(QGuiApplication::font());
        for (const QChar digit : QStringLiteral("023456789"))
            QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(QLatin1Char('1')));
    }

    void modeDecidesThePalette()
    {
        Theme theme;
        QSignalSpy changed(&theme, &Theme::paletteChanged);
        theme.setMode(QStringLiteral("dark"));
        QVERIFY(theme.dark());
        QCOMPARE(theme.surface(), Palette::dark().surface);
        theme.setMode(QStringLiteral("contrast"));
        QVERIFY(theme.highContrast() && !theme.dark());
        QCOMPARE(changed.count(), 2);
        theme.setMode(QStringLiteral("no such mode"));
        QCOMPARE(theme.mode(), QStringLiteral("system"));
    }

    void systemModeFollowsThePalette()
    {
        Theme theme;
        const QPalette before = QGuiApplication::palette();
        QPalette night;
        night.setColor(QPalette::Window, QColor(20, 20, 20));
        night.setColor(QPalette::WindowText, Qt::white);
        QGuiApplication::setPalette(night);
        QTRY_VERIFY(theme.dark());
        QGuiApplication::setPalette(before);
        QTRY_VERIFY(!theme.dark());
    }

    void textScaleIsBounded()
    {
        Theme theme;
        theme.setTextScale(1.5);
        QCOMPARE(theme.bodySize(), 24);
        theme.setTextScale(50);
        QCOMPARE(theme.bodySize(), 32);
        theme.setTextScale(std::nan(""));
        QCOMPARE(theme.bodySize(), 16);
    }

    void formatsFollowTheLanguage_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("expected");
        const auto kk = QStringLiteral("kk");
        const auto ru = QStringLiteral("ru");
        const auto en = QStringLiteral("en");
        const QDateTime when(QDate(2026, 3, 5), QTime(9, 7));
        QTest::newRow("near") << Formatter::distance(ru, 47.4) << QStringLiteral("47 м");
        QTest::newRow("tens") << Formatter::distance(kk, 347) << QStringLiteral("350 м");
        QTest::newRow("just below a km") << Formatter::distance(en, 996) << QStringLiteral("1.0 km");
        QTest::newRow("km ru") << Formatter::distance(ru, 1240) << QStringLiteral("1,2 км");
        QTest::newRow("far") << Formatter::distance(en, 1234567) << QStringLiteral("1 235 km");
        QTest::newRow("no position") << Formatter::distance(en, std::nan("")) << QString();
        QTest::newRow("min") << Formatter::duration(kk, 59.4) << QStringLiteral("59 мин");
        QTest::newRow("hours") << Formatter::duration(ru, 80) << QStringLiteral("1 ч 20 мин");
        QTest::newRow("tenge") << Formatter::money(kk, 1250000, QStringLiteral("KZT"))
                               << QStringLiteral("12 500 ₸");
        QTest::newRow("cents") << Formatter::money(ru, 1950, QStringLiteral("USD"))
                               << QStringLiteral("19,50 $");
        QTest::newRow("negative") << Formatter::number(en, -1234.5, 1) << QStringLiteral("−1 234.5");
        QTest::newRow("no minus zero") << Formatter::number(en, -0.01, 1) << QStringLiteral("0.0");
        QTest::newRow("bytes") << Formatter::bytes(ru, 3240000) << QStringLiteral("3,2 МБ");
        QTest::newRow("date") << Formatter::date(kk, when) << QStringLiteral("05.03.2026");
        QTest::newRow("time") << Formatter::time(kk, when) << QStringLiteral("09:07");
        QTest::newRow("month kk") << Formatter::longDate(kk, when) << QStringLiteral("5 наурыз 2026");
        QTest::newRow("month ru") << Formatter::longDate(ru, when) << QStringLiteral("5 марта 2026");
        QTest::newRow("one day") << Formatter::dateRange(en, when, when.addSecs(3600))
                                 << QStringLiteral("05.03.2026, 09:07–10:07");
        QTest::newRow("days") << Formatter::dateRange(en, when, when.addDays(2))
                              << QStringLiteral("05.03.2026 – 07.03.2026");
        const QDateTime midnight(QDate(2026, 7, 4), QTime(0, 0));
        QTest::newRow("a whole day") << Formatter::dateRange(en, midnight, midnight.addSecs(86'399))
                                     << QStringLiteral("4 July 2026");
        QTest::newRow("a day without an end")
            << Formatter::dateRange(ru, midnight, QDateTime()) << QStringLiteral("4 июля 2026");
        QTest::newRow("whole days") << Formatter::dateRange(kk, midnight, midnight.addDays(3))
                                    << QStringLiteral("4–6 шілде 2026");
        QTest::newRow("whole days over two months")
            << Formatter::dateRange(en, midnight.addDays(-5), midnight.addDays(1))
            << QStringLiteral("29 June – 4 July 2026");
        QTest::newRow("no date") << Formatter::dateTime(en, QDateTime()) << QString();
    }
    void formatsFollowTheLanguage()
    {
        QFETCH(QString, shown);
        QFETCH(QString, expected);
        QCOMPARE(shown.replace(QChar(0x00A0), QLatin1Char(' ')), expected);
    }
};

QTEST_MAIN(StyleTest)
#include "tst_style.moc"
