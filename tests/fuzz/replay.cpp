// SPDX-License-Identifier: Apache-2.0
// Gives a fuzz target every file of a folder, and every beginning of it, once; with
// "whole" only the files, for targets that take long.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    const bool whole = argc > 2 && std::string(argv[2]) == "whole";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string all((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        for (std::size_t size = whole ? all.size() : 0; size <= all.size(); ++size) {
            const std::string part = all.substr(0, size); // of its own, so that sanitizers see its end
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(part.data()), part.size());
        }
        ++files;
    }
    std::printf("%d files\n", files);
    return files > 0 ? 0 : 1;
}
