// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/replica.h"

namespace qoloner {

/// Saves changes of one record, and mends with them what the server refused of it:
/// the refused actions go again as one, with the new values in place of the old
/// ones, and are closed. What was never refused is a plain commit.
///
/// On the writer's thread. Errors as Replica::commit; then nothing has changed.
Result<Dseq> commitMending(Replica& replica, std::uint16_t entity, const std::string& row,
                           const std::vector<Change>& changes);

/// The same for an approval: a refused approval of the record is replaced by this one.
Result<Dseq> commitApproval(Replica& replica, std::uint16_t entity, const std::string& row,
                            const std::vector<Change>& approvals);

/// Sends what the server refused of `refused`'s record once more as it is.
Result<Dseq> sendRefusedAgain(Replica& replica, const Mutation& refused);

} // namespace qoloner
