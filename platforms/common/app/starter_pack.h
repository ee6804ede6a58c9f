// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>

namespace qoloner {

/// The map of old Almaty that comes with the app: in share/ beside an
/// installed program, or where the build made it. Empty when there is none.
QString starterPack();

} // namespace qoloner
