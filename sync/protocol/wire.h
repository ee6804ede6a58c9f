// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/codec/cbor.h"
#include <cstdint>

namespace qoloner::protocol {

/// First item of every message: which one it is.
enum class Kind : std::uint64_t {
    Hello = 1,
    Enrol = 2,
    Enrolled = 3,
    Challenge = 4,
    Nonce = 5,
    TokenRequest = 6,
    Token = 7,
    Push = 8,
    PushAnswer = 9,
    Pull = 10,
    Page = 11,
    Problem = 12,
    Fork = 13,
    Rejoin = 14,
    MediaReceipt = 15,
};

} // namespace qoloner::protocol
