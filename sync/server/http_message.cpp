// SPDX-License-Identifier: Apache-2.0
#include "sync/server/http_message.h"

#include <algorithm>

namespace qoloner {

std::string_view reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 302:
        return "Found";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 460:
        return "Checksum Mismatch"; // of tus 1.0.0
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    case 507:
        return "Insufficient Storage";
    default:
        return "Status";
    }
}

namespace {
std::string head(const HttpResponse& response)
{
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
    out += reasonPhrase(response.status);
    if (!response.type.empty())
        out += "\r\nContent-Type: " + response.type;
    out += "\r\nX-Content-Type-Options: nosniff";
    for (const auto& [name, value] : response.headers)
        out += "\r\n" + name + ": " + value;
    return out;
}
} // namespace

std::string serialiseStreamHead(const HttpResponse& response, bool chunked)
{
    // What stands in between must neither keep, repack nor collect it (X-Accel-Buffering is nginx's word).
    return head(response) + "\r\nCache-Control: no-store, no-transform\r\nX-Accel-Buffering: no" +
           (chunked ? "\r\nTransfer-Encoding: chunked" : "") + "\r\nConnection: close\r\n\r\n";
}

std::string serialise(const HttpResponse& response, bool keepAlive, bool withBody)
{
    std::string out = head(response);
    // Neither 204 nor 304 has a body, and the length of the one that it might be is no use.
    if (response.status != 204 && response.status != 304)
        out += "\r\nContent-Length: " +
               std::to_string(response.source ? response.source->size() : response.body.size());
    const bool saysHowLong = std::any_of(response.headers.begin(), response.headers.end(),
                                         [](const auto& header) { return header.first == "Cache-Control"; });
    if (!saysHowLong)
        out += "\r\nCache-Control: no-store";
    // Staying is what HTTP/1.1 does anyway.
    out += keepAlive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
    if (withBody && !response.source && response.status != 204 && response.status != 304)
        out += response.body;
    return out;
}

} // namespace qoloner
