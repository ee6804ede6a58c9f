// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/seeded_random.h"

#include <cstring>
#include <sodium.h>
#include <sqlite3.h>

namespace qoloner::sim {

namespace {

std::uint64_t state = 0;

const char* nameOf()
{
    return "seeded";
}

/// splitmix64
std::uint64_t next()
{
    std::uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

std::uint32_t nextWord()
{
    return std::uint32_t(next());
}

void fill(void* const into, const std::size_t size)
{
    auto* bytes = static_cast<unsigned char*>(into);
    for (std::size_t done = 0; done < size; done += sizeof(std::uint64_t)) {
        const std::uint64_t word = next();
        std::memcpy(bytes + done, &word, size - done < sizeof word ? size - done : sizeof word);
    }
}

} // namespace

void seedRandomness(std::uint64_t seed)
{
    static randombytes_implementation seeded = {nameOf, nextWord, nullptr, nullptr, fill, nullptr};
    static const bool installed = [] {
        randombytes_set_implementation(&seeded);
        return sodium_init() >= 0;
    }();
    (void)installed;
    state = seed;
    // Zero would draw from the system again.
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, int(seed % 0x7ffffffe) + 1,
                         static_cast<sqlite3*>(nullptr));
}

} // namespace qoloner::sim
