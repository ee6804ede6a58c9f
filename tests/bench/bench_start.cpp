// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"
#include "tests/bench/rows.h"

#include <cstdlib>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>

extern char** environ;

namespace qoloner::bench {

namespace {
double runOnce(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int status = 0;
    const double taken = seconds([&] {
        pid_t child = 0;
        if (posix_spawn(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0)
            throw std::runtime_error("cannot start " + words[0]);
        waitpid(child, &status, 0);
    });
    if (status != 0)
        throw std::runtime_error(words[0] + " failed");
    return taken;
}
} // namespace

/// From start of the process to its first frame, with a filled replica's
/// folder. Floor: an empty Qt Quick window.
void coldStart(const Options& options)
{
    if (!std::getenv("DISPLAY")) {
        std::fprintf(stderr, "start: needs a display (run under xvfb-run): skipped\n");
        return;
    }
    Scratch scratch;
    const std::vector<std::string> app = {options.binDir + "/qoloner", "--data", scratch.file("app"),
                                          "--offline", "--exit-after-first-frame"};
    runOnce(app); // makes the folder and its keys
    const auto [ours, floor] = medians(
        5, [&] { return runOnce(app); },
        [&] { return runOnce({options.binDir + "/../tests/empty-window"}); });
    report("cold_start", ours * 1e3, "ms", floor * 1e3);
}

} // namespace qoloner::bench
