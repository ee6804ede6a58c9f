// SPDX-License-Identifier: Apache-2.0
#include "core/map/gzip.h"
#include <algorithm>
#include <stdexcept>
#include <zlib.h>

namespace qoloner {
namespace {

constexpr int kAutoDetectHeader = 15 + 32;
constexpr int kWriteGzip = 15 + 16;

Bytef* input(std::string_view bytes)
{
    // zlib never writes through next_in; its type is older than const.
    return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

} // namespace

bool looksGzipped(std::string_view bytes)
{
    return bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b';
}

InflateStatus inflateBounded(std::string_view bytes, std::size_t maxBytes, std::string& out)
{
    out.clear();
    z_stream zs{};
    if (inflateInit2(&zs, kAutoDetectHeader) != Z_OK)
        return InflateStatus::Damaged;
    zs.next_in = input(bytes);
    zs.avail_in = uInt(std::min<std::size_t>(bytes.size(), 1u << 30));
    InflateStatus result = InflateStatus::Damaged;
    for (;;) {
        const std::size_t have = out.size();
        const std::size_t want =
            std::min(std::max<std::size_t>(have * 2, bytes.size() * 3 + 1024), maxBytes + 1);
        out.resize(want);
        zs.next_out = reinterpret_cast<Bytef*>(out.data() + have);
        zs.avail_out = uInt(want - have);
        const int rc = inflate(&zs, Z_NO_FLUSH);
        out.resize(want - zs.avail_out);
        if (out.size() > maxBytes) {
            result = InflateStatus::TooLarge;
            break;
        }
        if (rc == Z_STREAM_END) {
            result = zs.avail_in == 0 ? InflateStatus::Ok : InflateStatus::Damaged;
            break;
        }
        if (rc != Z_OK || (zs.avail_in == 0 && zs.avail_out != 0))
            break; // corrupt, or the stream ends before it is complete
    }
    inflateEnd(&zs);
    if (result != InflateStatus::Ok)
        out.clear();
    return result;
}

std::string gzipped(std::string_view bytes)
{
    z_stream zs{};
    if (deflateInit2(&zs, 9, Z_DEFLATED, kWriteGzip, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib could not start");
    std::string out(deflateBound(&zs, uLong(bytes.size())) + 32, '\0');
    zs.next_in = input(bytes);
    zs.avail_in = uInt(bytes.size());
    zs.next_out = reinterpret_cast<Bytef*>(out.data());
    zs.avail_out = uInt(out.size());
    const int rc = deflate(&zs, Z_FINISH);
    out.resize(out.size() - zs.avail_out);
    deflateEnd(&zs);
    if (rc != Z_STREAM_END)
        throw std::runtime_error("zlib could not compress");
    // zlib stores the operating system in byte 9; "unknown" keeps packs equal everywhere.
    out[9] = '\xff';
    return out;
}

} // namespace qoloner
