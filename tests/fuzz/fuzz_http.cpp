// SPDX-License-Identifier: Apache-2.0
// Any bytes as HTTP requests, one after another on a connection. However they are cut on
// the way, the same requests are read, within their bounds.
#include "sync/server/http_request.h"
#include "tests/fuzz/fuzz_input.h"
#include <cstdlib>
#include <optional>
#include <tuple>
#include <vector>

using namespace qoloner;
using namespace qoloner::test;

namespace {

using Read = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string,
                        std::vector<std::string>, bool, bool, bool, bool, bool, bool>;
constexpr HttpRequestReader::Bounds bounds{2048, 4096};
constexpr const char* peer = "192.0.2.7";

void check(const HttpRequest& request, bool behindProxy)
{
    if (request.body.size() > bounds.bodyBytes || request.method.empty() ||
        request.path.size() + request.query.size() > bounds.headBytes ||
        request.path.find('?') != std::string::npos || request.token.size() > bounds.headBytes ||
        request.address.empty() || request.address.size() > 64 || (!behindProxy && request.address != peer))
        std::abort();
}

/// The requests in `bytes`, which come in pieces of the sizes that `sizeOfNext` gives. Streamed: bodies are
/// taken as they come.
template <class Size>
std::vector<Read> readAll(std::string_view bytes, bool behindProxy, bool streamed, Size sizeOfNext)
{
    std::vector<Read> all;
    std::string buffer;
    while (true) {
        HttpRequestReader reader({bounds.headBytes, bounds.bodyBytes, streamed});
        std::string body;
        bool headSeen = false;
        const auto take = [&] {
            auto now = reader.take(buffer);
            if (streamed && reader.headComplete() && !headSeen) {
                headSeen = true;
                reader.stream(bounds.bodyBytes);
                if (now == HttpRequestReader::State::Incomplete)
                    now = reader.take(buffer);
            }
            if (streamed && headSeen)
                body += reader.body();
            return now;
        };
        std::optional<HttpRequestReader::State> state;
        if (!buffer.empty())
            state = take();
        while (!state || *state == HttpRequestReader::State::Incomplete) {
            if (bytes.empty())
                return all;
            const std::size_t size = std::min(bytes.size(), sizeOfNext());
            buffer += bytes.substr(0, size);
            bytes.remove_prefix(size);
            state = take();
            if (buffer.size() > bounds.headBytes + bounds.bodyBytes && bytes.empty() &&
                *state == HttpRequestReader::State::Incomplete)
                std::abort(); // it collects without end
        }
        if (*state != HttpRequestReader::State::Complete)
            return all;
        const bool stays = reader.keepAlive();
        HttpRequest r = reader.request(peer, behindProxy);
        r.body += body;
        check(r, behindProxy);
        all.emplace_back(r.method, r.path, r.token, r.accept, r.body, r.address,
                         std::vector{r.query, r.host, r.languages, r.ifNoneMatch, r.ifModifiedSince},
                         r.bodyPacked, r.takesPacked, r.takesGzip, r.oddEncoding, reader.version11(), stays);
        if (!stays)
            return all;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput in(data, size);
    const bool behindProxy = in.flag();
    const std::size_t step = in.below(64) + 1;
    const std::string_view bytes = in.rest();
    const auto whole =
        readAll(bytes, behindProxy, false, [&] { return std::max<std::size_t>(bytes.size(), 1); });
    for (const bool streamed : {false, true})
        if (whole != readAll(bytes, behindProxy, streamed, [&] { return step; }))
            std::abort();
    return 0;
}
