// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "core/domain/keys.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoloner {

using Dseq = std::uint64_t;

/// Names the mutation that wrote a value: device and its contiguous number.
struct Dot {
    DeviceId device = 0;
    Dseq dseq = 0;
    auto operator<=>(const Dot&) const = default;
};

/// When (effective hybrid time) and by which mutation a value was written.
struct Stamp {
    Hlc hlc;
    Dot dot;
    auto operator<=>(const Stamp&) const = default;
};

/// The stamps of all fields of one synced row, packed: fields written by the
/// same mutation share one group, so a row nobody edited since costs one stamp.
///
/// Encoded as CBOR: array of [hlc, device, dseq, fields], groups by ascending
/// (hlc, device, dseq), `fields` a byte string of big-endian 16-bit ids, ascending.
class RowStamps {
public:
    RowStamps() = default;
    /// Nothing when `encoded` is not exactly what `encode` writes. Empty input: no stamps.
    static std::optional<RowStamps> decode(std::string_view encoded);
    std::string encode() const;

    /// Stamp of `field`, or nothing when it was never written.
    std::optional<Stamp> of(std::uint16_t field) const;
    void set(std::uint16_t field, const Stamp& stamp);
    void erase(std::uint16_t field);
    bool empty() const { return m_groups.empty(); }
    /// The latest stamp of any field.
    std::optional<Stamp> latest() const;

    struct Group {
        Stamp stamp;
        std::vector<std::uint16_t> fields; // ascending
        bool operator==(const Group&) const = default;
    };
    const std::vector<Group>& groups() const { return m_groups; }
    bool operator==(const RowStamps&) const = default;

private:
    std::vector<Group> m_groups; // ascending by stamp
};

} // namespace qoloner
