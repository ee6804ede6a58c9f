// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/server/server_process.h"
#include <QSslCertificate>
#include <QSslConfiguration>

namespace qoloner::test {

/// A certificate that vouches for itself, for this machine only.
struct Certificate {
    QString file, key;

    Certificate(const QString& folder, const QString& name)
        : file(folder + "/" + name + ".pem"), key(folder + "/" + name + ".key")
    {
        QProcess openssl;
        openssl.start("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                                  "-nodes", "-days", "2", "-subj", "/CN=" + name, "-addext",
                                  "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", file});
        if (!openssl.waitForFinished(patience) || openssl.exitCode() != 0)
            broken("openssl makes no certificate: " + openssl.readAllStandardError());
    }
    QSslCertificate shown() const { return QSslCertificate::fromPath(file).value(0); }
};

/// While it lives, what this program opens believes `certificate`.
class Trust {
public:
    explicit Trust(const Certificate& certificate)
    {
        QSslConfiguration trusting = m_before;
        trusting.addCaCertificate(certificate.shown());
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    ~Trust() { QSslConfiguration::setDefaultConfiguration(m_before); }
    Trust(const Trust&) = delete;
    Trust& operator=(const Trust&) = delete;

private:
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
};

} // namespace qoloner::test
