// SPDX-License-Identifier: Apache-2.0
#include "core/models/replica_hub.h"
#include "tests/support/replica_fixture.h"

#include <QTest>

using namespace qoloner;

namespace {

struct File {
    QTemporaryDir dir;
    QString path = dir.filePath("replica.db");

    /// A replica that somebody works with, closed again.
    explicit File(const std::string& key = {})
    {
        ReplicaHub hub{{path, key, 1}};
        if (!hub.waitUntilOpen())
            qFatal("the replica does not open");
        hub.writeAndWait([](Replica& replica) { replica.setMeta("kept", "yes"); });
    }
};

QString errorOf(const QString& path, const std::string& key = {})
{
    ReplicaHub hub{{path, key, 1}};
    return hub.waitUntilOpen() ? QString() : hub.openError();
}

} // namespace

class ModelsHubTest : public QObject {
    Q_OBJECT
private slots:
    void aFileOfANewerVersionIsToldAsSuchAndKept()
    {
        const File f;
        const auto set = [&](int version) {
            Database(f.path.toStdString()).exec("PRAGMA user_version = " + std::to_string(version));
        };
        set(replicaVersion + 1);
        QCOMPARE(errorOf(f.path), QString("replica_newer"));
        // The newer app opens it again as if nothing had been.
        set(replicaVersion);
        ReplicaHub hub{{f.path, {}, 1}};
        QVERIFY(hub.waitUntilOpen());
        std::string kept;
        hub.writeAndWait([&](Replica& replica) { kept = replica.meta("kept"); });
        QCOMPARE(kept, std::string("yes"));
    }

    void aWrongKeyIsALockedFile()
    {
        if (!encryptionAvailable())
            QSKIP("this build does not encrypt");
        const File f(std::string(32, 'k'));
        QCOMPARE(errorOf(f.path, std::string(32, 'x')), QString("replica_locked"));
        QCOMPARE(errorOf(f.path, std::string(32, 'k')), QString());
    }
};

QTEST_GUILESS_MAIN(ModelsHubTest)
#include "tst_models_hub.moc"
