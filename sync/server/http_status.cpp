// SPDX-License-Identifier: Apache-2.0
#include "sync/server/http_status.h"

namespace qoloner {

int httpStatusOf(const Error& error)
{
    const std::string& code = error.code;
    if (code == "token_invalid" || code == "token_expired" || code == "token_missing" ||
        code == "nonce_invalid" || code == "device_unknown" || code == "signature_invalid")
        return 401;
    if (code.starts_with("invite_") && code != "invite_malformed")
        return 403;
    if (code == "already_enrolled" || code == "device_revoked" || code == "certificate_invalid" ||
        code.starts_with("fork_") || code.starts_with("rejoin_"))
        return 403;
    if (code == "not_found")
        return 404;
    if (code == "permission_denied")
        return 403;
    if (code == "method_not_allowed")
        return 405;
    if (code == "upload_conflict")
        return 409;
    if (code == "upload_version")
        return 412;
    if (code == "upload_too_large")
        return 413;
    if (code == "encoding_unsupported")
        return 415;
    if (code == "range_invalid")
        return 416;
    if (code.starts_with("media_"))
        return 422;
    if (code == "upload_limit")
        return 429;
    if (code == "upload_checksum")
        return 460; // of tus
    if (code == "server_failed")
        return 503;
    if (code == "storage_full")
        return 507;
    if (code == "cursor_too_old")
        return 410;
    if (code == "message_too_large")
        return 413;
    if (code == "too_many_attempts")
        return 429;
    return 400;
}

} // namespace qoloner
