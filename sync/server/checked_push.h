// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/protocol/messages.h"
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace qoloner {

/// Public key of an enrolled device; empty when the server knows no such device.
using KeyLookup = std::function<std::string(DeviceId)>;

/// One mutation as far as it can be judged without the city's rows.
struct CheckedMutation {
    SignedMutation sealed;
    std::string hash;                 ///< of `sealed`
    std::optional<Mutation> mutation; ///< nothing: malformed
    std::string key;                  ///< public key the signature was checked with; empty: none was known
    bool signatureHolds = false;
    std::vector<PastAnswer> past; ///< as its device sent them along: receipts are not checked here
};

/// A batch as one device pushed it, decoded and with its signatures checked:
/// the part of a push that needs no store and may run on any thread.
struct CheckedPush {
    DeviceId pusher = 0;
    std::int64_t offsetMs = 0; ///< server's clock less the device's, when the batch arrived
    std::vector<CheckedMutation> mutations;
};

/// What came of a batch. The receipts are signed by SyncEngine::signReceipts.
struct MergedPush {
    protocol::PushAnswer answer;
    std::vector<std::string> hashes; ///< of the mutations, in order
    std::exception_ptr failure;      ///< set: the store failed and nothing of this batch is kept
};

CheckedMutation checkMutation(SignedMutation sealed, const KeyLookup& keyOf);
CheckedPush checkPush(DeviceId pusher, protocol::Push request, std::uint64_t nowMs, const KeyLookup& keyOf);

} // namespace qoloner
