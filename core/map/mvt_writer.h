// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/map/mvt.h"
#include <map>
#include <utility>

namespace qoloner {

/// Attributes of one feature, written in this order.
using MvtAttributes = std::vector<std::pair<std::string, MvtValue>>;

/// Collects one layer of a vector tile. Same calls, same bytes.
class MvtLayerWriter {
public:
    explicit MvtLayerWriter(std::string name, std::uint32_t extent = 4096);

    void addPoint(TilePoint p, const MvtAttributes& attributes);
    /// Lines of fewer than two different points are left out.
    void addLines(const std::vector<std::vector<TilePoint>>& lines, const MvtAttributes& attributes);
    /// One polygon: the outer ring, then its holes; rings open (the first
    /// point is not repeated) and of any direction.
    void addPolygon(const std::vector<std::vector<TilePoint>>& rings, const MvtAttributes& attributes);

    bool empty() const { return m_features.empty(); }
    /// The encoded layer message.
    std::string encoded() const;

private:
    void add(MvtGeometry type, const std::vector<std::uint32_t>& geometry, const MvtAttributes& attributes);
    std::uint32_t keyIndex(const std::string& key);
    std::uint32_t valueIndex(const MvtValue& value);

    std::string m_name;
    std::uint32_t m_extent;
    std::vector<std::string> m_features;
    std::vector<std::string> m_keys;
    std::vector<MvtValue> m_values;
    std::map<std::string, std::uint32_t> m_keyIndex;
    std::map<MvtValue, std::uint32_t> m_valueIndex;
};

/// A whole tile out of its layers, in the order given; empty ones are left out.
std::string encodeMvt(const std::vector<const MvtLayerWriter*>& layers);

} // namespace qoloner
