// SPDX-License-Identifier: Apache-2.0
// What whoever runs a server may say, and how it is told when it makes no sense.
#include "tests/server/server_process.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

Finished startsWith(const QStringList& arguments, const QString& variable = {}, const QString& value = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!variable.isEmpty())
        environment.insert(variable, value);
    process.setProcessEnvironment(environment);
    process.start(serverProgram(), arguments);
    QDeadlineTimer deadline(patience);
    while (!process.canReadLine() && process.state() != QProcess::NotRunning)
        process.waitForReadyRead(int(std::min<qint64>(deadline.remainingTime(), 200)));
    process.terminate();
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(patience))
        broken("it does not end");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString written(const QTemporaryDir& folder, const QByteArray& text)
{
    const QString name = folder.filePath("server.conf");
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        broken("cannot write " + name);
    return name;
}

} // namespace

class ServerSettingsTest : public QObject {
    Q_OBJECT
private slots:
    void aFileSaysItAll()
    {
        const CityFolder city;
        QTemporaryDir folder;
        const QString file = written(folder, "# of the city\ndata = \"" + city.path().toUtf8() +
                                                 "\"\nlisten = \"127.0.0.1:0\"\nthreads = 3\n");
        const Finished run = startsWith({"--config", file});
        QVERIFY2(run.out.startsWith("listening on 127.0.0.1:"), qPrintable(run.err));
        QCOMPARE(run.code, 0);
    }

    void theEnvironmentServesWhereNothingElseIsSaid()
    {
        const CityFolder city;
        const Finished run = startsWith({"--listen", "127.0.0.1:0"}, "QOLONER_DATA", city.path());
        QVERIFY2(run.out.startsWith("listening on 127.0.0.1:"), qPrintable(run.err));
        const Finished wrong = startsWith({"--data", city.path()}, "QOLONER_LISTEN", "nowhere");
        QVERIFY2(wrong.err.contains("not 'nowhere'"), qPrintable(wrong.err));
        const Finished over =
            startsWith({"--data", city.path(), "--listen", "127.0.0.1:0"}, "QOLONER_LISTEN", "nowhere");
        QVERIFY2(over.out.startsWith("listening on"), qPrintable(over.err));
    }

    void aWrongSettingIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        QTest::newRow("no folder") << QStringList{} << "--data is required";
        QTest::newRow("no port") << QStringList{"--data", "x", "--listen", "127.0.0.1"} << "not '127.0.0.1'";
        QTest::newRow("port") << QStringList{"--data", "x", "--listen", "127.0.0.1:70000"} << "70000";
        QTest::newRow("public url") << QStringList{"--data", "x", "--public-url", "craft.example"}
                                    << "craft.example";
        QTest::newRow("threads") << QStringList{"--data", "x", "--threads", "0"} << "--threads";
        QTest::newRow("number") << QStringList{"--data", "x", "--drain-ms", "soon"} << "--drain-ms";
        QTest::newRow("open to all") << QStringList{"--data", "x", "--listen", "10.0.0.1:1"} << "without TLS";
        QTest::newRow("unknown") << QStringList{"--data", "x", "--liste", "1"} << "--liste";
        QTest::newRow("no file") << QStringList{"--config", "/none.conf"} << "/none.conf";
        QTest::newRow("proxy and TLS")
            << QStringList{"--data", "x", "--behind-proxy", "--tls-certificate", "a", "--tls-key", "b"}
            << "--behind-proxy";
    }
    void aWrongSettingIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        const Finished run = startsWith(arguments);
        QCOMPARE(run.code, 2);
        QVERIFY(run.out.isEmpty());
        QVERIFY2(run.err.contains(words), qPrintable(run.err));
    }

    void aFileWithAWordNobodyKnowsIsRefused()
    {
        const CityFolder city;
        QTemporaryDir folder;
        const Finished run = startsWith({"--config", written(folder, "data = \"" + city.path().toUtf8() +
                                                                         "\"\nlissten = \"127.0.0.1:0\"\n")});
        QCOMPARE(run.code, 2);
        QVERIFY2(run.err.contains("lissten"), qPrintable(run.err));
    }
};

QTEST_GUILESS_MAIN(ServerSettingsTest)
#include "tst_server_settings.moc"
