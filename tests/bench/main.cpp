// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

int main(int argc, char** argv)
{
    using namespace qoloner::bench;
    struct Named {
        const char* name;
        void (*run)(const Options&);
    };
    const Named all[] = {
        {"save", save},
        {"apply", apply},
        {"delta", delta},
        {"search", search},
        {"sync", initialSync},
        {"push", push},
        {"latency", latency},
        {"wire", wire},
        {"push_postgres", pushPostgres},
        {"connections", connections},
#ifdef QOLONER_BENCH_APP
        {"start", coldStart},
#endif
    };

    CLI::App app("Measures Qolöner against the bare engine in the same run; prints JSON lines.");
    std::vector<std::string> names;
    Options options;
    std::string known;
    for (const Named& bench : all)
        known += std::string(known.empty() ? "" : ", ") + bench.name;
    app.add_option("names", names, "Which ones: " + known + "; none: all");
    app.add_option("--rows", options.rows, "Rows to use instead of each one's own sizes")
        ->check(CLI::Range(100, 10'000'000));
    CLI11_PARSE(app, argc, argv);
    options.binDir = std::filesystem::canonical("/proc/self/exe").parent_path().string();

    for (const std::string& name : names)
        if (std::none_of(std::begin(all), std::end(all),
                         [&](const Named& bench) { return name == bench.name; })) {
            std::cerr << "no such bench: " << name << " (there are: " << known << ")\n";
            return 2;
        }
    try {
        for (const Named& bench : all)
            if (names.empty() || std::find(names.begin(), names.end(), bench.name) != names.end())
                bench.run(options);
    } catch (const std::exception& error) {
        std::cerr << "qoloner-bench: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
