// SPDX-License-Identifier: Apache-2.0
// Photos coming in: tus 1.0.0 with creation, creation-with-upload, checksum, expiration, termination.
#include "core/domain/ids.h"
#include "core/store/database.h"
#include "sync/protocol/media_receipt.h"
#include "sync/server/media/upload_sink.h"
#include <array>
#include <cerrno>
#include <ctime>

namespace qoloner {

namespace {

constexpr std::string_view uploadType = "application/offset+octet-stream";
constexpr int mostTries = 3;

/// RFC 9110, 5.6.7.
std::string httpDate(std::uint64_t ms)
{
    const std::time_t seconds = std::time_t(ms / 1000);
    std::tm time{};
    ::gmtime_r(&seconds, &time);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &time);
    return text.data();
}

/// The method that is meant: who can't send all of them names it beside.
std::string methodOf(const HttpRequest& request)
{
    const std::string_view other = request.field("x-http-method-override");
    return request.method == "POST" && !other.empty() ? std::string(other) : request.method;
}

HttpResponse answerWith(int status, const Uploads::State& upload)
{
    HttpResponse response;
    response.status = status;
    response.headers = {{"Tus-Resumable", tusVersion},
                        {"Upload-Offset", std::to_string(upload.offset)},
                        {"Upload-Expires", httpDate(upload.expiresMs)}};
    if (!upload.receipt.empty())
        response.headers.emplace_back("Qoloner-Receipt", base64url(upload.receipt));
    return response;
}

HttpAdmission refused(HttpResponse response)
{
    HttpAdmission admission;
    admission.refusal = std::move(response);
    return admission;
}

} // namespace

void MediaApi::UploadSink::take(std::string bytes, std::function<void(bool)> done)
{
    m_api.m_pool.post(WorkPool::Kind::Short, [this, bytes = std::move(bytes), done = std::move(done)] {
        bool taken = false;
        m_refusal = m_api.guarded(m_head, [&] {
            const auto added = m_writer->add(bytes);
            taken = bool(added);
            return added ? HttpResponse() : mediaProblem(m_head, added.error());
        });
        done(taken);
    });
}

HttpResponse MediaApi::UploadSink::refusal()
{
    return std::move(m_refusal);
}

void MediaApi::UploadSink::cut()
{
    try {
        m_writer->cut();
    } catch (const std::exception&) {
        // The disk fails: what is unverified stays, and the whole is hashed in the end.
    }
}

Result<DeviceId> MediaApi::uploader(const HttpRequest& request)
{
    if (request.field("tus-resumable") != tusVersion)
        return failure("upload_version");
    if (request.token.empty())
        return failure("token_missing");
    return m_readers.read([&](CityStore& store) -> Result<DeviceId> {
        const auto session = m_city.sessionOf(request.token, store);
        if (!session)
            return tl::unexpected(session.error());
        const Role role = session->who.role;
        if (session->revoked || session->device == 0 || role == Role::Visitor || role == Role::Auditor)
            return failure("permission_denied");
        return session->device;
    });
}

HttpAdmission MediaApi::admit(const HttpRequest& head)
{
    const MediaPath path = readMediaPath(head.path);
    const std::string method = methodOf(head);
    const auto device = uploader(head);
    if (path.kind == MediaPath::Kind::None)
        return refused(mediaProblem(head, {"not_found"}));
    if (!device)
        return refused(mediaProblem(head, device.error()));
    if (path.kind == MediaPath::Kind::Creation && method == "POST")
        return admitCreation(head, *device);
    if (path.kind == MediaPath::Kind::Upload && method == "PATCH")
        return admitPatch(head, *device, path.upload);
    if (method != head.method) {
        HttpRequest meant = head;
        meant.method = method;
        return refused(route(meant));
    }
    return refused(mediaProblem(head, {"method_not_allowed"}));
}

HttpAdmission MediaApi::admitCreation(const HttpRequest& head, DeviceId device)
{
    const auto length = readCount(head.field("upload-length"));
    const auto metadata = readUploadMetadata(head.field("upload-metadata"));
    std::string sha256;
    if (metadata)
        for (const auto& [key, value] : *metadata)
            if (key == "sha256")
                sha256 = value;
    if (!length || *length == 0 || !isSha256(sha256))
        return refused(mediaProblem(head, {"upload_invalid"}));
    std::optional<UploadChecksum> checksum;
    const bool withBody = head.field("content-type") == uploadType;
    if (const std::string_view text = head.field("upload-checksum"); withBody && !text.empty()) {
        checksum = readUploadChecksum(text);
        if (!checksum)
            return refused(mediaProblem(head, {"upload_invalid"}));
    }
    const auto upload = m_uploads.create(device, *length, sha256);
    if (!upload)
        return refused(mediaProblem(head, upload.error()));
    auto writer = m_uploads.write(upload->id, device, 0, std::move(checksum));
    if (!writer)
        return refused(mediaProblem(head, writer.error()));
    HttpAdmission admission;
    admission.sink = std::make_shared<UploadSink>(*this, head, *upload, std::move(*writer), true);
    admission.bodyBytes = withBody ? *length : 0;
    return admission;
}

HttpAdmission MediaApi::admitPatch(const HttpRequest& head, DeviceId device, const std::string& id)
{
    if (head.field("content-type") != uploadType)
        return refused(mediaProblem(head, {"encoding_unsupported"}));
    const auto offset = readCount(head.field("upload-offset"));
    std::optional<UploadChecksum> checksum;
    if (const std::string_view text = head.field("upload-checksum"); !text.empty()) {
        checksum = readUploadChecksum(text);
        if (!checksum)
            return refused(mediaProblem(head, {"upload_invalid"}));
    }
    if (!offset)
        return refused(mediaProblem(head, {"upload_invalid"}));
    const auto before = m_uploads.find(id, device);
    if (!before)
        return refused(mediaProblem(head, {"not_found"}));
    auto writer = m_uploads.write(id, device, *offset, std::move(checksum));
    if (!writer)
        return refused(mediaProblem(head, writer.error()));
    HttpAdmission admission;
    admission.sink = std::make_shared<UploadSink>(*this, head, *before, std::move(*writer), false);
    admission.bodyBytes = before->length - *offset;
    return admission;
}

/// All of a request's body has come.
HttpResponse MediaApi::received(const HttpRequest& request, UploadSink& sink)
{
    auto upload = sink.writer().end();
    if (upload && upload->complete())
        upload = arrive(*upload);
    if (!upload)
        return mediaProblem(request, upload.error());
    HttpResponse response = answerWith(sink.creates() ? 201 : 204, *upload);
    if (sink.creates())
        response.headers.emplace_back("Location", "/v1/media/uploads/" + upload->id);
    return response;
}

HttpResponse MediaApi::state(const HttpRequest& request, const std::string& id)
{
    const auto device = uploader(request);
    if (!device)
        return mediaProblem(request, device.error());
    auto found = m_uploads.find(id, *device);
    if (!found)
        return mediaProblem(request, {"not_found"});
    Result<Uploads::State> upload = std::move(*found);
    // Its last byte came, but whoever was to look at it died.
    if (upload->complete() && upload->receipt.empty())
        upload = arrive(*upload);
    if (!upload)
        return mediaProblem(request, upload.error());
    HttpResponse response = answerWith(200, *upload);
    response.headers.emplace_back("Upload-Length", std::to_string(upload->length));
    return response;
}

HttpResponse MediaApi::terminated(const HttpRequest& request, const std::string& id)
{
    const auto device = uploader(request);
    if (!device)
        return mediaProblem(request, device.error());
    if (!m_uploads.drop(id, *device))
        return mediaProblem(request, {"not_found"});
    HttpResponse response;
    response.status = 204;
    response.headers = {{"Tus-Resumable", tusVersion}};
    return response;
}

void MediaApi::keep(const Uploads::State& upload, BlobBytes& bytes, const CheckedImage& image)
{
    // The photo last: where it is, what was made of it is too.
    for (std::size_t i = 0; i < image.thumbnails.size(); ++i) {
        MemoryBytes thumbnail(image.thumbnails[i]);
        m_blobs.put({upload.sha256, thumbnailSides[i]}, thumbnail);
    }
    m_blobs.put({upload.sha256, 0}, bytes);
}

Result<Uploads::State> MediaApi::arrive(const Uploads::State& upload)
{
    if (!upload.receipt.empty())
        return upload;
    const auto refuse = [&](Error error) -> Result<Uploads::State> {
        m_uploads.drop(upload.id, upload.device);
        return tl::unexpected(std::move(error));
    };
    const auto file = m_uploads.fileOf(upload.id);
    const auto bytes = openFileBytes(file.string());
    if (!bytes) { // another request about it was quicker
        auto now = m_uploads.find(upload.id, upload.device);
        if (now && !now->receipt.empty())
            return std::move(*now);
        return failure("not_found");
    }
    if (bytes->size() != upload.length || addressOf(*bytes) != upload.sha256)
        return refuse({"media_hash"});
    const auto image = m_check.check(file);
    if (!image)
        return refuse(image.error());
    MediaReceipt receipt;
    bool kept = false;
    for (int tries = 0; tries < mostTries && !kept; ++tries) {
        keep(upload, *bytes, *image);
        // The garbage collection may have been about to remove an older copy. It does so only in
        // here, so that what is here now stays.
        m_city.alone([&](CityStore& store) {
            kept = m_blobs.find({upload.sha256, 0}).has_value();
            receipt.epoch = store.meta("epoch");
        });
    }
    if (!kept)
        throw StorageError(EIO, "a photo that was kept is gone at once");
    receipt.sha256 = fromHex(upload.sha256);
    receipt.bytes = upload.length;
    receipt.sign(m_key);
    m_uploads.finish(upload.id, receipt.encode());
    auto finished = m_uploads.find(upload.id, upload.device);
    if (!finished)
        return failure("not_found");
    return std::move(*finished);
}

} // namespace qoloner
