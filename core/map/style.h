// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/map/mvt.h"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qoloner {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;

    friend bool operator==(const Colour&, const Colour&) = default;
};

/// A number that follows the zoom: a constant, or stops with linear or
/// exponential interpolation between them.
class ZoomNumber {
public:
    ZoomNumber(double constant = 0) : m_stops{{0, constant}} {}
    ZoomNumber(std::vector<std::pair<double, double>> stops, double base)
        : m_stops(std::move(stops)), m_base(base)
    {}
    double at(double zoom) const;

private:
    std::vector<std::pair<double, double>> m_stops;
    double m_base = 1;
};

/// A compiled filter over the attributes of a feature.
class StyleFilter {
public:
    enum class Op { True, Equal, NotEqual, In, NotIn, Has, HasNot, All, Any, None };

    bool matches(const MvtLayer& layer, const MvtFeature& feature) const;

    Op op = Op::True;
    std::string key; ///< "$type" compares with Point, LineString, Polygon
    std::vector<MvtValue> values;
    std::vector<StyleFilter> parts;
};

struct StyleLayer {
    enum class Kind { Background, Fill, Line, Symbol };

    std::string id;
    Kind kind = Kind::Background;
    std::string sourceLayer;
    StyleFilter filter;
    double minZoom = 0;
    double maxZoom = 24;
    /// Layers that draw the same geometry (a road and its casing) share one.
    int bucket = -1;

    Colour colour;
    ZoomNumber opacity = 1;
    ZoomNumber width = 1; ///< line, pixels
    bool roundCaps = true;

    // Symbol
    bool alongLine = false;
    std::string textField;    ///< template such as "{name}"
    ZoomNumber textSize = 12; ///< pixels
    Colour haloColour{255, 255, 255, 255};
    bool bold = false;
    bool italic = false;
    double letterSpacing = 0; ///< pixels
    int sortKey = 0;          ///< smaller goes first
    bool upperCase = false;

    bool visibleAt(double zoom) const { return zoom >= minZoom && zoom < maxZoom; }
};

/// Geometry that one or more layers draw.
struct StyleBucket {
    StyleLayer::Kind kind = StyleLayer::Kind::Fill;
    std::string sourceLayer;
    StyleFilter filter;
    double minZoom = 0; ///< the lowest of its layers
    bool roundCaps = true;
};

/// A map style in a documented subset of the MapLibre style specification
/// (qml/map/README.md lists it). Whatever is outside of the subset is an error.
class Style {
public:
    /// Null when the text is refused; `error` then names the layer and reason.
    static std::shared_ptr<const Style> parse(std::string_view json, std::string& error);

    const std::vector<StyleLayer>& layers() const { return m_layers; }
    const std::vector<StyleBucket>& buckets() const { return m_buckets; }
    Colour background() const { return m_background; }
    /// Two styles with equal keys build equal meshes and labels: they differ
    /// in paint only, and can be exchanged without reading a tile again.
    const std::string& geometryKey() const { return m_geometryKey; }

private:
    std::vector<StyleLayer> m_layers;
    std::vector<StyleBucket> m_buckets;
    Colour m_background{247, 242, 232, 255};
    std::string m_geometryKey;
};

} // namespace qoloner
