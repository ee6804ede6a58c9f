// SPDX-License-Identifier: Apache-2.0
#include "sync/client/server_url.h"

#include <algorithm>
#include <optional>

namespace qoloner {

namespace {
constexpr std::size_t maxUrl = 512;

bool isHostChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool isPathChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~' || c == '/' || c == '%';
}

bool isPort(std::string_view text)
{
    if (text.empty() || text.size() > 5 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    const int port = std::stoi(std::string(text));
    return port > 0 && port < 65536;
}

bool isLoopbackHost(std::string_view host)
{
    if (host == "localhost" || host == "[::1]")
        return true;
    // 127.x.y.z only: a name such as 127.example.org is somebody else's.
    return host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

struct Parts {
    bool secure = false;
    std::string host;
    std::string port;
    std::string path;
};

std::optional<Parts> split(std::string_view url)
{
    Parts parts;
    if (url.starts_with("https://"))
        parts.secure = true;
    else if (!url.starts_with("http://"))
        return std::nullopt;
    url.remove_prefix(parts.secure ? 8 : 7);
    const std::size_t slash = std::min(url.find('/'), url.size());
    std::string authority(url.substr(0, slash));
    parts.path = std::string(url.substr(slash));
    std::transform(authority.begin(), authority.end(), authority.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });

    std::size_t hostEnd = 0;
    if (authority.starts_with('[')) {
        hostEnd = authority.find(']');
        if (hostEnd == std::string::npos || hostEnd < 3)
            return std::nullopt;
        ++hostEnd;
        for (std::size_t i = 1; i + 1 < hostEnd; ++i)
            if (!isxdigit(static_cast<unsigned char>(authority[i])) && authority[i] != ':')
                return std::nullopt;
    } else {
        hostEnd = std::min(authority.find(':'), authority.size());
        const std::string_view host = std::string_view(authority).substr(0, hostEnd);
        if (host.empty() || host.front() == '.' || host.front() == '-' ||
            !std::all_of(host.begin(), host.end(), isHostChar))
            return std::nullopt;
    }
    parts.host = authority.substr(0, hostEnd);
    if (hostEnd < authority.size()) {
        if (authority[hostEnd] != ':')
            return std::nullopt;
        parts.port = authority.substr(hostEnd + 1);
        if (!isPort(parts.port))
            return std::nullopt;
    }
    if (!std::all_of(parts.path.begin(), parts.path.end(), isPathChar))
        return std::nullopt;
    while (parts.path.ends_with('/'))
        parts.path.pop_back();
    return parts;
}
} // namespace

Result<std::string> normaliseServerUrl(std::string_view url)
{
    while (!url.empty() && (url.front() == ' ' || url.front() == '\n'))
        url.remove_prefix(1);
    while (!url.empty() && (url.back() == ' ' || url.back() == '\n'))
        url.remove_suffix(1);
    if (url.empty() || url.size() > maxUrl)
        return failure("server_url_invalid");
    const std::optional<Parts> parts = split(url);
    if (!parts)
        return failure("server_url_invalid");
    if (!parts->secure && !isLoopbackHost(parts->host))
        return failure("server_url_insecure", {}, {parts->host});
    return (parts->secure ? "https://" : "http://") + parts->host +
           (parts->port.empty() ? "" : ":" + parts->port) + parts->path;
}

bool isLoopbackUrl(std::string_view url)
{
    const std::optional<Parts> parts = split(url);
    return parts && isLoopbackHost(parts->host);
}

} // namespace qoloner
