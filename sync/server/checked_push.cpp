// SPDX-License-Identifier: Apache-2.0
#include "sync/server/checked_push.h"

#include <algorithm>

namespace qoloner {

CheckedMutation checkMutation(SignedMutation sealed, const KeyLookup& keyOf)
{
    CheckedMutation checked;
    checked.hash = sealed.hash();
    checked.mutation = decodeMutation(sealed.body);
    if (checked.mutation) {
        checked.key = keyOf(checked.mutation->device);
        checked.signatureHolds =
            !checked.key.empty() && verifySignature(checked.key, sealed.body, sealed.signature);
    }
    checked.sealed = std::move(sealed);
    return checked;
}

CheckedPush checkPush(DeviceId pusher, protocol::Push request, std::uint64_t nowMs, const KeyLookup& keyOf)
{
    constexpr std::uint64_t maxMs = 0xffffffffffff;
    CheckedPush checked;
    checked.pusher = pusher;
    checked.offsetMs = std::int64_t(nowMs) - std::int64_t(std::min(request.deviceMs, maxMs));
    checked.mutations.reserve(request.mutations.size());
    for (SignedMutation& mutation : request.mutations)
        checked.mutations.push_back(checkMutation(std::move(mutation), keyOf));
    for (std::size_t i = 0; i < checked.mutations.size() && i < request.past.size(); ++i)
        checked.mutations[i].past = std::move(request.past[i]);
    return checked;
}

} // namespace qoloner
