// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/server/engine.h"
#include "sync/server/http_message.h"
#include "sync/server/media/blob_references.h"
#include "sync/server/media/image_check.h"
#include "sync/server/media/media_gc.h"
#include "sync/server/media/uploads.h"
#include "sync/server/store_readers.h"
#include "sync/server/work_pool.h"
#include <atomic>

namespace qoloner {

/// The routes below /v1/media: photos come in by tus 1.0.0, are looked at, kept, and given to
/// whoever may see a row that names them (sync/README.md, "Media").
class MediaApi {
public:
    /// What it needs of the city's server; from any thread.
    struct City {
        std::function<std::unique_ptr<CityStore>()> toRead;
        std::function<Result<Session>(const std::string& token, CityStore& store)> sessionOf;
        MediaGc::Alone alone;
        std::function<void(const std::string& route, int status, std::chrono::microseconds took)> measure;
    };
    struct Settings {
        std::filesystem::path folder; ///< uploads on their way, marks of the garbage collection
        std::filesystem::path check;  ///< the program that looks at photos
        Uploads::Limits uploads = {};
        ImageCheck::Limits image = {};
        std::uint64_t graceMs = 40ull * 24 * 3600'000;
        int threads = 3;
    };

    MediaApi(City city, BlobStore& blobs, SigningKey key, const Clock& clock, Settings settings);
    /// As `stop`.
    ~MediaApi();
    MediaApi(const MediaApi&) = delete;
    MediaApi& operator=(const MediaApi&) = delete;

    static bool owns(std::string_view path);
    /// From any thread. `reply` is called once, on a thread of ours.
    void handle(HttpRequest request, HttpReply reply);
    /// Of which requests the bodies go to an upload.
    HttpUploads uploads();
    /// A turn of housekeeping, from one thread of the caller's: expired uploads, and once a day the
    /// garbage collection. Not after `stop`.
    void upkeep();
    /// The turn under way ends early. From any thread.
    void endUpkeep() { m_stopping = true; }
    /// Answers all that was asked. Nothing may be asked any more.
    void stop();

private:
    class UploadSink;
    class Download;
    struct Exchange {
        HttpRequest request;
        HttpReply reply;
        std::chrono::steady_clock::time_point start;
    };
    using Asked = std::shared_ptr<Exchange>;

    // media_api.cpp
    HttpResponse route(const HttpRequest& request);
    HttpResponse guarded(const HttpRequest& request, const std::function<HttpResponse()>& work);
    HttpResponse options() const;
    HttpResponse download(const HttpRequest& request, const BlobName& name);
    // media_uploads.cpp
    HttpAdmission admit(const HttpRequest& head);
    HttpAdmission admitCreation(const HttpRequest& head, DeviceId device);
    HttpAdmission admitPatch(const HttpRequest& head, DeviceId device, const std::string& id);
    HttpResponse received(const HttpRequest& request, UploadSink& sink);
    HttpResponse state(const HttpRequest& request, const std::string& id);
    HttpResponse terminated(const HttpRequest& request, const std::string& id);
    Result<DeviceId> uploader(const HttpRequest& request);
    /// A complete upload becomes a photo of the city: hash, look, keep, receipt.
    Result<Uploads::State> arrive(const Uploads::State& upload);
    void keep(const Uploads::State& upload, BlobBytes& bytes, const CheckedImage& image);

    City m_city;
    BlobStore& m_blobs;
    const SigningKey m_key;
    const Clock& m_clock;
    Settings m_settings;
    StoreReaders m_readers;
    Uploads m_uploads;
    ImageCheck m_check;
    BlobReferences m_references;
    std::uint64_t m_collectedMs = 0; // of upkeep's thread
    std::atomic<bool> m_stopping = false;
    std::mutex m_opening;
    std::condition_variable m_closed;
    std::size_t m_open = 0; // guarded by m_opening: exchanges and pieces under way
    WorkPool m_pool;        // last: it uses all the others
};

/// A problem in the protocol's form, with the status that fits.
HttpResponse mediaProblem(const HttpRequest& request, const Error& error);

} // namespace qoloner
