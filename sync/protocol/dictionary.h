// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/codec/zstd.h"

namespace qoloner::protocol {

/// What a short message of protocol 1 need not say: the shape of pages and pushes, scopes,
/// common words. Part of the protocol (dictionary-1.bin, made once by
/// qoloner-train-dictionary): its bytes never change.
const ZstdDictionary& dictionary();

} // namespace qoloner::protocol
