// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// What both sides know before a message begins: a zstd dictionary (RFC 8878, 5), read once.
/// Safe to share between threads; throws when the bytes are no dictionary.
class ZstdDictionary {
public:
    explicit ZstdDictionary(std::string_view bytes);
    ~ZstdDictionary();

    struct Tables;
    const Tables& tables() const { return *m_tables; }

private:
    std::unique_ptr<const Tables> m_tables;
};

/// One zstd frame (RFC 8878), level 3 unless told otherwise.
std::string zstdCompress(std::string_view raw, int level = 3);
/// For short messages: what the dictionary knows is named, not repeated. A millisecond or two for
/// 64 KiB.
std::string zstdCompress(std::string_view raw, const ZstdDictionary& dictionary);

/// The content of one zstd frame; nothing when the frame is damaged, names a dictionary other
/// than the one given, has bytes after it, or would grow beyond `maxSize` (checked while it
/// unpacks, so a bomb costs no more than `maxSize`).
std::optional<std::string> zstdDecompress(std::string_view frame, std::size_t maxSize,
                                          const ZstdDictionary* dictionary = nullptr);

} // namespace qoloner
