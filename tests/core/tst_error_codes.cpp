// SPDX-License-Identifier: Apache-2.0
#include "core/models/error_codes.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace qoloner;

class ErrorCodesTest : public QObject {
    Q_OBJECT
private slots:
    void everyCodeInTheSourcesIsListed();
};

/// Codes are written as failure("..."), Error{"..."} or reject...("..."); none may be missing.
void ErrorCodesTest::everyCodeInTheSourcesIsListed()
{
    const QStringList listed = ErrorCodes::all();
    QStringList sorted = listed;
    sorted.sort();
    QCOMPARE(sorted.removeDuplicates(), 0);
    QCOMPARE(listed, sorted);
    static const QRegularExpression written(
        R"re((?:failure\(|Error\{|reject(?:ed|Row)?\(\{?|refuse\(\w+, |problem\(\d+, \{)"([a-z_]+)")re");
    int found = 0;
    for (const char* folder : {"core", "sync/client", "sync/merge", "sync/protocol", "sync/server"}) {
        QDirIterator files(QStringLiteral(QOLONER_SOURCE_DIR "/") + QLatin1String(folder), {"*.cpp", "*.h"},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto codes = written.globalMatch(QString::fromUtf8(file.readAll()));
            while (codes.hasNext()) {
                const QString code = codes.next().captured(1);
                QVERIFY2(listed.contains(code), qPrintable(code + " of " + file.fileName()));
                ++found;
            }
        }
    }
    QVERIFY(found > 80); // the pattern still fits how the sources are written
}

QTEST_GUILESS_MAIN(ErrorCodesTest)
#include "tst_error_codes.moc"
