// SPDX-License-Identifier: Apache-2.0
#include "core/codec/zstd.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <zstd.h>

namespace qoloner {

std::string zstdCompress(std::string_view raw, int level)
{
    std::string out(ZSTD_compressBound(raw.size()), '\0');
    const std::size_t size = ZSTD_compress(out.data(), out.size(), raw.data(), raw.size(), level);
    if (ZSTD_isError(size))
        throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(size));
    out.resize(size);
    return out;
}

std::optional<std::string> zstdDecompress(std::string_view frame, std::size_t maxSize)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    if (!context)
        return std::nullopt;
    // The window is bounded by what may come out at all.
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 27);
    std::string out;
    ZSTD_inBuffer in{frame.data(), frame.size(), 0};
    const unsigned long long declared = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (declared == ZSTD_CONTENTSIZE_ERROR)
        return std::nullopt;
    if (declared != ZSTD_CONTENTSIZE_UNKNOWN && declared > maxSize)
        return std::nullopt;
    std::size_t filled = 0;
    for (;;) {
        if (filled == out.size()) {
            if (filled > maxSize)
                return std::nullopt;
            const std::size_t guess =
                declared != ZSTD_CONTENTSIZE_UNKNOWN && filled == 0 ? std::size_t(declared) : filled;
            out.resize(std::min(maxSize + 1, filled + std::max<std::size_t>(guess + 1, 65536)));
        }
        ZSTD_outBuffer buffer{out.data() + filled, out.size() - filled, 0};
        const std::size_t rc = ZSTD_decompressStream(context.get(), &buffer, &in);
        if (ZSTD_isError(rc))
            return std::nullopt;
        filled += buffer.pos;
        if (filled > maxSize)
            return std::nullopt;
        if (rc == 0)
            break;
        if (in.pos == in.size && buffer.pos == 0)
            return std::nullopt; // truncated
    }
    if (in.pos != in.size)
        return std::nullopt;
    out.resize(filled);
    return out;
}

} // namespace qoloner
