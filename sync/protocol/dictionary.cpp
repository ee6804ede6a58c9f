// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/dictionary.h"

namespace qoloner::protocol {

namespace {
constexpr unsigned char bytes[] = {
#include "dictionary_bytes.inc" // of dictionary-1.bin
};
} // namespace

const ZstdDictionary& dictionary()
{
    static const ZstdDictionary one({reinterpret_cast<const char*>(bytes), sizeof bytes});
    return one;
}

} // namespace qoloner::protocol
