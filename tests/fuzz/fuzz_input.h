// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace qoloner::test {

/// Reads choices off a fuzzer's bytes, from the front; zeros when they are used up, so
/// that every input is a whole story.
class FuzzInput {
public:
    FuzzInput(const std::uint8_t* data, std::size_t size) : m_rest(reinterpret_cast<const char*>(data), size)
    {}
    bool empty() const { return m_rest.empty(); }
    std::uint8_t byte()
    {
        if (m_rest.empty())
            return 0;
        const auto value = static_cast<std::uint8_t>(m_rest.front());
        m_rest.remove_prefix(1);
        return value;
    }
    std::size_t below(std::size_t bound) { return byte() % bound; }
    bool flag() { return (byte() & 1) != 0; }
    /// One to nine bytes of input, so that small numbers are cheap and any is possible.
    std::uint64_t number()
    {
        const std::uint8_t first = byte();
        if (first < 0xf8)
            return first;
        std::uint64_t value = 0;
        for (int i = 0; i <= (first & 7); ++i)
            value = value << 8 | byte();
        return value;
    }
    std::string_view bytes(std::size_t most)
    {
        const std::size_t wanted = std::min({most, std::size_t(number()), m_rest.size()});
        const std::string_view taken = m_rest.substr(0, wanted);
        m_rest.remove_prefix(wanted);
        return taken;
    }
    std::string_view rest()
    {
        const std::string_view taken = m_rest;
        m_rest = {};
        return taken;
    }
    /// `valid` with up to three of its bytes changed, cut or doubled.
    std::string spoiled(std::string valid)
    {
        for (std::size_t n = below(4); n > 0 && !valid.empty(); --n) {
            const std::size_t at = std::size_t(number()) % valid.size();
            switch (below(4)) {
            case 0:
                valid.resize(at);
                break;
            case 1:
                valid.insert(at, bytes(16));
                break;
            default:
                valid[at] = char(byte());
            }
        }
        return valid;
    }

private:
    std::string_view m_rest;
};

} // namespace qoloner::test
