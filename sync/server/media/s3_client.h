// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/s3_blobs.h"
#include <mutex>
#include <vector>

namespace qoloner {

struct S3Answer {
    long status = 0;
    std::string body;
    std::uint64_t length = 0; ///< Content-Length
    std::string modified;     ///< Last-Modified
};

/// Signed requests to one bucket. From any thread; connections are used again.
class S3Blobs::Client {
public:
    explicit Client(S3Settings settings);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// `query` is encoded and in order. A body that is longer than `most` fails the request.
    /// Throws StorageError when no answer came.
    S3Answer get(const std::string& key, const std::string& query, const std::string& range,
                 std::size_t most);
    S3Answer head(const std::string& key);
    S3Answer remove(const std::string& key);
    S3Answer put(const std::string& key, BlobBytes& bytes, const std::string& sha256);

    /// Throws what stands for a status that is not the one hoped for.
    [[noreturn]] static void fail(const char* what, const S3Answer& answer);

private:
    class Loan;
    struct Call;
    S3Answer run(Call& call);

    S3Settings m_settings;
    std::mutex m_mutex;
    std::vector<void*> m_idle; // guarded by m_mutex: handles of curl, each with its connections
};

/// Of the answer to ListObjectsV2.
struct S3Listing {
    std::vector<BlobInfo> blobs;
    std::string lastKey; ///< of all that it names, ours or not
    bool more = false;
};
/// Nothing when `xml` is no such answer.
std::optional<S3Listing> readS3Listing(std::string_view xml);

} // namespace qoloner
