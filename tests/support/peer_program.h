// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <csignal>
#include <stdexcept>
#include <sys/prctl.h>

namespace qoloner::test {

/// Folder with the node_modules that platforms/linux/setup --test has fetched. Throws when it is not there.
inline QString peers()
{
    const QString folder = QStringLiteral(QOLONER_TEST_PEERS);
    if (!QFile::exists(folder + "/node_modules/s3rver") ||
        QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
        throw std::runtime_error("node or the programs of others in " + folder.toStdString() +
                                 " are missing: run platforms/linux/setup --test");
    return folder + "/node_modules";
}

/// A server of others that speaks S3, with its signatures checked, on a port of its own.
class S3Peer {
public:
    static constexpr const char* bucket = "photos";
    static constexpr const char* key = "S3RVER"; ///< both of the key's parts

    S3Peer()
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); }); // if a test breaks off
        m_process.start(QStringLiteral("node"),
                        {"--openssl-legacy-provider", // its marks between two pages of a list
                         QStringLiteral(QOLONER_SOURCE_DIR "/tests/server/npm/s3.cjs"), peers(),
                         m_folder.path(), bucket});
        QByteArray said;
        const QByteArray mark = "listening on 127.0.0.1:";
        while (!said.contains(mark) || !said.mid(said.indexOf(mark)).contains('\n')) {
            if (!m_process.waitForReadyRead(30'000))
                throw std::runtime_error("s3rver does not start: " + said.toStdString());
            said += m_process.readAll();
        }
        const qsizetype at = said.indexOf(mark) + mark.size();
        m_port = said.mid(at, said.indexOf('\n', at) - at).trimmed().toUShort();
    }
    S3Peer(const S3Peer&) = delete;
    S3Peer& operator=(const S3Peer&) = delete;
    ~S3Peer()
    {
        m_process.kill();
        m_process.waitForFinished(30'000);
    }
    std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(m_port); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace qoloner::test
