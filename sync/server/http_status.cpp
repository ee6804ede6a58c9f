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
    if (code == "cursor_too_old")
        return 410;
    if (code == "message_too_large")
        return 413;
    if (code == "too_many_attempts")
        return 429;
    return 400;
}

} // namespace qoloner
