// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/media_api.h"

namespace qoloner {

constexpr const char* tusVersion = "1.0.0";

/// Brings the body of a request to its upload, on the pool's threads.
class MediaApi::UploadSink final : public HttpSink {
public:
    UploadSink(MediaApi& api, HttpRequest head, Uploads::State upload,
               std::shared_ptr<Uploads::Writer> writer, bool creates)
        : m_api(api),
          m_head(std::move(head)),
          m_upload(std::move(upload)),
          m_writer(std::move(writer)),
          m_creates(creates)
    {}
    void take(std::string bytes, std::function<void(bool)> done) override;
    HttpResponse refusal() override;
    void cut() override;

    const Uploads::State& upload() const { return m_upload; }
    Uploads::Writer& writer() { return *m_writer; }
    bool creates() const { return m_creates; }

private:
    MediaApi& m_api;
    HttpRequest m_head;
    Uploads::State m_upload; ///< as it stood before
    std::shared_ptr<Uploads::Writer> m_writer;
    const bool m_creates;
    HttpResponse m_refusal; ///< written by a take, read after it
};

} // namespace qoloner
