// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/client/session.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <unordered_map>

namespace qoloner {

/// Carries the session's requests over Qt Network.
///
/// An answer costs at most its bound in memory, whatever the server sends or
/// announces. No cookies, no cache, no redirects, no stored credentials.
class QtTransport : public QObject {
    Q_OBJECT
public:
    explicit QtTransport(QObject* parent = nullptr);
    ~QtTransport() override;

    /// Ends in exactly one of answered and failed, never within this call; or in none after cancel().
    void send(const SendRequest& request);
    void cancel(RequestId id);
    /// Certificates to trust besides the system's, in PEM: a city's own authority.
    /// False when there is none in `pem`.
    bool trust(const QByteArray& pem);

signals:
    /// Of a request for a stream: its status and headers, then its pieces.
    void opened(qoloner::RequestId id, const qoloner::HttpAnswer& head);
    void streamed(qoloner::RequestId id, const std::string& bytes);
    void answered(qoloner::RequestId id, const qoloner::HttpAnswer& answer);
    void failed(qoloner::RequestId id, qoloner::HttpFailure kind);

private:
    struct Exchange;
    void readSome(RequestId id);
    void finish(RequestId id);
    void abort(RequestId id, HttpFailure kind);

    QNetworkAccessManager m_network;
    std::unordered_map<RequestId, std::unique_ptr<Exchange>> m_exchanges;
    QList<QSslCertificate> m_trusted;
};

} // namespace qoloner
