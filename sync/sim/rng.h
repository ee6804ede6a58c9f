// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace qoloner::sim {

/// A seeded source of chance (splitmix64): small, fast, the same everywhere.
class Rng {
public:
    explicit Rng(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = m_state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// 0..bound-1; 0 for a bound of 0.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }
    std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + below(high - low + 1); }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class Container> auto& pick(Container& from)
    {
        return from[std::size_t(below(std::size(from)))];
    }

private:
    std::uint64_t m_state;
};

/// A seed of its own for the `number`th thing of a kind.
inline std::uint64_t seedOf(std::uint64_t seed, std::uint64_t kind, std::uint64_t number)
{
    Rng rng(seed ^ (kind * 0xd1342543de82ef95) ^ (number * 0xaf251af3b0f025b5));
    rng.next();
    return rng.next();
}

} // namespace qoloner::sim
