// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/s3_blobs.h"

#include "core/store/database.h"
#include "sync/server/media/digest.h"
#include "sync/server/media/s3_client.h"
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <stdexcept>

namespace qoloner {

namespace {

constexpr std::size_t listingBytes = 2 * 1024 * 1024; ///< of 1000 objects, some 300 bytes each

std::uint64_t utcMs(const std::string& text, const char* format)
{
    std::tm time{};
    if (!::strptime(text.c_str(), format, &time))
        return 0;
    return std::uint64_t(::timegm(&time)) * 1000;
}

/// Text of the first <tag> in `xml`.
std::string_view textOf(std::string_view xml, std::string_view tag)
{
    const std::string open = "<" + std::string(tag) + ">";
    const std::string close = "</" + std::string(tag) + ">";
    const std::size_t from = xml.find(open);
    if (from == std::string_view::npos)
        return {};
    const std::size_t to = xml.find(close, from);
    return to == std::string_view::npos ? std::string_view()
                                        : xml.substr(from + open.size(), to - from - open.size());
}

/// As signature version 4 wants it in a query.
std::string encoded(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        constexpr const char* digits = "0123456789ABCDEF";
        if (plain)
            out += c;
        else
            out += {'%', digits[(static_cast<unsigned char>(c)) >> 4], digits[c & 15]};
    }
    return out;
}

/// Reads an object piece by piece; what is asked for is kept for what follows.
class ObjectBytes final : public BlobBytes {
public:
    ObjectBytes(std::shared_ptr<S3Blobs::Client> client, std::string key, std::uint64_t size)
        : m_client(std::move(client)), m_key(std::move(key)), m_size(size)
    {}
    std::uint64_t size() const override { return m_size; }
    std::string read(std::uint64_t at, std::size_t most) override
    {
        if (at >= m_size || most == 0)
            return {};
        const std::size_t count = std::min<std::uint64_t>(most, m_size - at);
        const S3Answer answer =
            m_client->get(m_key, {}, std::to_string(at) + "-" + std::to_string(at + count - 1),
                          std::max(count, errorBytes));
        const bool whole = answer.status == 200 && at == 0 && count == m_size; // it may ignore the range
        if ((answer.status != 206 && !whole) || answer.body.size() != count)
            S3Blobs::Client::fail("reading", answer);
        return answer.body;
    }

private:
    static constexpr std::size_t errorBytes = 16 * 1024;
    std::shared_ptr<S3Blobs::Client> m_client;
    std::string m_key;
    std::uint64_t m_size;
};

} // namespace

std::optional<S3Listing> readS3Listing(std::string_view xml)
{
    if (xml.find("<ListBucketResult") == std::string_view::npos)
        return {};
    S3Listing listing;
    listing.more = textOf(xml, "IsTruncated") == "true";
    constexpr std::string_view open = "<Contents>", close = "</Contents>";
    while (true) {
        const std::size_t from = xml.find(open);
        const std::size_t to = from == std::string_view::npos ? from : xml.find(close, from);
        if (to == std::string_view::npos)
            break;
        const std::string_view entry = xml.substr(from, to - from);
        listing.lastKey = textOf(entry, "Key");
        const std::string_view digits = textOf(entry, "Size");
        std::uint64_t bytes = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
        const std::uint64_t storedMs = utcMs(std::string(textOf(entry, "LastModified")), "%Y-%m-%dT%H:%M:%S");
        const auto name = BlobName::parse(listing.lastKey);
        if (name && read.ec == std::errc() && storedMs > 0)
            listing.blobs.push_back({*name, bytes, storedMs});
        xml.remove_prefix(to + close.size());
    }
    if (listing.more && listing.lastKey.empty())
        return {};
    return listing;
}

std::optional<S3Settings> S3Settings::fromEnvironment()
{
    const auto value = [](const char* name) {
        const char* text = std::getenv(name);
        return std::string(text ? text : "");
    };
    S3Settings settings;
    settings.endpoint = value("QOLONER_S3_ENDPOINT");
    if (settings.endpoint.empty())
        return {};
    while (settings.endpoint.ends_with('/'))
        settings.endpoint.pop_back();
    const bool secure = settings.endpoint.starts_with("https://");
    const bool near =
        settings.endpoint.starts_with("http://127.0.0.1:") || settings.endpoint.starts_with("http://[::1]:");
    if (!secure && !near)
        throw std::runtime_error(
            "QOLONER_S3_ENDPOINT must begin with https:// (http:// only on this machine)");
    settings.bucket = value("QOLONER_S3_BUCKET");
    const bool named = settings.bucket.size() >= 3 && settings.bucket.size() <= 63 &&
                       std::all_of(settings.bucket.begin(), settings.bucket.end(), [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
                       });
    if (!named)
        throw std::runtime_error("QOLONER_S3_BUCKET must name a bucket: 3 to 63 of a-z, 0-9, '-' and '.'");
    if (const std::string region = value("QOLONER_S3_REGION"); !region.empty())
        settings.region = region;
    settings.accessKey = value("QOLONER_S3_ACCESS_KEY");
    settings.secretKey = value("QOLONER_S3_SECRET_KEY");
    if (settings.accessKey.empty() || settings.secretKey.empty())
        throw std::runtime_error("QOLONER_S3_ENDPOINT needs QOLONER_S3_ACCESS_KEY and QOLONER_S3_SECRET_KEY");
    return settings;
}

S3Blobs::S3Blobs(S3Settings settings)
    : m_listed(settings.listed), m_client(std::make_shared<Client>(std::move(settings)))
{}

S3Blobs::~S3Blobs() = default;

void S3Blobs::put(const BlobName& name, BlobBytes& bytes)
{
    // What is signed is what must arrive: the storage refuses anything else.
    const std::string sha256 = name.side == 0 ? name.sha256 : addressOf(bytes);
    const S3Answer answer = m_client->put(name.text(), bytes, sha256);
    if (answer.status != 200)
        Client::fail("storing", answer);
}

std::unique_ptr<BlobBytes> S3Blobs::open(const BlobName& name)
{
    const auto found = find(name);
    return found ? std::make_unique<ObjectBytes>(m_client, name.text(), found->bytes) : nullptr;
}

std::optional<BlobInfo> S3Blobs::find(const BlobName& name)
{
    const S3Answer answer = m_client->head(name.text());
    if (answer.status == 404)
        return {};
    if (answer.status != 200)
        Client::fail("looking", answer);
    return BlobInfo{name, answer.length, utcMs(answer.modified, "%a, %d %b %Y %H:%M:%S")};
}

bool S3Blobs::remove(const BlobName& name)
{
    if (!find(name))
        return false; // DELETE answers alike whether it was there or not
    const S3Answer answer = m_client->remove(name.text());
    if (answer.status != 204 && answer.status != 200)
        Client::fail("removing", answer);
    return true;
}

void S3Blobs::list(const std::function<bool(const BlobInfo&)>& use)
{
    std::string after;
    for (bool more = true; more;) {
        std::string query = "list-type=2&max-keys=" + std::to_string(m_listed);
        if (!after.empty())
            query += "&start-after=" + encoded(after);
        const S3Answer answer = m_client->get({}, query, {}, listingBytes);
        if (answer.status != 200)
            Client::fail("listing", answer);
        const auto listing = readS3Listing(answer.body);
        if (!listing)
            throw StorageError(EIO, "object storage: listing: an answer that is no listing");
        for (const BlobInfo& blob : listing->blobs)
            if (!use(blob))
                return;
        more = listing->more;
        if (more && listing->lastKey <= after)
            throw StorageError(EIO, "object storage: listing: it does not go on");
        after = listing->lastKey;
    }
}

} // namespace qoloner
