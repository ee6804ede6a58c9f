// SPDX-License-Identifier: Apache-2.0
// Reads a picture from its standard input and answers on its standard output: "picture MIME WIDTH
// HEIGHT BYTES BYTES" and then the bytes of two small JPEGs, or "refused CODE". Ends with 0 for both.
#include "platforms/common/media_check/decode.h"
#include "platforms/common/media_check/sandbox.h"
#include "sync/server/media/thumbnail_sides.h"
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <iterator>
#include <new>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace qoloner;

namespace {

constexpr int thumbnailQuality = 82;
constexpr std::size_t readStep = 1 << 20;

/// All of the standard input; the limit on memory is the limit on it.
std::string readAll()
{
    std::string all;
    while (true) {
        const std::size_t before = all.size();
        all.resize(before + readStep);
        const ssize_t got = ::read(STDIN_FILENO, all.data() + before, readStep);
        if (got < 0 && errno == EINTR) {
            all.resize(before);
            continue;
        }
        all.resize(before + std::size_t(got < 0 ? 0 : got));
        if (got <= 0)
            return all;
    }
}

void say(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t said = ::write(STDOUT_FILENO, text.data(), text.size());
        if (said < 0 && errno == EINTR)
            continue;
        if (said <= 0)
            ::_exit(4);
        text.remove_prefix(std::size_t(said));
    }
}

std::string answer()
{
    const std::string bytes = readAll();
    const ImageShape shape = shapeOf(bytes);
    if (!shape.refusal.empty())
        return "refused " + std::string(shape.refusal) + "\n";
    const int largest = *std::max_element(std::begin(thumbnailSides), std::end(thumbnailSides));
    auto picture = decode(bytes, shape, largest);
    std::string head = "picture " + std::string(mimeOf(shape.kind)) + " " + std::to_string(shape.width) +
                       " " + std::to_string(shape.height);
    std::string body;
    for (const int side : thumbnailSides) {
        if (!picture)
            return "refused media_damaged\n";
        int width = picture->width, height = picture->height;
        fit(width, height, side);
        const std::string jpeg = encodeJpeg(scaled(*picture, width, height), thumbnailQuality);
        if (jpeg.empty())
            return "refused media_damaged\n";
        head += " " + std::to_string(jpeg.size());
        body += jpeg;
    }
    return head + "\n" + body;
}

/// For the test that the walls stand: each of these must end the process.
int tryOut(std::string_view what)
{
    if (what == "open")
        return ::open("/etc/passwd", O_RDONLY);
    if (what == "socket")
        return ::socket(AF_INET, SOCK_STREAM, 0);
    if (what == "fork")
        return int(::fork());
    if (what == "spin")
        for (std::atomic<bool> forever = true; forever;) {
        }
    return -2;
}

bool readNumber(const char* text, unsigned& number)
{
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), number);
    return error == std::errc() && *end == '\0' && number > 0;
}

} // namespace

int main(int argc, char** argv)
{
    SandboxLimits limits;
    std::string attempt;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--memory-mib" && !readNumber(argv[i + 1], limits.memoryMib))
            return 2;
        if (name == "--cpu-seconds" && !readNumber(argv[i + 1], limits.cpuSeconds))
            return 2;
        if (name == "--try")
            attempt = argv[i + 1];
    }
    if (!closeSandbox(limits))
        return 3;
    if (!attempt.empty()) {
        tryOut(attempt);
        ::_exit(5);
    }
    try {
        say(answer());
    } catch (const std::bad_alloc&) {
        say("refused media_costly\n");
    }
    ::_exit(0); // nothing that runs at an end is within reach
}
