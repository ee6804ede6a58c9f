// SPDX-License-Identifier: Apache-2.0
#include "sync/server/access_token.h"

#include "core/domain/ids.h"
#include <sodium.h>

namespace qoloner {

namespace {
constexpr std::size_t deviceBytes = 6;
constexpr std::size_t timeBytes = 6;
constexpr std::size_t macBytes = 12; ///< 96 bits, for a quarter of an hour
constexpr std::size_t claimBytes = deviceBytes + timeBytes;
constexpr std::size_t textBytes = (claimBytes + macBytes) / 3 * 4;
static_assert((claimBytes + macBytes) % 3 == 0); // no padding, and one spelling only

void append(std::string& out, std::uint64_t value, std::size_t bytes)
{
    while (bytes-- > 0)
        out.push_back(char(value >> (8 * bytes)));
}

std::uint64_t number(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

std::string macOf(std::string_view claim, std::string_view secret)
{
    return blake2b(std::string(secret) + std::string(claim)).substr(0, macBytes);
}
} // namespace

std::string AccessToken::seal(std::string_view secret) const
{
    std::string bytes;
    append(bytes, device, deviceBytes);
    append(bytes, expiresMs, timeBytes);
    bytes += macOf(bytes, secret);
    std::string text(textBytes + 1, '\0'); // and a terminator
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(textBytes);
    return text;
}

std::optional<AccessToken> AccessToken::open(std::string_view text, std::string_view secret)
{
    std::string bytes(claimBytes + macBytes, '\0');
    std::size_t size = 0;
    if (text.size() != textBytes ||
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        size != bytes.size())
        return std::nullopt;
    const std::string_view claim = std::string_view(bytes).substr(0, claimBytes);
    const std::string mac = macOf(claim, secret);
    if (sodium_memcmp(mac.data(), bytes.data() + claimBytes, macBytes) != 0)
        return std::nullopt;
    return AccessToken{number(claim.substr(0, deviceBytes)), number(claim.substr(deviceBytes))};
}

namespace {
constexpr std::size_t saltBytes = 8;
constexpr std::string_view nonceMark = "qoloner-login-nonce-1"; // so that no token passes for one
} // namespace

std::string LoginNonce::seal(std::string_view secret) const
{
    std::string bytes;
    append(bytes, device, deviceBytes);
    append(bytes, expiresMs, timeBytes);
    bytes += randomBytes(saltBytes);
    bytes += macOf(std::string(nonceMark) + bytes, secret);
    return bytes;
}

std::optional<LoginNonce> LoginNonce::open(std::string_view bytes, std::string_view secret)
{
    constexpr std::size_t saltedBytes = claimBytes + saltBytes;
    if (bytes.size() != saltedBytes + macBytes)
        return std::nullopt;
    const std::string mac = macOf(std::string(nonceMark) + std::string(bytes.substr(0, saltedBytes)), secret);
    if (sodium_memcmp(mac.data(), bytes.data() + saltedBytes, macBytes) != 0)
        return std::nullopt;
    return LoginNonce{number(bytes.substr(0, deviceBytes)), number(bytes.substr(deviceBytes, timeBytes))};
}

} // namespace qoloner
