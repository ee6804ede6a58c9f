// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/http_server.h"
#include <boost/asio/ssl.hpp>
#include <memory>

namespace qoloner {

/// TLS 1.2 and later (RFC 9325), HTTP/1.1 by ALPN (RFC 7301). Throws std::runtime_error, with words for
/// whoever runs the server, when the files are missing, unreadable or not of one pair.
std::shared_ptr<boost::asio::ssl::context> loadTls(const TlsFiles& files);

} // namespace qoloner
