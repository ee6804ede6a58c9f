// SPDX-License-Identifier: Apache-2.0
#include "core/models/diagnostics.h"
#include "core/models/diagnostics_model.h"
#include "tests/support/staff_fixture.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// In every place where a person's data or a foreign text can be.
const QStringList canaries = {"Canary", "canary", "KZ-99", "77015550123", "01900000-0000"};

Named secret()
{
    Named values = StaffFixture::values("Canary Айша");
    values["story_kk"] = std::string("Canary story");
    return values;
}

/// A device on which everything that is personal carries a canary.
struct Secrets : StaffFixture {
    Secrets()
    {
        pull("artisan", Facet::Draft, rowId(1), secret(), 1);
        pull("artisan", Facet::Private, rowId(1), {{"phone", std::string("+77015550123")}}, 1);
        pull("artisan", Facet::Staff, rowId(1), {{"field_note", std::string("Canary note")}}, 1);
        const Dseq first = commit({newArtisan(rowId(2), "Canary Болат")});
        const Dseq second = commit({patch(rowId(2), "settlement", std::string("Canary ауыл"))});
        answer(first, Outcome::Rejected, {"field_too_long", "canary_field", {"Canary value"}});
        answer(second, Outcome::Rejected, {"canary_code_of_another_server", "", {}});
        commit({patch(rowId(1), "settlement", std::string("Canary қала"))});
        hub.writeAndWait([](Replica& replica) {
            replica.setMeta("draft/register/new", "Canary draft");
            Database& db = replica.database();
            db.exec("INSERT INTO cursor (scope, rev) VALUES ('region/KZ-99', 41), ('own/Canary', 42), "
                    "('canary-scope/x', 43)");
        });
    }
    QString report(const DiagnosticsContext& context)
    {
        QString out;
        hub.writeAndWait([&](Replica& replica) { out = diagnosticsReport(replica.database(), context); });
        return out;
    }
};

bool hasLine(const QString& report, const QString& line)
{
    return report.split(QLatin1Char('\n')).contains(line);
}

} // namespace

class DiagnosticsTest : public QObject {
    Q_OBJECT
private slots:
    void aReportHoldsNothingPersonal();
    void aReportTellsWhatIsWrong();
    void anEpochThatIsNoRandomWordIsNotTold();
    void itIsSavedAsAFileOrSaysWhyNot();
};

void DiagnosticsTest::aReportHoldsNothingPersonal()
{
    Secrets f;
    DiagnosticsContext context;
    context.appVersion = "0.1.0";
    context.language = "Canary";
    context.phase = "Canary";
    context.role = "Canary";
    context.lastErrorCode = "canary_code";
    const QString report = f.report(context);
    for (const QString& canary : canaries)
        QVERIFY2(!report.contains(canary), qPrintable(canary + " is in\n" + report));
    QVERIFY2(!report.contains(f.dir.path()), "a path may hold the name of whose device it is");
    // The same search does find them where they are.
    QFile file(f.dir.filePath("replica.db-wal"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    for (const QString& canary : canaries)
        QVERIFY2(kept.contains(canary.toUtf8()), qPrintable(canary));
}

void DiagnosticsTest::aReportTellsWhatIsWrong()
{
    Secrets f;
    DiagnosticsContext context;
    context.appVersion = "0.1.0";
    context.role = "field";
    context.phase = "waiting";
    context.lastErrorCode = "server_unreachable";
    context.nowMs = f.clock.ms;
    context.lastSuccess = QDateTime::fromMSecsSinceEpoch(qint64(f.clock.ms) - 60'000, Qt::UTC);
    const QString report = f.report(context);
    for (const char* line :
         {"app: 0.1.0", "role: field", "sync.phase: waiting", "sync.last-error: server_unreachable",
          "journal.pending: 1", "journal.rejected: 2", "journal.code.field_too_long: 1",
          "journal.code.other: 1", "rows.artisan_private: 2", "rows.artisan_draft: 2", "cursor.region: 41",
          "cursor.own: 42", "cursor.other: 43", "sync.last-error: server_unreachable"})
        QVERIFY2(hasLine(report, line), qPrintable(QString(line) + " is not in\n" + report));
    QVERIFY(hasLine(report, QStringLiteral("schema: %1").arg(schemaVersion)));
    QVERIFY(hasLine(report, QStringLiteral("file.version: %1").arg(replicaVersion)));
    QVERIFY(report.contains("journal.oldest-waiting-s: "));
    QVERIFY(report.contains("time.count-rows-ms: "));
    const QString device = [&] {
        DeviceId own = 0;
        f.hub.writeAndWait([&](Replica& replica) { own = replica.device(); });
        return QStringLiteral("%1").arg(own, 12, 16, QLatin1Char('0'));
    }();
    QVERIFY(hasLine(report, "device: " + device.left(6)));
    QVERIFY(!report.contains(device));
}

void DiagnosticsTest::anEpochThatIsNoRandomWordIsNotTold()
{
    StaffFixture f;
    const auto epoch = [&](const std::string& word) {
        QString out;
        f.hub.writeAndWait([&](Replica& replica) {
            replica.setMeta("epoch", word);
            out = diagnosticsReport(replica.database(), {});
        });
        return out;
    };
    QVERIFY(hasLine(epoch("Canary of a server"), "epoch: other"));
    QVERIFY(hasLine(epoch("0190abcd-1234"), "epoch: 0190abcd"));
}

void DiagnosticsTest::itIsSavedAsAFileOrSaysWhyNot()
{
    Secrets f;
    DiagnosticsModel model;
    QSignalSpy made(&model, &DiagnosticsModel::reportChanged);
    model.setServices(&f.services);
    QVERIFY(made.wait());
    QSignalSpy saved(&model, &DiagnosticsModel::saved);
    const QDir folder(f.dir.filePath("shared"));
    model.save(QUrl::fromLocalFile(folder.path()));
    QCOMPARE(saved.count(), 1);
    QFile file(saved[0][0].toString());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), model.report());
    QSignalSpy failed(&model, &DiagnosticsModel::failed);
    model.save(QUrl::fromLocalFile(f.dir.filePath("replica.db") + "/no-folder"));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QString("storage_failed"));
}

QTEST_GUILESS_MAIN(DiagnosticsTest)
#include "tst_diagnostics.moc"
