// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>

namespace qoloner {

/// Where time comes from, so that tests and the simulator can bend it.
class Clock {
public:
    virtual ~Clock() = default;
    /// UTC milliseconds since 1970.
    virtual std::uint64_t nowMs() const = 0;
};

class SystemClock final : public Clock {
public:
    std::uint64_t nowMs() const override;
};

/// Hybrid logical time (Kulkarni et al. 2014): 48 bits of milliseconds, 16 of counter.
struct Hlc {
    std::uint64_t packed = 0;

    static Hlc of(std::uint64_t ms, std::uint16_t counter = 0)
    {
        return {(ms & 0xffffffffffff) << 16 | counter};
    }
    std::uint64_t ms() const { return packed >> 16; }
    std::uint16_t counter() const { return std::uint16_t(packed); }
    /// The next later stamp; a full counter carries into the milliseconds.
    Hlc next() const { return {packed + 1}; }
    auto operator<=>(const Hlc&) const = default;
};

/// The stamp of a new local event: never before `last`, whatever the clock says.
inline Hlc tick(Hlc last, std::uint64_t nowMs)
{
    const Hlc now = Hlc::of(nowMs);
    return now > last ? now : last.next();
}

/// Receive rule: the clock after seeing `remote`. A stamp more than `boundMs`
/// ahead of us is a wrong clock and never moves ours.
inline Hlc receive(Hlc last, Hlc remote, std::uint64_t nowMs, std::uint64_t boundMs = 300'000)
{
    if (remote.ms() > nowMs + boundMs)
        return tick(last, nowMs);
    return tick(last > remote ? last : remote, nowMs);
}

} // namespace qoloner
