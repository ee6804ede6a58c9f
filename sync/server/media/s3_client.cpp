// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/s3_client.h"

#include "core/store/database.h"
#include <algorithm>
#include <cerrno>
#include <curl/curl.h>

namespace qoloner {

namespace {

constexpr std::size_t maxIdle = 8;
/// SHA-256 of nothing.
constexpr const char* ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

void startCurl()
{
    static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!started)
        throw StorageError(EIO, "curl does not start");
}

struct Headers {
    curl_slist* list = nullptr;
    Headers() = default;
    Headers(const Headers&) = delete;
    Headers& operator=(const Headers&) = delete;
    ~Headers() { curl_slist_free_all(list); }
    void add(const std::string& line)
    {
        curl_slist* longer = curl_slist_append(list, line.c_str());
        if (!longer)
            throw std::bad_alloc();
        list = longer;
    }
};

} // namespace

/// One request, and what libcurl's callbacks need of it.
struct S3Blobs::Client::Call {
    enum class Method { Get, Head, Delete, Put };
    Method method = Method::Get;
    std::string key;
    std::string query = {};
    std::string range = {};
    std::size_t most = 64 * 1024;
    BlobBytes* bytes = nullptr;
    std::string sha256 = ofNothing;
    std::uint64_t sent = 0;
    std::exception_ptr failure = {}; ///< of reading what is sent
    S3Answer answer = {};
    bool tooLong = false;

    static std::size_t received(const char* data, std::size_t, std::size_t size, void* self)
    {
        auto& call = *static_cast<Call*>(self);
        if (call.answer.body.size() + size > call.most) {
            call.tooLong = true;
            return 0;
        }
        call.answer.body.append(data, size);
        return size;
    }
    static std::size_t wanted(char* data, std::size_t, std::size_t room, void* self)
    {
        auto& call = *static_cast<Call*>(self);
        try {
            const std::string piece = call.bytes->read(call.sent, room);
            std::copy(piece.begin(), piece.end(), data);
            call.sent += piece.size();
            return piece.size();
        } catch (...) { // must not cross libcurl
            call.failure = std::current_exception();
            return CURL_READFUNC_ABORT;
        }
    }
    /// A connection that was kept had gone: once more from the start.
    static int rewound(void* self, curl_off_t offset, int)
    {
        static_cast<Call*>(self)->sent = std::uint64_t(offset);
        return CURL_SEEKFUNC_OK;
    }
    static std::size_t headerCame(const char* data, std::size_t, std::size_t size, void* self)
    {
        auto& call = *static_cast<Call*>(self);
        const std::string_view line(data, size);
        constexpr std::string_view name = "last-modified:";
        if (line.size() > name.size() &&
            std::equal(name.begin(), name.end(), line.begin(),
                       [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? char(b + 32) : b); })) {
            std::string_view value = line.substr(name.size());
            while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
                value.remove_prefix(1);
            while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
                value.remove_suffix(1);
            call.answer.modified = value;
        }
        return size;
    }
};

/// A handle of libcurl, which goes back to the others.
class S3Blobs::Client::Loan {
public:
    explicit Loan(Client& client) : m_client(client)
    {
        {
            const std::lock_guard lock(m_client.m_mutex);
            if (!m_client.m_idle.empty()) {
                m_handle = m_client.m_idle.back();
                m_client.m_idle.pop_back();
            }
        }
        if (!m_handle)
            m_handle = curl_easy_init();
        if (!m_handle)
            throw std::bad_alloc();
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan()
    {
        curl_easy_reset(m_handle);
        const std::lock_guard lock(m_client.m_mutex);
        if (m_client.m_idle.size() < maxIdle)
            m_client.m_idle.push_back(m_handle);
        else
            curl_easy_cleanup(m_handle);
    }
    CURL* get() const { return m_handle; }

private:
    Client& m_client;
    CURL* m_handle = nullptr;
};

S3Blobs::Client::Client(S3Settings settings) : m_settings(std::move(settings))
{
    startCurl();
}

S3Blobs::Client::~Client()
{
    for (void* handle : m_idle)
        curl_easy_cleanup(handle);
}

S3Answer S3Blobs::Client::run(Call& call)
{
    const Loan loan(*this);
    CURL* const curl = loan.get();
    std::string url = m_settings.endpoint + "/" + m_settings.bucket;
    if (!call.key.empty())
        url += "/" + call.key;
    if (!call.query.empty())
        url += "?" + call.query;
    const std::string signing = "aws:amz:" + m_settings.region + ":s3";
    char errorText[CURL_ERROR_SIZE] = "";
    Headers headers;
    headers.add("x-amz-content-sha256: " + call.sha256);
    const auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(curl, option, value) != CURLE_OK)
            throw StorageError(EIO, "this libcurl lacks something that object storage needs");
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_CONNECTTIMEOUT, 10L);
    set(CURLOPT_TIMEOUT, long(m_settings.patience.count()));
    set(CURLOPT_AWS_SIGV4, signing.c_str());
    set(CURLOPT_USERNAME, m_settings.accessKey.c_str());
    set(CURLOPT_PASSWORD, m_settings.secretKey.c_str());
    set(CURLOPT_WRITEFUNCTION, &Call::received);
    set(CURLOPT_WRITEDATA, &call);
    set(CURLOPT_HEADERFUNCTION, &Call::headerCame);
    set(CURLOPT_HEADERDATA, &call);
    set(CURLOPT_ERRORBUFFER, errorText);
    switch (call.method) {
    case Call::Method::Get:
        if (!call.range.empty())
            set(CURLOPT_RANGE, call.range.c_str());
        break;
    case Call::Method::Head:
        set(CURLOPT_NOBODY, 1L);
        break;
    case Call::Method::Delete:
        set(CURLOPT_CUSTOMREQUEST, "DELETE");
        break;
    case Call::Method::Put:
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, &Call::wanted);
        set(CURLOPT_READDATA, &call);
        set(CURLOPT_SEEKFUNCTION, &Call::rewound);
        set(CURLOPT_SEEKDATA, &call);
        set(CURLOPT_INFILESIZE_LARGE, curl_off_t(call.bytes->size()));
        break;
    }
    set(CURLOPT_HTTPHEADER, headers.list);
    const CURLcode code = curl_easy_perform(curl);
    if (call.failure)
        std::rethrow_exception(call.failure);
    if (call.tooLong)
        throw StorageError(EIO, "object storage: an answer longer than asked for");
    if (code != CURLE_OK)
        throw StorageError(EIO, std::string("object storage: ") +
                                    (*errorText ? errorText : curl_easy_strerror(code)));
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &call.answer.status);
    curl_off_t length = -1;
    curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    call.answer.length = length < 0 ? 0 : std::uint64_t(length);
    return std::move(call.answer);
}

S3Answer S3Blobs::Client::get(const std::string& key, const std::string& query, const std::string& range,
                              std::size_t most)
{
    Call call{.key = key, .query = query, .range = range, .most = most};
    return run(call);
}

S3Answer S3Blobs::Client::head(const std::string& key)
{
    Call call{.method = Call::Method::Head, .key = key};
    return run(call);
}

S3Answer S3Blobs::Client::remove(const std::string& key)
{
    Call call{.method = Call::Method::Delete, .key = key};
    return run(call);
}

S3Answer S3Blobs::Client::put(const std::string& key, BlobBytes& bytes, const std::string& sha256)
{
    Call call{.method = Call::Method::Put, .key = key, .bytes = &bytes, .sha256 = sha256};
    return run(call);
}

void S3Blobs::Client::fail(const char* what, const S3Answer& answer)
{
    std::string reason;
    // <Code> is a word of the protocol; the rest of the answer may hold anything.
    if (const std::size_t at = answer.body.find("<Code>"); at != std::string::npos) {
        const std::size_t end = answer.body.find("</Code>", at);
        if (end != std::string::npos && end - at < 100)
            reason = " " + answer.body.substr(at + 6, end - at - 6);
    }
    const std::string text =
        std::string("object storage: ") + what + ": status " + std::to_string(answer.status) + reason;
    if (answer.status == 507 || reason == " QuotaExceeded")
        throw StorageFull(ENOSPC, text);
    throw StorageError(EIO, text);
}

} // namespace qoloner
