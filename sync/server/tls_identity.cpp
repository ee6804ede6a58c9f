// SPDX-License-Identifier: Apache-2.0
#include "sync/server/tls_identity.h"

#include <stdexcept>
#include <string>

namespace qoloner {

namespace ssl = boost::asio::ssl;

namespace {

/// The one protocol we speak, in the wire form of ALPN.
constexpr unsigned char http11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int chooseProtocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                   unsigned int offeredSize, void*)
{
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, size, http11, sizeof http11, offered, offeredSize) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL; // RFC 7301, 3.2: no guessing
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

[[noreturn]] void fail(const char* what, const std::filesystem::path& file,
                       const boost::system::error_code& error)
{
    throw std::runtime_error(std::string(what) + " " + file.string() + ": " + error.message());
}

} // namespace

std::shared_ptr<ssl::context> loadTls(const TlsFiles& files)
{
    if (files.certificate.empty() || files.key.empty())
        throw std::runtime_error("TLS needs both a certificate and its key");
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX* raw = context->native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS); // an idle connection holds none
    SSL_CTX_set_alpn_select_cb(raw, chooseProtocol, nullptr);
    boost::system::error_code error;
    context->use_certificate_chain_file(files.certificate.string(), error);
    if (error)
        fail("cannot use the TLS certificate", files.certificate, error);
    context->use_private_key_file(files.key.string(), ssl::context::pem, error);
    if (error)
        fail("cannot use the TLS key", files.key, error);
    if (SSL_CTX_check_private_key(raw) != 1)
        throw std::runtime_error("the TLS key " + files.key.string() +
                                 " does not belong to the certificate " + files.certificate.string());
    return context;
}

} // namespace qoloner
