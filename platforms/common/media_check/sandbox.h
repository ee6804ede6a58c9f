// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace qoloner {

struct SandboxLimits {
    unsigned memoryMib = 512;
    unsigned cpuSeconds = 10;
};

/// From here on this process can read its standard input, write its standard output, use memory and
/// processor time up to the limits, and end. Anything else it asks of the system ends it (SIGSYS).
/// False when the system does not grant it; then nothing may be read.
bool closeSandbox(const SandboxLimits& limits);

} // namespace qoloner
