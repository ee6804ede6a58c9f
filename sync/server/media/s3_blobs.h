// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/blob_store.h"
#include <chrono>

namespace qoloner {

/// Where a bucket is and with what key it is entered.
struct S3Settings {
    std::string endpoint; ///< "https://host[:port]"; the bucket is the first part of the path
    std::string bucket;
    std::string region = "us-east-1";
    std::string accessKey;
    std::string secretKey;
    std::chrono::seconds patience{60}; ///< for one request, and 10 s for a connection
    int listed = 1000;                 ///< objects asked for at a time, at most 1000

    /// From QOLONER_S3_ENDPOINT, _BUCKET, _REGION, _ACCESS_KEY and _SECRET_KEY. Nothing when the
    /// first is not set. Throws std::runtime_error that says what is missing or wrong.
    static std::optional<S3Settings> fromEnvironment();
};

/// Blobs as objects of a bucket that speaks Amazon's S3 (signature version 4).
class S3Blobs final : public BlobStore {
public:
    explicit S3Blobs(S3Settings settings);
    ~S3Blobs() override;

    void put(const BlobName& name, BlobBytes& bytes) override;
    std::unique_ptr<BlobBytes> open(const BlobName& name) override;
    std::optional<BlobInfo> find(const BlobName& name) override;
    bool remove(const BlobName& name) override;
    void list(const std::function<bool(const BlobInfo&)>& use) override;

    class Client;

private:
    int m_listed;
    std::shared_ptr<Client> m_client;
};

} // namespace qoloner
