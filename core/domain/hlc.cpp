// SPDX-License-Identifier: Apache-2.0
#include "core/domain/hlc.h"

#include <chrono>

namespace qoloner {

std::uint64_t SystemClock::nowMs() const
{
    using namespace std::chrono;
    return std::uint64_t(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

} // namespace qoloner
