// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"
#include <string>
#include <string_view>

namespace qoloner {

/// What an invite's QR code or link says.
struct InvitePayload {
    std::string server; ///< http:// or https:// address, no trailing slash
    std::string code;   ///< canonical, 8 characters
};

/// A new invite code: 40 random bits as 8 characters of Crockford's base 32.
std::string newInviteCode();
/// "K7QM3D0F" -> "K7QM-3D0F", as people read it out.
std::string showInviteCode(std::string_view code);
/// The canonical code behind what somebody typed: any case, blanks and dashes
/// ignored, O read as 0, I and L as 1. Fails with "invite_malformed".
Result<std::string> parseInviteCode(std::string_view typed);

/// qoloner://join?server=URL&code=XXXX-XXXX
std::string invitePayload(const InvitePayload& invite);
/// Fails with "invite_malformed" for anything else, however long or odd.
Result<InvitePayload> parseInvitePayload(std::string_view text);

} // namespace qoloner
