// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/keys.h"
#include "sync/protocol/messages.h"
#include <string_view>

namespace qoloner {

/// Signs what the server answered to one mutation; fills `answer.signature`.
inline void signReceipt(std::string_view epoch, std::string_view mutationHash, Answer& answer,
                        const SigningKey& server)
{
    answer.signature = server.sign(protocol::receiptText(epoch, mutationHash, answer));
}

/// Whether the server with this key gave this very answer to this very mutation in this epoch.
inline bool receiptHolds(std::string_view epoch, std::string_view mutationHash, const Answer& answer,
                         std::string_view serverPublicKey)
{
    return verifySignature(serverPublicKey, protocol::receiptText(epoch, mutationHash, answer),
                           answer.signature);
}

} // namespace qoloner
