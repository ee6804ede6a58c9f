// SPDX-License-Identifier: Apache-2.0
#include "sync/client/qt_transport.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QTimer>
#include <algorithm>
#include <vector>

namespace qoloner {

namespace {
constexpr qint64 readAtOnce = 64 * 1024;
/// A line that drips a byte now and then ends here, however alive it seems.
constexpr int longestExchangeMs = 10 * 60'000;

/// Keeps nothing, gives nothing.
class NoCookies final : public QNetworkCookieJar {
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl&) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie>&, const QUrl&) override { return false; }
};

HttpFailure failureOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
        return HttpFailure::Refused;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::OperationCanceledError:
        return HttpFailure::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return HttpFailure::Tls;
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return HttpFailure::Offline;
    default:
        return HttpFailure::Cut;
    }
}

std::string header(const QNetworkReply& reply, const char* name)
{
    return reply.rawHeader(name).left(1024).trimmed().toStdString();
}

HttpAnswer headOf(const QNetworkReply& reply)
{
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.contentType = header(reply, "Content-Type");
    answer.contentEncoding = header(reply, "Content-Encoding");
    answer.retryAfter = header(reply, "Retry-After");
    return answer;
}
} // namespace

struct QtTransport::Exchange {
    QNetworkReply* reply = nullptr;
    QTimer silence;
    QTimer whole;
    /// Pieces, not one growing text: that would hold, while it grows, what came three times over.
    std::vector<QByteArray> body;
    void keep(const QByteArray& some)
    {
        if (body.empty() || body.back().size() + some.size() > readAtOnce)
            body.push_back(some);
        else
            body.back().append(some);
    }
    std::size_t taken = 0;
    std::size_t most = 0;
    bool wantsStream = false;
    bool streaming = false; ///< its head was told
};

QtTransport::QtTransport(QObject* parent) : QObject(parent)
{
    m_network.setCookieJar(new NoCookies);
    m_network.setAutoDeleteReplies(false);
    m_network.setStrictTransportSecurityEnabled(false);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QtTransport::~QtTransport()
{
    while (!m_exchanges.empty())
        cancel(m_exchanges.begin()->first);
}

bool QtTransport::trust(const QByteArray& pem)
{
    const QList<QSslCertificate> more = QSslCertificate::fromData(pem, QSsl::Pem);
    m_trusted += more;
    return !more.isEmpty();
}

void QtTransport::send(const SendRequest& request)
{
    QNetworkRequest out(QUrl(QString::fromStdString(request.url)));
    // Else Qt names a browser, and the languages of the person.
    out.setRawHeader("User-Agent", "q");
    out.setRawHeader("Accept-Language", "*");
    for (const auto& [name, value] : request.headers)
        out.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!m_trusted.isEmpty())
        tls.addCaCertificates(m_trusted);
    out.setSslConfiguration(tls);

    const RequestId id = request.id;
    auto exchange = std::make_unique<Exchange>();
    exchange->most = request.maxAnswerBytes;
    exchange->wantsStream = request.stream;
    exchange->reply = request.method == "GET" ? m_network.get(out)
                                              : m_network.post(out, QByteArray::fromStdString(request.body));
    QNetworkReply* reply = exchange->reply;
    // Without this Qt would take in whatever comes, at the speed of the line. Its thread hears of
    // it only when the request is under way, and that begins with the next turn of the loop.
    QTimer::singleShot(0, reply, [reply] { reply->setReadBufferSize(readAtOnce); });
    exchange->silence.setSingleShot(true);
    exchange->silence.start(int(request.timeoutMs));
    exchange->whole.setSingleShot(true);
    if (!request.stream)
        exchange->whole.start(longestExchangeMs);
    QTimer* silence = &exchange->silence;
    connect(silence, &QTimer::timeout, this, [this, id] { abort(id, HttpFailure::Timeout); });
    connect(&exchange->whole, &QTimer::timeout, this, [this, id] { abort(id, HttpFailure::Timeout); });
    connect(reply, &QNetworkReply::uploadProgress, silence, [silence] { silence->start(); });
    connect(reply, &QNetworkReply::metaDataChanged, this, [this, id] { readSome(id); });
    connect(reply, &QNetworkReply::readyRead, this, [this, id] { readSome(id); });
    connect(
        reply, &QNetworkReply::finished, this, [this, id] { finish(id); }, Qt::QueuedConnection);
    m_exchanges.emplace(id, std::move(exchange));
}

void QtTransport::cancel(RequestId id)
{
    const auto it = m_exchanges.find(id);
    if (it == m_exchanges.end())
        return;
    const std::unique_ptr<Exchange> exchange = std::move(it->second);
    m_exchanges.erase(it);
    exchange->reply->disconnect();
    exchange->reply->abort();
    exchange->reply->deleteLater();
}

void QtTransport::abort(RequestId id, HttpFailure kind)
{
    if (!m_exchanges.contains(id))
        return;
    cancel(id);
    emit failed(id, kind);
}

void QtTransport::readSome(RequestId id)
{
    const auto it = m_exchanges.find(id);
    if (it == m_exchanges.end())
        return;
    Exchange& exchange = *it->second;
    exchange.silence.start();
    const QVariant announced = exchange.reply->header(QNetworkRequest::ContentLengthHeader);
    if (announced.isValid() && announced.toULongLong() > exchange.most)
        return abort(id, HttpFailure::TooLarge);
    if (exchange.wantsStream && !exchange.streaming) {
        const HttpAnswer head = headOf(*exchange.reply);
        if (head.status == 200) {
            exchange.streaming = true;
            emit opened(id, head);
        }
    }
    // Whoever hears of a piece may cancel the rest of it.
    while (m_exchanges.contains(id) && exchange.reply->bytesAvailable() > 0) {
        const QByteArray some = exchange.reply->read(readAtOnce);
        if (some.isEmpty())
            break;
        exchange.taken += std::size_t(some.size());
        if (exchange.taken > exchange.most)
            return abort(id, HttpFailure::TooLarge);
        if (exchange.streaming)
            emit streamed(id, some.toStdString());
        else
            exchange.keep(some);
    }
}

void QtTransport::finish(RequestId id)
{
    readSome(id);
    const auto it = m_exchanges.find(id);
    if (it == m_exchanges.end())
        return;
    const std::unique_ptr<Exchange> exchange = std::move(it->second);
    m_exchanges.erase(it);
    QNetworkReply& reply = *exchange->reply;
    reply.deleteLater();
    const auto error = reply.error();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // From 201 on the errors only repeat the HTTP status.
    const bool whole =
        status > 0 && (error == QNetworkReply::NoError || error >= QNetworkReply::ContentAccessDenied);
    const QVariant announced = reply.header(QNetworkRequest::ContentLengthHeader);
    const bool complete = !announced.isValid() || announced.toULongLong() == exchange->taken;
    if (!whole || !complete || error == QNetworkReply::ProtocolFailure) {
        const bool cut = error == QNetworkReply::NoError || error >= QNetworkReply::ContentAccessDenied;
        emit failed(id, cut ? HttpFailure::Cut : failureOf(error));
        return;
    }
    HttpAnswer answer = headOf(reply);
    answer.body.reserve(exchange->taken);
    for (const QByteArray& piece : exchange->body)
        answer.body.append(piece.constData(), std::size_t(piece.size()));
    emit answered(id, answer);
}

} // namespace qoloner
