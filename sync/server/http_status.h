// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/result.h"

namespace qoloner {

/// The HTTP status that carries `error` to a device (sync/README.md, "Errors").
int httpStatusOf(const Error& error);

} // namespace qoloner
